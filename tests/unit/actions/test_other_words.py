"""Questions in other words than the model knows, and what is to stop after them."""

import pytest

from actions.words.besides_the_point import wants_them_to_answer_for_it
from actions.words.in_full import in_full, stops_a_tool
from actions.words.meant import AGENTS_PAPERS, SOURCE
from actions.words.other_words import asks_in_other_words, in_other_words
from actions.words.politely import asked_politely
from actions.words.questions import only_asks
from actions.words.recipients import asks_whether_passed_on, asks_who_sees
from actions.words.stopping import wants_that_stopped
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated

WHO = (
    "誰が私のデータを見られるの",
    "私の情報は誰に見られるんですか",
    "who can see my data",
    "and who else gets it?",
    "who has access to my personal information?",
    "谁能看到我的个人信息？",
)
WHETHER = (
    "他の会社に渡してるの？",
    "私のデータ、他の会社に渡してるの？",
    "個人情報を第三者に売ったりしてますか",
    "データは海外に送られるんですか",
    "我的資料會提供給第三方嗎",
    "我的个人信息会被出售给别人吗？",
)
WISHES = (
    "他の会社に渡さないでほしい",
    "他の会社に渡してください",
    "データを他社に移してください",
    "第三者への提供をやめてほしい",
    "誰に渡したか開示してください",
    "どこに提供したか教えてください",
    "私のデータを見せて",
    "誰が私のデータを消してくれるの",
    "who is my contact for this?",
    "who can delete my data?",
    "who do I write to",
    "can I see who has access to my data?",
    "请不要把我的资料提供给第三方",
    "把我的资料提供给我",
    "書類を会社に送るんですか",
    "住所を業者に送ってほしいんです",
)


@pytest.mark.parametrize("text", [*WHO, *WHETHER])
def test_who_gets_data_is_a_question_and_no_wish(text: str) -> None:
    assert asks_in_other_words(text)
    assert only_asks(text)


@pytest.mark.parametrize("text", WHO)
def test_who_sees_data_is_looked_up_as_whom_it_is_provided_to(text: str) -> None:
    assert in_full(text) == asks_who_sees(text) != text


@pytest.mark.parametrize("text", WISHES)
def test_a_wish_about_those_who_get_data_is_no_such_question(text: str) -> None:
    assert in_other_words(text) is None
    assert not asks_whether_passed_on(text)


@pytest.mark.parametrize(
    "text",
    [
        "おい、勝手に電話かかってきたぞ、どこで俺の番号手に入れたんだ",
        "どうやって私の情報を知ったんですか",
        "where did you get my number?",
        "你们从哪里得到我的电话？",
    ],
)
def test_whence_data_comes_is_no_leak(text: str) -> None:
    assert in_full(text) in SOURCE.whole.values()
    assert Talk().run("action_matter", "report_leak", text=text).next == ["action_answer"]


@pytest.mark.parametrize(
    "text",
    [
        "どこで私の番号を直せますか",
        "知らない人が私の番号を知っていた",
        "where did you send my data?",
        "私の番号が漏れたんですか",
    ],
)
def test_a_leak_or_another_question_is_not_asked_for_its_source(text: str) -> None:
    assert in_full(text) not in SOURCE.whole.values()


def test_whether_a_lawyer_may_do_it_is_looked_up_as_what_an_agent_has_to_send() -> None:
    for text in ("can my lawyer do it instead?", "Could my wife make the request for me?"):
        assert in_full(text) == AGENTS_PAPERS.whole["en"], text
    for text in ("can my lawyer see my data?", "can my lawyer sue you?", "my lawyer will do it"):
        assert in_other_words(text) is None, text


def test_a_list_in_the_style_of_business_mail_is_asked_in_plain_words() -> None:
    text = (
        "お世話になっております。山田と申します。具体的には、①利用目的、②第三者提供の有無、③保存期間につきまして、"
        "ご教示いただけますと幸甚に存じます。"
    )
    assert asked_politely(text) == "利用目的と第三者提供の有無と保存期間を教えてください"
    assert (
        asked_politely("重ねて恐れ入りますが、委託先の監督についてもご教示願えますでしょうか。")
        == "委託先の監督を教えてください"
    )


@pytest.mark.parametrize(
    "text",
    [
        "私の保有個人データをご教示ください",
        "弊社従業員の情報について利用停止をお願いしたく存じます。",
        "当方に関する情報の内容についてご教示いただきたく存じます。",
        "利用停止をお願いいたします。",
        "承知いたしました。よろしくお願いいたします。",
    ],
)
def test_a_right_or_the_writer_s_own_data_in_that_style_is_no_question(text: str) -> None:
    assert asked_politely(text) is None


def test_a_polite_question_that_sounds_like_a_request_is_answered_part_by_part() -> None:
    talk = Talk(Answers(reply_of("answer", statements=(stated("目的"),))))
    said = talk.run(
        "action_start_request",
        "request_third_party_stop",
        text="①利用目的、②第三者提供の有無につきまして、ご教示いただけますでしょうか。",
    )
    assert said.next == ["action_answer"]


ABROAD = "個人情報は海外に送られますか？"


@pytest.mark.parametrize(
    "text",
    [
        "やめてほしい",
        "止めてください",
        "それはやめてもらえませんか",
        "渡さないでほしい",
        "拒否します",
        "please stop that",
        "那可以停止提供嗎",
    ],
)
def test_what_was_asked_about_is_to_stop(text: str) -> None:
    assert wants_that_stopped(text, ABROAD)
    assert not wants_that_stopped(text, None)
    assert not wants_that_stopped(text, "必要な書類を教えてください")


@pytest.mark.parametrize(
    "text", ["やめます", "キャンセル", "やっぱりいいです", "会話を終わりたい", "取消", "広告メールを止めて"]
)
def test_the_end_of_the_talk_or_of_another_thing_stops_no_provision(text: str) -> None:
    assert not wants_that_stopped(text, ABROAD)


def test_a_wish_to_stop_after_a_question_about_data_going_abroad_leads_to_the_requests_for_it() -> None:
    talk = Talk(question=ABROAD)
    said = talk.run("action_cancel", "cancel", text="やめてほしい")
    assert said.keys == ["matter.goes_on_offered"]
    assert said.values() == ["use_stop", "handoff"]


def test_the_same_words_with_a_form_open_give_that_up() -> None:
    talk = Talk(question=ABROAD, request_type="disclosure")
    said = talk.run("action_cancel", "cancel", text="やめてほしい", form=True)
    assert said.keys == ["request.cancelled"]


@pytest.mark.parametrize(
    "text",
    [
        "個人情報の開示を請求いたします。つきましては、必要書類をご教示いただけますでしょうか。",
        "登録情報の削除をお願いいたします。なお、手続きの期間についてご教示ください。",
        "退会したいです。手続きについてご教示ください。",
        "登録されている情報をお知らせください",
        "昨日の漏えいの原因についてご説明ください",
    ],
)
def test_a_wish_before_a_polite_question_is_not_lost(text: str) -> None:
    assert asked_politely(text) is None


def test_who_has_asked_before_may_ask_politely() -> None:
    text = "先日、開示請求をいたしました山田です。回答の時期につきましてご教示ください。"
    assert asked_politely(text) == "回答の時期を教えてください"
    assert asked_politely("保有している個人データの利用目的についてご教示ください") is not None
    assert asked_politely("1.5か月の保存期間についてご教示ください") == "1.5か月の保存期間を教えてください"


@pytest.mark.parametrize(
    "text",
    [
        "個人情報が外部に漏れたりしてるの？",
        "情報は他人に漏れてるの？",
        "我的数据泄露了吗",
        "who can get my data deleted",
        "who will give it to me",
        "who can use this service",
        "who can access my data on my behalf",
        "犯人はどこから私の情報を手に入れたのですか",
        "友人がどこで私の電話番号を知ったのですか",
        "誰がどこで私の住所を知ったのか",
        "朋友从哪里知道我的电话",
    ],
)
def test_a_leak_and_what_others_do_is_no_question_of_recipients_or_sources(text: str) -> None:
    assert not asks_in_other_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "クッキーを拒否したらどうなる",
        "クッキーを無効にすると困りますか",
        "クッキー拒否できませんでした",
        "クッキーを切ってもエラーが出る",
    ],
)
def test_what_comes_of_turning_a_tool_off_is_another_question(text: str) -> None:
    assert stops_a_tool(text) is None


@pytest.mark.parametrize(
    "text", ["クッキーを拒否できますか", "クッキーを止めたい", "トラッキングをやめてください"]
)
def test_who_would_turn_a_tool_off_asks_how(text: str) -> None:
    assert stops_a_tool(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "責任を取れと言っているわけではありません",
        "弁償することはありますか",
        "私が責任を取ります",
        "I take responsibility",
        "I will take responsibility for my son",
    ],
)
def test_who_does_not_want_the_company_to_answer_for_it_claims_no_damages(text: str) -> None:
    assert not wants_them_to_answer_for_it(text)


def test_who_wants_the_company_to_answer_for_it_claims_damages() -> None:
    for text in (
        "私が受けた損害の責任を取ってください",
        "責任取れよ",
        "弁償してください",
        "I will hold you responsible",
    ):
        assert wants_them_to_answer_for_it(text), text
