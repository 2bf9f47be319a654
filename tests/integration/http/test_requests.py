"""A request from the first word to the receipt, its status, and its end."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from typing import Any

import httpx
import pytest

from desk.wording import render
from tests.integration.http.talk import ANSWERS, CITATION, Clerk, Talk, check_citation, check_problem, moment

pytestmark = pytest.mark.integration

Json = dict[str, Any]

PERSON = {"name": "窓口 花子", "address": "岡山県岡山市北区表町1-2-3"}


def status_of(http: httpx.Client, result: Json) -> Json:
    body = {"receipt": result["receipt"], "access_code": result["access_code"]}
    response = http.post("/api/v1/requests/status", json=body)
    assert response.status_code == 200, response.text
    found: Json = response.json()
    return found


def opened(http: httpx.Client, company: str = "oni", **answers: str) -> tuple[Talk, Json]:
    """A conversation with an open request, and what the form answered."""
    talk = Talk.open(http, company)
    return talk, talk.submit(talk.to_form(**answers), PERSON)


# ---------------------------------------------------------------------- to the form


def test_each_question_of_a_request_says_what_it_expects(http: httpx.Client) -> None:
    talk = Talk.open(http, "oni")
    form = talk.to_form()
    assert talk.asked == [
        None, "request_type", "requester", "subject", "reply_method", "confirm", "personal_data",
    ]  # fmt: skip
    assert [(one["name"], one["required"]) for one in form["fields"]][:2] == [
        ("name", True),
        ("address", True),
    ]
    talk.submit(form, PERSON)
    talk.say("ありがとうございました")
    assert talk.expects is None


def test_ocs_asks_where_the_customer_lives(http: httpx.Client) -> None:
    talk = Talk.open(http, "ocs")
    talk.to_form(region="eea_uk", request_type="erasure")
    assert talk.asked[:4] == [None, "request_type", "region", "requester"]
    assert talk.asked[-2:] == ["confirm", "personal_data"]


def test_everything_said_at_once_is_not_asked_again(http: httpx.Client) -> None:
    talk = Talk.open(http, "ocs")
    talk.say("フランスに住んでいる本人ですが、自分の個人データの開示を請求します")
    assert talk.expects == "subject"


def test_an_agent_is_asked_for_the_principal(http: httpx.Client) -> None:
    talk = Talk.open(http, "oni")
    form = talk.to_form(requester="voluntary_agent")
    required = {one["name"] for one in form["fields"] if one["required"]}
    assert required == {"name", "address", "principal_name", "relation"}
    document = check_problem(http.post(form["url"], json=PERSON), 422, "principal_name")
    assert {error["field"] for error in document["errors"]} == {"principal_name", "relation"}


def test_a_correction_needs_what_it_should_be(http: httpx.Client) -> None:
    talk = Talk.open(http, "oni")
    form = talk.to_form(request_type="correction", subject="address")
    assert {one["name"] for one in form["fields"]} >= {"current_value", "new_value", "details"}
    check_problem(http.post(form["url"], json=PERSON), 422, "new_value")
    assert talk.submit(form, {**PERSON, "details": "番地が違います"})["receipt"]


def test_what_settles_nothing_is_never_met_with_silence(http: httpx.Client) -> None:
    talk = Talk.open(http, "oni")
    talk.say(choice="start_request")
    for _ in range(4):
        asked = talk.expects
        talk.say(choice="continue")
        assert talk.last["messages"]
        assert render("system.bot_down", "ja") not in talk.text
        assert talk.expects == asked, "asked again"
        talk.say(choice=ANSWERS[str(asked)])
    assert talk.expects == "confirm"
    talk.say(choice="change_requester")
    talk.say(choice="self")
    assert talk.expects == "confirm"


# ---------------------------------------------------------------------- the form


def test_looking_at_a_form_never_spends_it(http: httpx.Client) -> None:
    talk = Talk.open(http, "oni")
    form = talk.to_form()
    for _ in range(3):
        page = http.get(form["url"])
        assert page.status_code == 200
        assert page.headers["content-type"].startswith("text/html")
        assert page.headers["cache-control"] == "no-store"
        assert 'name="address"' in page.text
    assert http.head(form["url"]).status_code in {200, 405}
    assert talk.submit(form, PERSON)["receipt"]


def test_bad_fields_are_named_and_right_ones_kept(http: httpx.Client) -> None:
    talk = Talk.open(http, "oni")
    form = talk.to_form()
    values = {"name": "", "address": PERSON["address"], "email": "花子", "colour": "赤"}
    document = check_problem(http.post(form["url"], json=values), 422, "name")
    assert {error["field"] for error in document["errors"]} == {"name", "email", "colour"}
    assert all(error["message"] for error in document["errors"])
    assert document["values"] == {"address": PERSON["address"]}
    for bad in ({"name": 5}, {"name": ["x"]}):
        check_problem(http.post(form["url"], json=bad), 422, "name")
    check_problem(http.post(form["url"], json=["x"]), 422)
    broken = http.post(form["url"], content=b"{", headers={"Content-Type": "application/json"})
    check_problem(broken, 422)
    huge = http.post(form["url"], json={**PERSON, "details": "x" * 70_000})
    check_problem(huge, 413)
    assert talk.submit(form, PERSON)["receipt"], "none of this has spent it"


def test_a_form_opens_one_request_once(http: httpx.Client) -> None:
    talk = Talk.open(http, "oni")
    form = talk.to_form()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: http.post(form["url"], json=PERSON), range(4)))
    assert [answer.status_code for answer in answers] == [201] * 4
    assert len({answer.text for answer in answers}) == 1
    again = http.post(form["url"], json={"address": PERSON["address"], "name": f" {PERSON['name']}"})
    assert (again.status_code, again.json()) == (201, answers[0].json())
    check_problem(http.post(form["url"], json={**PERSON, "name": "別の人"}), 409, None, "別の人")
    receipt = answers[0].json()["receipt"]
    assert sum(receipt in message["text"] for message in talk.transcript()) == 1


def test_a_sent_form_is_answered_with_receipt_code_papers_and_address(http: httpx.Client) -> None:
    _, result = opened(http)
    assert set(result) == {"receipt", "access_code", "standing", "checklist", "send_to", "documents"}
    assert result["standing"] in {"request", "announcement"}
    assert "岡山" in str(result["send_to"])
    assert result["checklist"]
    for item in result["checklist"]:
        assert set(item) == {"label", "citation"}
        if item["citation"] is not None:
            assert set(item["citation"]) == CITATION
            check_citation(item["citation"], "oni")


def test_the_receipt_follows_in_the_conversation_and_the_access_code_does_not(http: httpx.Client) -> None:
    talk, result = opened(http)
    last = talk.transcript()[-1]
    assert last["from"] == "bot"
    assert result["receipt"] in last["text"]
    assert result["access_code"] not in str(talk.transcript())


def test_a_browsers_form_post_gets_pages(http: httpx.Client) -> None:
    talk = Talk.open(http, "oni")
    form = talk.to_form()
    bad = http.post(form["url"], data={"name": "", "address": PERSON["address"]})
    assert bad.status_code == 422
    assert bad.headers["content-type"].startswith("text/html")
    assert PERSON["address"] in unescape(bad.text), "what was right is still there"
    assert 'aria-invalid="true"' in bad.text
    good = http.post(form["url"], data=PERSON)
    assert good.status_code == 201
    assert good.headers["content-type"].startswith("text/html")
    codes = re.findall(r"<code>([^<]+)</code>", good.text)
    assert len(codes) == 2
    assert status_of(http, {"receipt": codes[0], "access_code": codes[1]})["history"]
    other = http.post(form["url"], data={**PERSON, "name": "別の人"})
    assert other.status_code == 409
    assert other.headers["content-type"].startswith("text/html")
    assert "別の人" not in other.text


def test_what_a_browser_enters_is_text_and_nothing_else(http: httpx.Client) -> None:
    talk = Talk.open(http, "oni")
    form = talk.to_form()
    bad = http.post(form["url"], data={"name": "", "address": '"><script>alert(1)</script>'})
    assert bad.status_code == 422
    assert "<script>alert" not in bad.text
    assert "script-src 'self'" in bad.headers["content-security-policy"]


def test_a_form_that_is_unknown_or_was_given_up_opens_nothing(http: httpx.Client) -> None:
    unknown = f"{http.base_url}/forms/nothing"
    check_problem(http.post(unknown, json=PERSON), 404)
    assert http.get(unknown).status_code == 404
    assert http.post(unknown, data=PERSON).status_code == 404
    talk = Talk.open(http, "oni")
    form = talk.to_form()
    talk.say(choice="cancel")
    assert talk.expects is None
    check_problem(http.post(form["url"], json=PERSON), 410)
    page = http.get(form["url"])
    assert page.status_code == 410
    assert page.headers["content-type"].startswith("text/html")


# ---------------------------------------------------------------------- how it stands


def test_receipt_and_code_tell_how_a_request_stands(http: httpx.Client) -> None:
    _, result = opened(http)
    found = status_of(http, result)
    assert set(found) == {"status", "due", "history"}
    assert found["due"] is None, "Japanese law names no number of days"
    assert [entry["status"] for entry in found["history"]] == [found["status"]]
    typed = {
        "receipt": result["receipt"].lower(),
        "access_code": result["access_code"].replace("-", " ").lower(),
    }
    assert status_of(http, typed) == found
    wrong = {"receipt": result["receipt"], "access_code": "AAAA-AAA2"}
    document = check_problem(http.post("/api/v1/requests/status", json=wrong), 404, None, result["receipt"])
    unknown = {"receipt": "MDG-0000-0000", "access_code": result["access_code"]}
    assert check_problem(http.post("/api/v1/requests/status", json=unknown), 404) == document
    check_problem(http.post("/api/v1/requests/status", json={"receipt": "x"}), 422, "access_code")


def test_guessing_access_codes_is_shut(http: httpx.Client) -> None:
    _, result = opened(http)
    guess = {"receipt": result["receipt"], "access_code": "AAAA-AAA2"}
    for _ in range(5):
        check_problem(http.post("/api/v1/requests/status", json=guess), 404)
    right = {"receipt": result["receipt"], "access_code": result["access_code"]}
    document = check_problem(http.post("/api/v1/requests/status", json=right), 429)
    moment(document["retry_at"])


def test_a_due_date_where_the_law_names_one(http: httpx.Client, clerk: Clerk) -> None:
    _, result = opened(http, "ocs", region="eea_uk", request_type="erasure")
    if result["standing"] == "announcement":
        assert status_of(http, result)["due"], "GDPR 12(3): one month from this receipt"
        response = clerk.patch(f"staff/requests/{result['receipt']}", status="received")
        assert response.status_code == 200, response.text
    found = status_of(http, result)
    days = moment(str(found["due"])) - moment(found["history"][0]["at"])
    assert timedelta(days=27) < days < timedelta(days=33), "GDPR 12(3): one month"


def test_the_chat_tells_how_a_request_stands_for_receipt_and_code(http: httpx.Client) -> None:
    _, result = opened(http)
    talk = Talk.open(http, "oni")
    talk.say("請求がどうなっているか知りたいです")
    talk.say(f"受付番号は{result['receipt']}です")
    talk.say(result["access_code"])
    assert talk.asked[1:] == ["receipt", "access_code", None]
    assert "開示" in talk.text
    said = str(talk.transcript())
    assert result["receipt"] not in said
    assert result["access_code"] not in said
    assert "［受付番号］" in said
    assert "［アクセスコード］" in said


def test_a_wrong_code_in_the_chat_says_so_and_offers_a_person(http: httpx.Client) -> None:
    _, result = opened(http)
    talk = Talk.open(http, "oni")
    talk.say(choice="ask_status")
    talk.say(result["receipt"])
    talk.say("AAAA-AAA2")
    assert "handoff" in talk.choices
    assert talk.expects == "receipt"
    assert "AAAA" not in str(talk.transcript())


def test_the_status_of_ones_own_request_needs_no_receipt(http: httpx.Client) -> None:
    talk, _ = opened(http)
    talk.say("いまどうなっていますか")
    assert talk.expects in {None, "receipt"}
    assert "開示" in talk.text


@pytest.mark.parametrize("said", [{"choice": "cancel"}, {"text": "請求を取り下げます"}])
def test_a_request_is_taken_back_in_the_conversation(http: httpx.Client, said: dict[str, str]) -> None:
    talk, result = opened(http)
    before = status_of(http, result)
    talk.say(**said)
    found = status_of(http, result)
    assert found["status"] == "withdrawn"
    history: list[Any] = found["history"]
    assert [entry["status"] for entry in history] == [before["status"], "withdrawn"]
    talk.say(choice="cancel")
    assert talk.last["messages"], "taking back what is taken back is told, too"
    assert status_of(http, result) == found


def check_identity(clerk: Clerk, receipt: str) -> None:
    assert clerk.put(f"staff/requests/{receipt}/checks/identity", result="confirmed").status_code == 200


@pytest.mark.parametrize(
    "steps",
    [
        ["received", "in_progress", "partly_answered"],
        ["received", "in_progress", "partly_answered", "in_progress"],
        ["refused"],
    ],
)
def test_what_is_answered_cannot_be_taken_back(http: httpx.Client, clerk: Clerk, steps: list[str]) -> None:
    talk, result = opened(http)
    check_identity(clerk, result["receipt"])
    for step in steps:
        more = {"grounds": ["1"]} if step == "refused" else {}
        assert clerk.patch(f"staff/requests/{result['receipt']}", status=step, **more).status_code == 200
    talk.say(choice="cancel")
    assert talk.last["messages"]
    assert "取り下げました" not in talk.text
    assert status_of(http, result)["status"] == steps[-1]


def test_another_conversations_request_is_not_taken_back(http: httpx.Client) -> None:
    _, result = opened(http)
    other = Talk.open(http, "oni")
    other.say(f"{result['receipt']}の請求を取り消してください")
    other.say("キャンセルします")
    assert status_of(http, result)["status"] != "withdrawn"


# ---------------------------------------------------------------------- staff


def test_staff_sees_and_moves_a_request(http: httpx.Client, clerk: Clerk) -> None:
    _, result = opened(http)
    listed = next(
        item
        for item in clerk.get("staff/requests", company="oni").json()["items"]
        if item["receipt"] == result["receipt"]
    )
    assert PERSON["name"] not in str(listed)
    record = clerk.get(f"staff/requests/{result['receipt']}").json()
    assert set(record) >= {
        "company", "region", "request_type", "requester", "subject", "reply_method", "status", "due",
        "policy_version", "customer",
    }  # fmt: skip
    assert record["customer"] == PERSON
    assert (record["company"], record["request_type"], record["requester"]) == ("oni", "disclosure", "self")
    assert (record["subject"], record["reply_method"], record["region"]) == ("usage", "post", None)
    moved = clerk.patch(f"staff/requests/{result['receipt']}", status="received", note="書類が届きました")
    assert moved.status_code == 200, moved.text
    assert status_of(http, result)["status"] == "received"
    document = check_problem(clerk.patch(f"staff/requests/{result['receipt']}", status="expired"), 409)
    assert "answered" not in document["allowed"], "nobody has established yet who asks"
    check_identity(clerk, result["receipt"])
    document = check_problem(clerk.patch(f"staff/requests/{result['receipt']}", status="expired"), 409)
    assert "answered" in document["allowed"]
    check_problem(clerk.patch(f"staff/requests/{result['receipt']}", status="lost"), 422)
    check_problem(clerk.get("staff/requests/MDG-0000-0000"), 404)


def test_look_up_accounts_and_other_companies_staff_do_not_see_requests(
    http: httpx.Client, agent: Clerk, opt_only: Clerk
) -> None:
    _, result = opened(http)
    one = f"staff/requests/{result['receipt']}"
    for response in (agent.get("staff/requests"), agent.get(one), agent.patch(one, status="received")):
        check_problem(response, 403, None, PERSON["name"])
    for response in (opt_only.get(one), opt_only.patch(one, status="received")):
        check_problem(response, 403, None, PERSON["name"])
    companies = {item["company"] for item in opt_only.get("staff/requests").json()["items"]}
    assert companies <= {"opt"}
    assert opt_only.get("staff/requests", company="oni").json()["items"] == []
    check_problem(http.get("/api/v1/staff/requests"), 401)
    check_problem(http.get("/api/v1/staff/requests", headers={"Authorization": "Bearer x"}), 401)
