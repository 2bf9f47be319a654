"""The board has a word for every member of the vocabularies that its pages go through: a part that adds one is held to
it."""

from typing import get_args

import pytest

from desk.errors import NotNowWhy
from desk.jobs.mails import OF_STATUS, TEMPLATES
from desk.life import CameBy, DueKind, Flag, RecordKind
from desk.locales import Locale
from desk.requests.board import DueFilter, Sort
from desk.requests.casefile import REASONS
from desk.requests.correcting import CORRECTION_REASONS
from desk.statuses import ANSWERS, NOT_NAMED, STATUSES, TAKEN_BACK, WRITTEN, Rule
from desk.statuses import REASONS as WHY
from desk.wording import flat, has

WORDS = {
    "console.not_now": get_args(NotNowWhy),
    "board.case.mail_template": TEMPLATES,
    "board.flag": get_args(Flag),
    "board.kind": get_args(RecordKind),
    "board.came_by": get_args(CameBy),
    "board.due_what": get_args(DueKind),
    "board.dues": get_args(DueFilter),
    "board.sorts": get_args(Sort),
    "board.reasons": REASONS,
    "request_status": STATUSES,
    "reason": (*WHY, *get_args(Rule), WRITTEN, *CORRECTION_REASONS, *TAKEN_BACK, NOT_NAMED),
}


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("section", sorted(WORDS))
def test_the_board_has_a_word_for_every_member_of_its_vocabularies(section: str, locale: Locale) -> None:
    assert [one for one in WORDS[section] if not has(f"{section}.{one}", locale)] == []


def test_customers_read_each_status_in_chinese_too() -> None:
    assert [one for one in STATUSES if f"request_status.{one}" not in flat("zh")] == []


def test_whoever_is_answered_is_told_so() -> None:
    assert set(OF_STATUS) >= ANSWERS
