"""The look-up, and the policy pages that its citations open."""

import hashlib
import re
from html import unescape
from typing import Any

import httpx
import pytest

from tests.integration.http.talk import (
    CITATION,
    Clerk,
    Talk,
    check_citation,
    check_problem,
    policy_text,
)

pytestmark = pytest.mark.integration

Json = dict[str, Any]

QUESTIONS = {
    "ocs": "開示を請求するときの本人確認書類は何ですか",
    "prestige": "代理人が請求するときに必要な書類を教えてください",
    "ocn": "利用目的の通知の手数料はいくらですか",
    "opt": "個人情報を第三者に提供することはありますか",
    "oni": "書類の郵送先はどこですか",
}


def look_up(clerk: Clerk, question: str, **more: object) -> Json:
    response = clerk.post("lookup", question=question, **more)
    assert response.status_code == 200, response.text
    found: Json = response.json()
    assert set(found) == {"answerable", "confidence", "answer", "passages"}
    assert 0 <= found["confidence"] <= 1
    assert (found["answer"] is not None) == found["answerable"]
    return found


def squeezed(text: str) -> str:
    """Without white space: the page lays a quotation out anew."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("company", sorted(QUESTIONS))
def test_passages_are_ranked_and_every_quotation_opens_at_its_mark(
    http: httpx.Client, clerk: Clerk, company: str
) -> None:
    found = look_up(clerk, QUESTIONS[company], company=company)
    passages: list[Any] = found["passages"]
    assert [passage["rank"] for passage in passages] == [1, 2, 3, 4, 5]
    assert [passage["score"] for passage in passages] == sorted(
        (passage["score"] for passage in passages), reverse=True
    )
    version = hashlib.sha256(policy_text(company).encode()).hexdigest()[:12]
    cited = [*passages, *(found["answer"] or {"citations": []})["citations"]]
    for one in cited:
        assert set(one) - {"rank", "score"} == CITATION
        check_citation(one, company)
        assert one["version"] == version
        page = http.get(str(one["url"]).partition("#")[0])
        assert page.status_code == 200
        assert page.text.count('<mark id="q"') == 1
        marked = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", page.text, re.DOTALL))
        assert squeezed(unescape(marked)) == squeezed(str(one["quote"]))


def test_what_the_policy_does_not_say_is_called_so_beside_the_nearest_clauses(clerk: Clerk) -> None:
    found = look_up(clerk, "社長の年収はいくらですか", company="oni")
    assert found["answerable"] is False
    assert found["passages"], "staff still sees what is nearest"


def test_without_a_company_all_are_searched_and_the_limit_holds(clerk: Clerk) -> None:
    found = look_up(clerk, "個人情報の開示の請求", limit=12)
    passages: list[Any] = found["passages"]
    assert len(passages) == 12
    assert len({passage["company"] for passage in passages}) > 1


def test_a_region_shows_its_own_rules(clerk: Clerk) -> None:
    question = "権利の行使に費用はかかりますか"
    europe = look_up(clerk, question, company="ocs", region="eea_uk")
    assert "無料" in str(europe["answer"])
    japan = look_up(clerk, question, company="ocs", region="jp")
    assert "無料で権利" not in str(japan["answer"]), "the GDPR chapter is not for a customer in Japan"
    named = look_up(clerk, "パリに住んでいます。" + question, company="ocs")
    assert "無料" in str(named["answer"]), "place names in the question count"


@pytest.mark.parametrize(
    ("body", "field", "named"),
    [
        ({"company": "acme"}, "company", "prestige"),
        ({"company": "oni", "region": "jp"}, "region", ""),
        ({"company": "ocs", "region": "mars"}, "region", "california"),
        ({"question": " "}, "question", ""),
        ({"question": "あ" * 2001}, "question", "2000"),
        ({"limit": 0}, "limit", ""),
        ({"limit": 1000}, "limit", ""),
        ({"limt": 5}, "limt", ""),
    ],
)
def test_a_bad_look_up_names_what_is_allowed(clerk: Clerk, body: Json, field: str, named: str) -> None:
    response = clerk.post("lookup", **{"question": "手数料", **body})
    assert named in str(check_problem(response, 422, field, "acme", "mars", "ああ"))


def test_staff_may_look_up_and_customers_may_not(http: httpx.Client, agent: Clerk, opt_only: Clerk) -> None:
    check_problem(http.post("/api/v1/lookup", json={"question": "手数料"}), 401)
    talk = Talk.open(http, "oni")
    check_problem(http.post("/api/v1/lookup", json={"question": "手数料"}, headers=talk.headers), 401)
    assert look_up(agent, "手数料", company="oni")["passages"], "it is what an agent's account is for"
    assert look_up(opt_only, "手数料", company="opt")["passages"]
    check_problem(opt_only.post("lookup", question="手数料", company="oni"), 403)


def test_a_look_up_of_all_companies_keeps_to_those_one_works_for(opt_only: Clerk) -> None:
    passages: list[Any] = look_up(opt_only, "開示の手数料", limit=20)["passages"]
    assert {passage["company"] for passage in passages} <= {"opt"}


@pytest.mark.parametrize(
    "path", ["/", "/?lang=en", "/demo/ocs", "/demo/oni?lang=en", "/policies/opt", "/staff/login"]
)
def test_each_public_page_is_html_with_scripts_of_its_own_only_and_its_files_are_there(
    http: httpx.Client, path: str
) -> None:
    page = http.get(path)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    for asset in re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text):
        assert http.get(asset).status_code == 200, asset


def test_demo_pages_and_policies_say_whose_desk_this_is_not(http: httpx.Client) -> None:
    for path in ("/", "/demo/opt", "/policies/opt"):
        assert "実在各社の窓口ではありません" in unescape(http.get(path).text)


@pytest.mark.parametrize("path", ["/", "/policies/ocs", "/healthz", "/openapi.json", "/nothing"])
def test_who_only_asks_for_the_head_gets_what_a_reader_gets_without_its_body(
    http: httpx.Client, path: str
) -> None:
    got, told = http.get(path), http.head(path)
    assert told.status_code == got.status_code
    assert told.content == b""
    assert told.headers["content-type"] == got.headers["content-type"]
    assert told.headers["content-length"] == str(len(got.content))


@pytest.mark.parametrize(
    "path",
    ["/policies/acme", "/demo/acme", "/policies/oni?version=000000000000", "/nothing", "/static/nothing.js"],
)
def test_what_is_not_there_is_404(http: httpx.Client, path: str) -> None:
    assert http.get(path).status_code == 404


@pytest.mark.parametrize("query", ["start=5&end=2", "start=0&end=99999999", "start=-1&end=4", "start=x"])
def test_a_range_that_is_none_marks_nothing(http: httpx.Client, query: str) -> None:
    page = http.get(f"/policies/oni?{query}")
    assert page.status_code in {200, 422}
    assert "<mark" not in page.text
