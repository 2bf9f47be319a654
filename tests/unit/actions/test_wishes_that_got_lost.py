"""Wishes that the second half of a trial saw lost: behind a complaint, a no, a guess of somebody else's data, a slip."""

from typing import Any

import pytest

from actions.words.about_data import demands_data
from actions.words.commands import commanded, commands
from actions.words.phrases import names_another, tells_wrong_data, wants_to_see
from tests.unit.actions.fakes import Answers, Talk, reply_of

Parts = list[tuple[str, bool, dict[str, str]]]


# ------------------------------------------------------------------ taken for somebody else's


@pytest.mark.parametrize(
    "text",
    [
        "個人情報消したいけど、まだサービスは使いたい",
        "私の情報を消したいけど不安",
        "登録の住所を消したい",
        "my account data",
        "我的信息",
    ],
)
def test_ones_own_data_names_nobody_else(text: str) -> None:
    assert not names_another(text)


@pytest.mark.parametrize(
    "text",
    [
        "隣の人の情報を消したい",
        "父の情報を見たい",
        "同僚の情報",
        "田中さんの住所",
        "my wife's data",
        "his address",
        "他的信息",
    ],
)
def test_another_person_is_named(text: str) -> None:
    assert names_another(text)


def test_a_guess_of_anothers_data_in_which_nobody_is_named_begins_ones_own_request() -> None:
    ranked = [("no_authority", 0.48), ("request_remove", 0.34)]
    told: dict[str, Any] = {
        "text": "個人情報消したいけど、まだサービスは使いたい",
        "confidence": 0.48,
        "ranked": ranked,
    }
    talk = Talk()
    assert talk.run("action_no_authority", "no_authority", **told).next == ["action_start_request"]
    assert talk.run("action_start_request", "no_authority", **told).next == ["request_form"]
    assert talk.slots["ambiguous"] == "request_remove"
    of_another = {**told, "text": "隣の人の情報を消したい"}
    assert Talk().run("action_no_authority", "no_authority", **of_another).next == []
    surely = {**told, "confidence": 0.95}
    assert Talk().run("action_no_authority", "no_authority", **surely).next == []


def test_what_was_wanted_of_another_person_is_kept_for_who_turns_out_to_be_an_agent() -> None:
    talk = Talk()
    talk.run("action_no_authority", "no_authority", text="会社の同僚の情報が見たいです")
    said = talk.run("action_continue", "inform", text="委任状あります", requester="voluntary_agent")
    assert said.next == ["request_form"]
    assert (talk.slots["request_type"], talk.slots["requester"]) == ("disclosure", "voluntary_agent")
    assert not wants_to_see("同僚の情報を消したい")


def test_who_is_no_guardian_hears_who_may_ask_and_is_offered_a_person() -> None:
    talk = Talk()
    talk.run("action_no_authority", "no_authority", text="母の情報を確認したい")
    said = talk.run("action_continue", "deny", text="後見人ではありません", requester="statutory_agent")
    assert said.keys == ["outcome.authority_which"] and said.values() == ["handoff"]


# ------------------------------------------------------------------ behind a complaint, a no, a slip


@pytest.mark.parametrize("text", ["録音消せ", "だから住所を直せって", "早く削除しろ", "DMをやめろ"])
def test_a_rude_imperative_is_a_command(text: str) -> None:
    assert commands(text) == (text,)


@pytest.mark.parametrize(
    "text", ["予約を取り消せ", "やめろ", "消せない", "消せますか", "なぜ消せって言うの", "直せるかな"]
)
def test_what_cannot_be_done_is_asked_or_means_the_talk_is_none(text: str) -> None:
    assert commands(text) == ()


def test_a_complaint_that_commands_is_heard_and_its_request_begun() -> None:
    parts: Parts = [("complaint", False, {}), ("request_remove", False, {})]
    said = Talk().run("action_respond", "complaint", text="対応が最悪だった。録音消せ", parts=parts)
    assert said.keys == ["talk.sorry_first"] and said.next == ["action_start_request"]
    only = Talk().run("action_respond", "complaint", text="対応が最悪だった。消してほしかった", parts=parts)
    assert only.keys == ["talk.complaint"] and only.next == []


@pytest.mark.parametrize(
    "text",
    [
        "住所も違う",
        "名前が間違ってる",
        "登録の電話番号が古いです",
        "my address is wrong too",
        "no, my name is wrong",
        "地址也不对",
        "住所も電話も違う",
    ],
)
@pytest.mark.parametrize("intent", ["deny", "inform", "change_answer"])
def test_data_that_is_said_to_be_wrong_is_to_be_corrected(text: str, intent: str) -> None:
    assert tells_wrong_data(text)
    talk = Talk()
    assert talk.run("action_continue", intent, text=text).next == ["request_form"]
    assert talk.slots["request_type"] == "correction"


@pytest.mark.parametrize(
    "text",
    [
        "違う",
        "話が違う",
        "住所が違う人の情報",
        "住所が違うなら",
        "名前は間違ってないか",
        "住所が違うと送れませんか",
        "is my address wrong?",
        "the answer is wrong",
    ],
)
def test_a_no_a_question_and_what_is_supposed_correct_nothing(text: str) -> None:
    assert not tells_wrong_data(text)


def test_wrong_data_that_sounds_like_a_question_is_corrected_too_unless_a_request_is_open() -> None:
    text = "住所も電話も違う"
    assert Talk().run("action_answer", "ask_question", text=text).next == ["action_continue"]
    assert Talk(request_type="disclosure").run("action_answer", "ask_question", text=text).next == []


def test_a_removal_instead_of_what_was_named_is_begun_where_nothing_is_open() -> None:
    talk = Talk()
    said = talk.run("action_continue", "change_answer", text="訂正じゃなくて消したい")
    assert said.next == ["request_form"] and talk.slots["ambiguous"] == "request_remove"
    other = Talk()
    assert other.run("action_continue", "change_answer", text="訂正じゃなくて消えたのは？").next == []


def test_a_right_that_is_named_after_a_slip_is_begun_where_no_answer_can_be_meant() -> None:
    talk = Talk()
    text = "あ、やっぱり訂正したい"
    assert talk.run("action_continue", "change_answer", text=text, named=["correction"]).next == [
        "request_form"
    ]
    assert talk.slots["request_type"] == "correction"


@pytest.mark.parametrize("text", ["データ全部よこせ", "俺の情報を出せ", "記録を全部見せろよ"])
def test_who_demands_the_data_wants_to_see_it(text: str) -> None:
    assert demands_data(text)
    talk = Talk()
    talk.run("action_start_request", "request_remove", text=text, confidence=0.52)
    assert talk.slots["request_type"] == "disclosure"


@pytest.mark.parametrize(
    "text",
    ["責任者を出せ", "データを他社に渡せ", "情報を消せ", "情報を出せない理由は", "データをよこせと言われた"],
)
def test_other_demands_are_none_for_ones_data(text: str) -> None:
    assert not demands_data(text)


def test_a_faint_guess_that_commands_by_verb_and_data_is_taken_up() -> None:
    text = "不採用だったので応募書類を破棄してください"
    assert commanded(text) == ("request_remove",)
    assert Talk().run("action_start_request", "request_remove", text=text, confidence=0.36).next == [
        "request_form"
    ]
    vague = "不採用だったので何とかしてください"
    assert Talk().run("action_start_request", "request_remove", text=vague, confidence=0.36).next == []


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("my name is John Smith, ［電話番号］, delete everything", "ambiguous"),
        ("山田です、［電話番号］、住所を直してください", "request_type"),
    ],
)
def test_a_wish_behind_personal_data_is_taken_up(text: str, wish: str) -> None:
    talk = Talk()
    assert talk.run("action_respond", "gives_personal_data", text=text).next == ["action_start_request"]
    assert talk.run("action_start_request", "gives_personal_data", text=text).next == ["request_form"]
    assert talk.slots[wish] is not None


@pytest.mark.parametrize(
    "text",
    [
        "my name is John Smith, ［電話番号］",
        "山田です、［電話番号］",
        "［電話番号］、これを消して荷物を送って",
        "［住所］に送って、住所を変更したら",
    ],
)
def test_personal_data_alone_begins_nothing(text: str) -> None:
    assert Talk().run("action_respond", "gives_personal_data", text=text).next == []


# ------------------------------------------------------------------ asked, and not wanted


@pytest.mark.parametrize("text", ["じゃあ誰に言えば", "どこに連絡すればいいの"])
@pytest.mark.parametrize("action", ["action_handoff", "action_continue", "action_fallback"])
def test_a_closed_desk_names_who_answers_to_who_asks_whom_to_turn_to(action: str, text: str) -> None:
    talk = Talk(company="gone")
    assert talk.run(action, "handoff", text=text).next == ["action_respond"]
    assert talk.run("action_respond", "handoff", text=text).keys == ["outcome.closed_instead"]
    assert Talk().run("action_handoff", "handoff", text=text).next == []
    assert talk.run("action_handoff", "handoff", text="担当者お願いします").effects == ["handoff"]


def test_do_i_have_to_is_no_question_for_a_price() -> None:
    talk = Talk(Answers(reply_of("answer", topic="fee_whether")))
    talk.run("action_answer", "ask_price", text="do I have to?", confidence=0.92)
    assert talk.answers.asked[-1][2] == "do I have to?"
    talk.run("action_answer", "ask_price", text="how much?", confidence=0.92)
    assert talk.answers.asked[-1][2] != "how much?"
