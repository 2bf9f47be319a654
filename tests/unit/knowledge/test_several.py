"""Two matters in one question."""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import several
from knowledge.several import asks, beside, last_part, matters, parts

# How an expression is built is told nowhere else.
_constants, _parser = import_module("re._constants"), import_module("re._parser")


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("開示の手数料と必要書類を教えて", ("開示の手数料を教えてください", "必要書類を教えて")),
        (
            "パリに住んでいます。手数料と何日で回答が来るか教えて",
            ("パリに住んでいます。手数料を教えてください", "パリに住んでいます。何日で回答が来るか教えて"),
        ),
        ("送り先、電話番号を知りたいです。", ("送り先を教えてください", "電話番号を知りたいです。")),
        (
            "保存期間および第三者提供について知りたい",
            ("保存期間を教えてください", "第三者提供について知りたい"),
        ),
    ],
)
def test_a_list_of_two_is_two_questions(question: str, parts: tuple[str, str]) -> None:
    assert matters(question) == parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Cookieは使いますか？海外に送りますか？", ("Cookieは使いますか？", "海外に送りますか？")),
        (
            "手数料はいくらですか。ところで、Cookieはありますか",
            ("手数料はいくらですか。", "Cookieはありますか"),
        ),
        (
            "東京に住んでいます。手数料はいくらですか。回答は何日で来ますか。",
            ("東京に住んでいます。手数料はいくらですか。", "東京に住んでいます。回答は何日で来ますか。"),
        ),
    ],
)
def test_two_sentences_that_ask_are_two_questions_with_what_stands_before_both(
    question: str, parts: tuple[str, str]
) -> None:
    assert matters(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "手数料はいくらですか？期間は？住所は？",
        "手数料はいくらですか。期間はどのくらいですか。お願いします。",
        "手数料はいくらですか",
        "パスポートと免許、2つもコピーして送らないと自分だって認めてもらえないの?",
        "データを消してほしいと頼んだことを根に持たれないか心配です",
        "必要書類を教えて",
        "また、あとで教えてもらえますか",
        "本人です。手数料はいくらですか",
        "",
        "。",
    ],
)
def test_what_asks_for_one_matter_is_not_cut_in_two(question: str) -> None:
    assert matters(question) == ()


@given(st.text(alphabet="手数料と書類を教えて、。？a", max_size=40))
def test_any_text_is_cut_into_two_matters_or_none(question: str) -> None:
    assert len(matters(question)) in (0, 2)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("本人です、ところで営業時間は？", "営業時間は？"),
        ("住所です。手数料はかかりますか", "手数料はかかりますか"),
        ("myself, by the way is there a fee?", "is there a fee?"),
        ("本人です", None),
        ("手数料はいくらですか", None),
        ("手数料は？ 期間は？", None),  # does nothing but ask
        ("メールで、あと住所も", None),
        ("", None),
    ],
)
def test_a_question_beside_an_answer_is_told_from_it(text: str, asked: str | None) -> None:
    assert beside(text) == asked


@pytest.mark.parametrize("little", ["あ", "え？", "はい"])
def test_a_part_of_one_or_two_characters_is_no_question_by_itself(little: str) -> None:
    assert last_part(f"手数料はいくらですか。{little}") is None
    assert last_part(f"手数料はいくらですか。{little}、そうですか") is not None


@given(st.text(alphabet="本人です、ところで何か？。 a\n", max_size=40))
def test_what_is_asked_beside_stands_in_the_message(text: str) -> None:
    found = beside(text)
    assert found is None or found in text


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("消してほしいし、DMも止めて", [("消してほしい", False), ("DMも止めて", True)]),
        ("退会したいし情報も消したい", [("退会したい", False), ("情報も消したい", True)]),
        ("住所を直したいのと、開示もしたい", [("住所を直したい", False), ("開示もしたい", True)]),
        ("開示してもらってから消してください", [("開示してもらって", False), ("消してください", True)]),
        ("メルマガ止めて。退会したい", [("メルマガ止めて", False), ("退会したい", False)]),
        ("内容を見たあとで直したい", [("内容を見た", False), ("直したい", True)]),
        ("退会してからもメールが届く", []),
        ("お願いしたあとで返事がない", [("お願いした", False), ("返事がない", False)]),
        ("何度も電話してから返事がない", [("何度も電話して", False), ("返事がない", False)]),
        ("everything, and please delete it", [("everything", False), ("delete it", True)]),
        ("请删除我的信息，另外不要再发广告", [("请删除我的信息", False), ("不要再发广告", True)]),
    ],
)
def test_wishes_are_cut_where_one_is_added_to_another(message: str, found: list[tuple[str, bool]]) -> None:
    assert [tuple(part) for part in parts(message)] == found


@pytest.mark.parametrize(
    "message",
    ["もしもし、消してください", "住所と電話番号です", "", "。", "あ。い。う", "一。" * 9 + "消して"],
)
def test_one_wish_is_not_cut(message: str) -> None:
    assert parts(message) == ()


@given(st.text(alphabet="し、のとからあとまた。 and,另外消てたい", max_size=60))
def test_parts_are_in_the_message_and_none_is_joined_to_nothing(message: str) -> None:
    found = parts(message)
    assert len(found) != 1
    assert all(part.text in re.sub(" +", " ", message) for part in found)
    assert not any(part.joined for part in found[:1])


MOST_REPEATS = 16


def repeats(tree: Any) -> Iterator[tuple[int, int]]:
    """How often each part of an expression may come at least and at most, however deep it stands."""
    for operation, argument in tree:
        if operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            yield int(argument[0]), int(argument[1])
        for inner in argument if isinstance(argument, tuple | list) else [argument]:
            if isinstance(inner, _parser.SubPattern):
                yield from repeats(inner)
            elif isinstance(inner, list):
                for branch in inner:
                    yield from repeats(branch) if isinstance(branch, _parser.SubPattern) else ()


def test_where_a_message_is_cut_nothing_repeats_without_a_limit() -> None:
    found = list(repeats(_parser.parse(several._CUT.pattern, several._CUT.flags)))
    assert found
    assert max(most for _, most in found) <= MOST_REPEATS


def test_a_repeat_without_a_limit_is_seen_wherever_it_stands() -> None:
    for pattern in ("a*", "(?:x|(b+))", "(?P<n>(?:c{2,})d)?", "a(?=x*)"):
        assert max(most for _, most in repeats(_parser.parse(pattern))) > MOST_REPEATS
    assert list(repeats(_parser.parse("a{1,3}|b"))) == [(1, 3)]


@pytest.mark.parametrize("gap", [" " * 9, "\t ", " \u3000 "])
def test_a_wide_gap_cuts_a_message_as_a_single_space_does(gap: str) -> None:
    for text in (
        "delete my data and also stop the ads",
        "消してほしいし、 DMも止めて",
        "住所です。 あとDMも止めて",
    ):
        told = [(re.sub(r"\s+", " ", one.text), one.joined) for one in parts(text.replace(" ", gap))]
        assert told == [(one.text, one.joined) for one in parts(text)]


def test_an_empty_line_still_ends_a_part() -> None:
    assert [one.text for one in parts("住所を直して \n\n DMも止めて")] == ["住所を直して", "DMも止めて"]


def test_a_message_of_nothing_but_gaps_has_no_parts() -> None:
    assert parts("消して" + " " * 2000 + "。" * 2000) == ()


@pytest.mark.parametrize(
    "text",
    [
        "这样行不行",
        "能不能帮我删掉",
        "可不可以用邮件回复",
        "是不是要交手续费",
        "你们有没有我的电话",
        "会不会给别人看，谢谢",
        "那重新申请一个行不",
        "处理了没有",
        "需不需要身份证",
        "我想知道你们有没有我的资料",
        "我也想知道能不能删",
        "由你们处理行不行",
        "是不是我都要交",
        "还没决定的话能不能先不交",
    ],
)
def test_a_chinese_question_that_holds_both_answers_is_one_without_its_mark(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "不不不",
        "不用不用",
        "动不动就发邮件",
        "他时不时给我打电话",
        "有没有都行",
        "不知道能不能，先算了",
        "我不确定是不是这里",
        "不管行不行我都要删",
        "能不能快一点，我很急",
        "我受不了了",
        "我没收到",
        "好不容易",
        "还没有",
        "没有没有",
        "有没有授权我都要删",
        "有没有都删",
        "能不能删由你们决定",
        "会不会泄露我不关心",
        "是不是本人不重要",
        "要不要无所谓",
        "我不在乎是不是删了",
        "不在意有没有备份",
        "行不行随便你",
        "我怀疑是不是泄露了",
        "他问我是不是想删",
        "你们爱删不删",
        "删不删是我的事",
        "我在考虑要不要删除",
        "要不要删我还没想好",
    ],
)
def test_what_is_left_open_or_said_beside_it_is_no_question(text: str) -> None:
    assert not asks(text)


@pytest.mark.parametrize("letters", ["行不行", "不", "好不", "有没", "行不行，", " ", "谢谢，"])
def test_a_long_chinese_message_costs_little(letters: str) -> None:
    assert asks((letters * 20_000)[:20_000] + "x") in (True, False)
