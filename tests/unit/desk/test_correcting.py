"""Putting right what was typed: the form's own rules, for what is touched and for nothing else."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import insert, select

from desk.errors import ChangeInvalid
from desk.life import CheckState, Life
from desk.model import FormField, FormSpec, HistoryEntry, RequestDraft
from desk.requests.correcting import checked, checks_undone, correctable, to_make_again
from desk.requests.errors import FormInvalid
from desk.requests.fields import ORDER
from desk.storage import codec
from desk.storage import tables as t
from knowledge.vocabulary import CompanyId, ReplyMethod, Requester, RequestType
from tests.unit.desk.small_store import request_row, transaction

TODAY = date(2026, 11, 20)
TYPED = {
    "name": "山田 太郎",
    "address": "東京都千代田区1-1",
    "email": "taro@example.jp",
    "details": "会員番号 7",
}


def asked(reply: ReplyMethod | None = ReplyMethod.POST, kind: Any = RequestType.DISCLOSURE) -> RequestDraft:
    return RequestDraft(CompanyId("oni"), kind, Requester.SELF, "v1", "request", reply_method=reply)


def form(draft: RequestDraft, *names: str) -> FormSpec:
    return FormSpec("request", tuple(FormField(name, name, False) for name in names or TYPED), draft)


def wrong(
    before: dict[str, str], given: dict[str, str], draft: RequestDraft, spec: FormSpec | None
) -> list[str]:
    with pytest.raises(FormInvalid) as refused:
        checked(before, given, draft, spec, TODAY)
    assert refused.value.values == {}, "a refusal keeps nothing of what was typed"
    return [one.field for one in refused.value.errors]


def test_values_are_kept_in_the_forms_own_shape() -> None:
    draft = asked()
    given = {
        "phone": "０３ー１２３４ー５６７８",
        "email": "Taro@EXAMPLE.jp",
        "birthdate": "昭和55年4月5日",
        "name": " 山田  花子 ",
    }
    after = checked(TYPED, given, draft, form(draft), TODAY)
    assert (after["phone"], after["email"], after["birthdate"], after["name"]) == (
        "03-1234-5678", "Taro@example.jp", "1980-04-05", "山田 花子",
    )  # fmt: skip
    assert after["address"] == TYPED["address"]


@pytest.mark.parametrize(
    "given", [{"email": "nothing"}, {"birthdate": "2027-01-01"}, {"name": "x" * 101}, {"phone": "12"}]
)
def test_what_the_form_would_refuse_is_refused(given: dict[str, str]) -> None:
    draft = asked()
    assert wrong(TYPED, given, draft, form(draft)) == list(given)


def test_what_the_form_requires_cannot_be_taken_away() -> None:
    draft = asked()
    assert wrong(TYPED, {"name": "", "address": ""}, draft, form(draft)) == ["name", "address"]
    assert "email" not in checked(TYPED, {"email": ""}, draft, form(draft), TODAY)


def test_an_answer_keeps_a_place_to_go() -> None:
    draft = asked(None)
    assert "address" not in checked(TYPED, {"address": ""}, draft, form(draft), TODAY)
    assert wrong(TYPED, {"address": "", "email": ""}, draft, form(draft)) == ["address"]


def test_the_place_of_a_new_value_may_be_taken_by_details() -> None:
    draft = asked(kind=RequestType.CORRECTION)
    spec = form(draft, *TYPED, "new_value")
    assert wrong(TYPED, {"details": ""}, draft, spec) == ["new_value"]
    assert "details" not in checked(TYPED, {"details": "", "new_value": "山田 花子"}, draft, spec, TODAY)


def test_what_was_left_out_before_holds_up_no_correction() -> None:
    draft = asked()
    assert checked({"name": "山田"}, {"name": "山本"}, draft, form(draft), TODAY) == {"name": "山本"}
    assert checked({"name": "山田"}, {"name": "山本"}, draft, None, TODAY) == {"name": "山本"}


def test_a_letter_always_says_whose_it_is() -> None:
    with pytest.raises(ChangeInvalid, match="customer"):
        checked({"name": "山田", "details": "x"}, {"name": ""}, asked(), None, TODAY)


@pytest.mark.parametrize(
    ("changed", "undone"),
    [
        (["name"], {"identity", "authority"}),
        (["address"], {"identity", "address"}),
        (["birthdate"], {"identity"}),
        (["relation"], {"authority"}),
        (["email", "phone", "postal_code", "details", "new_value", "current_value"], set()),
    ],
)
def test_a_check_that_compared_a_corrected_field_is_made_again(changed: list[str], undone: set[str]) -> None:
    assert checks_undone(changed) == undone


def test_a_check_that_a_correction_opened_again_is_to_be_made_until_somebody_makes_it() -> None:
    corrected, other = (datetime(2026, 11, day, tzinfo=UTC) for day in (20, 21))
    checks = (
        CheckState("identity", "pending", at=corrected),
        CheckState("authority", "pending", at=other),
        CheckState("address", "confirmed", at=corrected),
    )
    history = (
        HistoryEntry("received", other, "x"),
        HistoryEntry("received", corrected, "x", what="corrected"),
    )
    record: Any = SimpleNamespace(history=history, life=Life(None, checks=checks))
    assert to_make_again(record) == ("identity",)
    assert to_make_again(cast("Any", SimpleNamespace(history=history, life=None))) == ()


OF_AN_AGENT = {"principal_name", "principal_address", "relation"}


def may_correct(has: set[str], spec: FormSpec | None = None, requester: str = "self") -> set[str]:
    tx = transaction(t.requests, t.forms)
    row = request_row(
        "MDG-0000-0001", requester=requester, reply_method="post", form_id="f" if spec else None
    )
    tx.conn.execute(insert(t.requests).values(row))
    if spec is not None:
        kept = {
            "token_mac": b"",
            "purpose": "request",
            "status": "spent",
            "created_at": tx.now,
            "expires_at": tx.now,
        }
        tx.conn.execute(
            insert(t.forms).values(id="f", conversation_id="c", spec=codec.spec_to_json(spec), **kept)
        )
    vault: Any = SimpleNamespace(names=lambda _conn, _receipt: tuple(has))
    found = correctable(tx.conn, vault, tx.conn.execute(select(t.requests)).one())
    assert list(found) == [name for name in ORDER if name in found], "in the usual order"
    return set(found)


def test_what_the_form_asked_for_or_the_record_has_can_be_put_right_and_nothing_else() -> None:
    draft = asked()
    assert may_correct({"phone"}, form(draft, "name", "email")) == {"name", "email", "phone", "address"}


def test_of_what_staff_entered_every_field_that_fits_who_asks_can_be_put_right() -> None:
    assert may_correct(set()) == set(ORDER) - OF_AN_AGENT
    assert may_correct({"relation"}) == set(ORDER) - OF_AN_AGENT | {"relation"}
    assert may_correct(set(), requester="voluntary_agent") == set(ORDER)
