"""A draft becomes a desk file by somebody's decisions, one entry at a time, and not before."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from api.cli.commands import app
from knowledge.drafting.draft import draft_desk
from knowledge.drafting.writing import as_yaml
from knowledge.facts import FactsError, check_all, load_desks
from knowledge.facts.confirming import as_entry, in_one_line, marked, unconfirmed
from knowledge.facts.doubts import may_speak
from knowledge.facts.keys import REQUIRED, SHAPES
from knowledge.facts.loading import load_desk
from knowledge.facts.review import Review
from knowledge.policy import read_policy
from knowledge.vocabulary import CompanyId
from knowledge.yaml_reading import read_yaml

POLICY = Path(__file__).resolve().parents[4] / "docs/tutorial/kazenowa/policy.txt"


@cache
def draft() -> str:
    """The draft of that policy's desk file: made once, and confirmed in a copy by each test."""
    return as_yaml(draft_desk(read_policy(POLICY, CompanyId("kazenowa"))))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A company's folder with its policy and the draft of its desk file."""
    folder = tmp_path / "kazenowa"
    folder.mkdir()
    (folder / "policy.txt").write_bytes(POLICY.read_bytes())
    (folder / "desk.yml").write_text(draft())
    return folder


def data_of(folder: Path) -> Any:
    return read_yaml((folder / "desk.yml").read_text(encoding="utf-8"))


def entry(review: Review, key: str) -> Any:
    return next(one for one in review.entries() if one.key == key)


def test_every_entry_of_a_draft_is_to_be_confirmed_and_is_what_the_file_says(folder: Path) -> None:
    review = Review.of(folder)
    data = data_of(folder)
    entries = review.entries()
    assert len(entries) == review.left() > 80
    for one in entries:
        assert one.data == (data["facts"][one.key] if one.section == "facts" else data[one.key])
    noted = {one.key for one in entries if one.note}
    assert noted == {"types.access_ccpa"}


@pytest.mark.slow
def test_confirmed_whole_it_is_the_same_file_without_marks_and_remarks(folder: Path) -> None:
    review, before = Review.of(folder), data_of(folder)
    while entries := review.entries():
        review.confirm(entries[0])
    assert data_of(folder) == before
    assert "要確認" not in (folder / "desk.yml").read_text(encoding="utf-8")
    review.check_whole()


def test_one_decision_changes_one_entry_and_its_remark(folder: Path) -> None:
    review, before = Review.of(folder), data_of(folder)
    review.take_out(entry(review, "types.access_ccpa"))
    review.write(entry(review, "short_name"), "かぜのわ")
    after = data_of(folder)
    assert "types.access_ccpa" not in after["facts"]
    assert after["short_name"] == "かぜのわ"
    del before["facts"]["types.access_ccpa"]
    assert after == {**before, "short_name": "かぜのわ"}
    assert "アクセス権" not in (folder / "desk.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("key", "words", "why"),
    [
        ("fee.amount", "300円", "not literal"),
        ("fee.charged", "'no'", "charge"),
        ("fee.amount", "{value: ここにない, quote: ここにない文}", "not in the policy"),
        ("papers.returned", "{not_stated: [返却]}", "返却"),
        ("fee.amount", "[", "not YAML"),
        ("fee.amount", "", "an entry is wanted"),
        ("desk.fax", "0000-55-0124", "write the whole entry"),
        ("short_name", "[a]", "a text is wanted"),
    ],
)
def test_what_does_not_stand_in_the_policy_is_refused_and_nothing_is_written(
    folder: Path, key: str, words: str, why: str
) -> None:
    review, before = Review.of(folder), (folder / "desk.yml").read_bytes()
    one = entry(review, key)
    with pytest.raises(ValueError, match=why):
        review.write(one, as_entry(words, one))
    assert (folder / "desk.yml").read_bytes() == before


def test_a_new_value_keeps_the_quotation(folder: Path) -> None:
    review = Review.of(folder)
    one = entry(review, "fee.amount")
    review.write(one, as_entry("500円", one))
    assert data_of(folder)["facts"]["fee.amount"] == {**one.data, "value": "500円"}


KEPT_A_YEAR = "走行の記録は、返却の日から1年間保存した後、会員を識別できない形に加工します"
ONE_PAPER = "運転免許証、マイナンバーカード（表面）またはパスポートのいずれか1点の写し"


@pytest.mark.parametrize(
    ("key", "words", "quote"),
    [
        ("retention.period", f"[{KEPT_A_YEAR}]", f"{KEPT_A_YEAR}。"),
        (
            "papers.self",
            f"[{{label: {ONE_PAPER}, count: 1, medium: copy}}]",
            f"{ONE_PAPER}をご提出ください。",
        ),
        ("fee.payment", "500円分の切手", "500円分の切手を請求書に同封してください。"),
        ("desk.visit", "郵送してください", None),
        (
            "request.progress",
            "アプリおよびウェブサイトでお知らせします",
            "改定したときは、アプリおよびウェブサイトでお知らせします。",
        ),
    ],
)
def test_a_value_alone_brings_the_sentence_it_stands_in(
    folder: Path, key: str, words: str, quote: str | None
) -> None:
    review = Review.of(folder)
    one = entry(review, key)
    data = review.typed(one, words)
    review.write(one, data)
    written = data_of(folder)["facts"][key]
    assert written["value"] == read_yaml(words)
    assert quote is None or written["quote"] == quote
    assert [citation.quote for citation in review.cited(replace(one, data=written))] == [written["quote"]]


@pytest.mark.parametrize("words", ["電話", "ここにない", "{value: 電話}"])
def test_a_value_alone_that_stands_nowhere_or_at_several_places_brings_none(folder: Path, words: str) -> None:
    review = Review.of(folder)
    one = entry(review, "desk.visit")
    with pytest.raises(ValueError, match=r"whole entry|quote"):
        review.write(one, review.typed(one, words))


FOR_SOME = "{value: 500円, quote: 1件につき500円の手数料をいただきます, for: [disclosure]}"
FOR_OTHERS = "{value: 500円, quote: 500円分の切手を請求書に同封してください。, for: [purpose_notice]}"


def test_several_entries_may_take_the_place_of_one(folder: Path) -> None:
    review = Review.of(folder)
    one = entry(review, "fee.amount")
    review.write(one, review.typed(one, f"[{FOR_SOME}, {FOR_OTHERS}]"))
    written = data_of(folder)["facts"]["fee.amount"]
    assert [each["for"] for each in written] == [["disclosure"], ["purpose_notice"]]
    with pytest.raises(FactsError, match="ここにない"):
        review.write(one, review.typed(one, f"[{FOR_SOME}, {{value: 500円, quote: ここにない}}]"))


def test_several_entries_may_take_the_place_of_one_of_several(folder: Path) -> None:
    (folder / "desk.yml").write_text(
        f"company: kazenowa\nshort_name: か\nfacts:\n  fee.amount:\n    - {FOR_SOME}\n    - {FOR_SOME}  # 要確認\n"
    )
    review = Review.of(folder)
    one = review.entries()[0]
    review.write(one, review.typed(one, f"[{FOR_SOME}, {FOR_OTHERS}]"))
    assert len(data_of(folder)["facts"]["fee.amount"]) == 3


def test_words_torn_at_a_comma_are_told_from_an_entry(folder: Path) -> None:
    review = Review.of(folder)
    one = entry(review, "fee.amount")
    with pytest.raises(ValueError, match=r'100円.*double quotes, as in "1,100円"'):
        review.typed(one, "{value: 1件につき1,100円, quote: 1件につき1,100円をいただきます}")


@pytest.mark.parametrize(
    ("key", "said", "shown"),
    [
        ("desk.hours", "電話　000-77-456（火曜を除く9時～12時）", "電話　000-77-456（火曜を除く9時～12時）"),
        (
            "refusal.reasons",
            "そのときは理由を書面でお知らせします。",
            "そのときは理由を書面でお知らせします。",
        ),
        (
            "desk.visit",
            "申出書に必要な事項をすべて黒のペンでご記入いただき、それから担当の者に直接お渡しください。",
            "…ペンでご記入いただき、それから担当の者に直接お渡しください。",
        ),
    ],
)
def test_what_may_say_it_all_the_same_is_shown_beside_a_silence(key: str, said: str, shown: str) -> None:
    assert list(may_speak(f"みほんの方針です。\n■窓口\n{said}\n以上", key)) == [shown]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("desk.hours", "電話　0000-77-4567"),
        ("desk.visit", "■ 10．お問い合わせ窓口"),
        ("refusal.reasons", "請求書は郵送してください。"),
        ("sale", "第三者に提供します。第三者とは次の者です。第三者には提供しません。"),
    ],
)
def test_nothing_is_shown_that_does_not_hold_the_words_or_holds_common_ones(key: str, said: str) -> None:
    assert not may_speak(f"みほんの方針です。\n{said}\n以上", key)


def test_the_command_shows_them_before_it_asks(folder: Path) -> None:
    (folder / "desk.yml").write_text(
        "company: kazenowa\nshort_name: か\nfacts:\n  papers.masking: {not_stated: [黒塗り]}  # 要確認\n"
    )
    done = CliRunner().invoke(app, ["desk", "confirm", str(folder)], input="q\n")
    assert "read 「運転免許証、マイナンバーカード（表面）または" in done.output.split("all of them?")[0]


def test_of_several_entries_of_a_key_one_may_go_and_the_key_goes_with_the_last(folder: Path) -> None:
    (folder / "desk.yml").write_text(
        "company: kazenowa\nshort_name: か\nfacts:\n  form:\n    - {value: {name: a}, quote: aa}  # 要確認\n"
        "    - {value: {name: b}, quote: bb}  # 要確認\n  camera: {not_stated: [カメラ]}\n"
    )
    review = Review.of(folder)
    review.take_out(review.entries()[0])
    assert [one["value"]["name"] for one in data_of(folder)["facts"]["form"]] == ["b"]
    review.take_out(review.entries()[0])
    assert list(data_of(folder)["facts"]) == ["camera"]


def test_a_marked_line_that_is_no_entry_is_named() -> None:
    with pytest.raises(ValueError, match="line 3 "):
        marked("facts:\n  form:\n      label: {a  # 要確認\n")


def test_a_draft_is_not_served_and_stops_the_build(folder: Path) -> None:
    load_desk(folder)
    with pytest.raises(FactsError, match="desk confirm"):
        load_desks(folder.parent)
    said: list[str] = []
    assert check_all(folder.parent, said.append) == 1
    assert "kazenowa: desk.yml: " in said[0]


@given(st.recursive(st.text() | st.integers() | st.booleans(), lambda inner: st.lists(inner, min_size=1)))
@pytest.mark.slow
def test_one_line_holds_any_data(data: Any) -> None:
    line = in_one_line({"value": data})
    assert "\n" not in line
    assert yaml.safe_load(line) == {"value": data}
    assert yaml.safe_load(f"facts:\n  key: {line}\n") == {"facts": {"key": {"value": data}}}


# ---------------------------------------------------------------------- the command


def test_the_command_shows_each_entry_and_takes_answers_until_it_is_told_to_stop(folder: Path) -> None:
    answers = "r\nかぜのわ\ny\n\nwhat\nn\nq\n"
    done = CliRunner().invoke(app, ["desk", "confirm", str(folder)], input=answers)
    left = unconfirmed((folder / "desk.yml").read_text(encoding="utf-8"))
    assert done.exit_code == 1, done.output
    assert f"{left} entries are left to confirm." in done.output
    assert "「〒000-0000　東瀬県汐音市港町二丁目8番1号」" in done.output
    assert "Please answer y, n, r, q" in done.output
    data, keys = data_of(folder), [one.key for one in Review.of(folder).entries()]
    assert data["short_name"] == "かぜのわ"
    # name: yes; address: later; dates: a strange answer, then no
    assert keys[0] == "company.address"
    assert "company.name" in data["facts"] and "policy.dates" not in data["facts"]


@pytest.mark.slow
def test_the_command_takes_nothing_that_does_not_hold_and_asks_again(folder: Path) -> None:
    review = Review.of(folder)
    while (one := review.entries()[0]).key != "fee.amount":
        review.confirm(one)
    done = CliRunner().invoke(app, ["desk", "confirm", str(folder)], input="r\n300円\nr\n500円\n")
    assert "not taken: kazenowa: fee.amount: value '300円' is not literal" in done.output
    assert data_of(folder)["facts"]["fee.amount"]["value"] == "500円"


@pytest.mark.slow
def test_the_command_says_what_is_missing_at_the_end(folder: Path) -> None:
    review = Review.of(folder)
    review.take_out(entry(review, "recording"))
    while len(entries := review.entries()) > 1:
        review.confirm(entries[0])
    done = CliRunner().invoke(app, ["desk", "confirm", str(folder)], input="y\n")
    assert done.exit_code == 1
    assert "recording" in done.output


SILENT = [key for key in SHAPES if key not in REQUIRED and not key.startswith(("fee.", "desk."))][:12]
DRAFT_OF_SILENCES = (
    "company: kazenowa\nshort_name: か\nfacts:\n"
    + "".join(f"  {key}: {{not_stated: [どこにもない語{n}]}}  # 要確認\n" for n, key in enumerate(SILENT))
    + "  # 要確認: 手数料\n  fee.period: {not_stated: [手数料]}  # 要確認\n"
    + "  desk.visit: {not_stated: [苦情], judged: [苦情の申出]}  # 要確認\n"
    + "  fee.amount: {value: 500円, quote: 1件につき500円の手数料をいただきます}  # 要確認\n"
)


def confirmed_with(folder: Path, answers: str) -> tuple[str, list[str]]:
    """What the command prints on these answers, and the keys that are left to confirm."""
    (folder / "desk.yml").write_text(DRAFT_OF_SILENCES)
    done = CliRunner().invoke(app, ["desk", "confirm", str(folder)], input=answers)
    return done.output, [one.key for one in Review.of(folder).entries()]


def test_facts_and_silences_in_doubt_are_asked_one_by_one_and_plain_silences_in_groups(folder: Path) -> None:
    printed, left = confirmed_with(folder, "\n\n\ny\ny\n")
    assert left == ["fee.period", "desk.visit", "fee.amount"]
    assert "[1/3] fee.period" in printed and "[3/3] fee.amount" in printed
    assert "[silences 1-10 of 12] the policy does not say; these 10 terms stand nowhere in it:" in printed
    assert "[silences 11-12 of 12]" in printed


def test_of_silences_only_those_that_were_shown_are_confirmed(folder: Path) -> None:
    printed, left = confirmed_with(folder, "\n\n\ny\nq\n")
    taken = [key for key in SILENT if key not in left]
    assert taken == SILENT[:10]
    before_the_answer = printed.split("all of them?")[0]
    assert [key for key in taken if f"  {key} " not in before_the_answer] == []
    assert [n for n in range(10) if f"どこにもない語{n}" not in before_the_answer] == []


def test_a_group_may_be_put_off_or_gone_through_one_by_one(folder: Path) -> None:
    printed, left = confirmed_with(folder, "\n\n\n\no\ny\nn\n")
    assert [key for key in left if key in SILENT] == SILENT[:10]
    assert SILENT[10] in data_of(folder)["facts"] and SILENT[11] not in data_of(folder)["facts"]
    printed, left = confirmed_with(folder, "\n\n\nwhat\no\ny\n\nq\n")
    assert "Please answer y, o, q" in printed
    assert SILENT[0] not in left and SILENT[1] in left


def test_a_term_that_came_into_the_policy_meanwhile_is_not_confirmed_with_its_group(folder: Path) -> None:
    policy = (folder / "policy.txt").read_text(encoding="utf-8")
    (folder / "policy.txt").write_text(policy + "\nどこにもない語3について\n", encoding="utf-8")
    printed, left = confirmed_with(folder, "\n\n\ny\ny\n")
    assert f"not taken: kazenowa: {SILENT[3]}: " in printed
    assert [key for key in left if key in SILENT] == [SILENT[3]]


def test_the_command_says_how_a_draft_is_made_where_there_is_none(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["desk", "confirm", str(tmp_path)])
    assert done.exit_code == 2
    assert "madoguchi index --check" in done.output
