"""Putting right what was typed: the form's own rules, for what is touched and for nothing else."""

from datetime import date
from typing import Any

import pytest

from desk.errors import ChangeInvalid
from desk.model import FormField, FormSpec, RequestDraft
from desk.requests.correcting import checked, checks_undone
from desk.requests.errors import FormInvalid
from knowledge.vocabulary import CompanyId, ReplyMethod, Requester, RequestType

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
