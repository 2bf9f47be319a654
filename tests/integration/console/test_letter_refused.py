"""A letter that cannot be made is said on the request's page, beside the field, and what was typed for it stays."""

import re

from tests.integration.console.browsing import Browser
from tests.integration.console.requests_parts import (  # noqa: F401
    browser_of_a_lead,
    context_with_papers,
    enter,
)


def test_a_letter_with_a_day_that_is_over_is_said_beside_the_field_and_nothing_typed_is_lost(
    lead: Browser,
) -> None:
    receipt = enter(lead)
    path = f"/staff/requests/{receipt}/letters/correction_notice"
    again = lead.post(path, items="委任状の日付\n押印<1>", reply_by="2020-12-10")
    assert again.status_code == 422
    assert "<h1>" in again.text and receipt in again.text, "the whole page"
    assert "委任状の日付\n押印&lt;1&gt;</textarea>" in again.text
    field = re.search(r'<input id="l-by-correction_notice"[^>]*>', again.text)
    assert field is not None
    assert 'value="2020-12-10"' in field[0] and 'aria-invalid="true"' in field[0]
    assert 'aria-describedby="l-error-correction_notice"' in field[0]
    assert re.search(r'id="l-error-correction_notice"[^>]*>回答の期限は、きょう以降', again.text)


def test_what_is_wrong_with_a_letter_that_does_not_go_with_the_request_is_said_too(lead: Browser) -> None:
    receipt = enter(lead)
    again = lead.post(f"/staff/requests/{receipt}/letters/fee_notice", amount="千円")
    assert again.status_code == 422, "this desk asks for no fee, and the form is not offered"
    assert re.search(r'class="alert" role="alert">金額は、数字だけで', again.text)


def test_the_address_of_a_refused_letter_leads_back_to_the_request(lead: Browser) -> None:
    receipt = enter(lead)
    back = lead.get(f"/staff/requests/{receipt}/letters/correction_notice")
    assert back.headers["location"] == f"/staff/requests/{receipt}"
