"""Rasa's custom actions: thin; they call `knowledge` and `desk` and return effects."""
