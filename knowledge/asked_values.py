"""Whether a question asks for a value, and whether texts hold one of its kind (`asked_values.yml`).

A clause may be on what is asked and still not tell it: that a fee may be charged says not how much it is, and who may
be telephoned says not when. The expected type of an answer (a telephone number, an amount, a period) can be told from
the question, and it can be told whether a text holds any such value. Where none does, the text does not answer.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.expressions import compiled, squeezed
from knowledge.tokenizing import tokens
from knowledge.yaml_reading import read_yaml

ASKED_VALUES_FILE = Path(__file__).with_name("asked_values.yml")
_JUST_BEFORE = 8
"""So many characters before a value's name tell whose it is."""


class _Kind(BaseModel):
    model_config = ConfigDict(extra="forbid")
    named: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    held: tuple[str, ...]
    a_name: bool = False


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    asking: str
    ones_own: str
    kinds: Mapping[str, _Kind]


@dataclass(frozen=True)
class ValueKind:
    """One kind of value. `named`: its name with asking words behind; `asked`: what asks for it by itself; `held`: what
    shows that a text holds one; `a_name`: a person's name shows it as well."""

    named: tuple[re.Pattern[str], ...]
    asked: tuple[re.Pattern[str], ...]
    held: tuple[re.Pattern[str], ...]
    a_name: bool = False


@dataclass(frozen=True)
class AskedValues:
    """All kinds by name; `ones_own` is what stands before a value that is somebody's own."""

    kinds: Mapping[str, ValueKind]
    ones_own: re.Pattern[str]

    def asked(self, question: str) -> frozenset[str]:
        """The kinds of value that a question asks for; mostly none."""
        text = squeezed(question)
        return frozenset(name for name, kind in self.kinds.items() if self._asks(text, kind))

    def held(self, kinds: Iterable[str], texts: Iterable[str]) -> bool:
        """Whether one of these texts holds a value of one of these kinds."""
        wanted, given = [self.kinds[kind] for kind in kinds], list(texts)
        folded = [squeezed(text) for text in given]
        if any(one.search(text) for kind in wanted for one in kind.held for text in folded):
            return True
        return any(kind.a_name for kind in wanted) and any(map(_names_somebody, given))

    def _asks(self, text: str, kind: ValueKind) -> bool:
        if any(one.search(text) for one in kind.asked):
            return True
        named = (match for one in kind.named for match in one.finditer(text))
        return any(
            not self.ones_own.search(text[max(0, found.start() - _JUST_BEFORE) : found.start()])
            for found in named
        )


def _names_somebody(text: str) -> bool:
    """Whether a word of the text is a person's name: 「担当：森田」 names somebody, 「管理者は副院長」 does not."""
    return any("人名" in token.pos for token in tokens(text))


@lru_cache(maxsize=1)
def load_asked_values(path: Path = ASKED_VALUES_FILE) -> AskedValues:
    """The kinds of this file.

    Raises:
        ValueError: the file is broken.
    """
    try:
        data = _File.model_validate(read_yaml(path.read_text(encoding="utf-8")))
        kinds = {
            name: ValueKind(
                tuple(compiled(f"(?:{one}){data.asking}") for one in kind.named),
                tuple(map(compiled, kind.asked)),
                tuple(map(compiled, kind.held)),
                kind.a_name,
            )
            for name, kind in data.kinds.items()
        }
        return AskedValues(kinds, compiled(data.ones_own))
    except (ValidationError, re.error) as error:
        raise ValueError(f"{path.name}: {error}") from error
