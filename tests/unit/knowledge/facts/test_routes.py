"""Which request is offered beside what is said on a topic."""

from knowledge.facts.procedure import offered_types
from knowledge.facts.routes import Route, load_routes
from knowledge.vocabulary import Region, RequestType
from tests.desks import desk_of


def test_one_request_or_several_in_order() -> None:
    assert Route.model_validate({"keys": ["fee.charged"]}).next == ()
    assert Route.model_validate({"keys": ["fee.charged"], "next": "correction"}).next == (
        RequestType.CORRECTION,
    )


def test_advertisements_are_objected_to_where_that_is_a_right_and_else_a_stop_of_use() -> None:
    wanted = load_routes()["marketing_stop"].next
    assert RequestType.THIRD_PARTY_STOP not in wanted

    def first(company: str, region: Region | None = None) -> RequestType | None:
        types = offered_types(desk_of(company), region)
        return next((one for one in wanted if one in types), None)

    assert first("ocs", Region.EEA_UK) is RequestType.OBJECTION
    assert first("ocs", Region.JP) is RequestType.USE_STOP
    for company in ("opt", "prestige"):
        assert first(company) is RequestType.USE_STOP
