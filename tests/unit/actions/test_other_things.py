"""What is none of the company's data opens no request: the chat's own answer, the policy's text, what was written here."""

import pytest

from actions.words.other_things import Thing, thing_meant, without_the_policy
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated, validate

SHARED = reply_of("answer", topic="third_party", statements=(stated("第三者に提供しません"),))


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("さっきの回答を訂正してください", Thing.ANSWER),
        ("さっきの回答を訂正してください。意味がわかりません", Thing.ANSWER),
        ("先ほどの説明を直してもらえますか？", Thing.ANSWER),
        ("please correct your last answer", Thing.ANSWER),
        ("Can you correct what you just said?", Thing.ANSWER),
        ("请更正你刚才的回答", Thing.ANSWER),
        ("先ほどの説明が間違っています", Thing.ANSWER),
        ("今の私の発言を消してください", Thing.CHAT),
        ("さっきのメッセージを削除したい", Thing.CHAT),
        ("この会話の履歴を消して", Thing.CHAT),
        ("さっき書いた電話番号を消して", Thing.CHAT),
        ("今書いたこと消して", Thing.CHAT),
        ("さっきの回答訂正して", Thing.ANSWER),
        ("ここに書いたことを忘れてください", Thing.CHAT),
        ("この会話は消せますか？", Thing.CHAT),
        ("please delete my last message", Thing.CHAT),
        ("can you delete what I just typed?", Thing.CHAT),
        ("Delete this conversation please", Thing.CHAT),
        ("请删除刚才的消息", Thing.CHAT),
        ("我刚才的话可以撤回吗？", Thing.CHAT),
        ("show me your privacy policy", Thing.POLICY),
        ("Please show me your privacy policy. Do you sell data?", Thing.POLICY),
        ("プライバシーポリシーを見せてください", Thing.POLICY),
        ("個人情報保護方針の全文を読みたい", Thing.POLICY),
        ("ポリシーはどこで見れますか", Thing.POLICY),
        ("where can I find your privacy policy?", Thing.POLICY),
        ("可以看一下你们的隐私政策吗？", Thing.POLICY),
    ],
)
def test_what_is_meant_is_told_by_its_object(text: str, thing: Thing) -> None:
    assert thing_meant(text) is thing


@pytest.mark.parametrize(
    "text",
    [
        "住所を訂正してください",
        "さっきの住所を訂正したい",
        "先ほどの申込を取り消してください",
        "アンケートの回答を訂正してください",
        "回答を訂正した場合どうなりますか",
        "さっきの回答を訂正してください。それと住所も訂正してください。",
        "私の発言を消してください",
        "通話の録音を消してください",
        "さっき電話で話した内容を消してください",
        "この会話を録音したデータを削除して",
        "登録したメッセージを消して",
        "いま登録している住所を消してください",
        "今のメールアドレスを消して",
        "今の会話録音データ消して",
        "先ほどの案内状を取り消して",
        "さっきの案内メールを止めて",
        "このチャットは誰が読みますか",
        "プライバシーポリシーに基づいて情報を開示してください",
        "プライバシーポリシーを送ってきたのはなぜ",
        "プライバシーポリシーの変更を教えて",
        "プライバシーマークを見せて",
        "show me your data about me",
        "Please show me your privacy policy on cookies",
        "please correct your records about me",
        "correct my answer",
        "delete my messages",
        "delete my last order",
        "删除我的信息",
        "刚才的消息是真的吗",
        "请更正我的回答",
    ],
)
def test_data_that_the_company_holds_is_none_of_them(text: str) -> None:
    assert thing_meant(text) is None


@pytest.mark.parametrize(
    ("text", "intent", "key"),
    [
        ("さっきの回答を訂正してください", "request_correction", "talk.own_answer"),
        ("今の私の発言を消してください", "request_remove", "talk.chat_message"),
        ("show me your privacy policy", "request_disclosure", "talk.policy_text"),
    ],
)
def test_no_request_is_begun_and_what_can_be_done_is_said(text: str, intent: str, key: str) -> None:
    talk = Talk()
    assert talk.run("action_start_request", intent, text=text).next == ["action_respond"]
    said = talk.run("action_respond", intent, text=text)
    assert said.keys == [key]
    assert "handoff" in said.values() and said.next == []


def test_what_is_asked_beside_the_policys_text_is_answered() -> None:
    text = "Please show me your privacy policy. Do you sell data?"
    assert without_the_policy(text) == "Do you sell data?"
    talk = Talk(Answers(SHARED))
    assert talk.run("action_respond", "request_disclosure", text=text).keys == [
        "talk.policy_text",
        "answer.quoted",
    ]
    assert talk.answers.asked[-1][2] == "Do you sell data?"


def test_a_second_wish_is_no_aside() -> None:
    parts: list[tuple[str, bool, dict[str, str]]] = [
        ("request_correction", False, {}),
        ("request_disclosure", True, {}),
    ]
    text = "さっきの回答を訂正してください。あと、私の情報を開示したい"
    assert Talk().run("action_start_request", "request_correction", text=text, parts=parts).next == [
        "request_form"
    ]


def test_a_matter_beside_it_is_said_too_and_a_person_goes_first() -> None:
    matter: list[tuple[str, bool, dict[str, str]]] = [
        ("request_remove", False, {}),
        ("leave_service", True, {}),
    ]
    said = Talk().run(
        "action_respond", "request_remove", text="この会話を消して。あと退会したい", parts=matter
    )
    assert said.keys == ["talk.chat_message", "matter.leave_service_offered"]
    person: list[tuple[str, bool, dict[str, str]]] = [("request_remove", False, {}), ("handoff", True, {})]
    text = "この会話を消して。あと担当者につないで"
    assert Talk().run("action_start_request", "request_remove", text=text, parts=person).next == [
        "action_handoff"
    ]


def test_in_the_form_the_customers_own_answer_is_meant_and_the_chats_text_is_an_aside() -> None:
    talk = Talk(request_type="disclosure")
    said = validate(talk, "request_remove", text="今の私の発言を消してください")
    assert said.keys == ["talk.chat_message"] and talk.slots["request_type"] == "disclosure"
    again = validate(talk, "change_answer", text="さっきの回答を訂正したい")
    assert again.keys == [] and talk.slots["changing"]
    offered = Talk(stage="form_offered", request_type="disclosure", requester="self", subject="all")
    said = offered.run("action_continue", "change_answer", text="さっきの回答を訂正したい")
    assert said.next == ["request_form"]
