"""What software sees is wrong with what came in: more than one person in the field for a name, more than one company
on a form that is for one, fields that are missing. It raises a flag and decides nothing: staff look, and take it down
where there is nothing to it. Those for which one has to look at a paper, staff raise themselves.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from sqlalchemy import insert

from desk.audited import Audited
from desk.life import Flag
from desk.model import RequestDraft
from desk.requests.receipts import Receipt
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.vaulting.crypto import Keyring
from knowledge.vocabulary import CompanyId

_HAN = "一-鿿㐀-䶿々〆"
_CLEAR = re.compile(r"[、;\n|+&]|\s(?:と|and|und|et)\s|及び|および|並びに|ならびに|又は|または")
"""Between two names, whatever they are written in."""
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}]{{2}})\s*[・と]\s*(?=[{_HAN}]{{2}})")
"""Between two names in kanji only: ジョン・スミス is one person, and と is a part of many names."""
_TOGETHER = re.compile(
    rf"[外他]\s*\d+\s*名|ほか\s*\d+\s*名|ご?夫妻|ご?夫婦|一同|連名|\([妻夫父母子]\s*[{_HAN}]|\((?:長|次|二|三)[男女]\s*[{_HAN}]"
)
_NAMES = ("name", "principal_name")
_FORM = re.compile(
    r"(?:株式|有限|合同|合資|合名)会社|\([株有同]\)|(?:一般|公益)?(?:社団|財団)法人|(?:医療|学校|社会福祉|宗教)法人"
    r"|\b(?:inc|corp|ltd|llc|gmbh|co)\b\.?"
)
_COMPANY_TEXTS = ("name", "current_value", "new_value", "details", "relation")


def several_people(text: str) -> bool:
    """Whether the field for one name holds more than one, as far as its characters tell."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    if _TOGETHER.search(plain):
        return True
    parts = [part for part in re.split(_CLEAR, plain) if part.strip()]
    parts = [more for part in parts for more in re.split(_BETWEEN_HAN, part) if more.strip()]
    parts = [more for part in parts for more in part.split("/") if more.strip()]
    if len(parts) == 2 and _script(parts[0]) != _script(parts[1]):
        return False  # one name in two scripts: 山田太郎 / Taro Yamada
    if len(parts) > 1:
        return True
    # "Smith, John" is one person; "John Smith, Jane Smith" are two.
    listed = [part.strip() for part in plain.split(",") if part.strip()]
    return len(listed) > 1 and all(" " in part or _script(part) == "han" for part in listed)


def _script(text: str) -> str:
    if re.search(rf"[{_HAN}]", text):
        return "han"
    return "kana" if re.search(r"[ぁ-ゖァ-ヺ]", text) else "latin"


def several_companies(text: str) -> bool:
    """Whether a text names more than one company by its legal form (株式会社 and the like)."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"\s+(?=(?:inc|corp|ltd|llc|gmbh|co)\b)", "-", plain)
    plain = re.sub(rf"({_FORM.pattern})\s+(?=[{_HAN}ァ-ヺ])", r"\1", plain)
    before, behind = set(), set()
    for piece in re.split(
        rf"[\s、。,/・;]|(?<=[{_HAN}ァ-ヺー])と(?=[{_HAN}ァ-ヺ])|及び|および|並びに|ならびに", plain
    ):
        form = _FORM.search(piece)
        if form is None:
            continue
        if front := piece[: form.start()].strip("-"):
            behind.add(front)
        elif rest := re.sub(r"[ぁ-ゖ].*", "", piece[form.end() :]):
            before.add(rest)
    # A department or a service behind the name makes it no other company.
    apart = [one for one in before if not any(one != other and one.startswith(other) for other in before)]
    return len(apart) + len(behind) > 1


def seen_in(draft: RequestDraft, values: Mapping[str, str]) -> dict[Flag, tuple[str, ...]]:
    """The flags that what was filled in deserves, each with the fields in which it was seen. More than one company is
    wrong only where the policy wants one on a form (Prestige: 「1社」)."""
    if draft.kind != "request":
        return {}
    found: dict[Flag, tuple[str, ...]] = {}
    people = tuple(name for name in _NAMES if name in values and several_people(values[name]))
    if people:
        found["several_people"] = people
    one_each = draft.terms is not None and "several_companies" in draft.terms.flag_rules
    companies = tuple(name for name in _COMPANY_TEXTS if name in values and several_companies(values[name]))
    if one_each and companies:
        found["several_companies"] = companies
    return found


def raise_flag(
    tx: Tx,
    keys: Keyring,
    record: tuple[Receipt, CompanyId],
    flag: str,
    by: tuple[str, str],
    note: str | None = None,
    found_in: Iterable[str] = (),
) -> None:
    """Raise a flag that is not up. `by`: alias and name in the audit log (both "desk" where software saw it);
    `found_in`: names of fields."""
    receipt, company = record
    alias, actor = by
    place = f"request_flags:{receipt}:{flag}"
    sealed = keys.of(tx.conn, company).seal(note.encode(), place) if note else None
    values = {"flag": flag, "at": tx.now, "by": alias, "note_enc": sealed, "found_in": list(found_in)}
    tx.conn.execute(insert(t.request_flags).values(receipt=receipt, **values))
    tx.audit(actor, Audited.REQUEST_FLAG, receipt, flag)
