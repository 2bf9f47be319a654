"""How long things are kept: what the five policies state, and when a time is over."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.upkeep.keeping import Keeping, Rule, keeping_of, keepings, last_day_of_business_year
from knowledge.facts.keys import KeptFrom, Span
from knowledge.facts.model import Fact
from knowledge.facts.settings import OperatorSettings
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId, Region
from tests.unit.knowledge.invented import Text, desk, sheet

OCN = Rule(months=12, first_month=4, basis="policy")


def at(year: int, month: int, day: int, hour: int = 3) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def test_ocn_states_its_time_and_the_others_leave_it_to_the_operator() -> None:
    of = keepings(365, 90)
    ocn = of(CompanyId("ocn")).requests
    assert (ocn.months, ocn.first_month, ocn.basis) == (12, 4, "policy")
    assert ocn.quote is not None
    assert "1年間保存し、廃棄いたします" in ocn.quote
    for company in sorted(path.name for path in policies_dir().iterdir() if path.name != "ocn"):
        assert of(CompanyId(company)).requests == Rule(days=365), company
    assert of(CompanyId("a company without a folder")) == Keeping(Rule(days=365), timedelta(days=90))
    assert set(of(CompanyId("ocs")).regions.values()) == {Rule(days=365)}


@pytest.mark.parametrize(
    ("finished", "through"),
    [
        (at(2026, 11, 20), date(2028, 3, 31)),
        (at(2027, 3, 31, 14), date(2028, 3, 31)),  # 23:00 in Japan: still that business year
        (at(2027, 3, 31, 15), date(2029, 3, 31)),  # midnight in Japan: the next one
        (at(2027, 4, 1), date(2029, 3, 31)),
    ],
)
def test_ocns_papers_are_kept_a_year_after_the_business_year_of_the_answer(
    finished: datetime, through: date
) -> None:
    assert OCN.kept_through(finished) == through
    midnight_in_japan = datetime(through.year, through.month, through.day, 15, tzinfo=UTC)
    assert not OCN.over(finished, midnight_in_japan - timedelta(seconds=1))
    assert OCN.over(finished, midnight_in_japan)


def test_a_companys_own_setting_goes_before_the_installations(tmp_path: Path) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "settings.yml").write_text("retention: {requests_days: 30, chat_days: 7}\n")
    assert keepings(365, 90, tmp_path)(CompanyId("acme")) == Keeping(Rule(days=30), timedelta(days=7))


POLICY = Text((("書類は保存します。", None), ("欧州では別です。", Region.EEA_UK)))


def stated(span: Span, region: Region | None = None) -> Fact:
    return Fact("papers.kept", span, (POLICY.quoted(0 if region is None else 1),), region=region)


@pytest.mark.parametrize(
    ("span", "rule"),
    [
        (Span(days=10), (10, None)),
        (Span(weeks=2), (14, None)),
        (Span(weeks=2, days=3), (17, None)),
        (Span(months=6), (None, 6)),
        (Span(years=1, months=6), (None, 18)),
    ],
)
def test_a_policys_time_is_kept_in_whatever_unit_it_states_it(
    span: Span, rule: tuple[int | None, int | None]
) -> None:
    kept = keeping_of(desk(sheet(None, stated(span))), OperatorSettings(), 365, 90).requests
    assert (kept.days, kept.months, kept.first_month, kept.basis) == (*rule, None, "policy")
    assert kept.quote == POLICY.quoted(0).quote


def test_a_chapters_own_time_holds_for_its_region_and_the_operators_where_none_is_stated() -> None:
    own = sheet(Region.EEA_UK, stated(Span(weeks=1), Region.EEA_UK))
    since = Fact("papers.kept_from", KeptFrom(after="answer"), (POLICY.quoted(0),))
    facts = desk(sheet(None, since), sheet(Region.JP), own)
    keeping = keeping_of(facts, OperatorSettings(), 365, 90)
    assert keeping.of(Region.EEA_UK).days == 7
    assert keeping.of(Region.JP) == keeping.of(None) == Rule(days=365)


def test_a_bare_record_is_there_on_its_last_day_and_goes_on_the_next() -> None:
    keeping = Keeping(Rule(days=30), timedelta(days=90), {Region.CALIFORNIA: Rule(days=30)})
    finished = at(2026, 1, 15)
    for region, last in ((Region.JP, date(2026, 2, 14)), (Region.CALIFORNIA, date(2028, 1, 15))):
        assert keeping.record_kept_through(region, finished) == last
        midnight_in_japan = datetime(last.year, last.month, last.day, 15, tzinfo=UTC)
        assert not keeping.record_over(region, finished, midnight_in_japan - timedelta(seconds=1)), region
        assert keeping.record_over(region, finished, midnight_in_japan), region


moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(moments, st.integers(1, 12))
def test_a_business_year_ends_within_a_year(moment: datetime, first_month: int) -> None:
    last = last_day_of_business_year(moment.date(), first_month)
    assert moment.date() <= last < moment.date() + timedelta(days=366)
    assert (last + timedelta(days=1)).month == first_month


@given(moments, st.one_of(st.builds(Rule, days=st.integers(1, 4000)), st.builds(
    Rule, months=st.integers(1, 120), first_month=st.one_of(st.none(), st.integers(1, 12)))))  # fmt: skip
def test_nothing_goes_early_and_nothing_stays(finished: datetime, rule: Rule) -> None:
    through = rule.kept_through(finished)
    end = datetime(through.year, through.month, through.day, 15, tzinfo=UTC)
    assert through > finished.date() - timedelta(days=1)
    assert not rule.over(finished, end - timedelta(seconds=1))
    assert rule.over(finished, end)
