"""The benchmark of the channels in small, on the real desk: sixty questions of thirty people within two seconds.

How long an acknowledgement takes is for `python -m benchmarks.channels` on a quiet machine to say; here nothing may be
lost, said twice, or said in another order.
"""

import pytest

from benchmarks.channels import COMPANY, customers, held, questions
from evaluation.fake_line import FakeLine
from evaluation.stack import Stack

pytestmark = pytest.mark.timeout(900)
PEOPLE, EACH = 30, 2


def test_sixty_events_at_once_are_all_acknowledged_and_each_answered_once(
    running: Stack, line: FakeLine
) -> None:
    asked = questions(PEOPLE, EACH, group=100)  # none of those whom the warming up knows
    url = f"{running.webhooks}/channels/line/{COMPANY}"
    measured = held(url, line, asked, EACH, seconds=2.0, patience=600.0)
    assert len(measured.acknowledgements) == len(asked) == PEOPLE * EACH
    assert measured.refused.total() == 0
    assert measured.wrong == []
    assert {one.user for one in measured.sent} == set(customers(asked))
