"""What is asked about the desk itself: when it is open, how one reaches it, where to send, who else hears complaints."""

import pytest

from actions.words.about_the_desk import asks_hours, asks_to_come, asks_where_to_send
from actions.words.meant import REACHED
from actions.words.other_words import complains_outside, in_other_words
from tests.unit.actions.fakes import Talk, validate


@pytest.mark.parametrize(
    "text",
    [
        "I want to lodge a complaint with the authority",
        "how do i complain to the regulator?",
        "Can I report this to the data protection authority?",
        "where can I file a complaint with a supervisory authority",
        "保護委員会に申し立てたい",
        "監督機関に苦情を申し立てたいのですが",
        "個人情報保護委員会に相談する方法はありますか",
        "我想向监管机构投诉",
    ],
)
def test_who_wants_to_complain_outside_asks_where(text: str) -> None:
    asked = complains_outside(text)
    assert asked is not None and in_other_words(text) == asked
    for action, intent in (("action_start_request", "request_objection"), ("action_respond", "complaint")):
        assert Talk().run(action, intent, text=text).next == ["action_answer"]
    talk = Talk(request_type="deletion", requested_slot="requester")
    assert validate(talk, "request_objection", text=text, request_type="objection").next == []
    assert talk.slots["request_type"] == "deletion" and talk.answers.asked


@pytest.mark.parametrize(
    "text",
    [
        "I want to complain",
        "I object to the use of my data",
        "I have already reported you to the authority",
        "who is the authority?",
        "do you report data to the tax authorities",
        "保護委員会に登録されていますか",
        "監督機関に提供していますか",
        "異議を申し立てたい",
        "苦情を言いたい",
        "委員会に通報したのはあなたですか",
        "保護委員会に報告できる体制はありますか",
        "監督機関に通報された場合はできるだけ早く教えて",
        "can I file a request with a letter of authority",
        "can my sister file it with written authority",
        "do you need to report it to the commission?",
        "how do you report to the supervisory authority",
        "我已经向监管机构投诉了",
        "你们被人向监管机构投诉过吗",
        "你们向监管机构提供信息吗",
    ],
)
def test_a_complaint_or_an_objection_here_is_none_to_an_authority(text: str) -> None:
    assert complains_outside(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "is this desk still open",
        "is the office open now?",
        "この窓口まだやってますか",
        "窓口は開いてますか",
        "ここって今やってるの？",
    ],
)
def test_whether_the_desk_is_open_is_asked_in_other_words_too(text: str) -> None:
    assert asks_hours(text)


@pytest.mark.parametrize(
    "text",
    [
        "この窓口で何をやってますか",
        "is the desk open to agents",
        "店はまだやってますか",
        "ここで訂正をやってますか",
        "is this form open",
        "is your service open source?",
        "is this service open for foreigners?",
        "is the office open-plan",
    ],
)
def test_what_the_desk_does_is_no_question_of_its_hours(text: str) -> None:
    assert not asks_hours(text)


def test_whether_the_desk_is_open_is_no_question_of_how_a_request_stands() -> None:
    assert Talk().run("action_status", "ask_status", text="この窓口まだやってますか").next == [
        "action_answer"
    ]
    assert Talk().run("action_status", "ask_status", text="私の請求はどうなってますか").next == []


@pytest.mark.parametrize(
    "text", ["where can i send my request now?", "請求書はどこに送ればいいですか", "申请书寄到哪里"]
)
def test_where_to_send_is_no_question_of_how_a_request_stands(text: str) -> None:
    assert asks_where_to_send(text)
    assert Talk().run("action_status", "ask_status", text=text).next == ["action_answer"]


@pytest.mark.parametrize(
    "text",
    [
        "私の請求はどうなっていますか",
        "どこまで進みましたか",
        "has my request been sent?",
        "送った書類は届きましたか",
    ],
)
def test_how_a_request_stands_stays_asked(text: str) -> None:
    assert not asks_where_to_send(text)


@pytest.mark.parametrize(
    "text", ["do i have to come in person?", "can I apply in person?", "must we appear there in person?"]
)
def test_whether_one_has_to_come_is_no_call_for_a_person(text: str) -> None:
    assert asks_to_come(text)
    assert Talk().run("action_handoff", "handoff", text=text).next == ["action_answer"]


@pytest.mark.parametrize(
    "text",
    [
        "can I talk to a person?",
        "I want to speak to somebody in person",
        "can i do this with a person?",
        "a real person please",
        "who is the person in charge?",
        "can I come in and talk to you in person?",
    ],
)
def test_a_call_for_a_person_stays_one(text: str) -> None:
    assert not asks_to_come(text)


@pytest.mark.parametrize(
    "text",
    [
        "怎么联系你们",
        "how do i contact you?",
        "请问如何联系贵公司？",
        "どうやって連絡すればいいですか",
        "そちらにどのように問い合わせればいいの？",
    ],
)
def test_how_the_desk_is_reached_is_asked_so_that_all_of_it_is_found(text: str) -> None:
    assert in_other_words(text) in REACHED.whole.values()


@pytest.mark.parametrize(
    "text",
    [
        "怎么联系律师",
        "how do you contact me?",
        "how do I contact the police?",
        "你们怎么联系到我的",
        "どうやって私の連絡先を知ったのですか",
        "連絡しないでください",
        "どうやって本人に連絡しますか",
        "怎么联系我的家人",
    ],
)
def test_how_somebody_else_is_reached_is_another_question(text: str) -> None:
    assert in_other_words(text) not in REACHED.whole.values()


@pytest.mark.parametrize(
    ("text", "confidence", "answered"),
    [
        ("are you a company of the NTT group?", 0.51, True),
        ("are you a company of the NTT group?", 0.97, False),
        ("I am a customer of a company that you work for", 0.51, False),
    ],
)
def test_a_question_about_the_company_is_not_taken_for_a_client_s_data(
    text: str, confidence: float, answered: bool
) -> None:
    said = Talk().run("action_held_for_client", "held_for_client", text=text, confidence=confidence)
    assert (said.next == ["action_answer"]) is answered


def test_whether_somebody_else_may_ask_is_no_question_of_how_a_request_stands() -> None:
    said = Talk().run("action_status", "ask_status", text="can my husband make the request?")
    assert said.next == ["action_answer"]
