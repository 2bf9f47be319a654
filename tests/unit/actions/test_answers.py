"""Answers to questions."""

from dataclasses import replace

import pytest

from actions.ports import Question, Reply, Stated
from desk.wording import render
from desk.wording.answers import silent_regions
from knowledge.vocabulary import Region
from tests.unit.actions.fakes import Answers, Hours, Talk, reply_of, stated

ANSWER = reply_of("answer", topic="fee", statements=(stated("手数料はかかりません"),), next_step="disclosure")


def test_an_answer_quotes_and_offers_the_next_step() -> None:
    talk = Talk(Answers(ANSWER))
    said = talk.run("action_answer", "ask_question", text="手数料は?")
    assert said.keys == ["answer.quoted"]
    assert said.citations() == ["手数料はかかりません"]
    assert said.values() == ["disclosure"]
    assert talk.slots["offer"] == "disclosure"
    assert talk.answers.asked == [("acme", None, "手数料は?")]


def test_in_the_form_no_other_request_is_offered() -> None:
    talk = Talk(Answers(ANSWER))
    assert talk.run("action_answer", "ask_question", form=True).values() == []
    assert talk.slots.get("offer") is None


def test_a_place_in_the_question_counts_for_it() -> None:
    talk = Talk(Answers(ANSWER), company="globe", region="jp")
    talk.run("action_answer", "ask_question", text="ロンドンでは?", region="eea_uk")
    assert talk.answers.asked == [("globe", "eea_uk", "ロンドンでは?")]
    assert talk.slots["region"] == "jp"


def test_nothing_found_is_said_and_the_second_time_a_person_is_offered() -> None:
    talk = Talk(Answers(reply_of("not_stated")))
    assert talk.run("action_answer", "ask_question").keys == ["answer.not_stated"]
    assert talk.run("action_answer", "ask_question").keys == ["answer.not_stated", "answer.offer_person"]
    assert talk.slots["offer"] == "handoff"


def test_the_nearest_request_is_offered_where_the_policy_is_silent() -> None:
    talk = Talk(Answers(reply_of("not_stated", topic="marketing_stop", next_step="use_stop")))
    said = talk.run("action_answer", "ask_question", text="宣伝は止められますか")
    assert said.keys == ["answer.not_stated"]
    assert said.values() == ["use_stop", "handoff"]
    assert talk.run("action_answer", "ask_question", form=True).values(0) == ["handoff"]


def test_an_answer_ends_the_count_of_questions_without_one() -> None:
    talk = Talk(Answers(ANSWER), unanswered=1)
    talk.run("action_answer", "ask_question")
    assert talk.slots["unanswered"] is None


def test_what_the_policy_says_nearby_is_quoted_with_the_silence() -> None:
    said = Talk(Answers(reply_of("not_stated", near=(stated("近い文"),)))).run(
        "action_answer", "ask_question"
    )
    assert said.keys == ["answer.not_stated_near"]
    assert said.citations() == ["近い文"]


def test_silent_regions_are_named_with_the_first_part_of_a_long_answer() -> None:
    silent = Stated(silent_regions((Region.JP, Region.OTHER)))
    reply = reply_of("answer", statements=(stated("あ" * 300), stated("い" * 300)), silent=silent)
    said = Talk(Answers(reply)).run("action_answer", "ask_question")
    assert said.values() == ["more"] and said.citations() == ["あ" * 300]
    message = said.messages[0]
    text = render(message["utterance"], "ja", message["params"])
    assert text.endswith("日本・そのほかの国・地域については、おたずねの点はポリシーに記載がありません。")


def test_out_of_scope_is_said_so() -> None:
    said = Talk(Answers(reply_of("out_of_scope"))).run("action_answer", "ask_question")
    assert said.messages[0]["kind"] == "out_of_scope"


@pytest.mark.parametrize("intent", ["out_of_scope", "chitchat", "nonsense"])
def test_a_question_that_was_taken_for_something_else_is_answered(intent: str) -> None:
    talk = Talk(Answers(replace(ANSWER, on_topic=0.7)))
    said = talk.run("action_respond", intent, text="てすうりょうはいくら", confidence=0.8)
    assert said.keys == ["answer.quoted"]


def test_the_policys_silence_is_an_answer_to_it_too() -> None:
    silent = reply_of("not_stated", topic="desk_phone", on_topic=0.9)
    talk = Talk(Answers(silent))
    assert talk.run("action_respond", "out_of_scope", text="電話番号を教えて", confidence=0.6).keys == [
        "answer.not_stated"
    ]
    again = Talk(Answers(silent)).run(
        "action_fallback", "nlu_fallback", text="電話番号を教えて", confidence=0.3
    )
    assert again.keys == ["answer.not_stated"]


def test_what_is_surely_something_else_stays_so() -> None:
    sure = Talk(Answers(replace(ANSWER, on_topic=0.7)))
    assert sure.run("action_respond", "out_of_scope", text="天気は", confidence=0.9).keys == [
        "talk.out_of_scope"
    ]
    off = Talk(Answers(replace(ANSWER, on_topic=0.4)))
    assert off.run("action_respond", "out_of_scope", text="天気は", confidence=0.6).keys == [
        "talk.out_of_scope"
    ]
    outside = Talk(Answers(reply_of("out_of_scope", on_topic=0.9)))
    assert outside.run("action_respond", "chitchat", text="天気は", confidence=0.6).keys == ["talk.chitchat"]


@pytest.mark.parametrize(
    ("confidence", "asks", "reply", "said"),
    [
        (0.31, 0.12, replace(ANSWER, on_topic=0.7), "answer.quoted"),
        (0.31, 0.05, replace(ANSWER, on_topic=0.7), "talk.complaint"),
        (0.70, 0.12, replace(ANSWER, on_topic=0.7), "talk.complaint"),
        (0.31, 0.12, replace(ANSWER, on_topic=0.4), "talk.complaint"),
        (0.31, 0.12, reply_of("not_stated", topic="fee", on_topic=0.9), "talk.complaint"),
    ],
)
def test_a_question_of_who_else_hears_complaints_is_no_complaint(
    confidence: float, asks: float, reply: Reply, said: str
) -> None:
    talk = Talk(Answers(reply))
    ranked = [("complaint", confidence), ("ask_question", asks)]
    heard = talk.run("action_respond", "complaint", text="苦情をほかで", confidence=confidence, ranked=ranked)
    assert heard.keys == [said]


class OfTwo(Answers):
    """Knows the papers; says nothing of a fee."""

    def __init__(self, **replies: Reply) -> None:
        super().__init__()
        self.replies = replies

    def answer(self, asked: Question) -> Reply:
        super().answer(asked)
        return next((reply for word, reply in self.replies.items() if word in asked.text), self.reply)


PAPERS = reply_of("answer", topic="papers", statements=(stated("写し2点"),), on_topic=0.9)
NO_FEE = reply_of("not_stated", topic="fee", on_topic=0.9, near=(stated("郵送料"),))
BOTH = "手数料と書類を教えて"


def test_of_two_matters_the_stated_one_is_said_and_the_other_is_not_passed_over() -> None:
    talk = Talk(OfTwo(手数料=NO_FEE, 書類=PAPERS), unanswered=1)
    said = talk.run("action_answer", "ask_question", text=BOTH)
    assert said.keys == ["answer.quoted", "answer.other_not_stated_near"]
    assert said.citations() == ["写し2点", "郵送料"]
    assert talk.slots["unanswered"] is None


def test_two_stated_matters_are_both_answered_and_their_rest_waits_together() -> None:
    fee = replace(ANSWER, on_topic=0.9, statements=(stated("あ" * 300), stated("い" * 300)))
    papers = replace(PAPERS, statements=(stated("う" * 300), stated("え" * 300)))
    talk = Talk(OfTwo(手数料=fee, 書類=papers))
    said = talk.run("action_answer", "ask_question", text=BOTH)
    assert said.citations() == ["あ" * 300, "う" * 300]
    assert talk.run("action_more", "more").citations() == ["い" * 300]
    assert talk.run("action_more", "more").citations() == ["え" * 300]


def test_a_bare_word_in_a_list_is_topic_enough() -> None:
    talk = Talk(OfTwo(手数料=replace(NO_FEE, on_topic=0.45), 書類=PAPERS))
    said = talk.run("action_answer", "ask_question", text=BOTH)
    assert said.keys == ["answer.quoted", "answer.other_not_stated_near"]


def test_a_list_about_one_matter_is_one_question() -> None:
    same = Talk(OfTwo(手数料=replace(PAPERS, topic="x"), 書類=replace(PAPERS, topic="x")))
    assert same.run("action_answer", "ask_question", text=BOTH).keys == ["answer.quoted"]
    assert same.answers.asked[-1][2] == BOTH
    unsure = Talk(OfTwo(手数料=replace(ANSWER, on_topic=0.3), 書類=PAPERS))
    unsure.run("action_answer", "ask_question", text=BOTH)
    assert unsure.answers.asked[-1][2] == BOTH


def test_without_an_intent_the_policy_is_tried_before_asking_back() -> None:
    assert Talk(Answers(ANSWER)).run("action_fallback", "nlu_fallback").keys == ["answer.quoted"]
    talk = Talk(Answers(reply_of("not_stated", on_topic=0.1)))
    assert talk.run("action_fallback", "nlu_fallback").keys == ["talk.not_understood"]
    assert talk.run("action_fallback", "nlu_fallback").keys == ["talk.not_understood", "answer.offer_person"]


def test_a_button_under_the_greeting_asks_its_label() -> None:
    talk = Talk(Answers(ANSWER))
    talk.run("action_answer", "ask_question", text='/ask_question{"topic":"ask_papers"}', topic="ask_papers")
    assert talk.answers.asked == [("acme", None, "請求に必要な書類は何ですか")]


def test_a_place_told_in_passing_is_remembered() -> None:
    for action, intent in (
        ("action_answer", "ask_question"),
        ("action_no_authority", "no_authority"),
        ("action_respond", "complaint"),
    ):
        talk = Talk(company="globe")
        talk.run(action, intent, text="サンフランシスコに住んでいます。", region="california")
        assert talk.slots["region"] == "california", action
    acme = Talk()
    acme.run("action_answer", "ask_question", text="大阪に住んでいます。", region="jp")
    assert acme.slots.get("region") is None


def test_the_question_carries_what_is_known_of_who_asks() -> None:
    talk = Talk(company="globe", region="california", request_type="deletion", requester="voluntary_agent")
    talk.run("action_answer", "ask_question", text="何を出せばいいですか")
    asked = talk.answers.last
    assert (asked.region, asked.request_type, asked.requester) == (
        "california",
        "deletion",
        "voluntary_agent",
    )


def test_a_reply_says_what_was_asked_and_reading_on_does_not() -> None:
    long = reply_of(
        "answer", topic="fee", confidence=0.9, statements=(stated("文" * 300), stated("続き" * 200))
    )
    talk = Talk(Answers(long))
    first = talk.run("action_answer", "ask_question")
    assert first.messages[0]["about"] == {"topic": "fee", "confidence": 0.9}
    assert talk.run("action_more", "more").messages[0]["about"] is None
    for kind in ("not_stated", "out_of_scope"):
        said = Talk(Answers(reply_of(kind, confidence=0.1))).run("action_answer", "ask_question")
        assert said.messages[0]["about"] == {"topic": None, "confidence": 0.1}


def test_what_sounds_like_an_answer_to_nothing_may_be_a_question() -> None:
    talk = Talk(Answers(replace(ANSWER, on_topic=0.9)))
    assert talk.run("action_continue", "inform", text="窓口の所在").keys == ["answer.quoted"]
    off = Talk(Answers(replace(ANSWER, on_topic=0.2)))
    assert off.run("action_continue", "inform", text="わたしです").keys == ["talk.what_then"]
    assert talk.run("action_continue", "inform", text="/inform").keys == ["talk.what_then"]


def test_a_question_that_nothing_speaks_for_is_not_answered_with_any_clause() -> None:
    for reply in (
        replace(ANSWER, on_topic=0.2),
        reply_of("not_stated", near=(stated("何か"),), on_topic=0.2),
    ):
        said = Talk(Answers(reply)).run("action_answer", "ask_question", text="おたくどうなの")
        assert said.keys == ["talk.not_understood"]
        assert said.citations() == []
        assert said.values() == ["ask_papers", "ask_purposes", "ask_fee", "start_request", "handoff"]
    unsure = Talk(Answers(replace(ANSWER, on_topic=0.38)))
    assert unsure.run("action_answer", "ask_question", confidence=0.35).keys == ["talk.not_understood"]


def test_a_clause_that_surely_answers_is_quoted_although_no_topic_is_likely() -> None:
    """「AMPクライアントIDって何」, 「上海の高校に通う17歳です…」: a policy's own word, a place, and no topic of the map."""
    sure = Talk(Answers(replace(ANSWER, on_topic=0.05, confidence=0.85)))
    assert sure.run("action_answer", "ask_question").keys == ["answer.quoted"]
    assert sure.run("action_answer", "ask_question", confidence=0.35).keys == ["answer.quoted"]
    assert sure.run("action_fallback", "nlu_fallback").keys == ["answer.quoted"]
    for action, intent in (("action_answer", "ask_question"), ("action_fallback", "nlu_fallback")):
        guess = Talk(Answers(replace(ANSWER, on_topic=0.05, confidence=0.65)))
        assert guess.run(action, intent).keys == ["talk.not_understood"]


def test_a_message_without_an_intent_gets_a_clause_only_where_topic_or_clause_is_likely() -> None:
    unlikely = Talk(Answers(replace(ANSWER, on_topic=0.35))).run("action_fallback", "nlu_fallback")
    assert unlikely.keys == ["talk.not_understood"]
    assert unlikely.values()[-1] == "handoff"
    likely = Talk(Answers(replace(ANSWER, on_topic=0.45))).run("action_fallback", "nlu_fallback")
    assert likely.keys == ["answer.quoted"]


def test_a_closed_desk_does_not_offer_to_begin_a_request() -> None:
    said = Talk(Answers(reply_of("not_stated", on_topic=0.1)), company="gone").run(
        "action_fallback", "nlu_fallback"
    )
    assert said.keys == ["talk.not_understood", "outcome.closed"]  # perhaps that was the question
    assert said.values(0) == ["ask_papers", "ask_purposes", "ask_fee", "handoff"]


def test_a_bare_price_means_the_fee_of_a_request_and_says_what_is_not_answered() -> None:
    talk = Talk(Answers(ANSWER))
    said = talk.run("action_answer", "ask_price", text="いくら？")
    assert said.keys == ["answer.fee_of_requests", "answer.quoted"]
    assert talk.answers.asked == [("acme", None, "請求に手数料はかかりますか")]
    asked_in_form = Talk(Answers(ANSWER)).run("action_answer", "ask_price", text="いくら？", form=True)
    assert asked_in_form.keys == ["answer.quoted"]


def test_whoever_asks_for_hours_also_hears_when_people_are_at_this_chat() -> None:
    hours = reply_of("not_stated", topic="desk_hours", on_topic=0.9)
    away = Talk(Answers(hours), Hours("out_of_hours")).run("action_answer", "ask_question", text="営業時間は")
    assert away.keys == ["answer.not_stated", "answer.staffed_from"]
    there = Talk(Answers(hours)).run("action_answer", "ask_question", text="営業時間は")
    assert there.keys == ["answer.not_stated"]  # open, and nobody knows until when


def test_where_one_lives_is_remembered_even_if_the_answer_sounds_like_a_question() -> None:
    talk = Talk(
        Answers(reply_of("not_stated", on_topic=0.1)), company="globe", question="手数料は", region_wanted=1
    )
    talk.run("action_answer", "ask_question", text="とうきょう すんでいます か", region="jp")
    assert talk.slots["region"] == "jp"
    assert talk.answers.asked[-1] == ("globe", "jp", "手数料は")


def test_a_number_with_a_question_around_it_is_answered() -> None:
    asked = Talk(Answers(replace(ANSWER, on_topic=0.9)))
    said = asked.run(
        "action_respond", "gives_personal_data", text="［マイナンバー］も要りますか", confidence=0.6
    )
    assert said.keys == ["answer.quoted"]
    told = Talk(Answers(reply_of("not_stated", on_topic=0.1)))
    assert told.run("action_respond", "gives_personal_data", confidence=0.6).keys == ["talk.personal_data"]


def test_whoever_does_not_understand_is_shown_what_can_be_asked() -> None:
    said = Talk().run("action_respond", "needs_help")
    assert said.keys == ["talk.help"]
    assert said.values() == ["ask_papers", "ask_purposes", "ask_fee", "start_request", "handoff"]
    in_form = Talk().run("action_respond", "needs_help", form=True)
    assert in_form.keys == ["talk.help_in_form"]
    assert in_form.values() == ["handoff"]


def test_what_is_kept_of_this_chat_is_told() -> None:
    assert Talk().run("action_respond", "this_chat").keys == ["talk.this_chat"]


def test_a_complaint_that_is_nearly_as_likely_is_not_answered_lightly() -> None:
    for intent in ("chitchat", "out_of_scope", "nonsense"):
        ranked = [(intent, 0.5), ("complaint", 0.39)]
        said = Talk().run("action_respond", intent, confidence=0.5, ranked=ranked)
        assert said.keys == ["talk.complaint"]
    sure = Talk().run("action_respond", "chitchat", confidence=0.95, ranked=[("complaint", 0.3)])
    assert sure.keys == ["talk.chitchat"]


def test_nobody_is_taken_leave_of_on_a_guess() -> None:
    assert Talk().run("action_respond", "goodbye", confidence=0.33).keys == ["talk.not_understood"]
    assert Talk().run("action_respond", "goodbye", confidence=0.9).keys == ["talk.goodbye"]
    assert Talk().run("action_respond", "goodbye", confidence=0.33, form=True).keys == [
        "talk.goodbye_in_form"
    ]


def test_who_somebody_is_is_remembered_before_they_say_what_they_want() -> None:
    talk = Talk()
    said = talk.run("action_continue", "inform", text="代理人の弁護士です", requester="voluntary_agent")
    assert said.keys == ["talk.noted_what_then"]
    assert talk.slots["requester"] == "voluntary_agent"
    talk.run("action_start_request", "request_disclosure", request_type="disclosure")
    assert talk.slots["requester"] == "voluntary_agent"
    child = Talk()
    child.run("action_continue", "inform", text="小学生です", minor="yes")
    said = child.run("action_start_request", "request_deletion", request_type="deletion")
    assert said.keys == ["request.minor_not_stated"]


def test_asking_for_what_the_policy_states_is_not_asking_about_somebody() -> None:
    ranked = [("no_authority", 0.6), ("ask_question", 0.3)]
    said = Talk(Answers(ANSWER)).run("action_no_authority", "no_authority", confidence=0.6, ranked=ranked)
    assert said.keys == ["answer.quoted"]
    unknown = Talk(Answers(replace(ANSWER, on_topic=0.3)))
    assert unknown.run("action_no_authority", "no_authority", confidence=0.6, ranked=ranked).keys == [
        "outcome.no_authority_not_stated"
    ]
    sure = Talk(Answers(ANSWER)).run("action_no_authority", "no_authority", confidence=0.9, ranked=ranked)
    assert sure.keys == ["outcome.no_authority_not_stated"]
