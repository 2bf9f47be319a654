"""A question whose answer hangs on where the customer lives: the region is asked, and the question kept until then."""

from typing import Any

import pytest

from actions.ports import Question, Reply
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated

REGIONS = ["jp", "california", "eea_uk"]


class ByRegion(Answers):
    """Answers differ between regions: without one, every region's rule is given."""

    def answer(self, asked: Question) -> Reply:
        super().answer(asked)
        about = 0.0 if "場合" in asked.text else 0.9
        return reply_of(
            "answer",
            statements=(stated(f"{asked.region}の定め"),),
            on_topic=about,
            by_region=asked.region is None,
        )


@pytest.fixture
def talk() -> Talk:
    return Talk(ByRegion(), company="globe")


def ask(talk: Talk, text: str = "手数料はいくらですか", **more: Any) -> Any:
    return talk.run("action_answer", "ask_question", text=text, **more)


def test_the_region_is_asked_with_buttons_instead_of_all_regions_rules(talk: Talk) -> None:
    said = ask(talk)
    assert said.keys == ["ask.region_for_answer"]
    assert said.values() == [*REGIONS, "every_region"]
    assert said.messages[0]["expects"] == "region"
    assert said.citations() == []


def test_the_kept_question_is_answered_after_the_choice(talk: Talk) -> None:
    ask(talk)
    said = talk.run("action_continue", "inform", text="/inform", region="eea_uk")
    assert said.keys == ["answer.quoted"]
    assert said.citations() == ["eea_ukの定め"]
    assert talk.answers.asked[-1] == ("globe", "eea_uk", "手数料はいくらですか")
    assert talk.slots["region"] == "eea_uk"
    assert not talk.slots["region_wanted"]
    assert ask(talk, "電話番号は").citations() == ["eea_ukの定め"], "the next question needs no asking"


@pytest.mark.parametrize("intent", ["chitchat", "out_of_scope", "nonsense"])
def test_a_place_is_an_answer_whatever_the_words_around_it_look_like(talk: Talk, intent: str) -> None:
    ask(talk)
    talk.answers.reply = reply_of("not_stated")
    said = talk.run("action_respond", intent, text="いまは東京の場合", confidence=0.9, region="jp")
    assert said.citations() == ["jpの定め"]


@pytest.mark.parametrize(
    ("action", "intent"),
    [
        ("action_continue", "deny"),  # the button, and whoever would rather not say
        ("action_continue", "affirm"),
        ("action_respond", "nonsense"),
        ("action_fallback", "nlu_fallback"),
    ],
)
def test_who_does_not_say_where_they_live_gets_every_region_s_rule(
    talk: Talk, action: str, intent: str
) -> None:
    ask(talk)
    said = talk.run(action, intent, text="場合", confidence=0.9)
    assert said.keys == ["answer.quoted"]
    assert said.citations() == ["Noneの定め"]
    later = talk.run("action_continue", "inform", text="/inform", region="jp")
    assert later.citations() == ["jpの定め"], "told afterwards, it is answered for this region"


def test_another_region_may_be_asked_about_without_moving_there(talk: Talk) -> None:
    talk.slots["region"] = "jp"
    ask(talk)
    said = ask(talk, "カリフォルニアの場合は", region="california")
    assert said.citations() == ["californiaの定め"]
    assert talk.answers.asked[-1][2] == "手数料はいくらですか"
    assert talk.slots["region"] == "jp"


def test_in_the_form_the_region_is_asked_next_and_the_question_answered_then(talk: Talk) -> None:
    assert ask(talk, form=True).keys == ["answer.after_region"]
    form = talk.run("validate_request_form", "ask_question", form=True, after=["action_answer"])
    assert next(e["value"] for e in form.events if e.get("name") == "requested_slot") == "region"
    talk.slots["requested_slot"] = "region"
    said = talk.run("validate_request_form", "inform", form=True, region="jp", text="日本です")
    assert said.citations() == ["jpの定め"]
    assert not talk.slots["region_wanted"]


@pytest.mark.parametrize(("action", "intent"), [("action_cancel", "cancel"), ("action_handoff", "handoff")])
def test_a_question_is_kept_no_longer_than_the_talk_about_it(talk: Talk, action: str, intent: str) -> None:
    ask(talk)
    talk.run(action, intent)
    assert talk.slots["question"] is None and not talk.slots["region_wanted"]


def test_where_all_regions_agree_nothing_is_asked() -> None:
    talk = Talk(Answers(reply_of("answer", statements=(stated("どこでも同じ"),))), company="globe")
    assert ask(talk).citations() == ["どこでも同じ"]


@pytest.mark.parametrize("intent", ["bot_challenge", "chitchat", "gives_personal_data"])
def test_after_a_remark_the_region_is_asked_again_with_the_reason(talk: Talk, intent: str) -> None:
    ask(talk)
    said = talk.run("action_respond", intent, text="なぜ住所を聞くのか", confidence=0.9)
    assert said.keys[-1] == "ask.region_for_answer_again"
    assert said.values()[-1] == "every_region"
    assert talk.slots["region_wanted"]
    assert ask(talk, "電話番号は").keys == ["ask.region_for_answer"], "another question"
    talk.run("action_respond", intent, text="だから、なぜ", confidence=0.9)
    insists = talk.run("action_respond", intent, text="言いません", confidence=0.9)
    assert insists.citations() == ["Noneの定め"], "nobody is asked a third time"
    ask(talk)
    assert talk.run("action_respond", "goodbye").keys == ["talk.goodbye"]


@pytest.mark.parametrize("intent", ["complaint", "insult"])
def test_who_is_offered_a_person_instead_gets_one_with_a_yes(talk: Talk, intent: str) -> None:
    ask(talk)
    assert talk.run("action_respond", intent, text="いい加減にしろ").keys == [f"talk.{intent}"]
    assert talk.run("action_continue", "inform", text="/inform", region="jp").citations() == ["jpの定め"]
    ask(talk, "電話番号は")
    talk.slots["region"] = None
    ask(talk)
    talk.run("action_respond", intent, text="いい加減にしろ")
    assert talk.run("action_continue", "affirm", text="はい").next == ["action_handoff"]


def test_to_ask_back_is_no_question_to_keep_instead(talk: Talk) -> None:
    ask(talk)
    assert ask(talk, "どの場合に").keys == ["ask.region_for_answer_again"]
    assert talk.slots["question"] == "手数料はいくらですか"
    assert ask(talk, "何の場合だ").citations() == ["Noneの定め"]
