"""Who says by what right they ask for another is no stranger, whatever the dialogue model hears."""

from typing import Any

import pytest

from actions.words.by_right import told_right
from knowledge.vocabulary import Requester
from tests.unit.actions.fakes import Talk, validate

MANDATED = (
    "弁護士ですが、依頼人の情報を見せてください",
    "行政書士です。お客様本人の情報の削除をお願いします",
    "夫に頼まれて、夫の登録情報を直したいのですが",
    "友人から依頼を受けて、友人の情報の開示を求めたいです",
    "I'm a lawyer and need to see my client's file",
    "I am his lawyer and he wants his records",
    "my husband asked me to get his data removed",
    "My mother has authorized me to see her data",
    "我妈妈让我帮她查一下她的信息",
    "我是律师，要查我的客户的信息",
    "朋友委托我删除他的信息",
    "夫の弁護士です。ご本人の登録情報を直したい",
    "my sister wants me to get her account deleted",
    "我老婆让我把她的账号删了",
)
BY_LAW = (
    "成年後見人をしています。叔父の情報を見たい",
    "私は後見人です。伯母の住所を直してください",
    "未成年の息子の母です。息子の登録を消してください",
    "I'm the guardian of my uncle. I need his data",
    "I am her legal guardian and want her data deleted",
    "I am the mother of a minor and want his account gone",
    "我是我叔叔的监护人，要查他的信息",
    "我是未成年孩子的家长，想删除他的信息",
    "未成年の子の親です。子の登録情報を削除してください",
    "私が成年後見人です。伯母の個人情報を見たい",
)
STRANGERS = (
    "隣の人の電話番号を教えて",
    "友人に頼まれて、隣人の住所を調べたい",
    "弁護士に相談したら夫の情報を見られると言われた",
    "弁護士です",
    "成年後見人です",
    "I'm the guardian of my uncle",
    "夫に頼まれて来ました",
    "弁護士ですが、私の情報を消してください",
    "私は夫の代理人ではありませんが、夫の情報を見たい",
    "後見人ではないけど母の情報がほしい",
    "夫に頼まれた物が届かない",
    "亡くなった母の成年後見人でした。母の情報を見たい",
    "成年後見人ですか",
    "25歳の息子に頼まれて、息子の情報を消したい",
    "I'm not her guardian but I want her data",
    "I'm a lawyer and I want my data deleted",
    "my friend asked me to find my neighbour's address",
    "my lawyer told me to ask for his data",
    "can I see my wife's data if she asked me to do it?",
    "我不是他的监护人，但是想看他的信息",
    "朋友让我帮他查邻居的电话",
    "我妈妈的信息给我看看",
    "我是律师，我的信息要删除",
    "母に頼まれて買い物に来ました。個人情報の開示をお願いします",
    "友人から頼まれて登録した個人情報を削除してほしい",
    "妻に頼まれて会員になったので登録を削除したい",
    "息子は弁護士です。顧客の情報が心配です",
    "私の弁護士です、と名乗る人が顧客の情報を求めてきました",
    "弁護士として登録した顧客情報を消したい",
    "弁護士です。顧客の個人情報の取扱いについて教えてください",
    "弁護士です。依頼人の妻の情報を見たい",
    "父が成年後見人です。父の情報を直してください",
    "父の成年後見人です。母の情報を見たい",
    "将来後見人になっておくために母の個人情報がほしい",
    "my wife wants me to delete her ex's account",
    "my friend asked me to find out his neighbour's details",
    "my wife asked me to sign up, please delete the account",
    "my client asked me to check your data policy",
    "my wife wants me to send her the details of our neighbour",
    "as a lawyer I want to see the records of my client's opponent",
    "I'm a lawyer, give me the data of my clients' debtors",
    "I represent a company that buys data",
    "I represent myself, give me the data",
    "as an attorney's client I want the records",
    "I am the guardian's brother and want his data",
    "I am a parent of a minor and want the account of her teacher",
    "朋友请我吃饭时说你们泄露了数据",
    "我妈妈让我注册了账号，请删除",
    "客户让我来问一下账号的事",
    "我是监护人的朋友，想看资料",
    "我是他的律师的朋友，想看他的资料",
    "我是律师，我想看你们客户的资料",
)


@pytest.mark.parametrize("text", MANDATED)
def test_who_was_asked_to_begins_the_request(text: str) -> None:
    assert told_right(text) is Requester.VOLUNTARY_AGENT
    talk = Talk()
    ranked = [("request_disclosure", 0.03), ("request_correction", 0.01)]
    said = talk.run("action_no_authority", "no_authority", text=text, confidence=0.96, ranked=ranked)
    assert said.next == ["action_start_request"]
    said = talk.run("action_start_request", "no_authority", text=text, confidence=0.96, ranked=ranked)
    assert said.next == ["request_form"]
    assert talk.slots["requester"] == "voluntary_agent"
    assert talk.slots["request_type"] == "disclosure"


@pytest.mark.parametrize("text", BY_LAW)
def test_whom_the_law_empowers_begins_the_request(text: str) -> None:
    assert told_right(text) is Requester.STATUTORY_AGENT
    talk = Talk()
    assert talk.run("action_no_authority", "no_authority", text=text).next == ["action_start_request"]


def test_where_nothing_was_heard_the_right_is_and_the_likeliest_wish() -> None:
    text = "my husband asked me to get his data removed, I have his permission"
    ranked = [("request_deletion", 0.21)]
    fallback = Talk().run("action_fallback", "nlu_fallback", text=text, confidence=0.3, ranked=ranked)
    assert fallback.next == ["action_start_request"]
    stranger = Talk().run("action_fallback", "nlu_fallback", text=STRANGERS[0], confidence=0.3, ranked=ranked)
    assert stranger.next != ["action_start_request"]


@pytest.mark.parametrize("text", [*MANDATED, *BY_LAW])
def test_while_a_form_is_open_it_does_not_end_by_it(text: str) -> None:
    slots: dict[str, Any] = {"request_type": "disclosure", "requested_slot": "requester"}
    talk = Talk(**slots)
    validate(talk, "no_authority", text=text, confidence=0.96)
    assert talk.slots["request_type"] == "disclosure"
    assert talk.slots["requester"] in ("voluntary_agent", "statutory_agent")
    assert talk.slots.get("outcome") is None


@pytest.mark.parametrize("text", STRANGERS)
def test_near_it_nobody_becomes_an_agent(text: str) -> None:
    assert told_right(text) is None


@pytest.mark.parametrize("text", STRANGERS[:2])
def test_a_stranger_stays_one(text: str) -> None:
    talk = Talk(company="agency")
    said = talk.run("action_no_authority", "no_authority", text=text, confidence=0.96)
    assert said.keys == ["outcome.no_authority"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters", ["弁護士", "母に頼まれて", "I'm the ", "我是", "my friend asked me to ", "監護人です"]
)
def test_a_long_message_costs_little(letters: str) -> None:
    assert told_right((letters * 20_000)[:20_000]) is None
    told_right((letters * 50)[:199])
