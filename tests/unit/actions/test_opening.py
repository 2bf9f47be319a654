"""That there is something to ask is no other desk's business, and a proof that is demanded is no no."""

import pytest

from actions.words.opening import opens_a_question
from actions.words.plainly import intent_by_words
from actions.words.proof import demands_proof
from tests.unit.actions.fakes import Talk
from tests.unit.actions.test_own_dealings import led

OPENS = [
    "教えて",
    "ちょっと教えてください",
    "聞きたいことがあります",
    "すみません、質問です",
    "相談したいです",
    "質問いいですか？",
]
OPENS += [
    "tell me",
    "Hi, quick question",
    "I have a question",
    "can I ask you something?",
    "我想问一下",
    "有个问题",
    "你好，我有个事想问",
    "告诉我",
]
NO_OPENING = [
    "住所を教えて",
    "教えてもらった",
    "利用目的を聞きたい",
    "教えません",
    "tell me about my data",
    "no question",
    "what?",
]
NO_OPENING += ["我想问一下手续费", "告诉我地址", "質問に答えて", "ask"]
PROOF = [
    "違うと言うなら証拠出して",
    "証拠を見せてください",
    "証拠はあるんですか",
    "prove it",
    "if you say no, show me proof",
    "拿证据来",
    "证据呢？",
]
NO_PROOF = [
    "証拠が必要ですか",
    "私が証拠を出しました",
    "証拠を出しても無駄",
    "違います",
    "what proof do you want from me",
    "do you need proof?",
]
NO_PROOF += ["I can show you proof", "需要证据吗", "我有证据", "我可以给你看证据"]


def test_who_has_something_to_ask() -> None:
    assert [one for one in OPENS if not opens_a_question(one)] == []
    assert [one for one in NO_OPENING if opens_a_question(one)] == []


def test_who_demands_a_proof() -> None:
    assert [one for one in PROOF if not demands_proof(one)] == []
    assert [one for one in NO_PROOF if demands_proof(one)] == []


@pytest.mark.parametrize("text", ["教えて", "quick question", "我想问一下"])
def test_who_has_something_to_ask_is_asked_what(text: str) -> None:
    assert led("action_respond", text, "out_of_scope") == "action_continue"
    assert led("action_fallback", text, "nlu_fallback") == "action_continue"
    assert led("action_respond", text, "greet") is None
    assert led("action_respond", text, "out_of_scope", company="gone") is None
    assert Talk().run("action_continue", "out_of_scope", text=text).keys == ["talk.what_then"]


def test_a_proof_is_demanded_of_a_person() -> None:
    assert intent_by_words("違うと言うなら証拠出して", "deny") == "complaint"
    assert intent_by_words("証拠はあるんですか", "ask_question") is None
    assert intent_by_words("違います", "deny") is None
    assert led("action_continue", "違うと言うなら証拠出して", "deny") == "action_respond"
    assert led("action_start_request", "証拠見せてよ", "request_disclosure") == "action_respond"
    assert led("action_start_request", "録音を見せて", "request_disclosure") is None
    said = Talk(offer="handoff").run("action_respond", "deny", text="違うと言うなら証拠出して")
    assert (said.keys, said.values()) == (["talk.complaint"], ["handoff"])
