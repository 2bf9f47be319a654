"""Facts that rest on the same words of the policy are confirmed beside them, together or each by itself."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.commands import app
from knowledge.facts.review import Review

POLICY = Path(__file__).resolve().parents[4] / "docs/tutorial/kazenowa/policy.txt"
FEE = "開示および利用目的の通知の請求については、1件につき500円の手数料をいただきます。"
SOURCE = "請求書は当社のウェブサイトからダウンロードできます"
DRAFT = (
    "company: kazenowa\nshort_name: か\nfacts:\n"
    f"  types.disclosure: {{value: 開示, quote: {FEE}}}  # 要確認\n"
    f"  form.source: {{value: download, rule: form_source, quote: {SOURCE}。}}  # 要確認\n"
    f"  types.purpose_notice: {{value: 利用目的の通知, quote: {FEE}}}  # 要確認\n"
    f"  fee.payment: {{value: 900円, quote: {FEE}}}  # 要確認\n"
)
OF_THE_FEE = ["types.disclosure", "types.purpose_notice", "fee.payment"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "kazenowa"
    folder.mkdir()
    (folder / "policy.txt").write_bytes(POLICY.read_bytes())
    return folder


def confirmed(folder: Path, answers: str, draft: str = DRAFT) -> tuple[str, list[str]]:
    """What the command prints on these answers, and the keys that are left to confirm."""
    (folder / "desk.yml").write_text(draft)
    done = CliRunner().invoke(app, ["desk", "confirm", str(folder)], input=answers)
    return done.output, [one.key for one in Review.of(folder).entries()]


def test_what_rests_on_the_same_words_is_shown_below_them_once_and_asked_at_once(folder: Path) -> None:
    printed, left = confirmed(folder, "q\n")
    assert "[1-3/4] 3 entries rest on the same words:" in printed
    assert printed.count(FEE) == 1
    assert [key for key in OF_THE_FEE if f"  {key} " not in printed] == []
    assert "form.source" not in printed
    assert len(left) == 4


def test_of_a_sentences_facts_the_one_that_does_not_hold_stays_to_be_confirmed(folder: Path) -> None:
    printed, left = confirmed(folder, "y\ny\n")
    assert "not taken: kazenowa: fee.payment: " in printed
    assert "[4/4] form.source" in printed
    assert left == ["fee.payment"], "and the command has not asked about it a second time"


def test_the_facts_of_a_sentence_may_be_put_off(folder: Path) -> None:
    printed, left = confirmed(folder, "\ny\n")
    assert left == OF_THE_FEE
    assert "[4/4] form.source" in printed


def test_the_facts_of_a_sentence_may_be_decided_each_by_itself(folder: Path) -> None:
    printed, left = confirmed(folder, "what\no\ny\n\nn\ny\n")
    assert "Please answer y, o, q" in printed
    assert left == ["types.purpose_notice"], (
        "one taken, one put off, one thrown out, and the next sentence taken"
    )


def test_who_stops_among_the_facts_of_a_sentence_is_asked_nothing_more(folder: Path) -> None:
    printed, left = confirmed(folder, "o\ny\nq\n")
    assert left == ["form.source", "types.purpose_notice", "fee.payment"]
    assert "[4/4]" not in printed


def test_the_same_words_in_another_part_of_a_quotation_are_other_words(folder: Path) -> None:
    more = DRAFT.replace("利用目的の通知, quote: ", f"利用目的の通知, also: {SOURCE}, quote: ")
    assert "[1-2/4] 2 entries rest on the same words:" in confirmed(folder, "q\n", more)[0]


def test_a_value_that_is_the_whole_sentence_is_printed_once(folder: Path) -> None:
    draft = f"company: kazenowa\nshort_name: か\nfacts:\n  form.note: {{value: {SOURCE}, quote: {SOURCE}。}}  # 要確認\n"
    printed, _ = confirmed(folder, "q\n", draft)
    assert printed.count(SOURCE) == 1
    assert "(the sentence itself)" in printed
