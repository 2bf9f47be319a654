"""What the form's questions show: when a person is offered, what the choices mean, what stands in front of the first."""

from typing import Any

import pytest

from tests.unit.actions.fakes import Answers, Talk, reply_of, validate

ASK = "action_ask_request_form_"
DELETION: dict[str, Any] = {"request_type": "deletion", "requested_slot": "requester"}
OPEN: dict[str, dict[str, Any]] = {
    "request_type": {},
    "region": {"company": "globe", "request_type": "disclosure"},
    "requester": {"request_type": "deletion"},
    "subject": {"request_type": "deletion", "requester": "self"},
    "reply_method": {"request_type": "disclosure", "requester": "self", "subject": "all"},
}


def put(expects: str, *, again: bool = False) -> dict[str, Any]:
    """The form's question for a slot, as Rasa writes it down."""
    key = f"ask.{expects}{'_again' if again else ''}"
    return {"event": "bot", "data": {"custom": {"utterance": key, "kind": "prompt", "expects": expects}}}


def settled(slot: str) -> dict[str, Any]:
    return {"event": "slot", "name": slot, "value": "other"}


SAID = {"event": "bot", "data": {"custom": {"utterance": "answer.quoted", "kind": "answer"}}}


@pytest.mark.parametrize("slot", OPEN)
@pytest.mark.parametrize(("misses", "place"), [(None, None), (1, None), (2, -2), (3, 0), (4, 0)])
def test_a_person_stands_behind_the_answers_at_the_second_miss_and_before_them_from_the_third(
    slot: str, misses: int | None, place: int | None
) -> None:
    values = Talk(**OPEN[slot], misses=misses).run(f"{ASK}{slot}").values()
    assert [at for at, one in enumerate(values) if one == "handoff"] == (
        [] if place is None else [place % len(values)]
    )
    assert values[-1] == "cancel"


@pytest.mark.parametrize(
    ("earlier", "stuck"),
    [
        ([], False),
        ([put("requester")], False),
        ([put("requester"), put("requester", again=True)], True),
        ([put("region"), put("requester"), SAID, put("requester", again=True)], True),
        ([put("requester"), put("subject")], False),
        ([put("requester"), put("requester"), put("subject")], False),
        ([put("requester"), settled("subject"), put("requester")], False),
        ([put("requester"), settled("changing"), put("requester")], False),
        ([put("requester"), settled("ambiguous"), put("requester")], False),
        ([put("requester"), settled("question"), put("requester")], True),
        ([put("requester"), {"event": "user", "text": "えっと"}, put("requester")], True),
    ],
)
def test_a_question_that_was_put_twice_and_settled_nothing_has_a_person_beside_it(
    earlier: list[dict[str, Any]], *, stuck: bool
) -> None:
    said = Talk(**DELETION).run(f"{ASK}requester", earlier=earlier)
    assert ("handoff" in said.values()) is stuck


def test_who_has_missed_more_often_than_that_still_finds_the_person_first() -> None:
    twice = [put("requester"), put("requester", again=True)]
    assert Talk(**DELETION, misses=3).run(f"{ASK}requester", earlier=twice).values()[0] == "handoff"
    assert Talk(**DELETION, misses=1).run(f"{ASK}requester", earlier=twice).values()[-2:] == [
        "handoff",
        "cancel",
    ]


def test_only_the_last_question_is_asked_shorter() -> None:
    earlier = [put("subject"), put("requester")]
    assert Talk(**DELETION).run(f"{ASK}requester", earlier=earlier).keys == ["ask.requester_again"]
    assert Talk(**OPEN["subject"]).run(f"{ASK}subject", earlier=earlier).keys == ["ask.subject"]


@pytest.mark.parametrize("begins", ["action_start_request", "action_continue"])
@pytest.mark.parametrize("slot", ["region", "requester", "subject", "reply_method"])
def test_which_request_was_understood_stands_in_front_of_its_first_question(slot: str, begins: str) -> None:
    kind = OPEN[slot]["request_type"]
    said = Talk(**OPEN[slot]).run(f"{ASK}{slot}", text="お願いします", after=[begins, "request_form"])
    assert said.messages[0]["params"]["begun"] == {
        "key": "request.begun",
        "params": {"request_type": {"key": f"request_type.{kind}"}},
    }


@pytest.mark.parametrize(
    ("slots", "more"),
    [
        ({"request_type": "disclosure"}, {"earlier": [{"event": "action", "name": "action_start_request"}]}),
        ({"request_type": "disclosure"}, {"after": ["action_answer"]}),
        ({"request_type": "disclosure"}, {"after": ["action_start_request"], "text": "/request_disclosure"}),
        ({}, {"after": ["action_start_request"]}),
    ],
)
def test_no_request_is_named_that_was_begun_before_or_by_a_button_or_is_not_known(
    slots: dict[str, Any], more: dict[str, Any]
) -> None:
    said = Talk(company="globe", **slots).run(f"{ASK}region", **more)
    assert said.messages[0]["params"]["begun"] == ""


def test_what_is_offered_here_is_asked_where_nothing_else_is_known() -> None:
    said = Talk().run(f"{ASK}request_type")
    assert said.keys == ["ask.request_type"] and said.messages[0]["params"] == {}
    assert said.values() == ["disclosure", "correction", "deletion", "use_stop", "erasure", "cancel"]


def test_a_removal_is_asked_with_the_meaning_of_each_kind() -> None:
    said = Talk(ambiguous="request_remove").run(f"{ASK}request_type")
    lines = said.messages[0]["params"]["meanings"]["lines"]
    assert [one["key"] for one in lines] == ["meaning.deletion", "meaning.erasure", "meaning.use_stop"]


@pytest.mark.parametrize(
    ("region", "values"),
    [("eea_uk", ["deletion", "restriction", "cancel"]), ("california", ["deletion", "cancel"])],
)
def test_instead_of_a_removal_less_use_is_offered_where_the_desk_has_it(
    region: str, values: list[str]
) -> None:
    said = Talk(company="globe", region=region, ambiguous="kept_back:deletion").run(f"{ASK}request_type")
    assert (said.keys, said.values()) == (["ask.instead_of_removal"], values)


def test_the_ways_of_reply_are_asked_with_the_sentence_that_gives_them() -> None:
    said = Talk(**OPEN["reply_method"]).run(f"{ASK}reply_method")
    assert said.citations() == ["書面またはメールで回答します"]
    assert said.values() == ["post", "email", "cancel"]


MEANT = ["disclosure", "correction", "deletion", "use_stop", "erasure"]
REMOVALS = ["deletion", "erasure", "use_stop"]
PLAIN: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("request_type", {}, {"meanings": {"lines": [{"key": f"meaning.{one}"} for one in MEANT]}}),
    (
        "request_type",
        {"ambiguous": "request_remove"},
        {"meanings": {"lines": [{"key": f"meaning.{one}"} for one in REMOVALS]}},
    ),
    (
        "region",
        OPEN["region"],
        {"regions": [{"key": f"region.{one}"} for one in ("jp", "california", "eea_uk")]},
    ),
    ("requester", OPEN["requester"], {}),
    ("subject", OPEN["subject"], {}),
    (
        "reply_method",
        OPEN["reply_method"],
        {"ways": [{"key": f"reply_method.{one}"} for one in ("post", "email")]},
    ),
]


@pytest.mark.parametrize(("slot", "slots", "params"), PLAIN)
def test_what_can_be_answered_is_said_in_plain_words_once_at_the_second_miss(
    slot: str, slots: dict[str, Any], params: dict[str, Any]
) -> None:
    first, second, third = (Talk(**slots, misses=count).run(f"{ASK}{slot}") for count in (1, 2, 3))
    assert len(first.keys) == 1 and first.keys[0].startswith("ask.")
    assert second.keys[0] == f"stuck.{slot}" and second.messages[0]["params"] == params
    assert second.values(0) == ["handoff"]
    assert third.keys[0] == "stuck.person" and third.values(0) == ["handoff"]


@pytest.mark.parametrize("misses", [2, 3])
def test_the_summary_and_what_to_change_need_no_other_words(misses: int) -> None:
    talk = Talk(request_type="deletion", requester="self", subject="all", misses=misses)
    assert talk.run(f"{ASK}change_target").keys == ["ask.change_target"]
    assert talk.run(f"{ASK}confirm").keys == ["request.summary"]


@pytest.mark.parametrize("slot", ["request_type", "region", "requester", "reply_method"])
def test_the_second_miss_is_met_with_the_choices_in_plain_words_the_third_with_a_person(slot: str) -> None:
    talk = Talk(Answers(reply_of("not_stated", on_topic=0.1)), **OPEN[slot], requested_slot=slot)
    ask = f"action_ask_request_form_{slot}"
    for text in ("ほげ", "ふが"):
        validate(talk, "nlu_fallback", text=text)
        talk.run("action_fallback", "nlu_fallback", text=text, form=True)
    second = talk.run(ask, form=True)
    assert second.keys == [f"stuck.{slot}", f"ask.{slot}"]
    assert "handoff" in second.values(0) and "handoff" in second.values()
    validate(talk, "needs_help", text="わかりません")
    helped = talk.run("action_respond", "needs_help", text="わかりません", form=True)
    assert helped.keys == [], "the form's own words say it all"
    third = talk.run(ask, form=True)
    assert third.keys == ["stuck.person", f"ask.{slot}"]
    assert third.values(0) == ["handoff"] and third.values()[0] == "handoff"
    assert not third.effects, "nobody is handed over without having said so"
    assert {**OPEN[slot], "misses": 3}.items() <= talk.slots.items(), "the request stays under way"
