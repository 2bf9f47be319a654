"""What the staff's API gives is described member by member, not as "an object"."""

from typing import Any

import pytest

from tests.described_app import described_app


def resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def loose() -> set[str]:
    """Routes that give JSON whose members are not named."""
    document = described_app().openapi()
    found = set()
    for path, item in document["paths"].items():
        for method, route in item.items():
            for status, answer in route["responses"].items():
                content = answer.get("content", {}).get("application/json")
                if not path.startswith("/api/v1/staff/") or not status.startswith("2") or content is None:
                    continue
                schema = resolved(document, content["schema"])
                if "items" in schema.get("properties", {}):
                    schema = resolved(document, schema["properties"]["items"]["items"])
                if not schema.get("properties"):
                    found.add(f"{method.upper()} {path}")
    return found


@pytest.mark.slow
def test_what_staff_get_is_described_member_by_member() -> None:
    assert loose() == set()


@pytest.mark.slow
def test_a_record_in_a_list_holds_nothing_of_the_customer() -> None:
    schemas = described_app().openapi()["components"]["schemas"]
    assert "customer" in schemas["RecordOut"]["properties"]
    assert not {"customer", "history", "checklist"} & schemas["RecordLine"]["properties"].keys()
