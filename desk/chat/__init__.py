"""The conversation: what was said, masked, and who has to know of it."""
