"""What a plot shows, before anybody draws it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars: a label a line, a series a shade; `values[series]` has a number for each label."""

    labels: Sequence[str]
    values: Mapping[str, Sequence[int]]
