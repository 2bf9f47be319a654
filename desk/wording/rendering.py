"""From wording keys to text, in the customer's language.

The texts stand in `ja.yml`, `en.yml`, `zh.yml` beside this module, those of the staff's pages in `ja/*.yml` and
`en/*.yml`. Japanese and English are complete; where Chinese has no text, the English one is shown. A missing key or
parameter is an error of ours: `tests/unit/desk/test_wording.py` compares the languages, and each key that the actions
emit is looked up in their tests.
"""

import string
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from babel.dates import format_date, format_datetime
from yaml import YAMLError

from desk.locales import BABEL, LOCALES, Locale
from knowledge.yaml_reading import read_yaml

_FALLBACK: Locale = "en"
_LIST_SEPARATOR = {"ja": "、", "en": ", ", "zh": "、"}
_DATETIME = {"ja": "M月d日(E) H:mm", "en": "EEE d MMMM, HH:mm", "zh": "M月d日(E) HH:mm"}


class WordingError(KeyError):
    """A key has no text, or its parameters do not fit. Raised for mistakes in our code or texts, never for input."""

    def __str__(self) -> str:
        return str(self.args[0])


@lru_cache(maxsize=len(LOCALES))
def texts(locale: Locale) -> Mapping[str, Any]:
    """The texts of a language, nested as they stand: those of `ja.yml` and of every file in `ja/`, one a part.

    Raises:
        WordingError: unknown language; a file that is no YAML; two files with the same section.
    """
    if locale not in LOCALES:
        raise WordingError(f"unknown locale {locale!r}: allowed are {', '.join(LOCALES)}")
    folder = files("desk.wording")
    parts = folder.joinpath(locale)
    named = sorted(part.name for part in parts.iterdir()) if parts.is_dir() else []
    sources = [folder.joinpath(f"{locale}.yml"), *(parts.joinpath(n) for n in named if n.endswith(".yml"))]
    found: dict[str, Any] = {}
    for source in sources:
        try:
            more = read_yaml(source.read_text(encoding="utf-8")) or {}
        except YAMLError as error:
            raise WordingError(f"desk/wording, {locale}, {source.name}: {error}") from error
        twice = sorted(set(found) & set(more))
        if twice:
            raise WordingError(f"{locale}/{source.name}: {', '.join(twice)} stands in another file too")
        found |= more
    return found


@lru_cache(maxsize=len(LOCALES))
def flat(locale: Locale) -> Mapping[str, str]:
    """Every text of a language by its dotted key; lists count as one text a number (`key.0`)."""
    found: dict[str, str] = {}

    def walk(prefix: str, node: Any) -> None:
        if isinstance(node, Mapping):
            for name, child in node.items():
                walk(f"{prefix}.{name}" if prefix else str(name), child)
        elif isinstance(node, list):
            for number, child in enumerate(node):
                walk(f"{prefix}.{number}", child)
        elif isinstance(node, str):
            found[prefix] = node
        else:
            raise WordingError(
                f"{locale}.yml: {prefix} must be a text, not {type(node).__name__} (quote yes, no, on)"
            )

    walk("", texts(locale))
    return found


def read_all() -> None:
    """Read every language now: a broken text is to stop the start, and not the first page that needs it.

    Raises:
        WordingError: it names the language and what is wrong.
    """
    for locale in LOCALES:
        flat(locale)


def section(name: str, locale: Locale) -> Any:
    """A part of the file (for the widget and the pages), completed from English where Chinese has gaps.

    Raises:
        WordingError: no language has it.
    """
    base = texts(_FALLBACK).get(name)
    own = texts(locale).get(name)
    if base is None and own is None:
        raise WordingError(f"no texts under {name!r}")
    return _merged(base, own)


def _merged(base: Any, own: Any) -> Any:
    if own is None:
        return base
    if isinstance(base, Mapping) and isinstance(own, Mapping):
        return {name: _merged(base.get(name), own.get(name)) for name in {**base, **own}}
    return own


def has(key: str, locale: Locale = "ja") -> bool:
    """Whether a language has a text for the key."""
    return key in flat(locale)


def parameters(key: str, locale: Locale = "ja") -> frozenset[str]:
    """The names of the parameters that a text wants."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(flat(locale)[key]) if name)


def render(key: str, locale: Locale, params: Mapping[str, Any] | None = None) -> str:
    """The text for a key.

    Args:
        key: dotted, e.g. `ask.requester`.
        locale: the customer's language; English where Chinese has no text.
        params: a value is a text or number; `{"key": ..., "params": ...}`, rendered in turn; a list, joined in the
            language's way; `{"lines": [...]}` one a line; `{"items": [...]}` a bulleted list,
            `{"joined": [...]}` one text; or a `date`/`datetime`,
            also as `{"datetime": RFC 3339}` and `{"date": "2023-06-30"}`.

    Raises:
        WordingError: no such key, or a parameter is missing.
    """
    table = flat(locale)
    if key not in table:
        if key not in flat(_FALLBACK):
            raise WordingError(f"no text for key {key!r}")
        locale, table = _FALLBACK, flat(_FALLBACK)
    wanted = parameters(key, locale)
    given = params or {}
    missing = wanted - set(given)
    if missing:
        raise WordingError(f"{locale}.yml: {key} wants the parameters {', '.join(sorted(missing))}")
    # Only plain `{name}` fields exist (`parameters` would not match `{a.b}`), so no attribute can be reached.
    return table[key].format_map({name: as_text(given[name], locale) for name in wanted})


def as_text(value: Any, locale: Locale) -> str:
    """A parameter as it reads inside a text: what `render` says of one."""
    if isinstance(value, Mapping):
        return _structured(value, locale)
    if isinstance(value, datetime):
        return format_datetime(value, _DATETIME[locale], tzinfo=value.tzinfo, locale=BABEL[locale])
    if isinstance(value, date):
        return format_date(value, "long", locale=BABEL[locale])
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _LIST_SEPARATOR[locale].join(as_text(item, locale) for item in value)
    return str(value)


def _structured(value: Mapping[str, Any], locale: Locale) -> str:
    if "key" in value:
        return render(str(value["key"]), locale, value.get("params"))
    if "lines" in value:
        return "\n".join(as_text(item, locale) for item in value["lines"])
    if "items" in value:
        return "".join(f"\n  ・{as_text(item, locale)}" for item in value["items"])
    if "joined" in value:
        return "".join(as_text(item, locale) for item in value["joined"])
    if "datetime" in value:
        return as_text(datetime.fromisoformat(str(value["datetime"])), locale)
    if "date" in value:
        return as_text(date.fromisoformat(str(value["date"])), locale)
    raise WordingError(
        f"a parameter has none of: key, lines, items, joined, datetime, date; it has {', '.join(map(str, value))}"
    )
