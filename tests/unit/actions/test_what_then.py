"""What a customer hears who does not know how to go on; a closed desk says who answers instead, and offers nothing."""

import pytest

from tests.unit.actions.fakes import Answers, Talk, reply_of


@pytest.mark.parametrize(
    "text",
    [
        "じゃあどうすればいい",
        "どうしろっていうの",
        "で、どうしたらいいんですか",
        "what then?",
        "so what do I do now",
        "那怎么办",
    ],
)
@pytest.mark.parametrize("action", ["action_continue", "action_answer", "action_fallback"])
def test_who_asks_a_closed_desk_what_to_do_hears_who_answers_and_no_old_offer_stays(
    text: str, action: str
) -> None:
    talk = Talk(Answers(), company="gone", offer="handoff")
    assert talk.run(action, "inform", text=text).next == ["action_respond"]
    said = talk.run("action_respond", "needs_help", text=text)
    assert said.keys == ["outcome.closed_instead"]
    assert "start_request" not in str(said.messages)
    assert talk.slots["offer"] is None
    assert talk.run("action_continue", "affirm", text="はい").next != ["action_handoff"]


@pytest.mark.parametrize(
    "text",
    [
        "削除するにはどうすればいいですか",
        "住所はどうすれば",
        "どう使うの",
        "what do you do with my data",
        "怎么申请删除",
    ],
)
def test_who_asks_how_something_is_done_is_answered_from_the_policy(text: str) -> None:
    talk = Talk(Answers(), company="gone")
    assert talk.run("action_answer", "ask_question", text=text).next == []


def test_a_closed_desk_offers_no_request_when_nothing_else_is_meant() -> None:
    talk = Talk(company="gone", offer="handoff")
    for intent in ("inform", "affirm", "deny", "cancel"):
        action = "action_cancel" if intent == "cancel" else "action_continue"
        assert "start_request" not in str(talk.run(action, intent, text="うーん").messages)
        talk.slots["offer"] = None


def test_a_yes_to_what_is_wanted_takes_up_no_old_offer_of_a_person() -> None:
    talk = Talk(Answers(reply_of("not_stated", on_topic=0.0)), offer="handoff")
    assert talk.run("action_continue", "inform", text="えっと").keys == ["talk.what_then"]
    assert talk.run("action_continue", "affirm", text="はい").next == []
