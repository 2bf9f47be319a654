"""A wish in pieces: nobody says twice which data it is about, or that they want it."""

from typing import Any

import pytest

from actions.case import Case, Heard
from actions.words.in_pieces import data_named, named_before, wished_again
from knowledge.vocabulary import CompanyId
from tests.unit.actions.fakes import Talk


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("住所", "address"),
        ("住所を", "address"),
        ("あの、登録の住所なんですが", "address"),
        ("引っ越したので", "address"),
        ("引っ越しまして、", "address"),
        ("メールアドレスが", "contact"),
        ("名前の件で", "name"),
        ("my address", "address"),
        ("I just moved", "address"),
        ("我的地址", "address"),
        ("最近搬家了", "address"),
    ],
)
def test_a_piece_that_names_data_is_known(text: str, subject: str) -> None:
    assert data_named(text) == subject


@pytest.mark.parametrize(
    "text",
    [
        "住所はどこですか",
        "御社の住所",
        "窓口の住所を教えて",
        "住所？",
        "住所と名前",
        "引っ越したので解約したい",
        "引っ越しの荷物",
        "母の住所",
        "メールが来た",
        "電話したい",
        "名前は言いたくない",
        "your address",
        "address of the desk",
        "I moved money",
    ],
)
def test_a_question_and_what_says_more_is_no_piece(text: str) -> None:
    assert data_named(text) is None


def earlier(*texts: str) -> list[dict[str, Any]]:
    return [{"event": "user", "text": text} for text in texts]


@pytest.mark.parametrize(
    ("before", "text", "subject"),
    [
        (("住所",), "変えたい", "address"),
        (("住所", "引っ越したので"), "変えたい", "address"),
        (("名前",), "直してください", "name"),
        (("メールアドレス",), "変更をお願いします", "contact"),
        (("my address",), "I want to change it", "address"),
        (("我的地址",), "想改一下", "address"),
        (("電話番号",), "訂正したいのですが", "contact"),
    ],
)
@pytest.mark.parametrize("action", ["action_continue", "action_respond", "action_answer"])
def test_data_and_then_that_it_is_to_change_is_a_correction_of_it(
    before: tuple[str, ...], text: str, subject: str, action: str
) -> None:
    talk, events = Talk(), earlier(*before)
    if action != "action_continue":
        assert talk.run(action, "change_answer", text=text, earlier=events).next == ["action_continue"]
    said = talk.run("action_continue", "change_answer", text=text, earlier=events)
    assert said.next == ["request_form"]
    assert (talk.slots["request_type"], talk.slots["subject"]) == ("correction", subject)


def test_the_first_piece_of_a_wish_is_no_question_that_waits_for_an_answer() -> None:
    waiting: dict[str, Any] = {"question": "住所", "region_wanted": 1}
    wish: dict[str, Any] = {"text": "引っ越したので住所を変えたい", "request_type": "correction"}
    talk = Talk(**waiting)
    talk.run("action_start_request", "request_correction", **wish)
    assert (talk.slots["question"], talk.slots["region_wanted"]) == (None, None)
    other = Talk(**{**waiting, "question": "手数料はいくらですか"})
    other.run("action_start_request", "request_correction", **wish)
    assert other.slots["question"] == "手数料はいくらですか"


@pytest.mark.parametrize("text", ["消したい", "削除してください", "消して"])
def test_the_data_of_another_wish_was_named_before_as_well(text: str) -> None:
    talk = Talk()
    talk.run(
        "action_start_request",
        "request_deletion",
        text=text,
        earlier=earlier("名前"),
        request_type="deletion",
    )
    assert talk.slots["subject"] == "name"


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (("手数料はいくら",), "変えたい"),
        (("御社の住所",), "変えたい"),
        (("住所", "手数料は？"), "変えたい"),
        (("住所",), "プランを変えたい"),
        (("住所",), "気が変わった"),
        (("住所",), "変えたくない"),
        (("住所",), "変えられますか、いくらですか"),
        (("住所",), "変えたらどうなる"),
        ((), "変えたい"),
    ],
)
def test_what_was_named_earlier_or_what_says_more_is_not_put_together(
    before: tuple[str, ...], text: str
) -> None:
    assert named_before(text, earlier(*before, text)) is None


OPEN = Case(CompanyId("acme"), request_type="correction")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["変えたい", "直したいです", "住所を変えたい", "登録の住所を変更してください"]
)
def test_the_same_wish_once_more_asks_on_and_changes_no_answer(text: str) -> None:
    after = wished_again(OPEN, Heard("change_answer", text=text), "requester")
    assert after is not None and after.request_type == "correction"
    assert after.subject == ("address" if "住所" in text else None)


@pytest.mark.parametrize(
    ("case", "asked", "text"),
    [
        (OPEN, "confirm", "変えたい"),
        (OPEN, "change_target", "住所を変えたい"),
        (OPEN.with_(requester="self"), "subject", "変えたい"),
        (OPEN.with_(request_type="deletion"), "requester", "住所を変えたい"),
        (OPEN, "requester", "答えを変えたい"),
        (OPEN, "requester", "やっぱり変えたい"),
        (OPEN, "requester", "削除に変えたい"),
        (OPEN, "requester", "変えたくない"),
        (OPEN, "requester", "住所を変えたらどうなりますか"),
    ],
)
def test_an_answer_may_still_be_changed(case: Case, asked: str, text: str) -> None:
    assert wished_again(case, Heard("change_answer", text=text), asked) is None


@pytest.mark.slow
@pytest.mark.parametrize("letters", ["住所", "を", "変え", "引っ越", "の", "it ", "please ", " ", "、"])
def test_a_long_message_is_read_at_once(letters: str) -> None:
    named_before(letters * 20_000, earlier(letters * 20_000))
    wished_again(OPEN, Heard("change_answer", text=letters * 20_000), "requester")
