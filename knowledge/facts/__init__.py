"""Desk facts: what a company's desk does, each value resting on a checked quotation of its policy."""

from knowledge.facts.errors import FactsError
from knowledge.facts.loading import check_all, load_desk, load_desks
from knowledge.facts.model import Desk, Fact, Silence

__all__ = ["Desk", "Fact", "FactsError", "Silence", "check_all", "load_desk", "load_desks"]
