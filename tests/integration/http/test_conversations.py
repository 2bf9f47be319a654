"""Companies, conversations and messages, as the contract has them."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from desk.wording import render
from tests.integration.http.talk import Clerk, Talk, check_problem

pytestmark = pytest.mark.integration

COMPANIES = {"ocs", "prestige", "ocn", "opt", "oni"}
REGIONS = {"jp", "eea_uk", "china", "california", "other"}


def new_id() -> str:
    return str(uuid.uuid4())


def test_the_five_companies_and_who_is_there_now(http: httpx.Client) -> None:
    page = http.get("/api/v1/companies").json()
    assert set(page) == {"items", "next"}
    assert page["next"] is None
    assert {company["id"] for company in page["items"]} == COMPANIES
    for company in page["items"]:
        assert set(company) == {"id", "name", "regions", "desk"}
        assert set(company["regions"]) == (REGIONS if company["id"] == "ocs" else set())
        assert set(company["desk"]) == {"state", "note"}
        assert company["desk"]["state"] in {"open", "out_of_hours", "closed"}


def test_why_a_desk_is_closed_is_told_in_the_language_asked_for(http: httpx.Client) -> None:
    def note(query: str) -> str:
        listed = http.get(f"/api/v1/companies{query}").json()["items"]
        return str(next(one for one in listed if one["id"] == "ocn")["desk"]["note"])

    assert "閉鎖" in note("")
    assert "closed" in note("?locale=en")
    assert http.get("/api/v1/companies?locale=xx").status_code == 422


@pytest.mark.parametrize("company", sorted(COMPANIES))
def test_a_conversation_opens_with_a_greeting_and_the_disclaimer(http: httpx.Client, company: str) -> None:
    talk = Talk.open(http, company)
    assert talk.last["owner"] == "bot"
    assert talk.expects is None
    assert [message["from"] for message in talk.last["messages"]] == ["bot"]
    assert "実在各社の窓口ではありません" in talk.text
    assert talk.transcript() == talk.last["messages"]


def test_a_locale_starts_the_language_and_the_customers_own_text_switches_it(http: httpx.Client) -> None:
    talk = Talk.open(http, "oni", locale="en")
    assert all(letter < "぀" for letter in talk.text.replace("岡山ネットワーク株式会社", "")), talk.text
    talk.say("開示を請求したいです。どうすればよいですか？")
    assert any("ぁ" <= letter <= "ん" for letter in talk.text)
    assert Talk.open(http, "oni", locale="zh").text


def test_a_region_is_taken_where_the_policy_makes_a_difference_and_not_asked_again(
    http: httpx.Client,
) -> None:
    talk = Talk.open(http, "ocs", region="eea_uk")
    talk.say(choice="start_request")
    talk.say(choice="disclosure")
    assert talk.expects == "requester"


@pytest.mark.parametrize(
    ("body", "field", "named"),
    [
        ({"company": "oni", "region": "jp"}, "region", ""),
        ({"company": "ocs", "region": "mars"}, "region", "california"),
        ({"company": "acme"}, "company", "prestige"),
        ({}, "company", ""),
        ({"company": "oni", "locale": "xx"}, "locale", "zh"),
        ({"company": "oni", "regoin": "jp"}, "regoin", ""),
    ],
)
def test_a_conversation_that_cannot_be_opened_names_field_and_what_is_allowed(
    http: httpx.Client, body: dict[str, str], field: str, named: str
) -> None:
    document = check_problem(http.post("/api/v1/conversations", json=body), 422, field, "acme", "mars")
    assert named in str(document["errors"])


def test_a_conversation_is_opened_by_its_own_token_only(http: httpx.Client) -> None:
    mine, other = Talk.open(http, "oni"), Talk.open(http, "oni")
    check_problem(http.get(f"{mine.url}/messages"), 401)
    check_problem(http.get(f"{mine.url}/events"), 401)
    check_problem(http.get(f"{mine.url}/messages", headers={"Authorization": "Basic eDp5"}), 401)
    for path in ("messages", "events"):
        check_problem(http.get(f"{mine.url}/{path}", headers=other.headers), 404)
    body = {"text": "こんにちは", "client_id": new_id()}
    wrong = http.post(f"{mine.url}/messages", json=body, headers=other.headers)
    missing = http.post("/api/v1/conversations/c_nothing/messages", json=body, headers=mine.headers)
    assert check_problem(wrong, 404) == check_problem(missing, 404)
    assert len(mine.transcript()) == 1


def test_a_question_is_answered_with_verbatim_citations(http: httpx.Client) -> None:
    talk = Talk.open(http, "oni")
    talk.say("開示の請求に必要な本人確認書類は何ですか")
    (answer,) = [message for message in talk.last["messages"] if message["kind"] == "answer"]
    assert answer["citations"]
    assert "運転免許証" in answer["text"]


def test_the_list_goes_on_after_an_id(http: httpx.Client) -> None:
    talk = Talk.open(http, "oni")
    talk.say("こんにちは")
    talk.say(choice="ask_papers")
    everything = talk.transcript()
    assert [message["from"] for message in everything].count("customer") == 2
    for at, message in enumerate(everything):
        assert talk.transcript(after=message["id"]) == everything[at + 1 :]


def test_the_same_client_id_gives_the_same_reply_and_does_nothing_twice(http: httpx.Client) -> None:
    talk = Talk.open(http, "oni")
    mine = new_id()
    first = talk.say("利用停止を請求したいです", client_id=mine)
    before = talk.transcript()
    assert talk.say("利用停止を請求したいです", client_id=mine) == first
    talk.say(choice="self")
    assert talk.say("利用停止を請求したいです", client_id=mine) == first
    assert talk.transcript()[: len(before)] == before
    assert [m["from"] for m in talk.transcript()].count("customer") == 2
    check_problem(talk.post(text="別の内容です", client_id=mine), 409, None, "別の内容です")
    check_problem(talk.post(choice="self", client_id=mine), 409)
    # Another conversation's ids are its own.
    assert Talk.open(http, "oni").say("こんにちは", client_id=mine)


def test_two_sendings_of_one_message_at_once_are_one_message(http: httpx.Client) -> None:
    talk = Talk.open(http, "oni")
    body = {"text": "訂正を請求したいです", "client_id": new_id()}
    with ThreadPoolExecutor(4) as pool:
        replies = [future.result() for future in [pool.submit(talk.post, **body) for _ in range(4)]]
    assert [reply.status_code for reply in replies] == [200] * 4
    assert len({reply.text for reply in replies}) == 1
    assert [message["from"] for message in talk.transcript()].count("customer") == 1


def test_messages_at_once_are_all_answered_one_after_the_other(http: httpx.Client) -> None:
    talk = Talk.open(http, "oni")
    texts = ["こんにちは", "開示の手数料はかかりますか", "郵送先はどこですか"]
    with ThreadPoolExecutor(3) as pool:
        replies = list(pool.map(lambda text: talk.post(text=text, client_id=new_id()), texts))
    assert [reply.status_code for reply in replies] == [200] * 3
    said = [message["text"] for message in talk.transcript() if message["from"] == "customer"]
    assert sorted(said) == sorted(texts)
    ids = [message["id"] for reply in replies for message in reply.json()["messages"]]
    assert len(set(ids)) == len(ids) >= 3


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": "こんにちは", "choice": "handoff"}, None),
        ({}, None),
        ({"text": ""}, "text"),
        ({"text": " 　\n"}, "text"),
        ({"text": "あ" * 2001}, "text"),
        ({"text": 5}, "text"),
        ({"text": "こんにちは", "client_id": "1"}, "client_id"),
        ({"text": "こんにちは", "client_id": None}, "client_id"),
        ({"text": "こんにちは", "extra": "x"}, "extra"),
        ({"choice": "handoffs"}, "choice"),
        ({"choice": "/restart"}, "choice"),
        ({"choice": "yes; no"}, "choice"),
    ],
)
def test_a_bad_message_is_refused_and_leaves_no_trace(
    http: httpx.Client, body: dict[str, object], field: str | None
) -> None:
    talk = Talk.open(http, "oni")
    document = check_problem(
        talk.post(**{"client_id": new_id(), **body}), 422, field, "こんにちは", "ああ", "/restart", "yes; no"
    )
    if field == "choice":
        assert "start_request" in str(document["errors"])
    if body.get("text") == "あ" * 2001:
        assert "2000" in document["detail"]
    assert len(talk.transcript()) == 1


def test_a_body_that_is_no_json_is_a_problem_document(http: httpx.Client) -> None:
    talk = Talk.open(http, "oni")
    response = http.post(f"{talk.url}/messages", content=b"{text: himitsu", headers=talk.headers)
    check_problem(response, 422, None, "himitsu")


def test_two_thousand_characters_are_allowed_whatever_they_are(http: httpx.Client) -> None:
    talk = Talk.open(http, "oni")
    assert talk.say("🙂" * 2000)
    assert talk.say("手数料。" * 500)


@pytest.mark.parametrize("text", ["/restart", "/session_start", " /restart", "/action_listen", "/more"])
def test_a_leading_slash_is_no_command(http: httpx.Client, text: str) -> None:
    talk = Talk.open(http, "oni")
    talk.say(choice="disclosure")
    talk.say(text)
    assert talk.last["messages"]
    assert render("system.bot_down", "ja") not in talk.text, "Rasa obeys such a command without a word"
    said = [message["text"] for message in talk.transcript() if message["from"] == "customer"][-1]
    assert said.strip() == text.strip()
    talk.say(choice="disclosure")
    assert talk.to_form()


def test_a_payload_typed_by_a_customer_fills_no_slots(http: httpx.Client) -> None:
    talk = Talk.open(http, "ocs")
    talk.say(choice="disclosure")
    assert talk.expects == "region"
    talk.say('/inform{"region": "other"}')
    assert talk.asked[-1] != "requester", "the payload would have answered where the customer lives"


def test_a_closed_conversation_takes_nothing_more(http: httpx.Client, clerk: Clerk) -> None:
    talk = Talk.open(http, "oni")
    talk.say(choice="handoff")
    assert clerk.do(talk, "claim").status_code == 200
    assert clerk.do(talk, "close").json()["owner"] == "closed"
    document = check_problem(talk.post(text="まだいますか", client_id=new_id()), 409)
    assert document["code"] == "conversation_closed"
    assert talk.transcript()[-1]["from"] == "system"
