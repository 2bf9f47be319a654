"""Speed, shown by `make bench`: never asserted in a test."""
