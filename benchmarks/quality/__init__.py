"""Answers compared with what else one could use, on the same questions in the same run: `make bench-quality`."""
