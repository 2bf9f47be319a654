"""The list of companies: how each desk stands, by the desk's own clock."""
# ruff: noqa: F811 - fixtures come in as arguments of the same name

from api.schemas import CompanyOut
from desk.locales import Locale
from knowledge.vocabulary import CompanyId
from tests.integration.api.gateway_world import World, archive, world  # noqa: F401
from tests.integration.desk.conftest import clock, desk, new_desk  # noqa: F401
from tests.integration.desk.support import Clock


def listed(world: World, company: str, locale: Locale = "ja") -> CompanyOut:
    return next(one for one in world.companies.all_out(locale) if one.id == company)


def test_a_desk_that_has_closed_is_not_shown_as_open(world: World) -> None:
    desk_of_ocn = listed(world, "ocn").desk
    assert desk_of_ocn.state == "closed"
    assert "2023年6月30日" in (desk_of_ocn.note or "")
    assert "株式会社 NTT ドコモ" in (desk_of_ocn.note or ""), "and who answers instead"
    assert "30 June 2023" in (listed(world, "ocn", "en").desk.note or "")
    # A person behind the chat can still be asked for: our own staff's hours are another matter.
    assert world.companies.state(CompanyId("ocn")).state == "open"


def test_hours_follow_the_desk_s_clock(world: World, clock: Clock) -> None:
    assert listed(world, "oni").desk.state == "open"
    assert listed(world, "oni").desk.note is None
    clock.forward(hours=10)
    night = listed(world, "oni").desk
    assert night.state == "out_of_hours"
    assert "11月24日" in (night.note or ""), "after the weekend and a public holiday"
    assert listed(world, "ocn").desk.state == "closed"
