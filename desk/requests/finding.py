"""Full-text search over what is not personal: receipts, words of vocabularies in every language of the desk, names of
companies, the policy's grounds of refusal, aliases of staff, and #words that staff put into notes.

Why no text index: all of it but the receipt and the grounds are words from short lists, so a search word is looked up
in the lists and becomes conditions on columns that have an index; nothing has to be kept in step, nothing that is
sealed is stored a second time in the clear, and SQLite and PostgreSQL do the same (docs/decisions/0038).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, get_args

from sqlalchemy import ColumnElement, Connection, delete, false, func, insert, or_, select

from desk.life import CameBy, Flag, RecordKind
from desk.locales import FULL_LOCALES
from desk.requests.receipts import Receipt
from desk.storage import board_tables as bt
from desk.storage import staff_tables as st
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.vaulting.crypto import Keyring
from desk.wording.rendering import texts
from knowledge.vocabulary import CompanyId

MOST_WORDS = 8
"""Search words that count; more are left out."""
_HASHTAG = re.compile(r"[#＃]([\w\-ー]{1,40})")
_SECTIONS = {
    "request_type": "request_type",
    "status": "request_status",
    "region": "region",
    "requester": "requester",
    "subject": "subject",
    "reply_method": "reply_method",
}
"""Columns of a request, and where the words for their values stand."""


def plain(text: str) -> str:
    """Without differences of width and case."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


@lru_cache(maxsize=1)
def _labels() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Of each column the values, with all words for each."""
    found: dict[str, dict[str, list[str]]] = {}
    for locale in FULL_LOCALES:
        everything = texts(locale)
        own = everything.get("board", {})
        sections = {column: everything[name] for column, name in _SECTIONS.items()}
        sections |= {
            "kind": own.get("kind", {}),
            "came_by": own.get("came_by", {}),
            "flag": own.get("flag", {}),
        }
        for column, words in sections.items():
            for value, label in words.items():
                found.setdefault(column, {}).setdefault(value, [plain(value)]).append(plain(str(label)))
    for column, kinds in (("kind", RecordKind), ("came_by", CameBy), ("flag", Flag)):
        for value in get_args(kinds):
            found.setdefault(column, {}).setdefault(value, [plain(value)])
    return {
        column: {value: tuple(words) for value, words in values.items()} for column, values in found.items()
    }


def search(words: str, keys: Keyring, names: Mapping[CompanyId, str]) -> list[ColumnElement[bool]]:
    """Conditions on requests that hold all these words. `names`: companies by id, with their names."""
    return [_condition(word, keys, names) for word in words.split()[:MOST_WORDS]]


def _condition(word: str, keys: Keyring, names: Mapping[CompanyId, str]) -> ColumnElement[bool]:
    requests = t.requests
    if _HASHTAG.fullmatch(word):
        noted = bt.request_words
        return requests.c.receipt.in_(select(noted.c.receipt).where(noted.c.word_mac == _mac(keys, word[1:])))
    as_typed, word = word, plain(word)
    ways: list[ColumnElement[bool]] = []
    bare = re.sub(r"[^0-9a-z]", "", word)
    if len(bare) >= 2 and re.fullmatch(r"[0-9a-z\-]+", word):
        ways.append(func.replace(requests.c.receipt, "-", "").contains(bare.upper(), autoescape=True))
        ways.append(requests.c.policy_version.startswith(bare, autoescape=True))
    for column, values in _labels().items():
        meant = [value for value, labels in values.items() if any(word in label for label in labels)]
        if not meant:
            continue
        if column == "flag":
            flags = t.request_flags
            ways.append(requests.c.receipt.in_(select(flags.c.receipt).where(flags.c.flag.in_(meant))))
        else:
            ways.append(requests.c[column].in_(meant))
    companies = [name for name, label in names.items() if word in plain(name) or word in plain(label)]
    if companies:
        ways.append(requests.c.company.in_(companies))
    grounds, mine = bt.request_grounds, bt.request_assignments
    told = or_(
        func.lower(grounds.c.text).contains(word, autoescape=True),
        grounds.c.text.contains(as_typed, autoescape=True),
    )
    ways.append(requests.c.receipt.in_(select(grounds.c.receipt).where(told)))
    ways.append(
        requests.c.receipt.in_(
            select(mine.c.receipt)
            .join(st.staff, st.staff.c.id == mine.c.staff_id)
            .where(func.lower(st.staff.c.alias).contains(word, autoescape=True))
        )
    )
    return or_(*ways) if ways else false()


def _mac(keys: Keyring, word: str) -> bytes:
    return keys.mac("note_word", plain(word))


def note_words(tx: Tx, keys: Keyring, receipt: Receipt, note: str) -> None:
    """Keep the #words of a note as keyed hashes, so that the request is found by them; the note stays sealed."""
    table = bt.request_words
    known = set(tx.conn.execute(select(table.c.word_mac).where(table.c.receipt == receipt)).scalars())
    new = {_mac(keys, word) for word in _HASHTAG.findall(note)} - known
    if new:
        tx.conn.execute(insert(table), [{"receipt": receipt, "word_mac": mac} for mac in sorted(new)])


def note_grounds(tx: Tx, receipt: Receipt, grounds: Iterable[Any]) -> None:
    """Keep the grounds of a decision that come from the desk's own list: words of its policy, to be counted and found
    by, and the basis of a denial, which stays with the bare record. What staff typed stays sealed in the decision
    alone; that there was such a ground is kept, without its words."""
    table = bt.request_grounds
    tx.conn.execute(delete(table).where(table.c.receipt == receipt))
    kept = {ground.id: "" if ground.own else ground.text for ground in grounds}
    if kept:
        rows = [{"receipt": receipt, "ground": number, "text": text} for number, text in kept.items()]
        tx.conn.execute(insert(table), rows)


def grounds_of(conn: Connection, receipt: Receipt) -> tuple[str, ...]:
    """The ids of the grounds that were chosen; "own" for one that staff typed."""
    table = bt.request_grounds
    query = select(table.c.ground).where(table.c.receipt == receipt).order_by(table.c.ground)
    return tuple(conn.execute(query).scalars())
