"""Whether one's own data has leaked, asked in a word; and data that somebody near has registered, which is no leak."""

import pytest

from actions.words.entered import child_entered, entered_by_another
from tests.unit.actions.fakes import Talk
from tests.unit.actions.test_after_all import user, uttered

LEAK = [user("情報が漏れたって聞いたけど", "report_leak"), uttered("matter.report_leak")]


# ------------------------------------------------------------------ whether one's own data has leaked


@pytest.mark.parametrize("text", ["私のも？", "俺のデータは？", "mine too?", "我的呢？"])
@pytest.mark.parametrize("action", ["action_answer", "action_respond", "action_fallback", "action_continue"])
def test_who_has_read_of_a_leak_and_asks_for_themself_is_told_who_can_say(action: str, text: str) -> None:
    talk = Talk()
    assert talk.run(action, "ask_question", text=text, earlier=LEAK).next == ["action_matter"]
    said = talk.run("action_matter", "ask_question", text=text, earlier=LEAK)
    assert said.keys == ["matter.report_leak_again"] and said.values() == ["handoff"]
    assert talk.slots["offer"] == "handoff" and talk.answers.asked == []


@pytest.mark.parametrize(
    "text", ["どうすればいい", "じゃあ何をしたらいいんですか？", "what should I do now?", "那怎么办"]
)
@pytest.mark.parametrize("before", ["matter.report_leak", "matter.report_leak_again"])
def test_who_has_read_of_a_leak_and_asks_what_to_do_hears_it_whole(before: str, text: str) -> None:
    talk, earlier = Talk(), [user("情報が漏れたって聞いたけど", "report_leak"), uttered(before)]
    assert talk.run("action_respond", "needs_help", text=text, earlier=earlier).next == ["action_matter"]
    said = talk.run("action_matter", "needs_help", text=text, earlier=earlier)
    assert said.keys == ["matter.report_leak"] and talk.slots["offer"] == "handoff"
    assert talk.run("action_respond", "needs_help", text=text).next == []


def test_anywhere_else_the_same_words_ask_what_was_spoken_of() -> None:
    before = [user("手数料はいくら", "ask_question"), uttered("answer.quoted")]
    assert Talk().run("action_answer", "ask_question", text="私のも？", earlier=before).next == []
    assert Talk().run("action_start_request", "request_remove", text="私のも消して", earlier=LEAK).next == [
        "request_form"
    ]


# ------------------------------------------------------------------ data that somebody near has registered


@pytest.mark.parametrize(
    "text",
    [
        "妹が私の住所を勝手に登録した",
        "元夫が勝手に私のメールアドレスで会員登録したみたい",
        "友達に無断で私の電話番号を使われました",
        "my ex is using my email address on your site",
        "my sister registered my address without asking me",
        "我妹妹擅自登记了我的地址",
    ],
)
def test_data_that_somebody_near_has_registered_is_no_leak_and_ones_own_to_have_dealt_with(text: str) -> None:
    assert entered_by_another(text)
    talk = Talk()
    assert talk.run("action_no_authority", "no_authority", text=text).next == ["action_matter"]
    said = talk.run("action_matter", "report_leak", text=text)
    assert said.keys == ["matter.entered_by_another_offered"]
    assert said.values() == ["correction", "deletion", "erasure", "use_stop", "handoff"]
    assert Talk(company="gone").run("action_matter", "report_leak", text=text).keys == [
        "matter.entered_by_another"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "妹の住所を勝手に登録した",
        "妹が私の代わりに登録した",
        "妹に頼んで私の住所を登録した",
        "妹が勝手に登録した",
        "御社が私の住所を勝手に登録した",
        "社員が勝手に私の情報を使った",
        "知らない人が私の名前で勝手に契約した",
        "私が妹の住所を勝手に登録した",
        "私の情報が勝手に漏れた",
        "友人が私の住所を教えてくれた",
        "夫が私の住所を変えたいと言っています",
        "my sister registered her address",
        "my wife registered my address for me on your site",
        "我妹妹登记了她的地址",
    ],
)
def test_an_agent_a_stranger_the_company_and_anothers_data_are_something_else(text: str) -> None:
    assert not entered_by_another(text)


def test_a_wish_in_the_same_message_goes_first() -> None:
    text = "妹が私の住所を勝手に登録した。消して"
    assert Talk().run("action_start_request", "request_remove", text=text).next == ["request_form"]


@pytest.mark.parametrize(
    "text",
    [
        "息子が自分で登録できますか",
        "子供が一人で契約できますか",
        "子供が自分でアカウントを作りたい",
        "子供が自分で登録するときは親の同意が必要ですか",
        "息子が勝手に登録した場合はどうなりますか",
        "長男が勝手に登録したか確認したい",
        "娘が黙って契約を解約したいと言っている",
        "娘が自分でアカウントを消しました",
        "娘が自分で契約しました。娘は20歳です",
        "has my son signed up?",
        "my son is 25 and signed up",
        "my kid is 12 and likes your shop",
        "if my kid is 12 and signed up",
        "if my son registered, can I delete it?",
        "my child created an account and it was hacked",
        "我的孩子自己可以注册吗",
        "I registered for the seminar, please delete my data",
        "my son registered for the seminar",
        "my daughter signed up for your summer camp and changed her address",
        "my child registered for an event last year",
        "my son registered for the exam",
        "my daughter signed up for a webinar",
    ],
)
def test_whether_a_child_may_register_is_a_question(text: str) -> None:
    assert not child_entered(text)


@pytest.mark.parametrize(
    "text",
    [
        "娘が勝手にそちらのサイトに登録した",
        "息子が一人で申し込んでしまいました",
        "子供が自分で会員になっていた",
        "娘が黙ってアカウントを作っていた",
        "息子が勝手に登録しちゃったみたい",
        "息子が勝手に登録したから消してほしい",
        "my son signed up without telling me",
        "my kid is 12 and signed up without asking me",
        "my daughter, who is 9, registered on your site",
        "my son registered for your service",
        "my daughter signed up for the newsletter",
        "我儿子自己注册了",
    ],
)
def test_a_childs_own_entry_is_one(text: str) -> None:
    assert child_entered(text)


@pytest.mark.parametrize(
    "text", ["友人が私の番号を勝手に登録することはできますか", "妹が勝手に私の住所を登録しないようにしたい"]
)
def test_what_somebody_near_might_enter_is_not_entered(text: str) -> None:
    assert not entered_by_another(text)
