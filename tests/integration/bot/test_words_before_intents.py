"""What the words tell by themselves holds through real Rasa, whatever it takes the message for."""

import pytest

from tests.integration.bot.talking import Rasa

pytestmark = pytest.mark.integration


def test_nobody_is_an_agent_of_the_dead(rasa: Rasa) -> None:
    talk = rasa.open("oni")
    said = talk.say("亡くなった父の情報を見たいのですが")
    assert said.keys == ["outcome.deceased_not_stated"]
    said = talk.say("代理人です")
    assert said.keys == ["outcome.deceased_agent"]
    assert said.state.active_loop is None


def test_a_wish_beside_a_question_is_kept_and_the_question_answered(rasa: Rasa) -> None:
    said = rasa.open("opt").say("住所を訂正して。新しい住所はどこに書けばいい？")
    assert said.keys == ["request.where_to_write", "ask.requester"]


def test_a_bare_yes_in_chinese_confirms(rasa: Rasa) -> None:
    talk = rasa.open("oni")
    for text in ("我想删除我的信息", "本人", "全部", "邮寄"):
        talk.say(text)
    assert talk.say("好").keys == []


def test_a_wish_in_a_noun_beside_a_price_begins_and_the_price_is_told(rasa: Rasa) -> None:
    text = "What I'm after is a copy of whatever you've got on me, basically. Is there a charge for that?"
    assert rasa.open("oni").say(text).keys[-1] == "ask.requester"
    assert rasa.open("oni").say("我要的就是你们手上我的资料的一份副本。收费吗？").keys[0] == "answer.quoted"


def test_who_wonders_what_became_of_their_data_is_no_leak(rasa: Rasa) -> None:
    said = rasa.open("oni").say("I've been wondering what's become of all the details I gave.")
    assert said.keys[0] == "answer.quoted"


def test_how_often_one_may_ask_begins_no_request(rasa: Rasa) -> None:
    for text in (
        "Quick question. How many times a year can I ask you guys to show me my data?",
        "一年可以申请几次查看我的个人资料？",
        "一年に何回まで自分の情報を見せてもらえますか",
    ):
        said = rasa.open("oni").say(text)
        assert (said.keys, said.state.active_loop) == (["answer.quoted"], None)
    assert rasa.open("oni").say("能不能给我看看我的资料").state.active_loop == "request_form"


def test_a_parent_of_a_child_at_school_is_not_turned_away(rasa: Rasa) -> None:
    talk = rasa.open("oni")
    said = talk.say(
        "Hi! My son's in grade 6. The birthday you have for him is wrong, says 2003, should be 2013."
    )
    assert said.keys == ["ask.reply_method"]
    said = talk.say("I'm his mum so I suppose I'm the one who has to ask. Could you please fix that?")
    assert said.keys == ["request.noted", "ask.reply_method"]
    assert rasa.open("oni").say("我想看我老公的通话记录").keys == ["request.relative", "ask.requester"]
    assert rasa.open("oni").say("隣の人の情報を見たい").keys[0].startswith("outcome.no_authority")


def test_what_is_to_be_added_begins_and_a_brief_close_is_thanked_for(rasa: Rasa) -> None:
    talk = rasa.open("ocs")
    said = talk.say("你好 我在广州 我想在你们那儿的登记资料里加一条：我公司的部门和传真号，原来没填")
    assert said.state.slots["request_type"] == "addition"
    assert rasa.open("oni").say("ok, will do. ta").keys == ["talk.thanks"]
    assert rasa.open("oni").say("will do").keys == ["talk.thanks"]


def test_a_relative_s_home_answers_where_it_is_their_data(rasa: Rasa) -> None:
    talk = rasa.open("ocs")
    talk.say("My mother would like her address corrected")
    assert talk.say("She lives in Tokyo").keys == ["ask.requester"]
    talk = rasa.open("ocs")
    talk.say("I want my data deleted")
    assert talk.say("She lives in Tokyo").keys[0] == "request.where_lived"


def test_how_rights_differ_is_told_in_the_form_before_the_region(rasa: Rasa) -> None:
    talk = rasa.open("ocs")
    talk.say("I want to see my data")
    said = talk.say("what's the difference between deletion and erasure?")
    assert (said.keys[0], said.state.slots["request_type"]) == ("answer.meanings_here", "disclosure")
