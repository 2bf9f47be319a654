"""Invented data for an empty desk, and the command that writes the monthly report."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from api.cli.commands import app
from api.demo.invented import fill
from api.library import _load
from api.settings import get_settings
from desk.bootstrap import Desk
from desk.errors import NotNow
from desk.requests.board import Filters
from desk.statuses import STATUSES
from desk.storage import tables as t
from knowledge.paths import policies_dir
from tests.databases.choosing import url_for
from tests.integration.desk.conftest import clock, desk, new_desk  # noqa: F401
from tests.integration.desk.support import Clock, opened

pytestmark = pytest.mark.database("sqlite", "postgresql")


@pytest.fixture(scope="module")
def loaded() -> dict[str, Any]:
    return {name: _load(policies_dir() / name) for name in ("ocs", "oni")}


def test_an_empty_desk_gets_requests_in_every_status(desk: Desk, clock: Clock, loaded: Any) -> None:  # noqa: F811
    made = fill(desk, loaded)
    with desk.database.read() as conn:
        requests, conversations = (
            conn.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (t.requests, t.conversations)
        )
        found = set(conn.execute(select(t.requests.c.status)).scalars())
        newest = conn.execute(select(t.audit.c.at).order_by(t.audit.c.at.desc())).scalars().first()
    # Neither of the two charges by its policy for every kind: a status that its terms close stays out.
    assert set(STATUSES) - found <= {"awaiting_fee"}
    assert newest is not None
    assert newest <= clock.now
    assert desk.database.clock is clock, "the desk goes on by its own clock"
    demo = desk.staff.get("demo")
    assert demo is not None
    urgencies = {card.urgency for lane in desk.work.board.lanes(demo, Filters()) for card in lane.cards}
    assert {"late", "none"} <= urgencies
    assert [entry.conversation.owner for entry in desk.handoffs.waiting()] == ["waiting"]
    assert (made.requests, made.conversations, made.waiting) == (requests, conversations, 1)
    assert desk.audit.verify().whole
    with pytest.raises(NotNow, match="has records"):
        fill(desk, loaded)


def test_demo_data_does_not_go_among_real_records(desk: Desk, loaded: Any) -> None:  # noqa: F811
    opened(desk, "oni")
    with pytest.raises(NotNow, match="conversations"):
        fill(desk, loaded)
    assert desk.staff.get("demo") is None


@pytest.fixture
def settings_of_this_test() -> Iterator[None]:
    """They are read once a process, and would be those of the database before."""
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


@pytest.mark.usefixtures("settings_of_this_test")
def test_the_report_command_writes_the_figures_of_a_month_and_names_a_wrong_company_or_month(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MADOGUCHI_VAR_DIR", str(tmp_path))
    monkeypatch.setenv("MADOGUCHI_DATABASE_URL", url_for(tmp_path))
    monkeypatch.setenv("MADOGUCHI_SECRET_KEY_FILE", str(tmp_path / "secret.key"))
    monkeypatch.setenv("MADOGUCHI_RECORDS_FOLDER", str(tmp_path / "records"))
    run = CliRunner().invoke
    assert run(app, ["db", "upgrade"]).exit_code == 0
    target = tmp_path / "report.pdf"
    assert run(app, ["db", "upgrade"]).exit_code == 0
    done = run(
        app, ["report", "--company", "oni", "--month", "2026-11", "--format", "pdf", "--to", str(target)]
    )
    assert done.exit_code == 0, done.output
    assert target.read_bytes().startswith(b"%PDF")
    plain = run(app, ["report", "--company", "oni", "--month", "2026-11", "--lang", "en"])
    assert plain.stdout_bytes.startswith(b"\xef\xbb\xbf")
    assert b"Questions,Questions,0\r\n" in plain.stdout_bytes
    for wrong in (["--company", "acme", "--month", "2026-11"], ["--company", "oni", "--month", "11/2026"]):
        assert run(app, ["report", *wrong]).exit_code == 2
