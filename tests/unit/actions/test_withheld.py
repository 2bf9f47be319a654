"""What a removal under way would do is forbidden: it never goes on as if nothing had been said."""

from typing import Any

import pytest

from actions.words.withheld import is_not_to_be_used, is_only_not_to_be_used, withholds
from tests.unit.actions.fakes import Talk, requested, validate

OPEN: dict[str, Any] = {"request_type": "erasure", "subject": "all", "requested_slot": "requester"}
EUROPE: dict[str, Any] = {
    "company": "globe",
    "region": "eea_uk",
    "request_type": "deletion",
    "subject": "all",
    "requested_slot": "requester",
}
SOLICITOR = (
    "Hang on, no. My solicitor says don't delete it, I may need it for the claim over the smashed crate. Just put it "
    "on ice - keep it, but nobody there is to do anything with it, alright?"
)

FORBIDS = (
    "やっぱり残しておいて",
    "消さないでおいて、あとで使うかもしれないので",
    "弁護士に消すなと言われたので、残しておいてください",
    "弁護士が言うには消さないほうがいいそうです。",
    "弁護士に相談したら消さないほうがいいって言われました",
    "別に消さなくていいです",
    "消去は待ってください",
    "娘が消さないほうがいいと言うので",
    "no wait, keep it, I might need it",
    "My lawyer thinks you should not delete it yet",
    "my daughter says I should not delete it",
    "I'd rather you kept it",
    "leave it as it is",
    "别删了",
    "先不要删",
    "等等，先不要删，律师说以后可能要用",
    "还是保留吧",
    "我的资料先不删",
)
AND_WISHES = (
    "消さずに利用だけ止めてほしいです",
    "消さないで、誰にも使わせないでほしい",
    "弁護士が言うには消さないほうがいいそうです。使うのだけ止めてください。",
    "please don't delete it yet, just stop using it",
    "keep my data, just don't use it",
    "别删了，冻结就行",
    "律师说先别删，暂停使用就行",
    SOLICITOR,
)


@pytest.mark.parametrize("text", FORBIDS)
@pytest.mark.parametrize("intent", ["request_remove", "seeks_advice", "nlu_fallback", "change_answer"])
def test_a_removal_that_is_forbidden_does_not_go_on_until_it_is_told_what_is_wished(
    text: str, intent: str
) -> None:
    talk = Talk(**OPEN)
    said = validate(talk, intent, text=text)
    assert not said.rejected
    assert talk.slots["request_type"] is None
    assert requested(said) == "request_type"
    asked = talk.run("action_ask_request_form_request_type", form=True, text=text)
    assert asked.keys == ["ask.instead_of_removal"]
    assert asked.values() == ["erasure", "use_stop", "cancel"]


@pytest.mark.parametrize("text", AND_WISHES)
@pytest.mark.parametrize("asked", ["requester", "confirm"])
def test_where_the_data_is_only_not_to_be_used_that_request_goes_on_instead(text: str, asked: str) -> None:
    here = Talk(**{**OPEN, "requested_slot": asked})
    said = validate(here, "request_remove", text=text)
    assert said.keys == ["request.switched"]
    assert here.slots["request_type"] == "use_stop"
    europe = Talk(**EUROPE)
    validate(europe, "request_deletion", text=text)
    assert europe.slots["request_type"] == "restriction"


def test_the_solicitor_who_says_so_is_no_agent() -> None:
    talk = Talk(**EUROPE)
    said = validate(
        talk,
        "request_restriction",
        text=SOLICITOR,
        confidence=0.53,
        certain=False,
        requester="voluntary_agent",
    )
    assert talk.slots.get("requester") is None
    assert talk.slots["request_type"] == "restriction"
    assert requested(said) == "requester"


@pytest.mark.parametrize("text", ["just put it on ice", "freeze it please", "使うのだけ止めて", "冻结就行"])
def test_so_does_it_where_no_more_is_said(text: str) -> None:
    talk = Talk(**OPEN)
    validate(talk, "request_remove", text=text)
    assert talk.slots["request_type"] == "use_stop"


@pytest.mark.parametrize(
    ("text", "named", "wish"),
    [
        ("消さないで、訂正だけしてください", ["correction"], "correction"),
        ("don't delete it yet, I want disclosure", ["disclosure"], "disclosure"),
    ],
)
def test_another_request_that_is_named_goes_on_instead(text: str, named: list[str], wish: str) -> None:
    talk = Talk(**OPEN)
    validate(talk, f"request_{wish}", text=text, named=named)
    assert talk.slots["request_type"] == wish


@pytest.mark.parametrize(
    ("intent", "text"),
    [("request_remove", "やっぱり消して"), ("proceed", "go on with it"), ("request_erasure", "消去で")],
)
def test_the_removal_goes_on_once_it_is_wished_again(intent: str, text: str) -> None:
    talk = Talk(ambiguous="kept_back:erasure", subject="all", requested_slot="request_type")
    validate(talk, intent, text=text)
    assert talk.slots["request_type"] == "erasure"
    assert talk.slots.get("ambiguous") is None


def test_a_removal_of_no_kind_yet_is_held_back_and_taken_up_by_its_button() -> None:
    talk = Talk(ambiguous="request_remove", requested_slot="request_type")
    validate(talk, "request_remove", text="keep it please")
    asked = talk.run("action_ask_request_form_request_type", form=True, text="keep it please")
    assert asked.values() == ["remove", "use_stop", "cancel"]
    validate(talk, "request_remove", text="/request_remove")
    assert talk.slots["ambiguous"] == "request_remove"


def test_said_twice_it_is_asked_again_and_nothing_goes_on() -> None:
    talk = Talk(ambiguous="kept_back:erasure", requested_slot="request_type")
    said = validate(talk, "request_remove", text="keep it please")
    assert talk.slots["ambiguous"] == "kept_back:erasure"
    assert talk.slots["misses"] == 1
    assert said.keys == []


def test_where_the_region_tells_which_request_there_is_it_is_asked_first() -> None:
    talk = Talk(company="globe", request_type="deletion", requested_slot="region")
    said = validate(talk, "request_remove", text="wait, keep it for now")
    assert said.keys == ["request.nothing_removed_yet"]
    assert requested(said) == "region"


def test_who_ends_it_in_the_same_breath_has_ended_it() -> None:
    talk = Talk(**OPEN)
    validate(talk, "request_remove", text="cancel that, keep it")
    assert talk.slots["outcome"] == "given_up"


def test_of_another_request_nothing_is_held_back() -> None:
    talk = Talk(request_type="disclosure", subject="all", requested_slot="requester")
    validate(talk, "inform", text="keep it", requester="self")
    assert talk.slots["request_type"] == "disclosure"


@pytest.mark.parametrize("text", [*FORBIDS, *AND_WISHES])
def test_what_forbids_a_removal_is_heard(text: str) -> None:
    assert withholds(text)


@pytest.mark.parametrize(
    "text",
    [
        "消さないでいいですか",
        "消さないと困る",
        "消さないでと言ったのに消された",
        "なぜ消さないで残しているのですか",
        "住所は消さないで",
        "残さないで",
        "残っています",
        "残しておいてほしくない",
        "消さずに放置しないで",
        "全部消して、残さないで",
        "メモを残しておいてください",
        "弁護士に言われて消したい",
        "why don't you delete it",
        "if you don't delete it I'll sue",
        "don't forget to delete it",
        "you don't delete it, do you",
        "please don't keep it",
        "you keep it too long",
        "do you keep it?",
        "keep me posted",
        "don't delete my address",
        "I don't want you to keep it",
        "my lawyer says delete it now",
        "不想保留",
        "别忘了删",
        "你们不删我的资料",
        "为什么不删",
        "不要保留",
        "保留多久",
        "不删不行",
        "怎么还留着我的资料",
        "别留着",
        "律师说要删掉",
        "I'll keep it safe",
        "ok, I keep it",
        "大切に保管します",
        "控えを残しておきます",
        "我会保留的",
        "好的，我留着",
    ],
)
def test_what_only_sounds_like_it_forbids_nothing(text: str) -> None:
    assert not withholds(text)


@pytest.mark.parametrize(
    "text",
    [
        "利用を停止して消去してください",
        "stop using it and delete it",
        "don't use my phone number",
        "what do you use it for?",
        "使わないので消して",
        "もう使っていません",
        "住所は使わないで",
        "停止使用并删除",
        "you use it without asking me",
        "I never use the site",
    ],
)
def test_what_goes_or_is_partly_used_is_not_only_to_be_left_unused(text: str) -> None:
    assert not is_only_not_to_be_used(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters", ["消さないで、", "やっぱり", "don't delete it, ", "keep it ", "先", "不要删，", "a", " "]
)
def test_a_long_message_is_read_in_no_time(letters: str) -> None:
    long = (letters * 20_000)[:20_000]
    assert not withholds(long)
    is_not_to_be_used(long)


OUT: dict[str, Any] = {
    "request_type": "erasure",
    "requester": "self",
    "subject": "all",
    "stage": "form_offered",
}
UNDER_WAY = (
    "やっぱり残しておいて",
    "消さないでください",
    "my solicitor says keep it",
    "don't delete it",
    "先不要删",
)


@pytest.mark.parametrize("text", UNDER_WAY)
@pytest.mark.parametrize("stage", ["form_offered", "opened"])
@pytest.mark.parametrize("action", ["action_matter", "action_fallback", "action_continue", "action_respond"])
def test_outside_the_form_it_is_heard_whatever_it_is_taken_for(text: str, stage: str, action: str) -> None:
    said = Talk(**{**OUT, "stage": stage}).run(action, "nlu_fallback", text=text)
    assert said.next == ["action_start_request"]


@pytest.mark.parametrize("text", [UNDER_WAY[0], UNDER_WAY[2], UNDER_WAY[4]])
def test_while_the_form_is_out_it_is_asked_what_is_wished(text: str) -> None:
    talk = Talk(**OUT)
    said = talk.run("action_start_request", "seeks_advice", text=text)
    assert said.next == ["request_form"]
    assert talk.slots["stage"] == "none"
    assert talk.slots["ambiguous"] == "kept_back:erasure"


def test_a_bare_end_of_it_ends_it_while_the_form_is_out() -> None:
    said = Talk(**OUT).run("action_start_request", "request_remove", text="消さないでください")
    assert said.next == ["action_cancel"]


@pytest.mark.parametrize("text", UNDER_WAY)
def test_what_has_been_received_is_not_withdrawn_by_a_guess_nor_passed_over(text: str) -> None:
    talk = Talk(**{**OUT, "stage": "opened"})
    said = talk.run("action_start_request", "request_remove", text=text)
    assert said.keys == ["request.withdraw_it"]
    assert said.values() == ["cancel", "start_request", "handoff"]
    assert talk.slots["stage"] == "opened"


@pytest.mark.parametrize("kind", ["disclosure", "correction", "use_stop"])
def test_of_a_request_that_removes_nothing_it_is_not_said(kind: str) -> None:
    talk = Talk(**{**OUT, "stage": "opened", "request_type": kind})
    assert talk.run("action_respond", "chitchat", text="keep it").next != ["action_start_request"]
