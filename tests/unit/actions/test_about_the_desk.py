"""What is asked of the desk itself, its hours above all, and what only sounds so."""

import pytest

from actions.words.about_the_desk import NUMBER_IN_FULL, asks_hours, asks_number
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated

PURPOSES = reply_of("answer", topic="purposes", statements=(stated("次の目的で利用します"),))
HOURS = reply_of("answer", topic="desk_hours", statements=(stated("9時から17時まで"),))
IN_FULL = "個人情報の窓口の受付時間を教えてください"


@pytest.mark.parametrize(
    "text",
    [
        "営業時間を教えてください",
        "営業時間は？",
        "what are your opening hours?",
        "几点开门",
        "今日やってる？",
        "受付時間",
        "営業日はいつですか",
        "土日もやってますか",
        "今日は営業していますか",
        "電話は何時まで？",
        "何時から何時までですか",
        "are you open today",
    ],
)
@pytest.mark.parametrize("action", ["action_respond", "action_fallback", "action_continue"])
def test_the_hours_are_those_of_this_desk(text: str, action: str) -> None:
    talk = Talk(Answers(HOURS))
    assert talk.run(action, "out_of_scope", text=text).next == ["action_answer"]
    assert talk.run("action_answer", "out_of_scope", text=text).citations() == ["9時から17時まで"]
    assert talk.answers.asked[-1][2] == IN_FULL


def test_the_hours_are_answered_in_the_form_too() -> None:
    talk = Talk(Answers(HOURS), request_type="deletion", requested_slot="requester")
    said = talk.run("action_respond", "out_of_scope", text="営業時間を教えてください", form=True)
    assert said.citations() == ["9時から17時まで"]


@pytest.mark.parametrize(
    "text",
    [
        "店の営業時間は？",
        "今やってる手続きを中断したい",
        "次のバスは何時から",
        "スーパーは夜何時まで",
        "何営業日で返事がきますか",
        "回答は何営業日？",
        "3営業日たったけど返事がない",
        "5営業日以内ですか",
        "データは何時まで残るの",
        "私の請求の受付日は？",
        "受付日を訂正したい",
        "業務日報を開示してほしい",
        "are you still open to deleting it?",
        "営業時間に電話してほしい",
    ],
)
def test_other_hours_than_the_desks_are_no_question_about_them(text: str) -> None:
    assert not asks_hours(text)


@pytest.mark.parametrize(
    "text",
    [
        "今日も営業メール、止めて",
        "今営業DM停止して",
        "今やっている手続きを取り消して",
        "業務日報を開示してほしい",
        "my working hours are wrong, correct them",
    ],
)
def test_a_wish_with_such_a_word_stays_a_wish(text: str) -> None:
    talk = Talk(Answers(HOURS))
    said = talk.run(
        "action_start_request", "request_use_stop", text=text, request_type="use_stop", confidence=0.97
    )
    assert said.next == ["request_form"]


@pytest.mark.parametrize("text", ["何営業日で返事がきますか", "回答は何営業日？"])
def test_how_many_business_days_are_no_hours(text: str) -> None:
    talk = Talk(Answers(PURPOSES))
    talk.run("action_answer", "ask_question", text=text)
    assert talk.answers.asked[-1][2] == text


@pytest.mark.parametrize(
    "text",
    [
        "Last thing, what's the number to ring if I have a grumble?",
        "what’s the number to ring?",
        "what number do I call to complain",
        "Who do I ring about this?",
        "is there a number I can call",
        "What is your phone number?",
        "请问打哪个电话？",
        "嗯，那就这样吧。有没有可以打的咨询电话？",
        "有可以打的电话吗",
        "电话是多少",
        "何番に電話すればいいですか",
        "電話番号を教えてください",
    ],
)
def test_whom_to_ring_is_asked(text: str) -> None:
    assert asks_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "do you have a phone number",
        "Is there a phone number?",
        "phone number please",
        "ok, what is your phone number?",
        "can I have the phone number for complaints?",
        "is there a number I can call",
        "which number should I ring?",
        "電話番号教えて",
        "お電話番号を教えていただけますか",
        "窓口の電話番号が知りたいです",
        "何番にかければいいの",
        "客服电话是什么",
        "我应该打什么电话",
    ],
)
def test_the_desks_number_is_asked_for_in_everyday_words(text: str) -> None:
    assert asks_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "what do you use the phone number for",
        "who gave you the phone number",
        "why do you need the phone number?",
        "do you share the phone number with others",
        "please delete the phone number you have",
        "stop using the phone number for calls",
        "your phone number keeps calling me",
        "what number did you call?",
        "this is the number I can call from",
        "what's the phone number of the ICO?",
        "who do i call at the regulator",
        "phone number?",
        "and the phone number?",
        "and the phone number please",
        "just the phone number",
        "a phone number",
        "電話番号を教えないと駄目ですか",
        "電話番号を教えたくない",
        "電話番号を教えてしまった",
        "勝手に電話番号を教えられた",
        "家族に電話番号を教えてますか",
        "御社が持っている電話番号を教えてください",
        "母の電話番号を教えてください",
        "個人情報保護委員会の電話番号を教えて",
        "何番に電話してもつながらない",
        "电话号码是什么用途",
        "电话多少天能删",
        "打电话多少钱",
        "你们老打什么电话",
        "你们保存的电话是多少",
    ],
)
def test_what_is_said_of_any_other_number_does_not_ask_for_the_desks(text: str) -> None:
    assert not asks_number(text)


@pytest.mark.parametrize("text", ["phone number please", "give me a number to ring", "電話番号教えて"])
def test_who_asks_for_the_number_is_told_it_and_not_handed_over(text: str) -> None:
    assert Talk().run("action_handoff", "handoff", text=text).next == ["action_answer"]


@pytest.mark.parametrize(
    "text",
    [
        "who can I call to talk to a person",
        "who do I ring",
        "give me a number to ring, I want to speak to someone",
        "my number is wrong, get me a person",
        "担当者と話したいので電話番号を教えてください",
        "call me",
        "please ring me",
    ],
)
def test_who_wants_to_talk_to_somebody_is_handed_over(text: str) -> None:
    assert Talk().run("action_handoff", "handoff", text=text).next != ["action_answer"]


@pytest.mark.slow
@pytest.mark.parametrize("letters", ["number ", "so ", "phone number ", "電話番号", "打", "please, ", "the "])
def test_a_long_message_of_numbers_is_read_at_once(letters: str) -> None:
    asks_number((letters * 20_000)[:20_000] + "x")


@pytest.mark.parametrize(
    "text",
    [
        "what's my receipt number",
        "I lost the number of my request",
        "which number do you have stored for me to call?",
        "please change the phone number",
        "is the phone number you hold on file right?",
        "I want to know the number of my case",
        "受付番号がわかりません",
        "登録されている電話番号を教えてください",
        "電話番号を変更したい",
        "我的电话号码是多少",
        "有没有我的电话",
        "我有电话",
        "有没有电话录音",
        "老有电话打来骚扰我",
        "有没有人给我打过电话",
        "你们有没有保存我的电话？",
        "回执编号是多少",
        "number",
    ],
)
def test_a_receipts_number_or_a_number_held_is_not_one_to_ring(text: str) -> None:
    assert not asks_number(text)


def test_whom_to_ring_is_looked_up_as_the_desks_number_even_where_it_sounds_like_a_receipt() -> None:
    text = "what's the number to ring if I have a grumble?"
    assert Talk().run("action_status", "give_receipt_missing", text=text).next == ["action_answer"]
    talk = Talk(Answers(reply_of("answer", statements=(stated("0120-000-000"),))))
    talk.run("action_answer", "give_receipt_missing", text=text)
    assert talk.answers.asked[0][2] == NUMBER_IN_FULL
