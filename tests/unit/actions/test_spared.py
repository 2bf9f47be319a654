"""Data that is to stay where the rest is removed: the request stays open, and never asks for just that data."""

from typing import Any

import pytest

from actions.case import Case
from actions.form.keeping import removal_open
from actions.vocabulary import AMBIGUOUS_REMOVE
from actions.words.preferring import declines_removal, puts_off_removal
from actions.words.spared import spared, subject_but
from desk.requests.stages import Stage
from knowledge.vocabulary import CompanyId, RequestType, Subject
from tests.unit.actions.fakes import Talk, requested, validate

OPEN: dict[str, Any] = {"request_type": "erasure", "requester": "self"}
WHOLE: dict[str, Any] = {**OPEN, "subject": "all", "requested_slot": "confirm"}

TO_STAY = (
    "住所は消さないで",
    "でも住所は消さないで",
    "すみません、住所は削除しないでください",
    "住所だけは残しておいてほしいです",
    "住所は残して、ほかは全部消して",
    "don't delete my address",
    "but keep my address",
    "keep my address, delete the rest",
    "my address should stay",
    "地址不要删",
    "别删我的地址",
    "不要把地址删掉",
    "地址请保留",
)
ALL_BUT = (
    "住所以外を消して",
    "住所以外は全部消してください",
    "住所を除いて全部削除してください",
    "delete everything except my address",
    "everything but my address",
    "除了地址都删掉",
    "除了地址以外的信息都删除",
)


@pytest.mark.parametrize("text", [*TO_STAY, *ALL_BUT])
@pytest.mark.parametrize("asked", ["requester", "subject", "confirm"])
def test_what_is_to_stay_leaves_the_removal_open_and_is_never_what_it_is_about(text: str, asked: str) -> None:
    slots = {**OPEN, "requested_slot": asked} if asked != "confirm" else dict(WHOLE)
    if asked == "requester":
        slots.pop("requester")
    talk = Talk(**slots)
    said = validate(talk, "request_remove", text=text, subject="address")
    assert said.keys == ["request.spared"]
    assert said.messages[0]["params"]["kept"] in text
    assert talk.slots["request_type"] == "erasure"
    assert talk.slots["subject"] == "other"
    assert talk.slots.get("outcome") is None
    assert talk.slots.get("confirm") is None


@pytest.mark.parametrize("text", TO_STAY)
def test_where_just_that_data_was_to_go_it_is_asked_anew_which(text: str) -> None:
    talk = Talk(**OPEN, subject="address", requested_slot="confirm")
    said = validate(talk, "request_remove", text=text, subject="address")
    assert said.keys == ["request.spared_anyway"]
    assert requested(said) == "subject"


def test_what_else_was_to_go_goes_on_as_it_was() -> None:
    talk = Talk(**OPEN, subject="name", requested_slot="confirm")
    said = validate(talk, "request_remove", text="住所は消さないで", subject="address")
    assert said.keys == ["request.spared_anyway"]
    assert talk.slots["subject"] == "name"


def test_before_the_way_of_removal_is_told_what_is_to_stay_is_kept_too() -> None:
    talk = Talk(ambiguous="request_remove", subject="all", requested_slot="request_type")
    said = validate(talk, "request_remove", text="住所は消さないで", subject="address")
    assert said.keys == ["request.spared"]
    assert talk.slots["subject"] == "other"
    assert requested(said) == "request_type"


def test_what_is_answered_beside_it_is_taken() -> None:
    talk = Talk(request_type="erasure", requested_slot="requester")
    said = validate(
        talk, "inform", text="本人です。住所は消さないでください", requester="self", subject="address"
    )
    assert said.keys == ["request.spared"]
    assert talk.slots["requester"] == "self"
    talk = Talk(**OPEN, requested_slot="subject")
    validate(talk, "request_remove", text="全部です。でも住所は消さないで", subject="all")
    assert talk.slots["subject"] == "other"


@pytest.mark.parametrize(
    "text",
    [
        "住所を消して",
        "住所は消さないでいいですか",
        "住所は消さないでと言ったのに消された",
        "住所は消さなくていい",
        "住所を消さないと困る",
        "なぜ住所は消さないのですか",
        "住所以外にも消せますか",
        "住所が残っています",
        "データは消さないで",
        "don't forget to delete my address",
        "please don't keep my address",
        "can you keep my address?",
        "you keep my address too long",
        "not only my address",
        "don't delete my data",
        "不要保留地址",
        "你们不删地址",
        "为什么不删地址",
        "地址删掉",
        "不要删除我的信息",
    ],
)
def test_near_it_nothing_is_spared(text: str) -> None:
    assert spared(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "you say you delete my data but keep my address",
        "Why did you delete my name but keep my address",
        "you always remove the name but keep my address",
        "my address can not be deleted",
        "do you delete all but keep my address",
        "住所を残して名前を消して",
        "住所を残して全部開示して",
        "住所を残して消えたら困る",
        "只删地址",
        "my phone number may not be removed",
        "i want to leave my phone number",
        "名前は消したのに、住所は残して",
        "なぜ、住所は残して",
    ],
)
def test_what_the_company_does_is_no_wish_to_keep_it(text: str) -> None:
    assert spared(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "cancel it, don't delete my address",
        "forget it, keep my address",
        "I changed my mind, don't delete my address",
        "削除はやめます。住所は消さないでください",
        "もう取り消します。住所は残してください",
        "算了，别删我的地址",
        "取消吧，地址不要删",
    ],
)
def test_who_takes_it_all_back_has_not_spared_one_kind(text: str) -> None:
    assert spared(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "keep my address, the rest too",
        "keep my address, the rest as well",
        "don't delete my address, delete nothing",
        "keep my address, delete it later",
        "住所は残して、あとで消して",
        "住所は消さないで、ほかも消さないで",
        "住所は消さないで、あとも全部残して",
        "除了地址，其他信息也不要删",
        "除了地址，其他的也要删",
        "地址不要删，别的也不要删",
        "地址保留，别的也保留",
    ],
)
def test_what_is_said_of_the_rest_may_be_the_same(text: str) -> None:
    assert spared(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "住所だけ残して、全部消して",
        "住所は残して、あとは消して",
        "住所だけ残して全部消して",
        "住所を残して全部削除してください",
        "住所は残してほかは消したい",
        "只保留地址，其他都删掉",
        "只保留地址",
        "地址保留，其他都删掉",
    ],
)
def test_the_rest_that_goes_is_heard(text: str) -> None:
    assert spared(text) is not None


def test_the_kind_that_stays_is_told_by_its_word() -> None:
    kinds = {
        "everything but my email address": Subject.CONTACT,
        "氏名と住所は消さないで": Subject.OTHER,
        "購入履歴は残して": Subject.USAGE,
        "别删我的姓名": Subject.NAME,
    }
    for text, kind in kinds.items():
        found = spared(text)
        assert found is not None, text
        assert found.subject == kind, text


@pytest.mark.parametrize("asked", ["reply_method", "confirm", "requester"])
@pytest.mark.parametrize("text", ["メール以外で", "電話以外でお願いします"])
def test_another_way_of_reply_than_one_spares_no_data(asked: str, text: str) -> None:
    talk = Talk(**{**OPEN, "subject": "all", "requested_slot": asked})
    assert "request.spared" not in validate(talk, "inform", text=text).keys
    assert talk.slots["subject"] == "all"


@pytest.mark.parametrize("stage", [Stage.OFFERED, Stage.OPENED])
def test_of_a_removal_under_way_another_way_of_reply_spares_no_data(stage: Stage) -> None:
    talk = Talk(**OPEN, subject="all", stage=stage)
    assert talk.run("action_continue", "inform", text="電話以外でお願いします").next != [
        "action_start_request"
    ]


@pytest.mark.parametrize(
    ("stage", "key"), [(Stage.OFFERED, "request.spared_in_form"), (Stage.OPENED, "request.spared_by_staff")]
)
def test_of_a_removal_under_way_it_is_told_where_that_is_written(stage: Stage, key: str) -> None:
    talk = Talk(**OPEN, subject="all", stage=stage)
    said = talk.run("action_start_request", "request_remove", text="住所は消さないで", subject="address")
    assert said.keys == [key]
    assert talk.slots["request_type"] == "erasure"


@pytest.mark.parametrize("text", ["やっぱり消さないで", "消さないでください", "やっぱりデータは消さないで"])
@pytest.mark.parametrize("slots", [WHOLE, {"ambiguous": "request_remove", "requested_slot": "request_type"}])
def test_a_removal_ends_where_nothing_at_all_is_to_be_removed(text: str, slots: dict[str, Any]) -> None:
    talk = Talk(**slots)
    validate(talk, "change_answer", text=text)
    assert talk.slots["outcome"] == "given_up"


@pytest.mark.parametrize(
    "text",
    [
        "まだ消さないで",
        "データはまだ削除しないでください",
        "please don't delete it yet",
        "do not erase my data yet",
    ],
)
@pytest.mark.parametrize("intent", ["change_answer", "request_remove"])
@pytest.mark.parametrize("slots", [WHOLE, {"ambiguous": "request_remove", "requested_slot": "request_type"}])
def test_what_is_not_to_go_yet_is_a_pause_and_no_end(text: str, intent: str, slots: dict[str, Any]) -> None:
    talk = Talk(**slots)
    said = validate(talk, intent, text=text)
    assert said.keys[0] == "talk.goodbye_in_form"
    assert talk.slots.get("outcome") is None


@pytest.mark.parametrize(
    "text",
    [
        "まだ消さないのですか",
        "まだ消さないでいるのはなぜ",
        "まだ消してない",
        "まだ住所が残っています",
        "you did not delete it yet",
        "my data is not deleted yet",
        "why don't you delete it yet",
        "don't delete it",
    ],
)
def test_near_a_pause_nothing_is_put_off(text: str) -> None:
    assert not puts_off_removal(text)


def test_a_suspension_of_use_removes_nothing_and_goes_on() -> None:
    talk = Talk(request_type="use_stop", requester="self", requested_slot="subject")
    said = validate(talk, "request_remove", text="データは消さないでください")
    assert said.keys == ["request.nothing_removed_by_it"]
    assert talk.slots["request_type"] == "use_stop"


@pytest.mark.parametrize(
    "text",
    [
        "消さないと困る",
        "なぜ消さないのですか",
        "消さないでいるのはなぜ",
        "消さないでと言いましたよね",
        "やっぱり消して",
        "消しますか",
    ],
)
def test_near_a_removal_declined(text: str) -> None:
    assert not declines_removal(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters",
    ["住所と", "でも、", "but ", "my address and ", "everything but ", "地址和", "除了", "、", "全部"],
)
def test_a_long_message_costs_little(letters: str) -> None:
    assert spared((letters * 20_000)[:20_000]) is None
    assert spared((letters * 200)[:199]) is None
    declines_removal((letters * 20_000)[:20_000])


@pytest.mark.parametrize(
    "text", ["住所以外の情報を消してほしい", "please delete everything except my address"]
)
def test_who_begins_with_all_but_one_reads_where_that_one_is_named(text: str) -> None:
    talk = Talk()
    said = talk.run("action_start_request", "request_remove", text=text, subject="address")
    assert said.keys == ["request.spared"] and said.next == ["request_form"]
    assert talk.slots["subject"] == "other"
    plain = Talk().run("action_start_request", "request_remove", text="住所を消してほしい", subject="address")
    assert "request.spared" not in plain.keys
    closed = Talk(company="gone").run("action_start_request", "request_remove", text=text)
    assert "request.spared" not in closed.keys


def test_a_long_story_and_a_question_with_either_mark_spare_nothing() -> None:
    longest = "住所は消さないで" + "。" * 192
    assert len(longest) == 200 and spared(longest) is not None
    assert spared(longest + "。") is None
    assert spared("住所は消さないで?") is None
    assert spared("住所は消さないで？") is None


def test_a_kind_that_was_heard_stays_meant_unless_it_is_the_one_that_is_spared() -> None:
    assert subject_but("住所は消さないで", "contact") == "contact"
    assert subject_but("住所は消さないで", "address") is None
    assert subject_but("住所と電話番号は消さないで", "name") is None, "which of them was heard is not known"
    assert subject_but("住所以外は全部消してください", "name") == "other"
    assert subject_but("氏名を消して", "name") == "name"


def test_a_button_spares_nothing() -> None:
    talk = Talk(**OPEN, requested_slot="subject")
    validate(talk, "inform", text="/住所は消さないで", subject="address")
    assert talk.slots["subject"] == "address"


def test_where_another_request_is_open_nothing_is_removed_that_could_be_spared() -> None:
    case = Case(CompanyId("opt"))
    assert not removal_open(case)
    assert not removal_open(case.with_(request_type=RequestType.DISCLOSURE, ambiguous=AMBIGUOUS_REMOVE))
    assert removal_open(case.with_(ambiguous=AMBIGUOUS_REMOVE))
    assert removal_open(case.with_(request_type=RequestType.ERASURE))
