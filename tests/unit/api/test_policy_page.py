"""The policy page shows every character of the policy, and marks the quoted ones, nothing else."""

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.pages.policy import Segment, Table, sections
from knowledge.policy import Policy, read_policy
from knowledge.vocabulary import CompanyId
from tests.properties import examples

POLICIES = Path(__file__).resolve().parents[3] / "knowledge" / "policies"
COMPANIES = ("ocn", "ocs", "oni", "opt", "prestige")


@cache
def loaded(company: str) -> Policy:
    """Read by the test that needs it: while tests are collected each process would read all five."""
    return read_policy(POLICIES / company / "policy.txt", CompanyId(company))


def squeeze(text: str) -> str:
    return "".join(text.split())


def shown(policy: Policy, mark: tuple[int, int] | None = None) -> list[Segment]:
    segments: list[Segment] = []
    for section in sections(policy, mark):
        segments += section.title
        for block in section.blocks:
            if isinstance(block, Table):
                segments += [s for row in block.rows for cell in row for s in cell]
            else:
                segments += block.segments
    return segments


@pytest.mark.parametrize("company", COMPANIES)
def test_every_character_is_shown_once_and_in_order(company: str) -> None:
    policy = loaded(company)
    assert squeeze("".join(s.text for s in shown(policy))) == squeeze(policy.text)


@settings(max_examples=examples(60), deadline=None)
@given(company=st.sampled_from(COMPANIES), data=st.data())
def test_the_marked_text_is_the_quotation(company: str, data: st.DataObject) -> None:
    policy = loaded(company)
    start = data.draw(st.integers(0, len(policy.text) - 2))
    end = data.draw(st.integers(start + 1, min(start + 400, len(policy.text))))
    segments = shown(policy, (start, end))
    marked = "".join(s.text for s in segments if s.marked)
    assert squeeze(marked) == squeeze(policy.text[start:end])
    assert sum(s.first for s in segments) == (1 if marked else 0)


def test_anchors_are_unique() -> None:
    for policy in map(loaded, COMPANIES):
        found = sections(policy)
        ids = [s.id for s in found]
        assert len(ids) == len(set(ids))


def test_no_level_of_headings_is_left_out() -> None:
    """The page's own heading is the first."""
    for policy in map(loaded, COMPANIES):
        headings = [1, *(s.heading for s in sections(policy) if s.title)]
        assert all(after <= before + 1 for before, after in pairwise(headings))
        assert min(headings[1:]) == 2
