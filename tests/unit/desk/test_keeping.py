"""How long things are kept: what the five policies state, and when a time is over."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.upkeep.keeping import Keeping, Rule, keepings, last_day_of_business_year
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId

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
