"""Every route of the staff, as the app itself lists them: without a session, with the wrong role, for the wrong company, and
without the page's token it refuses; for the right person it does not."""

from typing import Any

import pytest
from sqlalchemy import select

from desk.roles import RIGHTS, ROLES, Permission
from desk.storage import board_tables as bt
from knowledge.vocabulary import CompanyId
from tests.described_app import all_routes
from tests.integration.console.routes import ROUTES, Entry
from tests.integration.console.whole_house import OURS, House

THEIRS = "opt"
GUARDED = sorted(name for name, entry in ROUTES.items() if entry.who != "anybody")
BY_ROLE = [
    name
    for name in GUARDED
    if isinstance(ROUTES[name].who, Permission) and ROUTES[name].who != Permission.LOOK_UP
]
OF_A_COMPANY = [name for name in GUARDED if ROUTES[name].about is not None]
UNSAFE_PAGES = [name for name in sorted(ROUTES) if name.startswith("POST /staff")]


def routes_of_the_staff() -> set[str]:
    return {one for one in all_routes() if "/staff" in one or "/lookup" in one}


def test_each_route_has_an_entry_and_each_entry_a_route() -> None:
    assert routes_of_the_staff() - set(ROUTES) == set(), (
        "say in tests/integration/console/routes.py who may use them"
    )
    assert set(ROUTES) - routes_of_the_staff() == set(), "no such routes any more"
    assert len(GUARDED) > 40


@pytest.fixture(scope="module")
def ours(house: House) -> dict[str, str]:
    """What nobody may touch in these tests; so it serves for all of them."""
    return house.things()


def refused_to_strangers(name: str, answer: Any) -> bool:
    if name.split(" ")[1].startswith("/api/"):
        return bool(answer.status_code == 401)
    return answer.status_code == 303 and answer.headers["location"].startswith("/staff/login")


@pytest.mark.parametrize("name", GUARDED)
def test_no_route_serves_somebody_without_a_session(house: House, ours: dict[str, str], name: str) -> None:
    answer = house.call(name, None, ours)
    assert refused_to_strangers(name, answer), (name, answer.status_code)


@pytest.mark.parametrize("name", BY_ROLE)
def test_no_route_serves_a_role_that_has_no_right_to_it(
    house: House, ours: dict[str, str], name: str
) -> None:
    who = ROUTES[name].who
    lacking = [role for role in ROLES if who not in RIGHTS[role]]
    assert lacking
    for role in lacking:
        answer = house.call(name, house.member(role, OURS), ours)
        assert answer.status_code == 403, (name, role, answer.status_code, answer.text)


@pytest.mark.parametrize("name", OF_A_COMPANY)
def test_no_route_gives_or_changes_anything_for_staff_of_another_company(
    house: House, ours: dict[str, str], name: str
) -> None:
    answer = house.call(name, house.member("admin", THEIRS), ours)
    if ROUTES[name].about == "list":
        assert answer.status_code == 200, (name, answer.status_code)
        for thing in ("conversation_id", "receipt", "staff_id", "incident", "lost", "event"):
            assert ours[thing] not in answer.text, (name, thing)
    elif name.endswith("/undelivered/events/retry"):
        assert answer.status_code in {200, 303}, (name, answer.status_code)
        assert ours["event"] in {one.id for one in house.desk.channels.stuck.of({CompanyId(OURS)})}
    elif ROUTES[name].about == "each":
        assert (answer.status_code, "実行できたもの 0件" in answer.text) == (200, True), (name, answer.text)
        mine = select(bt.request_assignments).where(bt.request_assignments.c.receipt == ours["receipt"])
        with house.desk.database.read() as conn:
            assert conn.execute(mine).one_or_none() is None
    elif name.endswith("/staff/accounts"):
        assert answer.status_code == 403, "it would give rights for a company that is not one's own"
    elif name.split(" ")[1].startswith("/api/"):
        assert answer.status_code in {403, 404}, (name, answer.status_code, answer.text)
    else:
        assert answer.status_code == 404, (name, answer.status_code)


@pytest.mark.parametrize("name", UNSAFE_PAGES)
def test_no_route_that_changes_something_works_without_the_token_of_its_page(
    house: House, ours: dict[str, str], name: str
) -> None:
    answer = house.call(name, house.member("admin", OURS), ours, csrf=False)
    assert (answer.status_code, "読み込み直して" in answer.text) == (403, True), name


@pytest.mark.parametrize("name", GUARDED)
def test_every_route_works_for_the_right_person(house: House, name: str) -> None:
    """Else the refusals above would prove nothing."""
    entry: Entry = ROUTES[name]
    if entry.stream:
        pytest.skip("it has no end")
    answer = house.call(name, house.member("admin", OURS), house.things())
    wrong_code = entry.who == "own" and answer.status_code in {401, 403} and "problem" in answer.text
    assert answer.status_code not in {401, 403, 404, 500} or wrong_code, (
        name,
        answer.status_code,
        answer.text,
    )
    assert not refused_to_strangers(name, answer)
