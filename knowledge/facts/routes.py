"""Which desk facts speak to which topic (`topics.yml`)."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator

from knowledge.facts.keys import SHAPES
from knowledge.vocabulary import RequestType
from knowledge.yaml_reading import read_yaml

ROUTES_FILE = Path(__file__).with_name("topics.yml")


class Route(BaseModel):
    """The fact keys of a topic: those that decide, and those said beside. See the head of `topics.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    keys: tuple[str, ...] = Field(min_length=1)
    beside: tuple[str, ...] = Field(default=(), alias="with")
    field: str | None = None
    apart: bool = False
    broad: bool = False
    next: tuple[RequestType, ...] = ()

    @field_validator("next", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value


def load_routes(path: Path = ROUTES_FILE) -> dict[str, Route]:
    """The routes by topic id. Raises ValueError for an unknown fact key or a broken file."""
    data = read_yaml(path.read_text(encoding="utf-8"))
    try:
        routes = TypeAdapter(dict[str, Route]).validate_python(data)
    except ValidationError as error:
        raise ValueError(f"{path.name}: {error}") from error
    for topic, route in routes.items():
        for key in (*route.keys, *route.beside):
            if key not in SHAPES:
                raise ValueError(f"{path.name}: {topic}: unknown desk fact key {key!r}")
    return routes
