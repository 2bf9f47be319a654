"""Measuring the running system over its HTTP contract: questions and dialogues, a table and a report."""
