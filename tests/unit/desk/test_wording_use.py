"""No text is kept that nothing can show: what was planned and left out, or outlived its page."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from desk.locales import LOCALES
from desk.wording import flat

ROOT = Path(__file__).resolve().parents[3]
READERS = ("actions", "api", "bot", "desk", "knowledge", "ops")
HOLE = "\0"
_F_STRING = re.compile(r"""\b[fF](["'])(?:[\w.]|\{[^{}\n]*\})+\1""")
"""One that may be a key: of words, stops and holes. It is parsed alone; whole files cost ten times as much."""
FILLED = {
    f"answer.particular.{HOLE}",
    f"facts.{HOLE}_{HOLE}",
    f"summary.{HOLE}_{HOLE}",
    f"matter.{HOLE}_stated",
    f"matter.{HOLE}_offered",
}
"""What fills these is made of other words: keys of desk facts with `_` for `.`, what a fact is about and
what it says, a matter's intent and whether a rule or a request goes with it."""


def sources(*endings: str) -> Iterator[str]:
    for part in READERS:
        for path in (ROOT / part).rglob("*"):
            if path.suffix in endings and not (path.suffix == ".yml" and "wording" in path.parts):
                yield path.read_text(encoding="utf-8")


@cache
def words() -> frozenset[str]:
    """Every word of the code, the pages and the data: a key's last part is one of them where the key is written out."""
    return frozenset(re.findall(r"\w+", "\n".join(sources(".py", ".html", ".js", ".yml"))))


def put_together() -> Iterator[str]:
    """Texts with holes: f-strings, template literals of JavaScript, `"before_" ~ name ~ "_after"` in pages."""
    for source in sources(".py"):
        for found in _F_STRING.finditer(source):
            for node in ast.walk(ast.parse(found[0])):
                if isinstance(node, ast.JoinedStr):
                    yield "".join(
                        one.value if isinstance(one, ast.Constant) and isinstance(one.value, str) else HOLE
                        for one in node.values
                    )
    for source in sources(".js"):
        for text in re.findall(r"`([^`\n]*)`", source):
            yield re.sub(r"\$\{[^}]*\}", HOLE, text)
    for source in sources(".html"):
        for before, after in re.findall(r"\"([\w.]*)\" ?~ ?[\w.]+(?: ?~ ?\"([\w.]*)\")?", source):
            yield f"{before}{HOLE}{after}"


@cache
def composed() -> re.Pattern[str]:
    """Keys, or their last part, that are put together. Where the last part is a hole alone, anything would fit: what
    fills it stands somewhere as a word."""
    shapes = {text for text in put_together() if HOLE in text and re.fullmatch(r"[\w.\0]+", text)}
    telling = {text for text in shapes if re.search(r"[a-z]{2}", text.split(".")[-1])}
    return re.compile("|".join(re.escape(text).replace(HOLE, r"\w+") for text in sorted(telling | FILLED)))


def named(key: str) -> bool:
    """Whether the key can be asked for. A number is a place in a list."""
    parts = [part for part in key.split(".") if not part.isdigit()]
    if parts[-1] in words():
        return True
    return any(composed().fullmatch(".".join(parts[at:])) for at in range(len(parts)))


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_can_be_shown(locale: str) -> None:
    assert [key for key in flat(locale) if not named(key)] == []


@pytest.mark.slow
def test_a_key_that_is_put_together_counts_and_one_that_nobody_names_does_not() -> None:
    for used in ("summary.papers_not_stated", "slack.digest_late", "facts.identity_always", "slack.bot_says"):
        assert used in flat("ja")
        assert named(used), used
    assert not named("board.case.never_shown_anywhere")
