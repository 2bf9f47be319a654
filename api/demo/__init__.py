"""Invented data to look at."""
