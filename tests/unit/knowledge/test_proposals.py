"""What a draft proposes: the policy's own words with their place, and of a silence what was looked for and what was
read of it."""

from dataclasses import replace
from typing import Any

from knowledge.drafting.material import Material, Sentence, gather
from knowledge.drafting.proposals import Proposal, derived, entry_of, silence_of, stated, words_of
from knowledge.facts.placing import Places
from knowledge.vocabulary import CompanyId, RequestType
from tests.unit.knowledge.invented import policy_of

TEXT = """# 方針

## 1. 請求

手数料は1件800円です。
委託
先へ預けることがあります。委託先は公表しません。

返事は14日以内です。

## 2. そのほか

返事は14日以内です。
委託"""
PLACES = Places(CompanyId("sixth"), TEXT, ((0, len(TEXT)),), {}, lambda _: ("", ""))
READ: Material = gather(policy_of(TEXT))


def sentences(words: str) -> list[Sentence]:
    return [one for one in READ.sentences if words in one.text]


def entry(proposal: Proposal | None) -> dict[str, Any]:
    assert proposal is not None
    found = entry_of(PLACES, proposal)
    assert found is not None
    return found


def judged(*terms: str) -> object:
    return silence_of(PLACES, "reply.time", terms)[0].get("judged")


def test_words_that_the_policy_repeats_are_quoted_with_their_number() -> None:
    (fee,), replies = sentences("手数料"), sentences("返事")
    assert entry(stated("reply.time", fee))["quote"] == "手数料は1件800円です。"
    assert [entry(stated("reply.time", one))["quote"] for one in replies] == [
        {"text": "返事は14日以内です。", "occurrence": 1},
        {"text": "返事は14日以内です。", "occurrence": 2},
    ]


def test_a_value_stands_on_one_line_without_its_label_and_stop() -> None:
    (fee,) = sentences("手数料")
    assert words_of(replace(fee, content="【必要書類】 運転免許証の\n  写し。")) == "運転免許証の写し"
    assert words_of(replace(fee, content="Write to\nthe desk")) == "Write to the desk"
    assert words_of(fee) == "手数料は1件800円です"
    assert stated("reply.time", None) is None
    assert entry(stated("reply.time", fee, "800円"))["value"] == "800円"


def test_what_is_derived_is_taken_from_the_first_sentence_that_says_it() -> None:
    (fee,), replies = sentences("手数料"), sentences("返事")
    found = derived("reply.within", "span", [fee, *replies])
    assert found is not None and found.quotes == (replies[0],) and found.rule == "span"
    assert derived("reply.within", "span", [fee]) is None
    assert entry(found)["rule"] == "span"


def test_what_the_check_refuses_is_not_proposed() -> None:
    (fee,) = sentences("手数料")
    assert entry_of(PLACES, Proposal("reply.time", "無料", (fee,))) is None


def test_several_sentences_are_each_quoted_once_and_a_rule_may_be_for_some_requests() -> None:
    (fee,), (first, second) = sentences("手数料"), sentences("返事")
    several = entry(Proposal("reply.time", "14日以内", (first, second, first)))
    assert several["quote"] == [
        {"text": "返事は14日以内です。", "occurrence": 1},
        {"text": "返事は14日以内です。", "occurrence": 2},
    ]
    only = entry(Proposal("reply.time", "800円", (fee,), kinds=(RequestType.DISCLOSURE,)))
    assert only["for"] == ["disclosure"] and "rule" not in only


def test_a_term_that_the_policy_has_is_no_silence() -> None:
    assert silence_of(PLACES, "reply.time", ("電子署名", "委託")) == ({"not_stated": ["電子署名"]}, ("委託",))


def test_where_every_term_is_there_each_line_in_which_one_stands_is_to_be_read_once() -> None:
    assert judged("手数料", "800円") == ["手数料は1件800円です。"]
    assert judged("返事") == [
        {"text": "返事は14日以内です。", "occurrence": 1},
        {"text": "返事は14日以内です。", "occurrence": 2},
    ]


def test_a_line_that_is_nothing_but_the_term_is_read_with_what_follows_if_anything_does() -> None:
    assert judged("委託") == [
        "委託\n先へ預けることがあります。委託先は公表しません。",
        "先へ預けることがあります。委託先は公表しません。",
        {"text": "委託", "occurrence": 3},
    ]
