"""One request, one kind of data or one person more, said in passing while the form is open: nothing that was told is
lost."""

from typing import Any

import pytest

from actions.words.additions import adds_a_request
from actions.words.own_words import names_one_more_kind
from tests.unit.actions.fakes import Talk, requested, validate

SUMMED_UP: dict[str, Any] = {
    "request_type": "disclosure", "requester": "self", "subject": "usage", "reply_method": "email",
    "requested_slot": "confirm",
}  # fmt: skip


@pytest.mark.parametrize(
    ("intent", "text", "named"),
    [
        ("request_correction", "あとメアド変わった", []),
        ("request_correction", "訂正もお願いします", ["correction"]),
        ("change_answer", "やっぱり訂正もお願い", ["correction"]),
    ],
)
def test_one_request_more_at_the_summary_loses_not_the_first(
    intent: str, text: str, named: list[str]
) -> None:
    talk = Talk(**SUMMED_UP)
    said = validate(talk, intent, text=text, named=named)
    assert said.keys == ["request.one_at_a_time"]
    assert talk.slots["request_type"] == "disclosure"
    assert talk.slots["later"] == ["correction"]
    assert requested(said) == "confirm"


def test_another_request_instead_still_takes_its_place() -> None:
    talk = Talk(**SUMMED_UP)
    validate(talk, "change_answer", text="やっぱり訂正にしたい", named=["correction"])
    assert talk.slots["request_type"] == "correction"


@pytest.mark.parametrize(
    "text",
    [
        "あとで訂正します",
        "あと二日",
        "あとから変えたい",
        "あとは訂正だけ",
        "あと訂正もできますか",
        "あと少しで訂正が終わります",
        "あと数日待ちます",
        "あとどのくらいかかる",
        "あと、特にないです",
        "あと結構です",
        "もう一つ前に戻って",
        "もう一つ戻ってください",
        "それと同じです",
        "それとは違う",
        "あと",
    ],
)
def test_what_begins_alike_adds_no_request(text: str) -> None:
    assert not adds_a_request(text)


@pytest.mark.parametrize(("before", "after"), [("usage", "other"), ("all", "all"), ("name", "name")])
def test_one_kind_more_comes_to_what_was_told(before: str, after: str) -> None:
    talk = Talk(**{**SUMMED_UP, "subject": before})
    validate(talk, "change_answer", text="やっぱり氏名も", subject="name")
    assert talk.slots["subject"] == after


@pytest.mark.parametrize(
    "text",
    [
        "やっぱり氏名",
        "氏名もう違う",
        "住所も違います",
        "名前も知らない人",
        "氏名もですか",
        "my name",
        "メールもできる",
    ],
)
def test_a_kind_alone_or_in_another_sentence_is_not_one_more(text: str) -> None:
    assert not names_one_more_kind(text)


def test_the_desk_s_own_word_for_contact_data_calls_for_no_person_where_it_is_asked() -> None:
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    said = validate(talk, "handoff", text="contact", confidence=0.91)
    assert not said.rejected
    assert talk.slots["subject"] == "contact"
    other = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    assert validate(other, "handoff", text="contact me", confidence=0.91).rejected


def test_where_the_new_data_is_written_is_told_in_the_form_and_is_no_answer() -> None:
    talk = Talk(request_type="correction", requester="self", requested_slot="subject")
    said = validate(talk, "out_of_scope", text="新しい住所はどこに書くの", subject="address", confidence=0.44)
    assert said.keys == ["request.where_to_write"]
    assert talk.slots.get("subject") is None


@pytest.mark.parametrize("text", ["娘の代わりに", "母の代理です", "on behalf of my daughter", "替我女儿申请"])
def test_who_was_taken_for_the_person_and_asks_for_a_relative_is_asked_again(text: str) -> None:
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    said = validate(talk, "inform", text=text)
    assert said.keys == ["request.relative"]
    assert talk.slots.get("requester") is None
    assert requested(said) == "requester"


@pytest.mark.parametrize(
    "text",
    [
        "娘の住所",
        "娘の代わりはいません",
        "母の情報です",
        "my daughter",
        "代わりに訂正",
        "instead of my name",
        "我女儿的",
    ],
)
def test_a_relative_s_data_alone_does_not_reopen_who_asks(text: str) -> None:
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    validate(talk, "inform", text=text)
    assert talk.slots["requester"] == "self"
