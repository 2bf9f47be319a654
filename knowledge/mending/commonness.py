"""How common the words of a text are in what people ask a privacy desk, and in what policies say.

Counted over the training texts (knowledge/training/texts.py): nothing of a real company's policy, and no question that
is evaluated, is among them.
"""

import hashlib
import json
import math
import os
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from knowledge.paths import var_dir
from knowledge.tokenizing import tokens
from knowledge.training.texts import GENERAL_KNOWLEDGE, all_texts, load_out_of_scope

FORMAT = 1
_UNKNOWN, _UNKNOWN_CHARACTER = 3.0, 5.0
"""A word that was never seen costs this, and this more for each character: it is rarer the longer it is. In nats."""


class CountsOutdatedError(RuntimeError):
    """The artefact is missing, damaged, or was counted over other texts."""


def _words(text: str) -> list[str]:
    return [token.surface for token in tokens(unicodedata.normalize("NFKC", text).lower(), "A")]


class WordCounts:
    """Counts of words. Immutable: any number of threads may share it."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = dict(counts)
        self._log_total = math.log(max(sum(self._counts.values()), 1))

    @classmethod
    def of(cls, texts: Iterable[str]) -> "WordCounts":
        """Counted over texts: some ten seconds for all training texts."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(_words(text))
        return cls(counts)

    def surprise(self, text: str) -> float:
        """How unlikely the words of a text are, each by itself, in nats; spellings of one text are compared by it."""
        return sum(self._cost(word) for word in _words(text))

    def _cost(self, word: str) -> float:
        count = self._counts.get(word)
        return self._log_total - math.log(count) if count else _UNKNOWN + _UNKNOWN_CHARACTER * len(word)

    def save(self, path: Path, digest: str) -> None:
        """Writes the artefact aside and swaps it in whole."""
        content = json.dumps({"format": FORMAT, "texts": digest, "counts": self._counts}, ensure_ascii=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(content)
            os.replace(aside, path)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise

    @classmethod
    def load(cls, path: Path, digest: str) -> "WordCounts":
        """Reads the artefact. Raises CountsOutdatedError."""
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            if (stored["format"], stored["texts"]) != (FORMAT, digest):
                raise CountsOutdatedError(f"{path.name}: counted over other texts")
            return cls({str(word): int(count) for word, count in stored["counts"].items()})
        except FileNotFoundError:
            raise CountsOutdatedError(f"{path.name}: not there yet") from None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise CountsOutdatedError(f"{path.name}: damaged ({type(error).__name__})") from error


def counted_texts() -> list[str]:
    """What is counted: the training texts, each once."""
    asked, known = load_out_of_scope(GENERAL_KNOWLEDGE)
    return list(dict.fromkeys([*all_texts(), *asked, *known]))


def digest_of(texts: Iterable[str]) -> str:
    """A SHA-256 over all of them."""
    digest = hashlib.sha256(str(FORMAT).encode())
    for text in texts:
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()


def counts_path() -> Path:
    """Where the counts lie: beside the topics."""
    return var_dir() / "topics" / "words.json"


def load_or_count(path: Path | None = None) -> WordCounts:
    """The counts from their artefact, counted anew where that is missing or outdated."""
    path = path or counts_path()
    texts = counted_texts()
    digest = digest_of(texts)
    try:
        return WordCounts.load(path, digest)
    except CountsOutdatedError:
        WordCounts.of(texts).save(path, digest)
        return WordCounts.load(path, digest)
