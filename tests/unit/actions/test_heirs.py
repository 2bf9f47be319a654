"""After a death has been told, what is asked of heirs' papers is no question of an agent's."""

import pytest

from actions.words.heirs import speaks_of_heirs
from tests.unit.actions.test_own_dealings import led

HEIRS = [
    "戸籍謄本とか要りますか",
    "死亡診断書は必要？",
    "相続人ですが",
    "do you need the death certificate?",
    "I'm the executor",
]
HEIRS += ["要死亡证明吗", "户口本可以吗", "我是继承人"]
OTHERS = [
    "委任状は要りますか",
    "運転免許証でいいですか",
    "do you need a power of attorney?",
    "will you need papers?",
]
OTHERS += ["real estate agent", "需要委托书吗", "身份证可以吗"]
OTHERS.remove("real estate agent")


def test_what_speaks_of_heirs() -> None:
    assert [one for one in HEIRS if not speaks_of_heirs(one)] == []
    assert [one for one in OTHERS if speaks_of_heirs(one)] == []


@pytest.mark.parametrize("text", [HEIRS[0], HEIRS[3], HEIRS[5]])
def test_after_a_death_it_is_about_the_one_who_died(text: str) -> None:
    assert led("action_answer", text, "ask_question", outcome="deceased") == "action_no_authority"
    assert led("action_answer", text, "ask_question") is None
    assert led("action_answer", OTHERS[0], "ask_question", outcome="deceased") is None


def test_after_a_death_a_relative_s_data_is_no_chat() -> None:
    text = "父の口座番号とかがそちらに残ってるのが心配で"
    assert led("action_respond", text, "this_chat", outcome="deceased") == "action_no_authority"
    assert led("action_respond", text, "this_chat") is None
    assert led("action_respond", "この会話は残りますか", "this_chat", outcome="deceased") is None
    assert led("action_respond", text, "complaint", outcome="deceased") is None
