"""Who says that no answer has come wants to know how it stands."""

import pytest

from actions.words.awaiting import awaits_answer
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated

WAITED = [
    "あの…返事こないんだよね",
    "まだ連絡がないんですけど",
    "返信こないんですけど",
    "問い合わせたのに返事が来ない",
    "申請したのに音沙汰なしです",
    "先日書類を送ったんですが、まだ何の連絡もありません",
    "回答が届きません。",
    "お返事がまだいただけていません",
    "I still haven't heard back",
    "no reply yet",
    "I sent a request last month but still haven't received any answer.",
    "一直没有收到回复",
]


@pytest.mark.parametrize("text", WAITED)
def test_no_answer_has_come(text: str) -> None:
    assert awaits_answer(text)


@pytest.mark.parametrize(
    "text",
    [
        "返事はいりません",
        "返事がないときはどうなりますか",
        "返事が来ないことはありますか",
        "連絡先がありません",
        "連絡がないと困ります",
        "回答に納得できない",
        "返事をください",
        "漏えいの通知がないのはなぜですか",
        "返事が来ないなら訴える",
        "いつ返事が来ますか",
        "荷物が届かない",
        "I don't need an answer",
        "what if I get no answer?",
        "没有手续费",
    ],
)
def test_what_speaks_of_an_answer_otherwise_says_no_such_thing(text: str) -> None:
    assert not awaits_answer(text)


@pytest.mark.parametrize("action", ["action_fallback", "action_respond", "action_answer", "action_matter"])
def test_who_waits_for_an_answer_is_asked_for_the_receipt_and_offered_a_person(action: str) -> None:
    talk = Talk(Answers(reply_of("answer", statements=(stated("書類を郵送してください"),))))
    assert talk.run(action, "nlu_fallback", text="あの…返事こないんだよね").next == ["action_status"]
    said = talk.run("action_status", "nlu_fallback", text="あの…返事こないんだよね")
    assert said.keys == ["status.no_answer_yet"] and said.effects == ["ask_receipt"]
    assert [one["value"] for one in said.messages[0]["choices"]] == ["handoff"]


def test_in_the_form_it_is_no_wish_to_be_spared_letters() -> None:
    talk = Talk(request_type="correction", requested_slot="requester")
    said = talk.run("validate_request_form", "stop_marketing", text="返信こないんですけど", form=True)
    assert said.keys == ["status.in_form"]


def test_a_long_text_costs_no_more_than_its_length() -> None:
    for piece in ("返事が", "まだ", "申請した", "…", "すみません", "still ", "没有"):
        assert not awaits_answer(piece * 10_000 + "か")
