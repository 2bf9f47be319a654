"""The customer's page about a request: without script, by receipt and access code, with nothing secret in an address."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from desk.bootstrap import Desk
from desk.locales import LOCALES, Locale
from desk.model import RequestChanges, StaffMember, Submitted
from desk.statuses import STATUSES
from desk.storage import tables as t
from desk.storage.customer_tables import paper_questions, ratings
from desk.wording import section, texts
from knowledge.vocabulary import CompanyId
from tests.integration.api.status_parts import PAPERS, enter, request_, submit, text  # noqa: F401
from tests.integration.api.test_desk_routes import Open, serve  # noqa: F401
from tests.integration.desk.conftest import clock, desk, new_desk, staff  # noqa: F401
from tests.integration.desk.support import Clock

# ---------------------------------------------------------------------- what it says


@pytest.mark.parametrize("lang", LOCALES)
def test_every_status_has_its_words_in_each_language(lang: Locale) -> None:
    words = section("status_page", lang)
    for status in STATUSES:
        assert words["status"][status]
        assert words["next_step"][status]


def keys_of(node: Any, before: str = "") -> set[str]:
    if not isinstance(node, dict):
        return {before}
    return {key for name, child in node.items() for key in keys_of(child, f"{before}.{name}")}


def test_the_page_is_whole_in_chinese_too() -> None:
    assert keys_of(texts("zh")["status_page"]) == keys_of(texts("ja")["status_page"])


@pytest.mark.parametrize(("lang", "words"), [("en", "waiting for your papers"), ("zh", "正在等待您的材料")])
def test_the_page_is_in_other_languages(serve: Open, request_: Submitted, lang: Locale, words: str) -> None:  # noqa: F811
    client = serve()
    shown = enter(client, request_, lang)
    assert words in text(shown)
    assert f'<html lang="{lang}">' in shown.text


def test_what_has_arrived_and_what_is_next_follow_the_staffs_work(
    desk: Desk,  # noqa: F811
    serve: Open,  # noqa: F811
    staff: StaffMember,  # noqa: F811
    request_: Submitted,  # noqa: F811
) -> None:
    client = serve()
    enter(client, request_)
    desk.casework.tick(request_.receipt, 0, True, staff)
    todo = client.get("/requests").text.split('class="todo"')[1].split("</section>")[0]
    assert "運転免許証の写し" in todo
    assert "様式1" not in todo
    desk.casework.tick(request_.receipt, 1, True, staff)
    said = text(client.get("/requests"))
    assert "お客様にしていただくことはありません" in said
    assert "書類は届きましたか" not in said
    change = RequestChanges(status="awaiting_correction", note="秘密のメモ")
    desk.requests.patch(request_.receipt, change, staff)
    said = text(client.get("/requests"))
    assert "補正のお願い" in said
    assert "秘密のメモ" not in said, "notes are for staff"


def test_an_end_that_was_a_mistake_is_said_to_have_been_one(
    desk: Desk,  # noqa: F811
    serve: Open,  # noqa: F811
    staff: StaffMember,  # noqa: F811
    request_: Submitted,  # noqa: F811
) -> None:
    client = serve()
    desk.requests.patch(request_.receipt, RequestChanges(status="expired"), staff)
    assert "期限切れ" in text(enter(client, request_)) or "終了" in text(client.get("/requests"))
    desk.reopening.take_back(request_.receipt, "end_was_wrong", staff, "秘密のメモ")
    said = text(client.get("/requests"))
    assert "その前の記録は当窓口の誤りのため、取り消しました" in said
    assert "次のものを窓口へお送りください" in said, "it goes on where it was"
    assert "秘密のメモ" not in said


def test_the_companys_own_target_is_not_told(desk: Desk, serve: Open, staff: StaffMember) -> None:  # noqa: F811
    client = serve()
    result = submit(desk, region=None, standing="request")
    desk.requests.patch(result.receipt, RequestChanges(due=date(2026, 12, 24)), staff)
    said = text(enter(client, result))
    assert "12月24日" not in said
    assert "遅滞なく" in said


def test_a_date_that_was_put_off_comes_with_the_desks_words(
    desk: Desk,  # noqa: F811
    serve: Open,  # noqa: F811
    staff: StaffMember,  # noqa: F811
) -> None:
    client = serve()
    result = submit(desk, company="ocs", region="eea_uk", request_type="portability")
    assert "窓口からのお知らせ" not in text(enter(client, result))
    desk.casework.extend(result.receipt, "件数が多いため <b>2か月</b> 延長します。", staff)
    page = client.get("/requests").text
    assert "一度延長しています" in page
    assert "件数が多いため &lt;b&gt;2か月&lt;/b&gt; 延長します。" in page


# ---------------------------------------------------------------------- asking about papers


def test_a_question_is_asked_once_a_day_is_a_task_and_is_answered(
    desk: Desk,  # noqa: F811
    serve: Open,  # noqa: F811
    staff: StaffMember,  # noqa: F811
    clock: Clock,  # noqa: F811
    request_: Submitted,  # noqa: F811
) -> None:
    client = serve()
    enter(client, request_)
    first = client.post("/requests/question")
    assert "担当者が確認します" in text(first)
    assert "2026年11月24日" in text(first), "the next business day: Monday is a holiday"
    again = client.post("/requests/question")
    assert "本日のご質問は受け付け済みです" in text(again)
    with desk.database.read() as conn:
        assert len(conn.execute(select(paper_questions)).all()) == 1
    (task,) = desk.questions.open(staff.companies)
    assert (task.receipt, task.company) == (request_.receipt, "ocs")
    assert desk.questions.open(frozenset({CompanyId("opt")})) == ()
    (reminder,) = desk.agenda.reminders()
    assert (reminder.receipt, reminder.what) == (request_.receipt, "question")
    token = client.post("/api/v1/staff/session", json={"username": "hanako", "password": "correct horse"})
    mine = {"Authorization": f"Bearer {token.json()['token']}"}
    (listed,) = client.get("/api/v1/staff/questions", headers=mine).json()["items"]
    assert (listed["receipt"], listed["answer_by"]) == (request_.receipt, "2026-11-24")
    url = f"/api/v1/staff/requests/{request_.receipt}/questions"
    assert client.post(url, json={"answer": "perhaps"}, headers=mine).status_code == 422
    done = client.post(url, json={"answer": "partly", "text": "様式1がまだです"}, headers=mine)
    assert done.status_code == 200
    assert client.post(url, json={"answer": "partly"}, headers=mine).status_code == 409, "nothing is open"
    assert desk.agenda.reminders() == ()
    said = text(client.get("/requests"))
    assert "一部が届いています" in said
    assert "様式1がまだです" in said
    clock.forward(days=1)
    enter(client, request_)
    assert "ご質問を受け付けました" in text(client.post("/requests/question"))
    with desk.database.read() as conn:
        assert len(conn.execute(select(paper_questions)).all()) == 2


def test_four_that_ask_about_papers_at_the_same_moment_ask_once(desk: Desk, request_: Submitted) -> None:  # noqa: F811
    ticket = desk.status_page.enter(request_.receipt, request_.access_code)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: desk.status_page.ask(ticket), range(4)))
    assert sorted(answers) == [False, False, False, True]


# ---------------------------------------------------------------------- withdrawing


def test_withdrawing_asks_first_and_can_be_sent_twice(serve: Open, desk: Desk, request_: Submitted) -> None:  # noqa: F811
    client = serve()
    enter(client, request_)
    unsure = client.post("/requests/withdraw")
    assert "取り下げますか" in text(unsure)
    assert desk.requests.status(request_.receipt, request_.access_code).status == "announced"
    done = client.post("/requests/withdraw", data={"confirm": "yes"})
    assert "お申し出を取り下げました" in text(done)
    assert client.post("/requests/withdraw", data={"confirm": "yes"}).status_code == 200
    assert client.get("/requests/withdraw").status_code == 409
    assert len(desk.requests.status(request_.receipt, request_.access_code).history) == 2


def test_what_is_answered_cannot_be_withdrawn(
    serve: Open,  # noqa: F811
    desk: Desk,  # noqa: F811
    staff: StaffMember,  # noqa: F811
) -> None:
    client = serve()
    result = submit(desk, standing="request")
    enter(client, result)
    desk.casework.check(result.receipt, "identity", "confirmed", staff)
    desk.requests.patch(result.receipt, RequestChanges(status="answered"), staff)
    refused = client.post("/requests/withdraw", data={"confirm": "yes"})
    assert refused.status_code == 409
    assert "もう取り下げられません" in text(refused)


# ---------------------------------------------------------------------- how it was


def test_satisfaction_is_asked_after_the_end_masked_changeable_and_averaged(
    serve: Open,  # noqa: F811
    desk: Desk,  # noqa: F811
    staff: StaffMember,  # noqa: F811
    clock: Clock,  # noqa: F811
) -> None:
    client = serve()
    result = submit(desk, standing="request")
    enter(client, result)
    early = client.post("/requests/rating", data={"stars": "5"})
    assert "ご回答ありがとう" not in text(early)
    desk.casework.check(result.receipt, "identity", "confirmed", staff)
    desk.requests.patch(result.receipt, RequestChanges(status="answered"), staff)
    assert client.post("/requests/rating", data={"stars": "6"}).status_code == 422
    assert client.post("/requests/rating", data={"stars": "4", "comment": "あ" * 501}).status_code == 422
    comment = f"早かったです。電話は03-1234-5678、番号は{result.receipt}"
    thanks = client.post("/requests/rating", data={"stars": "4", "comment": comment})
    assert "ありがとうございました" in text(thanks)
    assert "早かったです。電話は［電話番号］" in thanks.text
    with desk.database.read() as conn:
        (row,) = conn.execute(select(ratings)).all()
    assert row.stars == 4
    assert "早かった".encode() not in row.comment_enc
    client.post("/requests/rating", data={"stars": "2", "comment": ""})
    (company,) = desk.satisfaction.averages()
    assert (company.company, company.counts, company.mean, company.finished) == (
        "ocs",
        (0, 1, 0, 0, 0),
        2.0,
        1,
    )
    token = client.post("/api/v1/staff/session", json={"username": "hanako", "password": "correct horse"})
    mine = {"Authorization": f"Bearer {token.json()['token']}"}
    (out,) = client.get("/api/v1/staff/satisfaction", headers=mine).json()["items"]
    assert out == {"company": "ocs", "mean": 2.0, "answers": 1, "counts": {"1": 0, "2": 1, "3": 0, "4": 0, "5": 0}, "finished": 1}  # fmt: skip
    assert client.get("/api/v1/staff/satisfaction?since=2026-11-21", headers=mine).json()["items"] == []
    for far in ("since=0001-01-01", "until=9999-12-31"):
        assert client.get(f"/api/v1/staff/satisfaction?{far}", headers=mine).status_code == 422
    clock.forward(days=15)
    enter(client, result)
    late = client.post("/requests/rating", data={"stars": "5"})
    assert "ありがとうございました" not in text(late)
    assert desk.satisfaction.averages()[0].mean == 2.0
    desk.erasures.erase([result.receipt], "operator")
    with desk.database.read() as conn:
        assert conn.execute(select(ratings.c.comment_enc)).scalar_one() is None
    assert desk.satisfaction.averages()[0].mean == 2.0, "the number names nobody and stays with the record"


def test_what_was_done_is_audited_without_values(desk: Desk, request_: Submitted) -> None:  # noqa: F811
    ticket = desk.status_page.enter(request_.receipt, request_.access_code)
    desk.status_page.ask(ticket)
    desk.status_page.withdraw(ticket)
    desk.status_page.rate(ticket, 3, None)
    with desk.database.read() as conn:
        rows = conn.execute(select(t.audit.c.action, t.audit.c.detail).where(t.audit.c.actor == "customer"))
        found = [tuple(row) for row in rows]
    assert ("request.ask", "papers") in found
    assert ("request.withdraw", "") in found
    assert ("request.rate", "3") in found
