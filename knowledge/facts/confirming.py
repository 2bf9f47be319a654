"""Confirming a drafted `desk.yml`, entry by entry: what a person has read and found right loses its mark.

A draft (`knowledge/drafting`) is written one entry a line, each ending in `# 要確認`. Work here is on lines, so that
comments and order stay as they are.
"""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from knowledge.facts.schema import ENTRY_WORDS
from knowledge.yaml_reading import read_yaml

MARK = "要確認"
"""At the end of a line: proposed by the machine, confirmed by nobody yet."""

# What breaks a line, or is lost, outside double quotes.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_TAIL = re.compile(rf"\s+# {MARK}$")
_COMMENT = re.compile(rf"^\s*# {MARK}")
_ENTRY = re.compile(r"^(?P<indent>\s*)(?P<item>- )?(?:(?P<key>[a-z0-9_.]+): )?(?P<data>.*)$")
_OPENS = re.compile(r"^(?P<indent>\s*)(?P<key>[a-z0-9_.]+):\s*$")


@dataclass(frozen=True)
class Marked:
    """One entry that nobody has confirmed. `line` counts from 0; `section` is the block it stands in."""

    line: int
    key: str
    data: Any
    section: str
    """`facts`, `regions`, or nothing for the company's own lines at the top."""
    note: str | None = None
    """What the draft says above it: terms that do stand in the text."""

    @property
    def is_plain_silence(self) -> bool:
        """Whether it only says which terms stand nowhere in the text: there is no sentence to read, and no doubt."""
        return (
            self.section == "facts"
            and isinstance(self.data, dict)
            and set(self.data) == {"not_stated"}
            and self.note is None
        )

    @property
    def rests_on(self) -> str | None:
        """The words of the policy that a fact of the company rests on, in one text to compare with other entries'; None
        for whatever is no such fact, or quotes nothing."""
        if self.section != "facts" or not isinstance(self.data, dict) or "value" not in self.data:
            return None
        quoted = {name: self.data[name] for name in _QUOTING if name in self.data}
        return in_one_line(quoted) if quoted else None


_QUOTING = ("quote", "also", "near", "judged")


def unconfirmed(text: str) -> int:
    """How many entries of a desk file are still marked."""
    return sum(1 for line in text.split("\n") if _TAIL.search(line))


def marked(text: str) -> list[Marked]:
    """The marked entries, in the file's order.

    Raises:
        ValueError: a marked line is not one whole entry; the message names its number (from 1).
    """
    found: list[Marked] = []
    section, opened = "", ""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        block = _OPENS.match(line)
        if block:
            opened = block["key"]
            section = opened if not block["indent"] else section
        if not _TAIL.search(line) or _COMMENT.match(line):
            continue
        entry = _ENTRY.match(_TAIL.sub("", line))
        key = entry and (entry["key"] or (opened if entry["item"] else None))
        try:
            data = read_yaml(entry["data"]) if entry and key else None
        except yaml.YAMLError:
            data = None
        if not key or data is None or entry is None:
            raise ValueError(f"line {number + 1} is marked and is not one whole entry: mend it by hand")
        above = lines[number - 1] if number else ""
        note = above.split(f"# {MARK}: ", 1)[1] if _COMMENT.match(above) and entry["indent"] else None
        found.append(Marked(number, key, data, section, note))
    return found


def without_mark(text: str, entry: Marked) -> str:
    """The file with this entry confirmed as it stands."""
    return _changed(text, entry, _TAIL.sub("", text.split("\n")[entry.line]))


def written_anew(text: str, entry: Marked, data: Any) -> str:
    """The file with this entry confirmed with other data."""
    line = text.split("\n")[entry.line]
    head = re.match(r"\s*(?:- |[a-z0-9_.]+: )", line)
    begins = head.group() if head else ""
    if begins.endswith("- ") and isinstance(data, list):  # several in place of one of several
        return _changed(text, entry, "\n".join(begins + in_one_line(one) for one in data))
    return _changed(text, entry, begins + in_one_line(data))


def taken_out(text: str, entry: Marked) -> str:
    """The file without this entry; a list of entries that is empty then goes, too."""
    return _changed(text, entry, None)


def in_one_line(data: Any) -> str:
    """Data as YAML in one line, however long."""
    text = yaml.dump(
        data, Dumper=_Dumper, default_flow_style=True, allow_unicode=True, width=10**9, sort_keys=False
    )
    return str(text).strip().removesuffix("...").strip()


class _Dumper(yaml.SafeDumper):
    """Writes a text of several lines in double quotes, so that an entry stays on one line, and no anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - prescribed
        """Each line is to be read by itself."""
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = '"' if _CONTROL.search(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def _changed(text: str, entry: Marked, line: str | None) -> str:
    """The entry's line replaced; once nothing is marked, the draft's own remarks go."""
    lines = text.split("\n")
    lines[entry.line : entry.line + 1] = [] if line is None else [line]
    if entry.note is not None:
        del lines[entry.line - 1]
    lines = _without_empty_lists(lines)
    if not any(_TAIL.search(one) for one in lines):
        lines = _without_remarks(lines)
    return "\n".join(lines).strip("\n") + "\n"


def _without_empty_lists(lines: list[str]) -> list[str]:
    """A key whose entries have all gone goes too."""

    def empty(number: int) -> bool:
        opens = _OPENS.match(lines[number])
        if not opens or not opens["indent"]:
            return False
        after = lines[number + 1] if number + 1 < len(lines) else ""
        return not after.startswith(opens["indent"] + " ")

    return [line for number, line in enumerate(lines) if not empty(number)]


def _without_remarks(lines: list[str]) -> list[str]:
    head = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return [line for line in lines[head:] if not _COMMENT.match(line)]


def is_entry(data: Any) -> bool:
    """Whether this is an entry by itself, and not a value only."""
    return isinstance(data, dict) and bool({"value", "not_stated"} & set(data))


def _whole(entry: dict[str, Any]) -> None:
    """In YAML a comma between braces ends what stands before it: `quote: 1,100円` is `quote: 1` and `100円`."""
    torn = next((name for name in entry if name not in ENTRY_WORDS), None)
    if torn is not None:
        raise ValueError(
            f"{torn!r} is no part of an entry ({', '.join(ENTRY_WORDS)}): "
            'words with a comma in them stand in double quotes, as in "1,100円"'
        )


def as_entry(words: str, old: Marked) -> Any:
    """What somebody typed in place of an entry, as data: the whole entry (or a list of them), or its new value only.

    Raises:
        ValueError: it is no YAML, or nothing, or was torn at a comma.
    """
    try:
        data = read_yaml(words)
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or "not valid"
        raise ValueError(f"this is not YAML: {problem}") from None
    if data is None:
        raise ValueError("an entry is wanted: {value: ..., quote: ...} or {not_stated: [...]}")
    is_fact = old.section == "facts" and isinstance(old.data, dict)
    entries = data if isinstance(data, list) else [data]
    if is_fact and all(is_entry(one) for one in entries):
        for one in entries:
            _whole(one)
        return data
    if not is_fact:
        return data
    if "value" not in old.data:
        raise ValueError("the draft says not_stated here: write the whole entry, {value: ..., quote: ...}")
    return {**old.data, "value": data}
