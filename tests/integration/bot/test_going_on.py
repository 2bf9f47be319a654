"""The form never goes round in circles, through real Rasa: who can only say the same again gets on all the same."""

import pytest

from tests.integration.bot.talking import Conversation, Heard, Rasa

pytestmark = pytest.mark.integration


def at_the_subject(rasa: Rasa, company: str, *said: str, **slots: str) -> tuple[Conversation, Heard]:
    """A conversation whose form asks which information the request is about."""
    talk = rasa.open(company, **slots)
    for text in said:
        heard = talk.say(text)
    if heard.asks == "requester":
        heard = talk.say("本人です")
    assert heard.asks == "subject"
    return talk, heard


def test_a_californian_tells_in_own_words_what_was_collected_and_disclosed(rasa: Rasa) -> None:
    talk, _ = at_the_subject(
        rasa,
        "ocs",
        "サンノゼに住んでます。この一年でおたくが私のどんな情報を集めて、どんな相手に渡したのか、全部教えてほしい。",
        "そう、CCPAの。カリフォルニアの住民なら開示を求める権利があるでしょ。",
    )
    said = talk.say("過去12か月に取得・開示された自分の個人情報")
    assert said.slots["subject"] == "other" and said.asks == "reply_method"
    said = talk.say("メール")
    assert "そのほかの情報・複数の情報" in said.text
    assert talk.say("はい。").effects == ["offer_form"]


def test_who_wants_no_more_mailings_names_the_address_and_is_understood(rasa: Rasa) -> None:
    talk, _ = at_the_subject(
        rasa,
        "prestige",
        "自分の情報の開示をお願いしたいのですが。",
        "すみません、考え直しました。見るのはもう結構ですので、案内に使うのを止めていただくほう、利用停止にしてください。",
    )
    said = talk.say("案内の送付に使われている住所")
    assert said.slots["subject"] == "address"
    assert said.slots["request_type"] == "use_stop" and said.asks == "confirm"


@pytest.mark.parametrize(
    "text", ["うちにあるあれのやつ", "the blue one", "蓝色的那个", "わかりません", "I don't know.", "不知道"]
)
def test_what_is_said_again_to_which_information_leads_on(rasa: Rasa, text: str) -> None:
    talk, _ = at_the_subject(rasa, "prestige", "自分の情報の開示をお願いします")
    first, second = talk.say(text), talk.say(text)
    assert first.asks == "subject" and first.keys[-1] == "ask.subject_again"
    assert second.keys[0] == "stuck.subject_other" and second.slots["subject"] == "other"
    assert second.asks not in (None, "subject")


def test_a_question_in_between_is_answered_and_ends_the_row(rasa: Rasa) -> None:
    talk, _ = at_the_subject(rasa, "prestige", "自分の情報の開示をお願いします")
    talk.say("わかりません")
    for question in ("手数料はいくらですか", "どんな書類が必要ですか", "どんな書類が必要ですか"):
        said = talk.say(question)
        assert said.asks == "subject" and said.slots.get("subject") is None
        assert said.slots.get("misses") is None
    assert talk.say("わかりません").keys[0] == "stuck.subject_unsure"
    assert talk.say("わかりません").slots["subject"] == "other"


def test_who_cannot_answer_who_asks_gets_the_choices_plainly_then_a_person_and_loses_nothing(
    rasa: Rasa,
) -> None:
    talk = rasa.open("prestige")
    talk.press("start_request")
    talk.press("use_stop")
    heard = [talk.say("わかりません") for _ in range(3)]
    assert heard[1].keys[0] == "stuck.requester"
    assert heard[2].keys[0] == "stuck.person"
    assert heard[2].messages[-1]["choices"][0]["value"] == "handoff" and not heard[2].effects
    assert heard[2].slots["request_type"] == "use_stop" and heard[2].asks == "requester"
    assert talk.say("本人です").asks == "subject"


def test_who_does_not_know_which_removal_is_not_left_with_the_same_question(rasa: Rasa) -> None:
    talk = rasa.open("ocs", region="california")
    said = talk.press("remove")
    assert said.asks == "request_type"
    heard = [talk.say("I don't know.") for _ in range(3)]
    assert heard[1].keys[0] == "stuck.request_type" and heard[2].keys[0] == "stuck.person"
    talk.press("handoff")
    assert talk.state().active_loop is None
