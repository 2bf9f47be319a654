"""The one concerned is somebody near: whose it is, that they ask themselves, or that the writer asks in their place."""

import pytest

from actions.words.plainly import intent_by_words
from actions.words.theirs import asks_in_their_place, is_a_relatives, leaves_it_to_them
from tests.unit.actions.fakes import Talk, validate
from tests.unit.actions.test_own_dealings import led

THEIRS = [
    "受取人は妻です",
    "契約者は夫でした",
    "荷物は母のものです",
    "I'm the sender, the number belongs to my sister",
    "the consignee is my wife",
    "the account is my mother's",
    "收件人是我太太",
    "这个号码是我姐姐的",
]
NOT_THEIRS = [
    "私は妻です",
    "受取人は私です",
    "受取人は妻ですか",
    "妻の住所を消して",
    "the consignee is me",
    "the sender is a company",
    "is the account my mother's?",
    "delete the number, it belongs to my sister",
    "收件人是我",
    "收件人是我太太吗",
    "把我太太的号码删掉",
]


def test_what_is_said_to_be_a_relatives() -> None:
    assert [one for one in THEIRS if not is_a_relatives(one)] == []
    assert [one for one in NOT_THEIRS if is_a_relatives(one)] == []


LEFT = [
    "妻に自分でやらせます",
    "やっぱり本人に連絡させます",
    "本人から申請させますので",
    "母に任せます",
    "I'll let her do it herself",
    "well, my wife will apply herself",
    "we will have him contact you directly",
    "我们还是让她自己来申请吧",
    "叫他本人办吧",
]
NOT_LEFT = [
    "妻に頼まれました",
    "本人にやらせることはできますか",
    "母が自分で登録しました",
    "本人から頼まれました",
    "can she do it herself?",
    "she can't do it herself",
    "will she have to apply herself?",
    "I'll do it myself",
    "她自己不会办",
    "让她自己来申请可以吗",
    "她让我来办的",
]


def test_who_leaves_it_to_the_one_concerned() -> None:
    assert [one for one in LEFT if not leaves_it_to_them(one)] == []
    assert [one for one in NOT_LEFT if leaves_it_to_them(one)] == []


INSTEAD = [
    "母の代わりに聞いています",
    "she doesn't speak Japanese so I'm asking for her",
    "I'm writing on his behalf",
    "他不会日语，所以我替他问",
    "我帮她办的",
    "我帮我妈问的",
]
NOT_INSTEAD = [
    "委任を受けて母の代わりに申請しています",
    "I'm asking for me",
    "he asked me to, I'm writing on his behalf",
    "我替他问可以吗",
    "她授权我了，我替她办",
    "can I do it on his behalf?",
]


def test_who_asks_in_their_place() -> None:
    assert [one for one in INSTEAD if not asks_in_their_place(one)] == []
    assert [one for one in NOT_INSTEAD if asks_in_their_place(one)] == []


@pytest.mark.parametrize(("asked", "note"), [("requester", "request.relative"), ("subject", "request.noted")])
def test_in_the_form_the_ways_of_a_relative_are_told_where_it_is_asked(asked: str, note: str) -> None:
    for intent in ("inform", "give_receipt_missing"):
        talk = Talk(request_type="correction", requested_slot=asked)
        said = validate(talk, intent, text="收件人是我太太", confidence=0.5)
        assert (said.keys, talk.slots.get("requester")) == ([note], None)
    talk = Talk(request_type="correction", requester="self", subject="name", requested_slot="reply_method")
    validate(talk, "inform", text="收件人是我太太")
    assert talk.slots["requester"] == "self"


def test_who_was_taken_for_the_person_themself_is_asked_again() -> None:
    talk = Talk(request_type="correction", requester="self", requested_slot="region", company="globe")
    said = validate(talk, "no_authority", text="the account is my husband's")
    assert (said.keys, talk.slots.get("requester")) == (["request.relative"], None)


def test_in_the_form_who_leaves_it_to_them_goes_no_further() -> None:
    talk = Talk(request_type="correction", requested_slot="requester")
    validate(talk, "inform", text="我们还是让她自己来申请吧", requester="voluntary_agent", certain=False)
    assert talk.slots["outcome"] == "given_up"
    assert talk.slots.get("requester") is None


def test_after_the_rule_who_asks_in_their_place_is_asked_by_what_right() -> None:
    assert intent_by_words(INSTEAD[3], "nlu_fallback") == "inform"
    assert intent_by_words(INSTEAD[3], "complaint") is None
    assert led("action_fallback", INSTEAD[3], "nlu_fallback") is None
    assert led("action_fallback", INSTEAD[3], "nlu_fallback", outcome="no_authority") == "action_continue"
    assert led("action_fallback", "他不会日语", "nlu_fallback", outcome="no_authority") is None
    talk = Talk(outcome="no_authority")
    assert talk.run("action_continue", "nlu_fallback", text=INSTEAD[3]).keys == ["outcome.authority_which"]
