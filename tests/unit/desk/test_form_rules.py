"""What a request's form asks for: no more than the answer needs, and nothing without which nobody could answer."""

from dataclasses import replace

import pytest

from desk.errors import ChangeInvalid
from desk.model import RequestDraft
from desk.requests import fields
from desk.requests.forms import form_fields, left_out, required_names, somebody
from knowledge.vocabulary import CompanyId, ReplyMethod, Requester, RequestType

D, C = RequestType.DISCLOSURE, RequestType.CORRECTION
SELF, AGENT = Requester.SELF, Requester.VOLUNTARY_AGENT
POST, EMAIL, MEDIA, OTHER = ReplyMethod.POST, ReplyMethod.EMAIL, ReplyMethod.MEDIA, ReplyMethod.OTHER


@pytest.mark.parametrize(
    ("kind", "who", "reply", "names"),
    [
        (D, SELF, None, {"name"}),
        (D, SELF, OTHER, {"name"}),
        (D, SELF, POST, {"name", "address"}),
        (D, SELF, MEDIA, {"name", "address"}),
        (D, SELF, EMAIL, {"name", "email"}),
        (C, SELF, POST, {"name", "address", "new_value"}),
        (D, AGENT, EMAIL, {"name", "email", "principal_name", "relation"}),
        (D, Requester.STATUTORY_AGENT, None, {"name", "principal_name", "relation"}),
    ],
)
def test_required_is_what_the_answer_needs(
    kind: RequestType, who: Requester, reply: ReplyMethod | None, names: set[str]
) -> None:
    found = required_names(kind, who, reply)
    assert set(found) == names
    assert list(found) == [name for name in fields.ORDER if name in names], "in the form's usual order"


def shown(
    kind: RequestType, who: Requester, reply: ReplyMethod | None, wanted: tuple[str, ...] = ()
) -> dict[str, bool]:
    return {one.name: one.required for one in form_fields(kind, who, reply, lambda name: name, wanted)}


def test_a_form_shows_what_is_required_and_what_is_customary() -> None:
    assert shown(D, SELF, POST) == {"name": True, "address": True, "details": False}
    assert shown(D, SELF, EMAIL) == {"name": True, "email": True, "details": False}


def test_where_no_way_of_reply_is_settled_both_ways_are_asked_for() -> None:
    for reply in (None, OTHER):
        assert shown(D, SELF, reply) == {"name": True, "address": False, "email": False, "details": False}


def test_a_correction_asks_for_what_is_wrong_and_what_is_right() -> None:
    assert shown(C, SELF, EMAIL) == {
        "name": True, "email": True, "current_value": False, "new_value": True, "details": False,
    }  # fmt: skip
    assert "new_value" not in shown(D, SELF, EMAIL)


def test_an_agent_says_for_whom_and_may_say_where_they_live() -> None:
    asked = shown(D, AGENT, EMAIL)
    assert (asked["principal_name"], asked["relation"], asked["principal_address"]) == (True, True, False)
    assert not {"principal_name", "relation", "principal_address"} & shown(D, SELF, EMAIL).keys()


def test_a_desks_own_needs_are_asked_for_and_a_field_that_there_is_not_is_an_error() -> None:
    assert shown(D, SELF, EMAIL, wanted=("phone",))["phone"] is False
    with pytest.raises(ValueError, match="shoe_size"):
        shown(D, SELF, EMAIL, wanted=("shoe_size",))


def draft(kind: RequestType = D, who: Requester = SELF, reply: ReplyMethod | None = None) -> RequestDraft:
    return RequestDraft(
        company=CompanyId("ocs"), request_type=kind, requester=who, policy_version="v", standing="request",
        reply_method=reply,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "given", "missing"),
    [
        (draft(), "name address", ()),
        (draft(), "name email", ()),
        (draft(), "name phone", ("address",)),
        (draft(), "", ("name", "address")),
        (draft(reply=POST), "name email", ("address",)),
        (draft(reply=EMAIL), "name", ("email",)),
        (draft(C), "name email", ("new_value",)),
        (draft(C), "name email details", ()),
        (draft(C), "name email new_value", ()),
        (draft(who=AGENT), "name email", ("principal_name", "relation")),
        (replace(draft(), kind="complaint", request_type="complaint"), "", ()),
    ],
)
def test_what_a_letter_leaves_out_is_named(asked: RequestDraft, given: str, missing: tuple[str, ...]) -> None:
    assert set(left_out(asked, dict.fromkeys(given.split(), "x"))) == set(missing)


def test_what_names_nobody_and_no_way_to_reach_them_is_no_request() -> None:
    for one in ("name", "address", "phone", "email"):
        somebody({one: "x"})
    for values in ({}, {"details": "x"}, {"birthdate": "x"}):
        with pytest.raises(ChangeInvalid, match="customer"):
            somebody(values)
