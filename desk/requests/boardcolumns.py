"""The columns of the requests board: `desk/rules/board.yml`, checked when it is read."""

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from desk.life import RequestStatus
from desk.statuses import STATUSES, TRANSITIONS


class BoardColumn(BaseModel):
    """One column; the head of `board.yml` says what each member means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    open: bool
    statuses: tuple[RequestStatus, ...]


def read_columns(data: Any) -> tuple[BoardColumn, ...]:
    """Check the columns. Raises ValueError naming a status that is in none or in several, or a column that mixes
    ends with what is still worked on."""
    columns = TypeAdapter(tuple[BoardColumn, ...]).validate_python(data)
    placed: list[str] = [status for column in columns for status in column.statuses]
    wrong = {status for status in STATUSES if placed.count(status) != 1}
    if wrong:
        raise ValueError(f"board.yml: not in exactly one column: {', '.join(sorted(wrong))}")
    for column in columns:
        if any(bool(TRANSITIONS[status]) != column.open for status in column.statuses):
            raise ValueError(
                f"board.yml: {column.id}: open is {column.open}, and not for all of its statuses"
            )
    return columns


@lru_cache(maxsize=1)
def _columns() -> tuple[BoardColumn, ...]:
    return read_columns(yaml.safe_load(files("desk.rules").joinpath("board.yml").read_text("utf-8")))


COLUMNS: Sequence[BoardColumn] = _columns()
GROUPS: tuple[str, ...] = tuple(column.id for column in COLUMNS)


def statuses_of(group: str) -> tuple[str, ...]:
    """The statuses of a column; empty for one that is not there."""
    return next((column.statuses for column in COLUMNS if column.id == group), ())
