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
