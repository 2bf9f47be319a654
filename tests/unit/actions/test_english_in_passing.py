"""English that was taken for its opposite, or for an answer: what is preferred, what a question names, "stop it"."""

from typing import Any

import pytest

from actions.words.meant import AGENTS_PAPERS
from actions.words.other_words import PAPERS, in_other_words
from actions.words.preferring import declines_removal, preferred_intent
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated, validate
from tests.unit.actions.test_after_all import user, uttered


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("I'd rather have it corrected than deleted", "request_correction"),
        ("I'd prefer to update my address over deleting it", "request_correction"),
        ("please correct it instead of deleting it", "request_correction"),
        ("Don't delete it, just fix it", "request_correction"),
        ("do not erase my account. correct the name", "request_correction"),
        ("I want it deleted, not corrected", "request_deletion"),
        ("I would rather you erased it than changed it", "request_erasure"),
    ],
)
def test_what_is_preferred_is_what_is_wanted(text: str, intent: str) -> None:
    assert preferred_intent(text) == intent


@pytest.mark.parametrize(
    "text",
    [
        "you corrected it instead of deleting it",
        "why did you delete it instead of correcting it",
        "do you correct it rather than delete it",
        "I'd rather correct it than wait",
        "instead of deleting my data you changed my address",
        "I would rather not delete it",
        "I'd rather not have my data deleted than updated",
        "I would prefer that you not delete my data, not even change it",
        "I'd rather not delete it than correct it",
        "I prefer you do not erase my data over removing it",
        "don't delete it",
        "please delete my data and correct my name",
        "please update my address, not my name",
        "fix my address and do not forget to delete my phone",
        "change my name, not only my address, and delete my account",
        "please update my name, and if not possible delete it",
        "I would rather not correct it than delete",
    ],
)
def test_where_no_two_are_set_against_each_other_nothing_is_preferred(text: str) -> None:
    assert preferred_intent(text) in (None, "deny")


def test_the_wish_that_is_preferred_opens_its_form_and_not_the_other() -> None:
    talk = Talk()
    talk.run("action_start_request", "request_deletion", text="I'd rather have it corrected than deleted")
    assert talk.slots["request_type"] == "correction"


@pytest.mark.parametrize(
    ("text", "intent", "slot", "named"),
    [
        ("is my address used for advertising?", "nlu_fallback", "subject", {"subject": "address"}),
        ("do you sell my data?", "inform", "requester", {"requester": "self"}),
        ("can my husband do it for me?", "seeks_advice", "requester", {"requester": "voluntary_agent"}),
    ],
)
def test_what_a_question_names_is_no_answer(text: str, intent: str, slot: str, named: dict[str, str]) -> None:
    filled: dict[str, Any] = {"requester": "self"} if slot == "subject" else {}
    reply = reply_of("answer", topic="purposes", on_topic=0.9, statements=(stated("広告"),))
    talk = Talk(Answers(reply), request_type="deletion", **filled, requested_slot=slot)
    said = validate(talk, intent, text=text, **named)
    assert talk.slots.get(slot) is None
    assert said.citations() == ["広告"]


@pytest.mark.parametrize(
    ("text", "slot", "named"),
    [
        ("my address", "subject", {"subject": "address"}),
        ("can you delete my address", "subject", {"subject": "address"}),
        ("the address, please", "subject", {"subject": "address"}),
        ("it's me", "requester", {"requester": "self"}),
        ("my husband asked me to", "requester", {"requester": "voluntary_agent"}),
        ("my own data", "requester", {"requester": "self"}),
    ],
)
def test_an_answer_stays_one(text: str, slot: str, named: dict[str, str]) -> None:
    filled: dict[str, Any] = {"requester": "self"} if slot == "subject" else {}
    talk = Talk(request_type="deletion", **filled, requested_slot=slot)
    validate(talk, "inform", text=text, **named)
    assert talk.slots[slot] == named[slot]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("what do i need?", PAPERS),
        ("so what do we need to bring?", PAPERS),
        ("what does he need", AGENTS_PAPERS.whole["en"]),
        ("and what will my husband have to send?", AGENTS_PAPERS.whole["en"]),
    ],
)
def test_what_is_needed_asks_for_papers(text: str, whose: str) -> None:
    assert in_other_words(text) == whose


@pytest.mark.parametrize(
    "text",
    [
        "what do I need to know?",
        "what do I need to do?",
        "I need help",
        "what do you need my birthday for?",
        "what does he want?",
        "what do I need a lawyer for?",
    ],
)
def test_what_is_needed_otherwise_does_not(text: str) -> None:
    assert in_other_words(text) is None


def test_who_wants_to_know_what_is_needed_hears_it_and_no_word_of_pity() -> None:
    talk = Talk(Answers(reply_of("answer", topic="papers", on_topic=0.9, statements=(stated("運転免許証"),))))
    said = talk.run("action_respond", "needs_help", text="what does he need?")
    assert said.citations() == ["運転免許証"] or said.next == ["action_answer"]


ADS = [user("I keep getting ads", "stop_marketing"), uttered("matter.stop_marketing_offered")]


@pytest.mark.parametrize("text", ["stop it", "please stop that now", "止めて", "やめてください", "停止"])
@pytest.mark.parametrize("action", ["action_cancel", "action_matter", "action_fallback"])
def test_who_says_that_advertisements_are_to_stop_takes_the_offer_up(action: str, text: str) -> None:
    talk = Talk(offer="use_stop")
    assert talk.run(action, "cancel", text=text, earlier=ADS).next == ["action_continue"]
    said = talk.run("action_continue", "cancel", text=text, earlier=ADS)
    assert said.next == ["request_form"] and talk.slots["request_type"] == "use_stop"


@pytest.mark.parametrize(
    "text", ["no", "cancel", "never mind", "stop it, I don't need that form", "やめておきます", "もういい"]
)
def test_who_declines_it_does_not(text: str) -> None:
    assert Talk(offer="use_stop").run("action_cancel", "cancel", text=text, earlier=ADS).next == []


def test_stop_it_after_anything_else_cancels_as_ever() -> None:
    other = [user("what is the fee", "ask_price"), uttered("answer.quoted")]
    assert Talk(offer="use_stop").run("action_cancel", "cancel", text="stop it", earlier=other).next == []
    assert Talk(offer="handoff").run("action_cancel", "cancel", text="stop it", earlier=ADS).next == []


@pytest.mark.parametrize(
    ("text", "taken"), [("can i get it by email", "email"), ("is it safe by email?", None)]
)
def test_a_way_of_reply_told_before_it_is_asked_is_kept(text: str, taken: str | None) -> None:
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    validate(talk, "nlu_fallback", text=text, reply_method="email")
    assert talk.slots.get("reply_method") == taken


@pytest.mark.parametrize(
    ("text", "intent", "told"),
    [
        ("我住在中国，我的信息会被传到日本吗", "change_answer", {"region": "china"}),
        ("未成年人呢", "inform", {"minor": "yes"}),
        ("東京在住ですが、手数料はかかりますか", "inform", {"region": "jp"}),
    ],
)
def test_who_says_where_they_live_or_who_they_are_and_asks_is_answered(
    text: str, intent: str, told: dict[str, Any]
) -> None:
    talk = Talk(Answers(reply_of("answer", topic="minors", on_topic=0.9, statements=(stated("親権者"),))))
    assert talk.run("action_continue", intent, text=text, **told).next == ["action_answer"]
    assert talk.run("action_answer", intent, text=text, **told).citations() == ["親権者"]


@pytest.mark.parametrize(
    ("text", "intent", "told"),
    [
        ("我住在中国", "inform", {"region": "china"}),
        ("未成年です", "inform", {"minor": "yes"}),
        ("やっぱり違う", "change_answer", {}),
    ],
)
def test_who_only_says_so_is_not_answered_to(text: str, intent: str, told: dict[str, Any]) -> None:
    reply = reply_of("answer", topic="minors", on_topic=0.9, statements=(stated("親権者"),))
    said = Talk(Answers(reply)).run("action_continue", intent, text=text, **told)
    assert said.citations() == [] and said.next == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [("披露", "disclosure"), ("更正。", "correction"), ("correction", "correction"), ("訂正", "correction")],
)
@pytest.mark.parametrize("intent", ["nonsense", "chitchat", "inform", "nlu_fallback"])
def test_the_bare_name_of_a_request_answers_which_it_is_to_be(text: str, kind: str, intent: str) -> None:
    talk = Talk(requested_slot="request_type")
    validate(talk, intent, text=text)
    assert talk.slots["request_type"] == kind


@pytest.mark.parametrize("text", ["披露是什么", "what is correction?", "訂正って何", "披露还是更正"])
def test_a_question_about_a_request_answers_nothing(text: str) -> None:
    talk = Talk(requested_slot="request_type")
    validate(talk, "nlu_fallback", text=text)
    assert talk.slots.get("request_type") is None


@pytest.mark.parametrize(
    "text",
    [
        "i'd rather not have my data deleted",
        "please don't delete my account",
        "I don't want my data deleted",
        "No, do not erase it!",
        "I would rather you didn't delete it",
    ],
)
def test_who_wants_nothing_removed_opens_no_removal_and_gives_up_an_open_one(text: str) -> None:
    assert declines_removal(text) and preferred_intent(text) == "deny"
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    validate(talk, "request_deletion", text=text)
    assert talk.slots["outcome"] == "given_up"


@pytest.mark.parametrize(
    "text",
    [
        "please delete my data",
        "why don't you delete my data",
        "don't delete my data, correct it",
        "don't forget to delete it",
        "I don't want my data any more, delete it",
        "you didn't delete my data",
        "I don't want to wait, delete it",
        "do you delete my data?",
    ],
)
def test_a_wish_for_removal_or_something_else_is_not_declined(text: str) -> None:
    assert not declines_removal(text)


@pytest.mark.parametrize(
    "text",
    [
        "娘に頼んでもいいですか",
        "手続きは息子に任せてもいいの？",
        "妻が代わりにやってもいいですか",
        "弁護士さんにお願いしても大丈夫でしょうか",
    ],
)
def test_whether_somebody_may_act_for_one_asks_for_an_agent_s_papers(text: str) -> None:
    assert in_other_words(text) == AGENTS_PAPERS.whole["ja"]


@pytest.mark.parametrize(
    "text",
    [
        "娘に頼んだ",
        "娘の情報を見てもいいですか",
        "娘に連絡してもいいですか",
        "妻が電話してもいいですか",
        "本人でないといけませんか",
        "友達に教えてもいいですか",
        "娘にお知らせしてもいいですか",
    ],
)
def test_what_else_is_asked_of_a_relative_does_not(text: str) -> None:
    assert in_other_words(text) != AGENTS_PAPERS.whole["ja"]


@pytest.mark.parametrize(
    "text", ["ではお願いします", "じゃあ、よろしくお願いします。", "それではお願いいたします"]
)
def test_who_then_asks_politely_to_go_on_takes_no_leave(text: str) -> None:
    assert Talk().run("action_respond", "goodbye", text=text).next == ["action_continue"]
    assert Talk(offer="handoff").run("action_continue", "goodbye", text=text).next == ["action_handoff"]


@pytest.mark.parametrize("text", ["よろしくお願いします", "では失礼します", "では、また", "お願いしました"])
def test_who_takes_leave_does(text: str) -> None:
    assert Talk().run("action_respond", "goodbye", text=text).next == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [("可以让女儿代办吗？", True), ("能委托律师申请吗", True), ("可以让女儿看我的信息吗", False)],
)
def test_whether_somebody_may_act_for_one_is_asked_in_chinese_too(text: str, asked: bool) -> None:
    assert (in_other_words(text) == AGENTS_PAPERS.whole["zh"]) is asked
