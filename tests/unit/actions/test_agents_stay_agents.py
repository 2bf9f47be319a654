"""Who asks for another stays an agent until they say themselves that they ask for themself."""

import pytest

from tests.unit.actions.fakes import Talk


@pytest.mark.parametrize(
    "text",
    [
        "貴社に登録されております長谷川様のご住所を現住所に直していただきたく存じます。",
        "登録の住所を直してください",
        "please correct the address on file",
        "请更正登记的地址",
        "私は長谷川様のご住所を直していただきたいです",
        "私の依頼人の住所を直してください",
        "私の母の住所を直したいです",
        "本人様の住所を直してください",
        "please correct my client's address",
        "could you send me Mr Smith's records",
        "please correct my mother's address for me",
        "请帮我更正我妈妈的地址",
        "请更正我客户的地址",
        "本人確認書類は免許証でいいですか。住所を直してください",
        "本人に確認しました。住所を直してください",
        "my power of attorney is attached, please correct the address",
    ],
)
@pytest.mark.parametrize("agent", ["voluntary_agent", "statutory_agent"])
def test_a_guess_makes_no_agent_the_person_themself(text: str, agent: str) -> None:
    talk = Talk(requester=agent)
    talk.run("action_start_request", "request_correction", text=text, requester="self", subject="address")
    assert talk.slots["requester"] == agent


@pytest.mark.parametrize(
    "text",
    [
        "いえ、私の住所を直してください",
        "本人の住所です。直してください",
        "no, please correct my own address",
        "不是，更正我的地址",
        "私のものです。直してください",
        "自分の住所を直したい",
        "名義人なので住所を直してください",
        "当人です。住所を直して",
        "actually I'm the data subject, please correct the address",
        "I am the account holder",
        "it's me, please correct the address",
        "更正自己的地址",
        "是我本人",
    ],
)
def test_their_own_words_do(text: str) -> None:
    talk = Talk(requester="voluntary_agent")
    talk.run("action_start_request", "request_correction", text=text, requester="self", subject="address")
    assert talk.slots["requester"] == "self"


def test_who_has_not_said_who_they_are_is_heard_as_before() -> None:
    talk = Talk()
    talk.run("action_start_request", "request_correction", text="住所を直してください", requester="self")
    assert talk.slots["requester"] == "self"
