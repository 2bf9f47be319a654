"""The data of somebody who has died: no form for the living is begun, the policy's word or its silence is said, and a
person listens."""

from typing import Any

import pytest

from actions.ports import Stated
from actions.words.deceased import concerns_the_dead, of_the_dead, tells_a_death
from tests.unit.actions import fakes
from tests.unit.actions.fakes import Talk, requested, stated, validate

THEIRS = [
    "亡くなった父の情報を消したい",
    "死んだ母のデータを開示してほしい",
    "去年他界した夫の登録を削除してください",
    "母が亡くなりました。契約者の情報を削除してください",
    "父は先月死去いたしまして、死去した父のアカウントを止めたい",
    "故人の個人情報の開示",
    "亡夫の会員登録を消して",
    "亡くなった夫のです",
    "亡くなった夫宛に荷物の案内が来る。止めて",
    "死んだ母あてのDMを止めて",
    "父を亡くしました。父のメールアドレスを止めたい",
    "亡くなった人の情報はどうなりますか",
    "父はもう亡くなっていますが、父の住所を消したい",
    "I want to delete my late mother's data",
    "my father passed away, please delete his data",
    "please erase the data of my deceased husband",
    "my wife has died. close her account",
    "我父亲去世了，想删除他的信息",
    "请删除已故母亲的账号",
]
OTHERS = [
    "父が亡くなったので私の住所を変えたい",
    "父が亡くなって引っ越しました。住所を訂正して",
    "亡くなった父の相続で私の住所が変わりました",
    "亡くなった父宛の香典をいただきました",
    "父が亡くなったら私の情報はどうなりますか",
    "父が亡くなった場合、父の情報は誰が消せますか",
    "父の情報を消したい",
    "もう死にたい",
    "父が亡くなりました。息子の住所を訂正して",
    "my father died. please correct my son's address",
    "データが死んだ",
    "契約者の名前を変えたい",
    "my late payment data is wrong",
    "my father died, please change my address",
    "delete my late application",
    "我父亲的信息",
    "父亲去世后我搬家了，请更正我的地址",
]


@pytest.mark.parametrize("text", THEIRS)
def test_data_of_the_dead_is_known_by_its_words(text: str) -> None:
    assert of_the_dead(text)


@pytest.mark.parametrize("text", OTHERS)
def test_one_s_own_data_after_a_death_and_what_is_only_supposed_are_not(text: str) -> None:
    assert not of_the_dead(text)


def test_a_death_is_told_or_only_supposed() -> None:
    assert tells_a_death("父はもう亡くなっています")
    assert tells_a_death("my mother is dead")
    assert not tells_a_death("父が亡くなったら")
    assert not tells_a_death("私が死んだら")


@pytest.mark.parametrize(
    "action", ["action_start_request", "action_continue", "action_respond", "action_fallback"]
)
@pytest.mark.parametrize("text", THEIRS[:3])
def test_whatever_it_is_taken_for_no_request_is_begun(action: str, text: str) -> None:
    talk = Talk()
    assert talk.run(action, "request_deletion", text=text).next == ["action_no_authority"]
    said = talk.run("action_no_authority", "request_deletion", text=text)
    assert (said.keys, said.next) == (["outcome.deceased_not_stated"], [])
    assert said.messages[0]["kind"] == "not_stated"
    assert said.values() == ["handoff"]
    assert talk.slots["offer"] == "handoff"


def test_abroad_nothing_is_said_of_the_japanese_act() -> None:
    talk = Talk(company="globe", region="eea_uk")
    assert talk.run("action_no_authority", text=THEIRS[0]).keys == ["outcome.deceased_not_stated_abroad"]


def test_where_the_policy_speaks_of_the_dead_it_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    def says(_: object, company: str, region: str | None, key: str) -> Stated | None:
        return stated("ご遺族も請求できます") if key == "requester.bereaved" else None

    monkeypatch.setattr(fakes.Book, "stated", says)
    said = Talk().run("action_no_authority", text=THEIRS[0])
    assert (said.keys, said.citations()) == (["outcome.deceased"], ["ご遺族も請求できます"])


@pytest.mark.parametrize(
    ("text", "requester"),
    [("代理人です", "voluntary_agent"), ("法定代理人です", "statutory_agent"), ("長男です", "self")],
)
def test_nobody_is_an_agent_of_the_dead(text: str, requester: str) -> None:
    talk = Talk()
    talk.run("action_no_authority", "no_authority", named=["deletion"], text=THEIRS[0])
    said = talk.run("action_continue", "inform", requester=requester, text=text)
    assert (said.keys, said.next) == (["outcome.deceased_agent"], [])
    assert talk.run("action_continue", "affirm", text="はい").next == ["action_handoff"]


def test_who_was_told_that_they_may_not_ask_and_then_tells_of_the_death_hears_what_holds_for_the_dead() -> (
    None
):
    talk = Talk()
    talk.run("action_no_authority", "no_authority", named=["deletion"], text="父の情報を削除したい")
    assert talk.run("action_continue", text="父はもう亡くなっています").next == ["action_no_authority"]
    said = talk.run("action_no_authority", text="父はもう亡くなっています")
    assert said.keys == ["outcome.deceased_not_stated"]


def test_another_relative_who_may_be_alive_is_not_taken_for_dead() -> None:
    talk = Talk()
    talk.run("action_no_authority", "no_authority", text=THEIRS[0])
    said = talk.run("action_no_authority", "no_authority", text="母の情報も消したい")
    assert said.keys == ["outcome.no_authority_not_stated"]
    talk.run("action_no_authority", "no_authority", text=THEIRS[0])
    assert talk.run("action_no_authority", "no_authority", text="じゃあ父の情報は").keys == [
        "outcome.deceased_agent"
    ]


def test_the_relative_who_has_died_is_known_by_the_word_for_them() -> None:
    talk = Talk()
    talk.run("action_no_authority", "no_authority", text="夫が亡くなりました")
    earlier = [{"event": "user", "text": "夫が亡くなりました"}]
    said = talk.run("action_no_authority", "no_authority", text="夫の登録を消して", earlier=earlier)
    assert said.keys == ["outcome.deceased_agent"]
    said = talk.run("action_no_authority", "no_authority", text="娘の登録を消して", earlier=earlier)
    assert said.keys == ["outcome.no_authority_not_stated"]


def test_one_s_own_request_goes_on_after_that() -> None:
    talk = Talk()
    talk.run("action_no_authority", "no_authority", text=THEIRS[0])
    said = talk.run(
        "action_start_request",
        "request_deletion",
        text="私の情報を削除して",
        request_type="deletion",
        requester="self",
    )
    assert said.next == ["request_form"]
    assert talk.slots["outcome"] is None


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("では住所を変更したい", "change_answer"),
        ("住所を変更したい", "change_answer"),
        ("住所が違う", "change_answer"),
        ("住所が違います", "inform"),
        ("やっぱり訂正したい", "change_answer"),
    ],
)
def test_after_a_death_a_change_that_names_nobody_opens_no_form(text: str, intent: str) -> None:
    talk = Talk(outcome="deceased", offer="handoff")
    said = talk.run("action_continue", intent, text=text, subject="address", named=["correction"])
    assert said.next == ["action_no_authority"]
    said = talk.run("action_no_authority", intent, text=text, subject="address")
    assert (said.keys, said.next, talk.slots["outcome"]) == (["outcome.deceased_whose"], [], "deceased")


def test_wrong_data_of_somebody_for_whom_one_may_not_ask_is_handed_on_once_only() -> None:
    talk = Talk(outcome="no_authority", offer="handoff")
    said = talk.run("action_continue", "change_answer", text="父の住所が違う")
    assert said.next == ["action_no_authority"]
    assert talk.run("action_no_authority", "change_answer", text="父の住所が違う").keys == [
        "outcome.no_authority_not_stated"
    ]


@pytest.mark.parametrize(
    ("text", "requester"),
    [("では私の住所を変更したい", None), ("自分の住所を変えたい", "self"), ("わたくしの住所が違う", None)],
)
def test_after_a_death_ones_own_data_is_changed_as_ever(text: str, requester: str | None) -> None:
    talk = Talk(outcome="deceased", offer="handoff")
    more: dict[str, Any] = {"requester": requester} if requester else {}
    said = talk.run("action_continue", "change_answer", text=text, subject="address", **more)
    assert (said.next, talk.slots["request_type"]) == (["request_form"], "correction")


def test_without_a_death_a_change_where_nothing_was_said_is_a_correction() -> None:
    talk = Talk()
    assert talk.run(
        "action_continue", "change_answer", text="では住所を変更したい", subject="address"
    ).next == ["request_form"]


@pytest.mark.parametrize("asked", ["requester", "subject"])
def test_a_form_that_turns_out_to_be_for_the_dead_ends_with_that(asked: str) -> None:
    talk = Talk(
        request_type="deletion",
        requester=None if asked == "requester" else "voluntary_agent",
        requested_slot=asked,
    )
    said = validate(talk, text="父は去年亡くなりました")
    assert (talk.slots["outcome"], requested(said)) == ("deceased", None)
    assert talk.run("action_submit_request").keys == ["outcome.deceased_not_stated"]
    assert talk.slots["request_type"] is None


def test_one_s_own_data_is_corrected_though_a_death_is_why() -> None:
    talk = Talk()
    text = "父が亡くなったので私の住所を変えたい"
    said = talk.run("action_no_authority", "no_authority", text=text, ranked=[("request_correction", 0.3)])
    assert (said.keys, said.next) == ([], ["request_form"])
    assert (talk.slots["request_type"], talk.slots["requester"]) == ("correction", "self")


def test_a_death_in_passing_leaves_one_s_own_form_open() -> None:
    talk = Talk(request_type="correction", requester="self", requested_slot="subject")
    validate(talk, text="父が亡くなったので住所です", subject="address")
    assert talk.slots["subject"] == "address"


@pytest.mark.parametrize(
    "text",
    [
        "父は死んだも同然です。父の登録を消して",
        "父は死んだように眠っています。父の情報を見たい",
        "父が死んだことになっている。父の情報を訂正したい",
        "契約者が死亡したとなっているが間違いです。契約者の情報を直して",
        "母が亡くなったと誤って登録されている。母の情報を訂正したい",
        "父は死んでいるかもしれません",
        "母は猫が死んだ。母の住所を変えたい",
        "my wife passed on her details to you",
        "my friend has passed on my regards",
        "my husband is dead serious. delete his account",
        "if my father died, what happens to his data?",
        "我老公气死了。请删除他的账号",
        "我妈妈吓死了，她的信息怎么办",
        "父亲没有死，他的信息",
        "父亲死了心",
    ],
)
def test_nobody_has_died_in_a_manner_of_speaking(text: str) -> None:
    assert not concerns_the_dead(text, of_another=True)


@pytest.mark.parametrize(
    "text",
    [
        "父が亡くなったので本人の情報を消したい",
        "父が亡くなったと知らされました",
        "母が亡くなったようです",
        "I told you that my father died. delete his account",
        "my mother passed on last week",
        "父亲不幸去世了",
        "爸爸被车撞死了",
        "我妈妈死了",
    ],
)
def test_a_death_that_is_told_in_other_words_is_one(text: str) -> None:
    assert concerns_the_dead(text, of_another=True)
