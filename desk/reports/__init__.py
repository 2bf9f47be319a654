"""Figures of a period, counts only: the insights page and the monthly report."""
