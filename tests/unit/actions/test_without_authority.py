"""What somebody wants for another person is remembered, so that who turns out to be an agent goes on with it."""

from typing import Any

import pytest

from actions.vocabulary import AMBIGUOUS_REMOVE, NO_AUTHORITY
from tests.unit.actions.fakes import Talk

REMOVING: list[tuple[str, float]] = [("no_authority", 0.6), (AMBIGUOUS_REMOVE, 0.3)]


@pytest.mark.parametrize(
    ("before", "heard", "request_type", "ambiguous"),
    [
        ({}, {"request_type": "erasure"}, "erasure", None),
        ({}, {"named": ["deletion"]}, "deletion", None),
        ({}, {"ranked": REMOVING}, None, AMBIGUOUS_REMOVE),
        ({"request_type": "correction"}, {}, "correction", None),
        ({"request_type": "correction"}, {"ranked": REMOVING}, None, AMBIGUOUS_REMOVE),
        ({"request_type": "correction"}, {"named": ["deletion"]}, "deletion", None),
        ({"ambiguous": AMBIGUOUS_REMOVE}, {}, None, AMBIGUOUS_REMOVE),
        ({"ambiguous": AMBIGUOUS_REMOVE}, {"named": ["correction"]}, "correction", None),
        ({}, {}, None, None),
    ],
)
def test_what_is_wanted_last_is_kept_while_nobody_has_authority_for_it(
    before: dict[str, Any], heard: dict[str, Any], request_type: str | None, ambiguous: str | None
) -> None:
    talk = Talk(requester="self", **before)
    talk.run("action_no_authority", "no_authority", text="隣の人の情報です", **heard)
    assert (talk.slots.get("request_type"), talk.slots.get("ambiguous")) == (request_type, ambiguous)
    assert (talk.slots["outcome"], talk.slots["offer"], talk.slots["requester"]) == (
        NO_AUTHORITY,
        "handoff",
        None,
    )
