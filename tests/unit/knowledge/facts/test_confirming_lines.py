"""Confirming works on lines: what an entry is, what a remark is, and what of the file goes with a decision."""

from typing import Any

import pytest

from knowledge.facts.confirming import (
    Marked,
    as_entry,
    in_one_line,
    marked,
    taken_out,
    unconfirmed,
    without_mark,
    written_anew,
)

FILE = """# 要確認: a draft
# made by the machine
company: oni
short_name: おに  # 要確認
facts:
  # 要確認: the text has 電話
  desk.phone: {not_stated: [電話]}  # 要確認
  fee.amount: {value: 500円, quote: 手数料は500円}  # 要確認
  form:
    - {value: {name: 様式1}, quote: 様式1}  # 要確認
    - {value: {name: 様式2}, quote: 様式2}
regions:
  china: {name: 中国}  # 要確認
"""


def of(key: str, text: str = FILE) -> Marked:
    return next(one for one in marked(text) if one.key == key)


def test_marked_entries_are_told_with_their_line_block_and_remark() -> None:
    assert [(one.line, one.key, one.section, one.note) for one in marked(FILE)] == [
        (3, "short_name", "", None),
        (6, "desk.phone", "facts", "the text has 電話"),
        (7, "fee.amount", "facts", None),
        (9, "form", "facts", None),
        (12, "china", "regions", None),
    ]
    assert of("short_name").data == "おに" and of("form").data == {
        "value": {"name": "様式1"},
        "quote": "様式1",
    }
    assert unconfirmed(FILE) == 5


def test_a_remark_that_speaks_of_the_mark_is_kept_whole() -> None:
    (only,) = marked("facts:\n  # 要確認: a # 要確認: b\n  k: {value: x}  # 要確認\n")
    assert only.note == "a # 要確認: b"


def test_a_remark_above_a_line_at_the_top_is_the_drafts_own() -> None:
    assert marked("# 要確認: a draft\ncompany: oni  # 要確認\n")[0].note is None
    assert marked("company: oni  # 要確認\n# 要確認: last\n")[0].note is None


@pytest.mark.parametrize(
    ("entry", "plain"),
    [
        (Marked(1, "k", {"not_stated": ["x"]}, "facts"), True),
        (Marked(1, "k", {"not_stated": ["x"]}, "facts", "a doubt"), False),
        (Marked(1, "k", {"not_stated": ["x"]}, "regions"), False),
        (Marked(1, "k", {"not_stated": ["x"], "judged": ["y"]}, "facts"), False),
        (Marked(1, "k", {"value": "x"}, "facts"), False),
        (Marked(1, "k", "not_stated", "facts"), False),
    ],
)
def test_only_a_silence_without_anything_to_read_may_be_confirmed_with_others(
    entry: Marked, plain: bool
) -> None:
    assert entry.is_plain_silence is plain


def test_to_confirm_takes_the_mark_and_the_remark_above_and_nothing_else() -> None:
    after = without_mark(FILE, of("desk.phone"))
    assert after == FILE.replace("  # 要確認: the text has 電話\n", "").replace(
        "[電話]}  # 要確認", "[電話]}"
    )
    assert without_mark(FILE, of("fee.amount")) == FILE.replace("手数料は500円}  # 要確認", "手数料は500円}")


def test_to_write_anew_keeps_the_key_or_the_dash_in_front() -> None:
    assert "  fee.amount: {value: 300円}\n" in written_anew(FILE, of("fee.amount"), {"value": "300円"})
    assert "    - {value: 様式3}\n" in written_anew(FILE, of("form"), {"value": "様式3"})
    assert "\nshort_name: 鬼\n" in written_anew(FILE, of("short_name"), "鬼")


def test_a_list_goes_with_its_last_entry_and_not_before() -> None:
    once = taken_out(FILE, of("form"))
    assert "  form:\n    - {value: {name: 様式2}" in once
    alone = FILE.replace("    - {value: {name: 様式2}, quote: 様式2}\n", "")
    assert "form" not in taken_out(alone, of("form", alone))
    assert "facts:\nregions:" in taken_out(
        "facts:\n  a: {x: 1}  # 要確認\nregions:\n  b: c  # 要確認\n", Marked(1, "a", 0, "facts")
    )
    last = "facts:\n  form:\n    - {value: a}  # 要確認\n"
    assert taken_out(last, of("form", last)) == "facts:\n"


def test_with_the_last_mark_the_drafts_own_remarks_go_and_others_stay() -> None:
    text = FILE
    while entries := marked(text):
        assert "made by the machine" in text
        text = without_mark(text, entries[-1])
    assert text.startswith("company: oni\nshort_name: おに\n") and "要確認" not in text
    other = "# 要確認: x\na: b  # 要確認\n# ours\n  # 要確認: y\nc: d\n"
    assert without_mark(other, marked(other)[0]) == "a: b\n# ours\nc: d\n"
    assert without_mark("\n\na: b  # 要確認\n\n", Marked(2, "a", "b", "")) == "a: b\n"


def test_what_is_said_twice_is_written_twice() -> None:
    same = ["a"]
    assert in_one_line({"x": same, "y": same}) == "{x: [a], y: [a]}"


OLD = Marked(1, "fee.amount", {"value": "500円", "quote": "手数料は500円"}, "facts")


@pytest.mark.parametrize(
    ("words", "old", "data"),
    [
        ("300円", OLD, {"value": "300円", "quote": "手数料は500円"}),
        ("[a, b]", OLD, {"value": ["a", "b"], "quote": "手数料は500円"}),
        ("{name: x}", OLD, {"value": {"name": "x"}, "quote": "手数料は500円"}),
        ("{value: x, quote: y}", OLD, {"value": "x", "quote": "y"}),
        ("{not_stated: [x]}", OLD, {"not_stated": ["x"]}),
        ("おに", Marked(1, "short_name", "鬼", ""), "おに"),
        ("{name: x}", Marked(1, "china", {"name": "y"}, "regions"), {"name": "x"}),
        ("x", Marked(1, "a", "y", "facts"), "x"),
    ],
)
def test_what_is_typed_is_the_new_value_or_the_whole_entry(words: str, old: Marked, data: Any) -> None:
    assert as_entry(words, old) == data


def test_a_value_alone_is_no_answer_where_the_draft_found_none() -> None:
    silent = Marked(1, "desk.fax", {"not_stated": ["FAX"]}, "facts")
    with pytest.raises(ValueError, match="write the whole entry"):
        as_entry("0000", silent)
    assert as_entry("{value: x, quote: y}", silent) == {"value": "x", "quote": "y"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("facts:\n  a: {x  # 要確認\n", 2),
        ("facts:\n  - x  # 要確認\n  words  # 要確認\n", 3),
        ("a:   # 要確認\n", 1),
    ],
)
def test_a_marked_line_that_is_no_whole_entry_is_named_by_its_number(text: str, line: int) -> None:
    with pytest.raises(ValueError, match=f"line {line} is marked"):
        marked(text)
