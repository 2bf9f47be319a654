"""How it is counted what a desk takes for its business: messages in groups, put to their company's desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from knowledge.evaluation import scope
from knowledge.evaluation.scope import Heard, Said, hear, load_messages, table
from knowledge.vocabulary import CompanyId, MessageKind

BANK = CompanyId("bank")
FILE = """out_of_scope:
- company: bank
  group: bank
  examples: |
    金利はいくらですか
    通帳が詰まりました
in_scope:
- company: bank
  group: credit card company
  examples: |
    明細は誰が見ますか
"""
KINDS = {
    "金利はいくらですか": MessageKind.ANSWER,
    "通帳が詰まりました": MessageKind.OUT_OF_SCOPE,
    "明細は誰が見ますか": MessageKind.OUT_OF_SCOPE,
}


class Desk:
    """Replies to each message with the kind that it was given for it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Any]] = []

    def answer(self, question: str, **how: Any) -> Any:
        self.asked.append((question, how["company"]))
        return SimpleNamespace(kind=KINDS[question])


def written(folder: Path) -> Path:
    file = folder / "scope.yml"
    file.write_text(FILE, encoding="utf-8")
    return file


def test_each_message_is_put_to_its_companys_desk(tmp_path: Path) -> None:
    desk: Any = Desk()
    heard = hear(desk, load_messages(written(tmp_path)))
    assert desk.asked == [(text, BANK) for text in KINDS]
    assert [one.said.inside for one in heard] == [False, False, True]


@pytest.mark.parametrize(
    ("inside", "kind", "wrong"),
    [
        (False, MessageKind.ANSWER, True),
        (False, MessageKind.NOT_STATED, False),
        (False, MessageKind.OUT_OF_SCOPE, False),
        (True, MessageKind.ANSWER, False),
        (True, MessageKind.NOT_STATED, False),
        (True, MessageKind.OUT_OF_SCOPE, True),
    ],
)
def test_a_policy_quoted_to_others_business_is_wrong_and_so_is_its_own_sent_away(
    inside: bool, kind: MessageKind, wrong: bool
) -> None:
    assert Heard(Said(BANK, "", inside), kind).wrong is wrong


def test_the_command_counts_both_sides_and_lists_what_went_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @contextmanager
    def desks(folder: Path, var: Path) -> Iterator[Any]:
        yield Desk()

    monkeypatch.setattr(scope, "policies_at", desks)
    file = written(tmp_path)
    assert scope.main([str(file), "--policies", str(tmp_path), "--failures"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "none of its business, answered     1 of    2  (answer 1, out_of_scope 1)",
        "its business, sent away            1 of    1  (out_of_scope 1)",
        "bank answer: 金利はいくらですか",
        "bank out_of_scope: 明細は誰が見ますか",
    ]


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        scope.main([str(tmp_path / "none.yml"), "--policies", str(tmp_path)])
    assert "none.yml" in capsys.readouterr().err


def test_without_messages_nothing_is_divided() -> None:
    assert [line.split()[-2:] for line in table([])] == [["0", "()"], ["0", "()"]]
