"""A bare yes is one, whatever the dialogue model takes so short a word for."""

import pytest

from actions.words.phrases import says_yes
from actions.words.plainly import goes_ahead
from tests.unit.actions.fakes import Talk, validate

YES = ["好", "好的", "好的。", "好啊", "好吧", "行", "可以", "对", "是的", "嗯", "没问题", "确认", "同意",
       "おねがい", "k", "OK!", "fine", "that's fine", "looks good", "👍"]  # fmt: skip
NO_YES = ["好吗？", "不好", "好久", "好多钱", "不对", "是谁？", "可以吗", "行政书士", "确认信息", "同意书", "撤回同意", "fine?", "a fine", "finetune",
          "おねがいだから消して", "是不是", "对不起", "ok but by post", "kana", "没", "嗯？"]  # fmt: skip


@pytest.mark.parametrize("text", YES)
def test_a_bare_yes_is_known_by_its_word(text: str) -> None:
    assert says_yes(text)


@pytest.mark.parametrize("text", NO_YES)
def test_a_question_a_no_and_longer_words_are_none(text: str) -> None:
    assert not says_yes(text)


@pytest.mark.parametrize("intent", ["greet", "chitchat", "request_consent_withdrawal", "insult"])
def test_at_the_summary_it_confirms(intent: str) -> None:
    talk = Talk(request_type="deletion", requester="self", subject="all", requested_slot="confirm")
    said = validate(talk, intent, text="好")
    assert not said.rejected
    assert (talk.slots["confirm"], talk.slots["request_type"]) == ("yes", "deletion")


@pytest.mark.parametrize(
    "action", ["action_respond", "action_fallback", "action_start_request", "action_answer", "action_matter"]
)
def test_outside_of_a_form_it_takes_up_what_was_offered(action: str) -> None:
    talk = Talk(offer="handoff")
    assert talk.run(action, "greet", text="好的").next == ["action_continue"]
    assert talk.run("action_continue", "greet", text="好的").next == ["action_handoff"]


@pytest.mark.parametrize("offer", ["handoff", "disclosure"])
@pytest.mark.parametrize("text", ["那就这样吧", "就这样", "就这样吧。", "那就这样了"])
def test_who_leaves_it_at_that_takes_up_no_offer(offer: str, text: str) -> None:
    talk = Talk(offer=offer)
    said = talk.run("action_continue", "affirm", text=text)
    assert said.keys == ["talk.offer_declined"]
    assert talk.slots.get("offer") is None


@pytest.mark.parametrize(
    "text", ["好，就这样", "就这么办", "那就这样办吧", "可以，就这样", "好的", "确认，就这样"]
)
def test_who_wants_it_so_takes_the_offer_up(text: str) -> None:
    said = Talk(offer="handoff").run("action_continue", "affirm", text=text)
    assert "talk.offer_declined" not in said.keys


AHEAD = ["ok do it then", "Yes, please go ahead.", "fine let's do it", "alright, start", "let’s get on with it", "you can proceed now"]  # fmt: skip
NOT_AHEAD = ["do it for my mother", "ok don't", "go on holiday", "start over", "what do i do", "do it by post", "can you do it?", "continue to what",
             "yes", "proceed with what?", "do nothing"]  # fmt: skip


def test_who_says_that_the_desk_may_go_on_is_not_told_that_it_was_not_understood() -> None:
    for text in AHEAD:
        talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
        said = validate(talk, "affirm", text=text)
        assert (said.keys, talk.slots.get("misses")) == ([], None), text
    for text in NOT_AHEAD:
        assert not goes_ahead(text), text


def test_going_on_tells_nothing_of_what_is_asked() -> None:
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    validate(talk, "affirm", text="ok do it then")
    assert talk.slots.get("subject") is None
