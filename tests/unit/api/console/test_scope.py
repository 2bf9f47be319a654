"""Each company's data only for its own staff: what belongs to another company is as if it were not there."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.console.scope import (
    check_own,
    company_choices,
    not_there,
    own_companies,
    own_company,
    shown_company,
)
from api.problems import Problem
from desk.roles import StaffMember
from knowledge.vocabulary import CompanyId

OCS, ONI, OPT = CompanyId("ocs"), CompanyId("oni"), CompanyId("opt")
BOTH = StaffMember("s1", "hanako", "a", frozenset({OCS, OPT}), "desk")
ALL = StaffMember("s2", "aoi", "a", None, "admin")
NONE = StaffMember("s3", "nobody", "a", frozenset(), "admin")


class Companies:
    """Three that are served."""

    def __init__(self) -> None:
        self._found = {one: SimpleNamespace(id=one, name=one.upper()) for one in (OCS, ONI, OPT)}
        self.ids = tuple(self._found)

    def get(self, named: str) -> Any:
        return self._found.get(CompanyId(named))

    def __iter__(self) -> Any:
        return iter(self._found.values())

    def all(self) -> Any:
        return tuple(self._found.values())


CONTEXT = cast("Any", SimpleNamespace(companies=Companies()))


@pytest.mark.parametrize("named", ["oni", "none", ""])
def test_another_company_and_one_that_is_none_are_told_alike(named: str) -> None:
    with pytest.raises(Problem) as refused:
        own_company(CONTEXT, BOTH, named)
    assert (refused.value.status, refused.value.code) == (404, "not_found")
    assert refused.value.detail == not_there().detail


def test_ones_own_company_is_found_by_its_name() -> None:
    assert own_company(CONTEXT, BOTH, "opt").id == OPT
    assert own_company(CONTEXT, ALL, "oni").id == ONI


def test_pages_offer_ones_own_companies_alone() -> None:
    assert [one.id for one in own_companies(CONTEXT, BOTH)] == [OCS, OPT]
    assert company_choices(CONTEXT, ALL) == [("ocs", "OCS"), ("oni", "ONI"), ("opt", "OPT")]
    assert own_companies(CONTEXT, NONE) == []


def test_a_page_of_one_company_shows_the_one_asked_for_or_the_first_of_ones_own() -> None:
    assert shown_company(CONTEXT, BOTH, "opt").id == OPT  # type: ignore[union-attr]
    assert shown_company(CONTEXT, BOTH, "").id == OCS  # type: ignore[union-attr]
    assert shown_company(CONTEXT, NONE, "") is None
    with pytest.raises(Problem):
        shown_company(CONTEXT, BOTH, "oni")


def test_what_was_found_by_its_own_id_is_another_companys_or_ones_own() -> None:
    check_own(BOTH, OCS)
    check_own(ALL, ONI)
    for staff, company in ((BOTH, ONI), (NONE, OCS)):
        with pytest.raises(Problem) as refused:
            check_own(staff, company)
        assert refused.value.status == 404
