"""Words out of the database become the vocabulary's, and a company's regions are asked for in one place."""

from typing import Any, cast, get_args

import pytest

from api.companies import Company, RegionNotHere
from desk.life import RecordKind
from desk.words import asked_for, known
from knowledge.vocabulary import CompanyId, Region, RequestType


def test_nothing_in_a_column_stays_nothing() -> None:
    assert known(Region, None) is None
    assert known(Region, "") is None
    assert known(Region, "jp") is Region.JP


def test_a_word_that_is_none_of_the_vocabularys_is_not_passed_on() -> None:
    with pytest.raises(ValueError, match="atlantis"):
        known(Region, "atlantis")
    with pytest.raises(ValueError, match="atlantis"):
        asked_for("atlantis")


def test_one_column_holds_types_of_requests_and_kinds_of_records() -> None:
    for kind in RequestType:
        assert asked_for(kind.value) is kind
    for kind in set(get_args(RecordKind)) - {"request"}:
        assert asked_for(kind) == kind
    with pytest.raises(ValueError, match="request"):
        asked_for("request")  # a request says which


def company(*regions: Region) -> Company:
    nothing = cast(Any, None)
    return Company(CompanyId("acme"), "Acme", regions, nothing, "", nothing, nothing)


def test_a_region_is_one_of_the_companys_or_refused_with_what_is_allowed() -> None:
    globe = company(Region.JP, Region.EEA_UK)
    assert globe.region_of("eea_uk") is Region.EEA_UK
    assert globe.region_of(None) is None
    for named in ("china", "atlantis"):
        with pytest.raises(RegionNotHere) as refused:
            globe.region_of(named)
        assert refused.value.status == 422
        assert refused.value.errors[0]["field"] == "region"
        assert refused.value.errors[0]["allowed"] == ["jp", "eea_uk"]


def test_a_company_without_regions_says_that_none_makes_a_difference() -> None:
    with pytest.raises(RegionNotHere) as refused:
        company().region_of("jp")
    assert "makes no difference" in refused.value.detail


def test_a_region_that_another_company_left_on_the_page_falls_away() -> None:
    assert company(Region.JP).region_if_here("china") is None
    assert company(Region.JP).region_if_here("jp") is Region.JP
