"""Rules of the chat that had been tried from one side only: each with a message on its other side."""

from typing import Any

import pytest

from actions.case import Case
from actions.form.settling import required
from actions.talk import SPOKEN_TO
from actions.words.after_all import said_last
from knowledge.vocabulary import CompanyId, Region, RequestType
from tests.unit.actions.fakes import Answers, Book, Talk, reply_of, requested, stated, validate

PURPOSES = reply_of("answer", topic="purposes", statements=(stated("次の目的で利用します"),))
AT_THE_END: dict[str, Any] = {"requester": "self", "subject": "address", "requested_slot": "confirm"}
KOREAN = "캘리포니아에 살고 있어요"


def user(text: str) -> dict[str, Any]:
    return {"event": "user", "text": text}


def bot(key: str) -> dict[str, Any]:
    return {"event": "bot", "data": {"custom": {"utterance": key}}}


# ---------------------------------------------------------------------- while the form is open


def test_a_home_told_in_a_language_that_the_desk_does_not_speak_is_taken_where_it_is_asked_for() -> None:
    talk = Talk(company="globe", request_type="deletion", requested_slot="region")
    assert validate(talk, text=KOREAN, region="california").keys == []
    assert talk.slots["region"] == "california"
    others: list[tuple[str, dict[str, Any]]] = [("requester", {"region": "california"}), ("region", {})]
    for asked, told in others:
        talk = Talk(company="globe", request_type="deletion", requested_slot=asked)
        assert validate(talk, text=KOREAN, **told).keys == ["talk.languages"]
        assert talk.slots.get("region") is None


@pytest.mark.parametrize(
    ("second", "taken"), [("inform", True), ("cancel", False), ("handoff", False), (None, False)]
)
def test_a_home_counts_in_what_sounds_like_an_end_where_no_part_of_it_ends_anything(
    second: str | None, taken: bool
) -> None:
    parts: list[Any] = [("inform", False, {"region": "california"}), (second, False, {})] if second else []
    talk = Talk(company="globe", request_type="deletion", requested_slot="region")
    text = "カリフォルニアです。去年旅行で行きました"
    said = validate(talk, "cancel", text=text, region="california", parts=parts)
    assert said.rejected is not taken
    assert (talk.slots.get("region") == "california") is taken


@pytest.mark.parametrize(
    ("text", "ended"), [("削除はいいです", True), ("削除はいいです、どうすればいいですか？", False)]
)
def test_a_request_that_is_declined_is_given_up_but_in_a_question(text: str, ended: bool) -> None:
    talk = Talk(request_type="deletion", requested_slot="requester")
    validate(talk, "request_deletion", text=text, request_type="deletion", named=["deletion"], named_ends=[2])
    assert (talk.slots.get("outcome") == "given_up") is ended


@pytest.mark.parametrize(
    ("text", "asks"), [("利用目的", False), ("利用目的は？", True), ("何に使ってるの", True)]
)
def test_where_the_kind_is_asked_for_its_bare_name_is_the_answer_and_a_question_is_none(
    text: str, asks: bool
) -> None:
    talk = Talk(Answers(PURPOSES), requested_slot="request_type")
    said = validate(talk, "request_purpose_notice", text=text, request_type="purpose_notice")
    assert bool(said.citations()) is asks
    assert (talk.slots.get("request_type") == "purpose_notice") is not asks


@pytest.mark.parametrize(
    ("kind", "intent", "agreed"),
    [
        ("deletion", "request_remove", True),
        ("use_stop", "request_remove", True),
        ("disclosure", "request_remove", False),
        ("deletion", "request_deletion", True),
        ("disclosure", "request_disclosure", True),
    ],
)
def test_at_the_summary_the_request_said_again_is_a_yes_and_another_is_none(
    kind: str, intent: str, agreed: bool
) -> None:
    talk = Talk(request_type=kind, reply_method="post", **AT_THE_END)
    aspects: dict[str, Any] = {} if intent == "request_remove" else {"request_type": kind}
    said = validate(talk, intent, text="お願いします", **aspects)
    assert (talk.slots.get("confirm") == "yes") is agreed
    assert said.keys == ([] if agreed else ["request.not_understood"])


def test_a_request_that_is_changed_is_settled_where_the_region_is_known_and_else_the_region_is_asked() -> (
    None
):
    changed: dict[str, Any] = {"text": "削除でなく開示で", "request_type": "disclosure"}
    talk = Talk(company="globe", region="california", request_type="deletion", **AT_THE_END)
    assert requested(validate(talk, "change_answer", **changed)) == "reply_method"
    assert talk.slots["request_type"] == "access_ccpa", "what California calls it"
    talk = Talk(company="globe", request_type="deletion", **AT_THE_END)
    assert requested(validate(talk, "change_answer", **changed)) == "region"
    assert talk.slots["request_type"] == "disclosure"


@pytest.mark.parametrize(
    ("wish", "further", "key", "later"),
    [
        ("disclosure", True, "request.one_at_a_time", ["disclosure"]),
        ("disclosure", False, "request.switched", None),
        ("remove", True, "request.one_at_a_time", ["remove"]),
        ("remove", False, "request.not_understood", None),
    ],
)
def test_at_the_summary_one_request_more_waits_and_another_instead_is_taken(
    wish: str, further: bool, key: str, later: list[str] | None
) -> None:
    talk = Talk(request_type="correction", **AT_THE_END)
    aspects: dict[str, Any] = {} if wish == "remove" else {"request_type": wish}
    text = "情報の削除をお願いします"
    said = validate(talk, f"request_{wish}", text=text, further=further, **aspects)
    assert (said.keys, talk.slots.get("later")) == ([key], later)


def test_at_the_summary_something_more_that_names_no_request_is_none() -> None:
    talk = Talk(request_type="correction", **AT_THE_END)
    assert validate(talk, text="それも併せてお願いします", further=True).keys == ["request.not_understood"]
    assert talk.slots.get("later") is None


@pytest.mark.parametrize(("kind", "open_again"), [(None, True), ("use_stop", False)])
def test_that_something_is_removed_leaves_open_how_where_no_removal_is_wished_for_yet(
    kind: str | None, open_again: bool
) -> None:
    talk = Talk(request_type=kind, requested_slot="request_type" if kind is None else "requester")
    validate(talk, "request_remove", text="消してください")
    assert (talk.slots.get("ambiguous") == "request_remove") is open_again
    assert talk.slots.get("request_type") == kind


@pytest.mark.parametrize("asked", ["subject", "confirm"])
def test_a_way_of_reply_that_another_request_has_not_is_said_to_be_gone_wherever_it_is_changed(
    asked: str,
) -> None:
    told: dict[str, Any] = {"requester": "self", "reply_method": "email", "requested_slot": asked}
    if asked == "confirm":
        told["subject"] = "address"
    talk = Talk(request_type="disclosure", **told)
    said = validate(talk, "request_deletion", text="やっぱり削除してください", request_type="deletion")
    assert said.keys == ["request.switched", "request.reply_not_here"]
    assert talk.slots["reply_method"] is None


@pytest.mark.parametrize(("region", "asked"), [(None, False), (Region.JP, True)])
def test_the_way_of_reply_is_chosen_once_the_region_is_known(region: Region | None, asked: bool) -> None:
    case = Case(company=CompanyId("globe"), request_type=RequestType.DISCLOSURE, region=region)
    assert ("reply_method" in required(case, Book())) is asked


# ---------------------------------------------------------------------- outside of it


@pytest.mark.parametrize(
    ("confidence", "form", "begun"), [(0.3, False, True), (0.3, True, False), (0.95, False, False)]
)
def test_several_wishes_in_what_is_hardly_a_question_begin_where_no_form_is_open(
    confidence: float, form: bool, begun: bool
) -> None:
    open_form: dict[str, Any] = {"request_type": "deletion", "requested_slot": "requester"} if form else {}
    talk = Talk(Answers(PURPOSES), **open_form)
    said = talk.run(
        "action_answer", "ask_question", text="開示と、訂正と", confidence=confidence, form=form,
        parts=[
            ("request_disclosure", True, {"request_type": "disclosure"}),
            ("request_correction", True, {"request_type": "correction"}),
        ],
    )  # fmt: skip
    assert (said.next == ["action_start_request"]) is begun
    assert bool(said.citations()) is not begun


def test_one_wish_without_a_question_beside_it_begins_with_what_it_tells() -> None:
    talk = Talk()
    said = talk.run(
        "action_continue", "inform", text="あと住所の訂正も", request_type="correction", subject="address",
        parts=[("request_correction", True, {"request_type": "correction"})],
    )  # fmt: skip
    assert said.next == ["request_form"]
    assert (talk.slots["request_type"], talk.slots["subject"]) == ("correction", "address")


@pytest.mark.parametrize(("earlier", "subject"), [(["住所"], "address"), (["こんにちは"], None), ([], None)])
def test_what_was_named_just_before_is_what_the_request_is_about_and_nothing_else_is(
    earlier: list[str], subject: str | None
) -> None:
    talk = Talk()
    said = talk.run(
        "action_continue", "change_answer", text="訂正したい", request_type="correction",
        earlier=[user(text) for text in earlier],
    )  # fmt: skip
    assert said.next == ["request_form"]
    assert talk.slots.get("subject") == subject


@pytest.mark.parametrize(("open_request", "answered"), [({}, True), ({"request_type": "deletion"}, False)])
def test_who_tells_a_home_and_asks_is_answered_and_with_a_request_open_the_home_is_noted(
    open_request: dict[str, Any], answered: bool
) -> None:
    talk = Talk(company="globe", **open_request)
    said = talk.run(
        "action_continue", "inform", text="我住在加州，我的信息会被传到日本吗", region="california"
    )
    assert (said.next == ["action_answer"]) is answered
    assert (talk.slots.get("region") == "california") is not answered


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("身份证号存哪儿 国内还是日本", True),
        ("what do you do with it in japan", True),
        ("我在日本哦", False),
        ("now in Japan", False),
        ("日本です", False),
        ("いまは日本に住んでいます", False),
        ("改成日本", False),
        ("东京", False),
    ],
)
def test_a_place_in_a_question_moves_nobody(text: str, answered: bool) -> None:
    talk = Talk(company="globe", region="california")
    said = talk.run("action_continue", "inform", text=text, region="jp")
    assert (said.next == ["action_answer"]) is answered
    assert (talk.slots["region"] == "california") is answered


def test_a_person_is_offered_where_the_desk_has_no_answer_and_not_with_a_civility() -> None:
    offered = set()
    for intent, (key, *_) in SPOKEN_TO.items():
        said = Talk().run("action_respond", intent, text="あいう", confidence=0.95)
        assert said.keys == [key]
        offered |= {intent} if "handoff" in said.values() else set()
    assert offered == {"bot_challenge", "out_of_scope", "insult", "nonsense", "complaint", "needs_help"}


@pytest.mark.parametrize(
    ("intent", "aspects", "answered"),
    [
        ("inform", {"region": "california"}, True),
        ("nonsense", {}, True),
        ("chitchat", {}, False),
        ("greet", {}, False),
    ],
)
def test_a_question_that_waits_for_a_home_is_answered_with_it_or_where_none_is_told_and_not_after_a_greeting(
    intent: str, aspects: dict[str, Any], answered: bool
) -> None:
    talk = Talk(Answers(PURPOSES), company="globe", region_wanted=1, question="利用目的は何ですか")
    said = talk.run("action_respond", intent, text="ああ", **aspects)
    assert bool(said.citations()) is answered
    assert ("ask.region_for_answer_again" in said.keys) is not answered


def test_what_was_said_last_is_of_one_turn_and_of_none_before_it() -> None:
    events = [
        bot("talk.help"),
        user("一"),
        bot("talk.region_noted"),
        user("二"),
        bot("talk.what_then"),
        user("三"),
    ]
    assert [one.utterance for one in said_last(events)] == ["talk.what_then"]
