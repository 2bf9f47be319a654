"""What people ask a privacy desk about: a taxonomy with examples, and a classifier trained from it."""
