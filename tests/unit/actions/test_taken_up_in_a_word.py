"""What is taken up where the talk stands: an offer by who it is for, an answer put right in a word, nothing removed."""

from typing import Any

import pytest

from actions.words.questions import wanted_to_know
from desk.requests.stages import Stage
from tests.unit.actions.fakes import Talk, validate


@pytest.mark.parametrize("text", ["我自己", "for myself", "本人です"])
def test_who_is_offered_a_request_and_says_for_whom_gets_it(text: str) -> None:
    talk = Talk(offer="disclosure")
    said = talk.run("action_continue", "inform", text=text, requester="self")
    assert said.next == ["request_form"]
    assert (talk.slots["request_type"], talk.slots["requester"]) == ("disclosure", "self")


@pytest.mark.parametrize(
    ("slots", "text"),
    [
        ({"offer": "handoff"}, "我自己"),
        ({}, "我自己"),
        ({"offer": "disclosure"}, "本人ですか？"),
        ({"offer": "disclosure", "outcome": "no_authority"}, "本人です"),
        ({"offer": "disclosure", "stage": Stage.OPENED}, "本人です"),
        ({"offer": "disclosure", "stage": Stage.OFFERED}, "本人です"),
    ],
)
def test_who_says_who_they_are_begins_nothing_that_was_not_offered(slots: dict[str, Any], text: str) -> None:
    talk = Talk(**slots)
    assert "request_form" not in talk.run("action_continue", "inform", text=text, requester="self").next


@pytest.mark.parametrize(
    "text", ["please do not delete my data", "请不要删除我的数据", "データを消さないでください"]
)
def test_who_wants_nothing_removed_is_asked_for_no_request(text: str) -> None:
    said = Talk().run("action_start_request", "request_deletion", text=text)
    assert said.keys == ["request.nothing_removed"]
    assert said.next == []


OPEN: dict[str, Any] = {
    "request_type": "disclosure",
    "requester": "self",
    "subject": "all",
    "requested_slot": "reply_method",
}


@pytest.mark.parametrize(
    ("intent", "text", "subject"),
    [("nlu_fallback", "no wait, just my address", "address"), ("inform", "只要地址", "address")],
)
def test_an_answer_from_before_is_put_right_in_a_word(intent: str, text: str, subject: str) -> None:
    talk = Talk(**OPEN)
    validate(talk, intent, text=text, subject=subject)
    assert talk.slots["subject"] == subject


@pytest.mark.parametrize(
    ("intent", "text"), [("affirm", "confirm"), ("inform", "by the post"), ("inform", "my friend is fine")]
)
def test_what_names_no_data_changes_no_kind_of_it(intent: str, text: str) -> None:
    talk = Talk(**OPEN)
    validate(talk, intent, text=text, subject="other")
    assert talk.slots["subject"] == "all"


@pytest.mark.parametrize(
    ("asked", "text"), [("reply_method", "改一下，还是寄信好了"), ("confirm", "nah change it to paper mail")]
)
def test_a_letter_instead_is_heard_where_the_model_hears_a_change_only(asked: str, text: str) -> None:
    talk = Talk(**{**OPEN, "requested_slot": asked, "reply_method": "email"})
    validate(talk, "change_answer", text=text)
    assert talk.slots["reply_method"] == "post"


@pytest.mark.parametrize("text", ["whatever, forget it", "算了，不办了"])
def test_the_form_ends_where_it_is_given_up_in_so_many_words(text: str) -> None:
    talk = Talk(**OPEN)
    validate(talk, "needs_help", text=text)
    assert talk.slots["outcome"] == "given_up"


def test_a_question_for_the_papers_switches_no_request() -> None:
    talk = Talk(ambiguous="request_remove", requested_slot="request_type")
    validate(talk, "request_disclosure", text="hold on, what ID do you want?", request_type="disclosure")
    assert talk.slots.get("request_type") is None


def test_who_puts_the_kind_of_data_right_keeps_the_request_whose_form_is_open() -> None:
    talk = Talk(request_type="correction", requester="self", subject="address", stage=Stage.OFFERED)
    assert talk.run("action_start_request", "request_correction", text="不是地址，是姓名").next == [
        "action_continue"
    ]
    said = talk.run("action_continue", "request_correction", text="不是地址，是姓名")
    assert said.next == ["request_form"]
    assert (talk.slots["requester"], talk.slots["subject"]) == ("self", "name")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("my boss want to know what data you collect of our staff", "what data you collect of our staff?"),
        ("I want to know how you use my data", "how you use my data?"),
        ("delete my data", "delete my data"),
    ],
)
def test_what_is_wanted_to_know_is_looked_up_by_itself(text: str, asked: str) -> None:
    assert wanted_to_know(text) == asked


@pytest.mark.parametrize("text", ["what are you going to do about it", "那你们打算怎么办"])
def test_after_a_leak_what_the_company_does_is_the_matters_and_sent_on_once_only(text: str) -> None:
    talk = Talk()
    told = talk.run("action_matter", "report_leak", text="was my data leaked?").messages
    earlier = [{"event": "bot", "text": None, "data": {"custom": one}} for one in told]
    assert talk.run("action_respond", "bot_challenge", text=text, earlier=earlier).next == ["action_matter"]
    said = talk.run("action_matter", "bot_challenge", text=text, earlier=earlier)
    assert said.next == []
    assert said.keys == ["matter.report_leak"]


def test_a_kind_of_data_that_is_only_guessed_counts_where_an_answer_is_put_right() -> None:
    talk = Talk(**{**OPEN, "requested_slot": "confirm", "reply_method": "email", "subject": "contact"})
    validate(talk, "change_answer", text="不对，我想要全部信息", subject="all", certain=False)
    assert talk.slots["subject"] == "all"


@pytest.mark.parametrize("text", ["我想改一下", "改一下信息", "不对，改一下", "能改吗"])
def test_who_only_wants_a_change_is_asked_which(text: str) -> None:
    talk = Talk(**{**OPEN, "requested_slot": "confirm", "reply_method": "email", "subject": "contact"})
    validate(talk, "change_answer", text=text, subject="all", certain=False)
    assert talk.slots["subject"] == "contact"
    assert talk.slots["changing"]
