"""The letters and papers of staff, over HTTP on a real desk."""
# ruff: noqa: F811 - fixtures come in as arguments of the same name

from dataclasses import replace
from typing import get_args

import pytest
from fastapi.testclient import TestClient

from desk.bootstrap import Desk
from desk.locales import Locale
from desk.requests.casework import Entry
from desk.requests.drafting import Wanted, request_draft
from knowledge.vocabulary import ReplyMethod, Requester, RequestType
from tests.desks import desk_of
from tests.integration.api.papers_support import (  # noqa: F401
    PERSON,
    Submit,
    client,
    kinds,
    readings,
    staff_headers,
    submit,
)
from tests.integration.desk.conftest import clock, desk, new_desk  # noqa: F401
from tests.unit.desk.papers.support import reader, says


def test_staff_gets_letters_and_papers_and_each_is_audited(
    client: TestClient, submit: Submit, desk: Desk
) -> None:
    receipt = submit("prestige", "disclosure")["receipt"]
    headers = staff_headers(client, desk)
    base = f"/api/v1/staff/requests/{receipt}"
    offered = client.get(f"{base}/papers", headers=headers).json()
    assert [paper["kind"] for paper in offered["documents"]] == [
        "request_sheet",
        "checklist",
        "cover_letter",
        "address_label",
    ]
    assert [letter["kind"] for letter in offered["letters"]] == [
        "receipt_notice", "correction_notice", "fee_notice", "decision_refused",
    ], "nothing that was asked for goes out before it is established who asks"  # fmt: skip
    early = client.post(f"{base}/letters/decision_granted", headers=headers, json={})
    assert early.status_code == 409
    client.put(f"{base}/checks/identity", headers=headers, json={"result": "confirmed"})
    offered = client.get(f"{base}/papers", headers=headers).json()
    letters = {letter["kind"]: letter for letter in offered["letters"]}
    assert list(letters) == [
        "receipt_notice", "correction_notice", "fee_notice", "decision_granted", "decision_partly", "decision_refused",
    ]  # fmt: skip
    ground = letters["decision_refused"]["grounds"][-1]
    assert "お取引先" in ground["text"]
    refused = client.post(f"{base}/letters/decision_refused", headers=headers, json={"ground": ground["id"]})
    assert (refused.status_code, refused.headers["content-type"]) == (200, "application/pdf")
    assert says(refused.content, "照会 桃子 様", ground["text"]) == []
    assert client.post(f"{base}/letters/receipt_notice", headers=headers).status_code == 200
    assert client.post(f"{base}/documents/checklist", headers=headers).status_code == 200
    actor = "s-desk-None"
    assert (actor, receipt, "document:offers") not in readings(desk), "a list of what there is reads nothing"
    for about in ("decision_refused", "receipt_notice", "checklist"):
        assert (actor, receipt, f"document:{about}") in readings(desk)


def test_the_letter_of_a_refusal_names_the_grounds_that_were_recorded(
    client: TestClient, submit: Submit, desk: Desk
) -> None:
    receipt = submit("prestige", "disclosure")["receipt"]
    headers = staff_headers(client, desk)
    base = f"/api/v1/staff/requests/{receipt}"
    offered = client.get(f"{base}/papers", headers=headers).json()["letters"]
    listed = next(letter["grounds"] for letter in offered if letter["kind"] == "decision_refused")
    change = {"status": "refused", "grounds": [listed[-1]["id"]]}
    assert client.patch(base, headers=headers, json=change).status_code == 200
    after = {
        letter["kind"]: letter for letter in client.get(f"{base}/papers", headers=headers).json()["letters"]
    }
    assert [ground["id"] for ground in after["decision_refused"]["grounds"]] == [listed[-1]["id"]]
    assert not {"decision_granted", "decision_partly"} & after.keys()
    letter = client.post(f"{base}/letters/decision_refused", headers=headers)
    assert letter.status_code == 200
    assert says(letter.content, listed[-1]["text"]) == []
    other = client.post(f"{base}/letters/decision_refused", headers=headers, json={"ground": listed[0]["id"]})
    assert (other.status_code, other.json()["errors"][0]["allowed"]) == (422, [listed[-1]["id"]])
    granted = client.post(f"{base}/letters/decision_granted", headers=headers)
    assert (granted.status_code, granted.json()["code"]) == (409, "letter_not_applicable")


def test_what_staff_enters_has_papers_too_and_a_complaint_has_none(client: TestClient, desk: Desk) -> None:
    staff = desk.staff.add("post", "correct horse", "担当A")
    wanted = Wanted(RequestType.DISCLOSURE, Requester.VOLUNTARY_AGENT, None, "all", ReplyMethod.POST)
    draft = request_draft(desk_of("oni"), wanted, policy_version=desk_of("oni").version, locale="ja")
    assert draft.documents[:2] == ("request_sheet", "mandate")
    entered = desk.casework.enter(Entry(draft, PERSON, "post"), staff)
    headers = staff_headers(client, desk)
    base = f"/api/v1/staff/requests/{entered.record.receipt}"
    offered = client.get(f"{base}/papers", headers=headers).json()["documents"]
    assert [one["kind"] for one in offered] == list(draft.documents)
    sheet = client.post(f"{base}/documents/request_sheet", headers=headers)
    assert says(sheet.content, PERSON["name"]) == []
    complaint = replace(
        draft, request_type="complaint", kind="complaint", standing="request", checklist=(), documents=()
    )
    entered = desk.casework.enter(Entry(complaint, PERSON, "phone"), staff)
    base = f"/api/v1/staff/requests/{entered.record.receipt}"
    assert client.get(f"{base}/papers", headers=headers).json() == {"documents": [], "letters": []}
    letter = client.post(f"{base}/letters/receipt_notice", headers=headers)
    assert (letter.status_code, letter.json()["code"]) == (409, "letter_not_applicable")


def test_after_an_erasure_there_is_nobody_to_write_to(client: TestClient, submit: Submit, desk: Desk) -> None:
    result = submit()
    headers = staff_headers(client, desk)
    desk.erasures.erase([result["receipt"]], "operator", withdraw=True)
    for url in kinds(result).values():
        assert client.post(url, json={"access_code": result["access_code"]}).status_code == 404
    base = f"/api/v1/staff/requests/{result['receipt']}"
    assert client.get(f"{base}/papers", headers=headers).json() == {"documents": [], "letters": []}
    assert client.post(f"{base}/documents/checklist", headers=headers).status_code == 409


@pytest.mark.parametrize("locale", get_args(Locale))
def test_staff_prints_a_customers_paper_in_every_language_of_the_customers(
    client: TestClient, submit: Submit, desk: Desk, locale: str
) -> None:
    headers = staff_headers(client, desk)
    base = f"/api/v1/staff/requests/{submit()['receipt']}/documents/checklist"
    paper = client.post(base, headers=headers, params={"locale": locale})
    assert paper.status_code == 200
    found = reader(paper.content).metadata
    assert found is not None
    titles = {"ja": "ご用意いただくものの一覧", "en": "What to prepare", "zh": "材料清单"}
    assert found.title == titles[locale]
    assert client.post(base, headers=headers, params={"locale": "fr"}).status_code == 422


def test_what_a_letter_needs_is_named(client: TestClient, submit: Submit, desk: Desk) -> None:
    headers = staff_headers(client, desk)
    oni = f"/api/v1/staff/requests/{submit()['receipt']}"
    missing = client.post(f"{oni}/letters/decision_refused", headers=headers, json={})
    assert missing.status_code == 422
    assert missing.json()["errors"][0]["field"] == "ground"
    assert missing.json()["errors"][0]["allowed"] == [str(n) for n in range(1, 8)]
    fee = client.post(f"{oni}/letters/fee_notice", headers=headers)
    assert (fee.status_code, fee.json()["code"]) == (409, "letter_not_applicable")
    unknown = client.post(f"{oni}/letters/nothing", headers=headers)
    assert (unknown.status_code, len(unknown.json()["allowed"])) == (404, 7)
    paper = client.post(f"{oni}/documents/mandate", headers=headers)
    assert (paper.status_code, paper.json()["code"]) == (404, "paper_not_offered")
    extra = client.post(f"{oni}/letters/decision_granted", headers=headers, json={"data": "開示する内容"})
    assert extra.status_code == 422, "the disclosed data has no place here"
    assert "開示する内容" not in extra.text


def test_only_staff_of_this_company_who_work_on_cases_get_its_letters_and_papers(
    client: TestClient, submit: Submit, desk: Desk
) -> None:
    base = f"/api/v1/staff/requests/{submit()['receipt']}"
    wrong = {
        401: {},
        403: staff_headers(client, desk, companies=frozenset({"opt"})),
    }
    for status, headers in wrong.items():
        assert client.post(f"{base}/letters/receipt_notice", headers=headers).status_code == status
        assert client.post(f"{base}/documents/checklist", headers=headers).status_code == status
        assert client.get(f"{base}/papers", headers=headers).status_code == status
    agent = staff_headers(client, desk, role="look_up")
    assert client.post(f"{base}/letters/receipt_notice", headers=agent).status_code == 403
    unknown = client.post(
        "/api/v1/staff/requests/MDG-0000-0000/letters/receipt_notice", headers=staff_headers(client, desk)
    )
    assert unknown.status_code == 404
