"""Certificates of destruction: what was destroyed, what is kept and why. Ids and counts, no values; signed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from desk.calendar.dues import DESK_ZONE
from desk.locales import FullLocale
from desk.requests.receipts import Receipt
from desk.storage.anchors import Anchors
from desk.vaulting.signing import public_key, sign
from desk.wording import render
from knowledge.vocabulary import CompanyId

FORMAT = "madoguchi-destruction-1"


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that stays. `what` and `why` are words of the wording (`certificate.kept.*`, `certificate.why.*`);
    `until`: a day (ISO), or None where no day is known."""

    what: str
    why: str
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """What an erasure or the end of a contract did. `destroyed` counts by kind (`certificate.kind.*`); `verified`:
    looked
    for afterwards, in the same transaction, and not found; `off_the_disk`: the old pages of the database file are
    overwritten too; `trackers`: conversations that the running app still has to take out of Rasa's memory."""

    id: str
    kind: Literal["person", "company"]
    company: CompanyId
    at: str
    by: str
    receipts: tuple[Receipt, ...]
    conversations: int
    destroyed: Mapping[str, int]
    kept: tuple[Kept, ...]
    verified: bool
    off_the_disk: bool
    trackers: int

    def as_json(self, anchors: Anchors) -> dict[str, Any]:
        """The signed document."""
        body = {
            "format": FORMAT,
            **asdict(self),
            "receipts": list(self.receipts),
            "kept": [asdict(one) for one in self.kept],
            "public_key": public_key(anchors.signer),
        }
        return sign(anchors.signer, body)

    def as_text(self, locale: FullLocale, company_name: str | None = None) -> str:
        """To be read, in the customer's language, with Japan's time. Without the company's name, its id."""

        def say(key: str, **params: object) -> str:
            return render(f"certificate.{key}", locale, params)

        at = datetime.fromisoformat(self.at).astimezone(DESK_ZONE).strftime("%Y-%m-%d %H:%M")
        lines = [
            say("title"),
            say("head", id=self.id, company=company_name or self.company, at=at),
            say("receipts", receipts=", ".join(self.receipts) or "-"),
            say("destroyed"),
        ]
        lines += [
            f"- {say(f'kind.{kind}')}: {number}" for kind, number in sorted(self.destroyed.items())
        ] or [f"- {say('nothing')}"]
        lines.append(say("kept"))
        for one in self.kept:
            until = say("until", day=one.until) if one.until else ""
            lines.append(f"- {say(f'kept_what.{one.what}')}: {say(f'why.{one.why}')}{until}")
        lines.append(say("verified" if self.verified else "not_verified"))
        return "\n".join(lines) + "\n"
