"""Measures the desk's answers on the evaluation set."""
