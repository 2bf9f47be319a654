"""What the form of a request carries: the ways to reach whoever sends it."""

from datetime import date

import pytest

from desk.ids import ConversationId
from desk.locales import LOCALES, Locale
from desk.model import ChecklistItem, Submitted
from desk.requests.drafting import Wanted, contact_spec, form_spec
from desk.requests.fields import ADDRESS_OR_EMAIL, PHONE_OR_EMAIL, check
from desk.requests.forms import one_of
from desk.requests.receipts import Receipt
from desk.requests.received import announce
from desk.wording import render
from knowledge.vocabulary import Region, Requester, RequestType
from tests.citing import cited
from tests.desks import desk_of
from tests.integration.desk.support import spec

TODAY = date(2026, 11, 22)


def test_one_of_several_fields_is_enough_and_none_is_not() -> None:
    def wrong(**values: str) -> list[tuple[str, str]]:
        found = check(values, frozenset({"name"}), {}, Region.JP, TODAY, one_of=PHONE_OR_EMAIL)
        return [(error.field, error.key) for error in found.errors]

    assert wrong(name="a") == [("phone", "form.error.contact")]
    assert wrong(name="a", phone="", email=" ") == [("phone", "form.error.contact")]
    assert wrong(name="a", phone="03-1234-5678") == []
    assert wrong(name="a", email="a@example.jp") == []
    assert wrong(name="a", email="nothing") == [("email", "form.error.email")], "told once"


def test_a_form_asks_for_one_way_to_reach_whoever_sends_it() -> None:
    contact = contact_spec("ja")
    assert one_of(contact) == PHONE_OR_EMAIL
    request = spec(fields=(("name", True), ("address", False), ("email", False)))
    assert one_of(request) == ADDRESS_OR_EMAIL, "no way of reply is settled"
    assert one_of(spec(reply_method="other")) == (("email",), "form.error.address_or_email")
    assert one_of(spec(reply_method="post")) is None


def test_a_paper_and_a_fee_that_may_be_asked_for_are_not_said_to_be_due() -> None:
    opt = desk_of("opt")
    draft = form_spec(
        opt, Wanted(RequestType.DISCLOSURE, Requester.SELF), policy_version="v", locale="ja"
    ).request
    assert draft is not None
    labels = {item.kind: item.label for item in draft.checklist}
    assert labels["paper"].startswith("本人確認などの書類（求められる場合があります")
    sent = Submitted(
        "request", Receipt("R-1"), "code", "announcement", draft.checklist, {}, (), ConversationId("c")
    )
    text = announce(sent, "ja").text
    due, beside = text.split("手数料について：")
    assert "手数料" not in due
    assert "手数料がかかる場合があります" in beside


@pytest.mark.parametrize("locale", LOCALES)
def test_nobody_is_told_to_await_word_on_how_to_pay_where_the_policy_says_how(locale: Locale) -> None:
    def fee(company: str) -> str:
        wanted = Wanted(RequestType.DISCLOSURE, Requester.SELF)
        draft = form_spec(desk_of(company), wanted, policy_version="v", locale=locale).request
        assert draft is not None
        return next(item.label for item in draft.checklist if item.kind == "fee")

    assert "所定の手数料を同封して郵送により" in fee("prestige")
    assert render("checklist.fee_yes", locale) not in fee("prestige")
    assert fee("opt") == render("checklist.fee_sometimes", locale), "this policy names no way to pay"


def received(*, form_to_come: str | None = None, checklist: tuple[ChecklistItem, ...] = ()) -> Submitted:
    return Submitted(
        "request",
        Receipt("R-1"),
        "code",
        "announcement",
        checklist,
        {},
        (),
        ConversationId("c"),
        form_to_come=form_to_come,
    )


def test_a_form_that_the_desk_sends_next_is_named_and_none_is_announced_where_none_comes() -> None:
    assert announce(received(form_to_come="所定の届出書"), "ja").key == "request.received_form_to_come"
    assert "所定の届出書" in announce(received(form_to_come="所定の届出書"), "ja").text
    assert announce(received(), "ja").key == "request.received_announcement"


def test_what_else_was_wished_for_has_a_button_each_and_is_named() -> None:
    said = announce(received(), "ja", ("remove", "correction"))
    assert [one.value for one in said.choices] == ["remove", "correction"]
    names = [render(key, "ja", {}) for key in ("wish.remove", "request_type.correction")]
    assert said.text.endswith(render("request.next_wish", "ja", {"others": names}))
    assert announce(received(), "ja").choices == ()


def test_a_clause_behind_several_papers_is_cited_once() -> None:
    one, other = cited("本人確認の書類"), cited("手数料")
    items = [ChecklistItem(f"書類{n}", citation) for n, citation in enumerate((one, None, other, one))]
    assert announce(received(checklist=tuple(items)), "ja").citations == (one, other)
