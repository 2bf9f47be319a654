"""Which topics the desk facts speak to: what the command counts, and that the five companies leave none out."""

from pathlib import Path

import pytest

from knowledge.facts import Desk
from knowledge.facts.coverage import Cell, covered, main, matrix, uncovered
from knowledge.facts.loading import desk_from
from knowledge.facts.routes import Route, load_routes
from knowledge.paths import policies_dir
from knowledge.topics.taxonomy import POLICY
from knowledge.vocabulary import CompanyId, Region
from knowledge.yaml_reading import read_yaml
from tests.desks import desk_of, five_desks
from tests.topic_map import topic_map

ROUTES = load_routes()


@pytest.fixture(scope="module")
def desks() -> dict[CompanyId, Desk]:
    return five_desks()


def test_every_route_belongs_to_a_topic_of_the_desk() -> None:
    asked = {topic.id for topic in topic_map().topics if topic.scope == POLICY}
    assert set(ROUTES) == asked


def test_the_five_companies_leave_no_topic_out(desks: dict[CompanyId, Desk]) -> None:
    assert len(desks) >= 5
    for name, desk in desks.items():
        assert uncovered(desk, ROUTES, topic_map()) == (), name


def test_each_region_is_a_column_of_its_own(desks: dict[CompanyId, Desk]) -> None:
    columns = covered(desks[CompanyId("ocs")], ROUTES, topic_map())
    assert [one.region for one in columns] == list(desks[CompanyId("ocs")].regions)
    of_region = {one.region: one.cells for one in columns}
    assert of_region[Region.JP]["desk_phone"] is Cell.NOT_STATED
    assert of_region[Region.CHINA]["desk_phone"] is Cell.VALUE
    assert [one.name for one in covered(desks[CompanyId("oni")], ROUTES, topic_map())] == ["oni"]


def test_a_fact_that_is_taken_away_is_missed() -> None:
    folder = policies_dir() / "opt"
    data = read_yaml((folder / "desk.yml").read_text(encoding="utf-8"))
    del data["facts"]["sharing.contractors"]
    desk = desk_from(CompanyId("opt"), data, (folder / "policy.txt").read_text(encoding="utf-8"))
    assert uncovered(desk, ROUTES, topic_map()) == ("outsourcing",)
    assert "outsourcing" in "\n".join(matrix(covered(desk, ROUTES, topic_map()), missing=True))


def test_a_topic_without_a_route_is_nothing() -> None:
    desk = desk_of("oni")
    routes: dict[str, Route] = {}
    (column,) = covered(desk, routes, topic_map())
    assert column.counted() == {Cell.VALUE: 0, Cell.NOT_STATED: 0, Cell.NOTHING: len(column.cells)}
    assert column.uncovered == tuple(topic.id for topic in topic_map().topics if topic.scope == POLICY)


@pytest.mark.slow
def test_the_command_on_coverage_prints_what_is_left_out_and_judges_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["--company", "oni", "--strict"]) == 0
    printed = capsys.readouterr().out
    assert printed.splitlines()[0].strip() == "oni"
    assert "nothing" in printed and "fee_amount" in printed
    with pytest.raises(SystemExit):
        main(["--company", "nobody"])
    assert "there are:" in capsys.readouterr().err
    (tmp_path / "oni").mkdir()
    text = (policies_dir() / "oni" / "policy.txt").read_text(encoding="utf-8")
    (tmp_path / "oni" / "policy.txt").write_text(text, encoding="utf-8")
    lines = (policies_dir() / "oni" / "desk.yml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("  camera:")]
    assert len(kept) == len(lines) - 1
    (tmp_path / "oni" / "desk.yml").write_text("\n".join(kept), encoding="utf-8")
    assert main(["--policies", str(tmp_path), "--strict", "--missing"]) == 1
    assert "camera_video" in capsys.readouterr().out
    (tmp_path / "oni" / "policy.txt").write_text(
        text.replace("遅滞なく必要な調査", "速やかに必要な調査"), encoding="utf-8"
    )
    with pytest.raises(SystemExit):
        main(["--policies", str(tmp_path)])
    assert "oni: reply.time: quotation is not in the policy" in capsys.readouterr().err
