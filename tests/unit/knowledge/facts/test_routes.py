"""Which desk facts speak to a topic, which request is offered beside them, and what is no such file."""

from pathlib import Path

import pytest

from knowledge.facts.procedure import offered_types
from knowledge.facts.routes import Route, load_routes
from knowledge.vocabulary import Region, RequestType
from tests.desks import desk_of


def test_a_topic_may_offer_one_request_or_several_in_their_order() -> None:
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


# ---------------------------------------------------------------------- the file


def read(folder: Path, text: str) -> dict[str, Route]:
    path = folder / "topics.yml"
    path.write_text(text, encoding="utf-8")
    return load_routes(path)


def test_a_route_says_what_decides_what_goes_beside_and_nothing_else_by_itself(tmp_path: Path) -> None:
    (route,) = read(tmp_path, "fee: {keys: [fee.charged], with: [fee.payment]}").values()
    assert (route.keys, route.beside) == (("fee.charged",), ("fee.payment",))
    assert (route.field, route.apart, route.broad, route.next) == (None, False, False, ())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("fee: {keys: []}", "topics.yml: .*keys"),
        ("fee: {with: [fee.payment]}", "topics.yml: .*keys"),
        ("fee: {keys: [fee.charged], besides: [fee.payment]}", "topics.yml: .*besides"),
        ("fee: {keys: [fee.charged], next: refund}", "topics.yml: .*next"),
        ("- fee", "topics.yml: "),
        (
            "ok: {keys: [camera]}\nfee: {keys: [camera, fee.chargd]}",
            "topics.yml: fee: unknown .*'fee.chargd'",
        ),
        ("fee: {keys: [camera], with: [fee.chargd]}", "topics.yml: fee: unknown .*'fee.chargd'"),
    ],
)
def test_a_file_with_a_mistake_is_refused_by_its_name_and_place(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"(?s){why}"):
        read(tmp_path, text)
