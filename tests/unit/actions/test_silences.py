"""Where the policy is silent and the desk has more to say than that."""

import pytest

from desk.locales import Locale
from desk.wording import has
from knowledge.vocabulary import RequestType
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated


def test_where_the_policy_is_silent_on_parents_a_minor_is_told_so_and_how_to_go_on() -> None:
    silent = Answers(reply_of("not_stated", topic="minors_consent"))
    said = Talk(silent).run("action_answer", "ask_question", text="お母さんに言わなきゃだめ？")
    assert said.keys == ["answer.minor_not_stated"]
    assert said.messages[0]["kind"] == "not_stated"
    assert said.values() == ["start_request", "handoff"]
    assert said.messages[0]["about"]["topic"] == "minors_consent"
    assert Talk(silent).run("action_answer", "ask_question", form=True).values() == ["handoff"]
    assert Talk(silent, company="gone").run("action_answer", "ask_question").values() == ["handoff"]


def test_what_the_policy_says_of_minors_is_quoted() -> None:
    stating = Answers(reply_of("answer", topic="minors_consent", statements=(stated("保護者の同意"),)))
    assert Talk(stating).run("action_answer", "ask_question").citations() == ["保護者の同意"]


def test_how_requests_differ_is_explained_as_the_desk_s_own_words_where_the_policy_does_not() -> None:
    silent = Answers(reply_of("not_stated", topic="request_type_meaning"))
    named = Talk(silent).run("action_answer", "ask_question", named=["use_stop", "deletion"])
    assert named.keys == ["answer.meanings"]
    assert named.messages[0]["params"]["meanings"]["lines"] == [
        {"key": "meaning.deletion"},
        {"key": "meaning.use_stop"},
    ]
    every = Talk(silent, company="globe", region="california").run("action_answer", "ask_question")
    assert [one["key"] for one in every.messages[0]["params"]["meanings"]["lines"]] == [
        "meaning.access_ccpa",
        "meaning.deletion",
    ]


@pytest.mark.parametrize("locale", ["ja", "en", "zh"])
def test_every_request_s_meaning_can_be_said(locale: Locale) -> None:
    assert [kind for kind in RequestType if not has(f"meaning.{kind}", locale)] == []


def test_what_somebody_under_age_asks_of_their_family_is_about_their_parents() -> None:
    silent = Answers(reply_of("not_stated", topic="what_is_told_to_family"))
    ask = "お母さんに言わなきゃだめ？"
    child = Talk(silent, minor="yes").run("action_answer", "ask_question", text=ask)
    assert child.keys == ["answer.minor_not_stated"]
    said_now = Talk(silent).run("action_answer", "ask_question", text=f"中学生です。{ask}", minor="yes")
    assert said_now.keys == ["answer.minor_not_stated"]
    ruled = Talk(silent, company="agency", minor="yes").run("action_answer", "ask_question", text=ask)
    assert ruled.citations() == ["16歳未満は保護者の同意"]
    assert Talk(silent).run("action_answer", "ask_question", text=ask).keys == ["answer.not_stated"]


def test_who_may_want_a_person_and_asks_what_the_policy_answers_gets_both() -> None:
    stating = Answers(reply_of("answer", topic="complaint_body_external", statements=(stated("団体の名称"),)))
    unsure = {"confidence": 0.34, "ranked": [("handoff", 0.34), ("ask_question", 0.24)]}
    said = Talk(stating).run("action_handoff", "handoff", **unsure)  # type: ignore[arg-type]
    assert (said.citations(), said.effects) == (["団体の名称"], [])
    assert said.values() == ["handoff"]
    assert Talk(stating).run("action_handoff", "handoff", confidence=0.9).effects == ["handoff"]
