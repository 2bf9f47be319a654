"""Another request than the open one: when it is taken for one, instead or besides, and when it is an answer or a guess."""

from dataclasses import replace
from typing import Any

import pytest

from actions.case import FAIRLY_SURE, SURE, Case, Heard, Part
from actions.form.switching import adds_a_subject, one_at_a_time, switched, unguessed, wished_for
from knowledge.vocabulary import CompanyId


def case(kind: str | None = "correction", **more: Any) -> Case:
    return Case(company=CompanyId("globe"), request_type=kind, **more)  # type: ignore[arg-type]


def wish(kind: str, confidence: float = 1.0, **more: Any) -> Heard:
    values = {**more.pop("values", {}), "request_type": kind}
    return Heard(f"request_{kind}", confidence, values, **more)


def keys(notes: Any) -> list[str]:
    return [one.key for one in notes]


@pytest.mark.parametrize(("confidence", "stays"), [(SURE - 0.01, False), (SURE, True)])
def test_a_request_is_a_guess_below_half(confidence: float, stays: bool) -> None:
    heard = wish("deletion", confidence, values={"subject": "address"}, text="住所を消して")
    found = unguessed(case(), heard)
    assert (found == heard) is stays
    if not stays:
        assert (found.intent, found.values) == ("inform", {"subject": "address"})


@pytest.mark.parametrize(
    "heard",
    [
        wish("deletion", 0.1, named=("deletion",)),
        wish("deletion", 0.1, parts=(Part("request_deletion", joined=True), Part("inform"))),
        wish("correction", 0.1),
        Heard("ask_question", 0.1, {"request_type": "deletion"}),
    ],
)
def test_a_weak_one_is_none_of_these(heard: Heard) -> None:
    """It is named, or joined on, or the open one, or no request at all."""
    assert unguessed(case(), heard) == heard


def test_where_none_is_open_a_weak_one_is_the_first() -> None:
    assert unguessed(case(None), wish("deletion", 0.1)).intent == "request_deletion"


def test_several_that_are_not_joined_on_make_a_weak_one_no_surer() -> None:
    parts = (Part("request_deletion"), Part("inform"))
    assert unguessed(case(), wish("deletion", 0.1, parts=parts)).intent == "inform"


@pytest.mark.parametrize(
    ("before", "told", "both"),
    [
        (None, "name", "name"),
        ("name", "name", "name"),
        ("address", "name", "other"),
        ("all", "name", "all"),
    ],
)
def test_one_more_kind_of_data_comes_to_what_was_told(before: str | None, told: str, both: str) -> None:
    heard = wish(
        "addition", text="名前も追加したい", values={"subject": told}, named=("addition",), further=True
    )
    found = adds_a_subject(case(subject=before), heard)
    assert (found.intent, found.values, found.named, found.further) == (
        "inform",
        {"subject": both},
        (),
        False,
    )


@pytest.mark.parametrize(
    ("kind", "heard"),
    [
        ("addition", wish("addition", text="名前も追加したい", values={"subject": "name"})),
        (None, wish("addition", text="名前も追加したい", values={"subject": "name"})),
        ("correction", wish("addition", text="名前も追加したい")),
        ("correction", wish("deletion", text="名前も追加したい", values={"subject": "name"})),
        ("correction", wish("addition", text="追加の請求です", values={"subject": "name"})),
    ],
)
def test_but_not_for_a_request_for_addition_nor_without_a_kind_or_such_words(
    kind: str | None, heard: Heard
) -> None:
    assert adds_a_subject(case(kind), heard) == heard


def test_a_kind_alone_comes_to_another_and_is_the_first_where_there_is_none() -> None:
    heard = Heard("inform", values={"subject": "name"}, text="やっぱり氏名も")
    assert adds_a_subject(case(subject="address"), heard).values["subject"] == "other"
    assert adds_a_subject(case(), heard) == heard
    instead = wish("deletion", text="やっぱり氏名も", values={"subject": "name"})
    assert adds_a_subject(case(), instead) == instead
    more_than_a_kind = wish("deletion", text="やっぱり氏名も消してください", values={"subject": "name"})
    assert adds_a_subject(case(subject="address"), more_than_a_kind) == more_than_a_kind


@pytest.mark.parametrize(
    ("confidence", "named", "answer"),
    [
        (FAIRLY_SURE - 0.01, (), True),
        (FAIRLY_SURE, (), False),
        (SURE - 0.01, ("deletion",), True),
        (SURE, ("deletion",), False),
    ],
)
def test_an_unsure_request_is_rather_the_answer_and_who_names_a_right_is_believed_sooner(
    confidence: float, named: tuple[str, ...], answer: bool
) -> None:
    heard = wish("deletion", confidence, values={"subject": "contact"}, named=named)
    after, notes = wished_for(case(), heard, "subject", "deletion", answered=False)
    assert (after.request_type, keys(notes)) == (
        ("correction", []) if answer else ("deletion", ["request.switched"])
    )


def test_what_was_asked_and_not_answered_lets_an_unsure_request_be_one() -> None:
    for asked in ("subject", None, "request_type"):
        after, _ = wished_for(case(), wish("deletion", 0.5), asked, "deletion", answered=False)
        assert after.request_type == "deletion", asked


def test_another_one_instead_leaves_the_others_that_are_named_waiting() -> None:
    heard = wish("deletion", named=("correction", "disclosure", "deletion"))
    after, notes = wished_for(case(), heard, None, "deletion", answered=False)
    assert (after.request_type, after.later) == ("deletion", ["disclosure"])
    assert keys(notes) == ["request.switched", "request.one_at_a_time"]
    assert notes[1].params == one_at_a_time("deletion", ["disclosure"]).params


def test_one_more_waits_and_the_same_again_is_no_other() -> None:
    after, notes = wished_for(case(), wish("deletion", further=True), None, "deletion", answered=False)
    assert (after.request_type, after.later, keys(notes)) == (
        "correction", ["deletion"], ["request.one_at_a_time"],
    )  # fmt: skip
    again = wish("correction", further=True, named=("disclosure",))
    assert wished_for(case(), again, None, "correction", answered=False) == (case(), ())
    assert wished_for(case(), wish("correction"), None, "correction", answered=False) == (case(), ())


def test_what_is_joined_on_counts_where_the_message_answers() -> None:
    heard = Heard("inform", parts=(Part("inform"), Part("request_deletion", joined=True)))
    after, notes = wished_for(case(), heard, "subject", None, answered=True)
    assert (after.later, keys(notes)) == (["deletion"], ["request.one_at_a_time"])
    assert wished_for(case(), heard, "subject", None, answered=False) == (case(), ())


def test_that_something_is_to_be_removed_is_another_request_unless_a_removal_is_open() -> None:
    remove = Heard("request_remove")
    after, notes = wished_for(case(), remove, None, None, answered=False)
    assert (after.request_type, after.ambiguous, keys(notes)) == (
        None,
        "request_remove",
        ["request.switched_open"],
    )
    more, said = wished_for(case(), replace(remove, further=True), None, None, answered=False)
    assert (more.request_type, more.later, keys(said)) == (
        "correction",
        ["remove"],
        ["request.one_at_a_time"],
    )
    assert said[0].params == one_at_a_time("correction", ["remove"]).params
    assert wished_for(case("deletion"), remove, None, None, answered=False) == (case("deletion"), ())
    first, none = wished_for(case(None), remove, None, None, answered=False)
    assert (first.request_type, first.ambiguous, none) == (None, "request_remove", ())


def test_the_first_request_settles_what_was_open_and_another_undoes_the_summary() -> None:
    first, notes = wished_for(
        case(None, ambiguous="request_remove"), wish("deletion"), None, "deletion", answered=False
    )
    assert (first.request_type, first.ambiguous, notes) == ("deletion", None, ())
    told = case(confirm="no", changing="yes", change_target="subject")
    after, (note,) = switched(told, "deletion")
    assert (after.confirm, after.changing, after.change_target, after.ambiguous) == (None, None, None, None)
    assert note.params == {"to": {"key": "request_type.deletion"}}
