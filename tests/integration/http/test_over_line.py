"""Some of the evaluation dialogues over LINE, against the real desk: as on the web. All: `python -m evaluation.over_line`."""

import pytest

from evaluation import dialogues
from evaluation.client import Desk
from evaluation.fake_line import FakeLine
from evaluation.fake_slack import FakeSlack, SlackStaff
from evaluation.over_line import DIALOGUES, AttendedLineDesk, both
from evaluation.stack import PASSWORD, USERNAME, Stack, environment_of

KINDS = {"handoff": "c05", "open_request": "c01", "cancel": None}
"""Goals, with a dialogue that has it (None: the first that has)."""


@pytest.fixture(scope="module")
def staff(running: Stack, slack: FakeSlack) -> SlackStaff:
    somebody = SlackStaff(slack, running.url)
    somebody.link(USERNAME, environment_of(running.var, **running.settings))
    return somebody


@pytest.mark.parametrize("goal", KINDS)
def test_a_dialogue_goes_over_line_as_on_the_web(
    running: Stack, line: FakeLine, staff: SlackStaff, goal: str
) -> None:
    items = [one for one in dialogues.load(DIALOGUES) if one["goal"] == goal]
    item = next(one for one in items if KINDS[goal] in (None, one["id"]))
    web = Desk(running.url, USERNAME, PASSWORD)
    pair = both(web, AttendedLineDesk(running.url, USERNAME, PASSWORD, line), item, staff)
    assert pair.line.finished
    assert pair.attended == item["expected"]["handoff"]
    assert pair.differences == []
    bodies = str(line.bodies)
    facts = item["customer_facts"]
    for name in ("email", "phone", "address"):
        assert facts.get(name, "\0") not in bodies
        assert facts.get(name, "\0") not in str(staff.slack.posts)
