"""The words that customers use, by what they mean: each notion has one list here, and expressions are built from it.

Only words stand here. What is said with them, and what that tells, is the business of the module that knows the rule
(`actions/`, `desk/incidents/leaks.py`). A module that means less than a whole notion names the part that it means, and
why (docs/decisions/0094).
"""
