"""Papers and letters on demand: read from the vault, audited, set in memory, handed over, forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from desk.calendar.dues import DESK_ZONE
from desk.errors import RequestNotFound
from desk.life import Ground
from desk.locales import Locale
from desk.model import RequestRecord, StaffMember
from desk.papers import links
from desk.papers.case import Case, paper_kinds
from desk.papers.customer import MAKERS
from desk.papers.errors import LetterNotApplicable, PaperNotOffered
from desk.papers.fitting import LETTERS, Particulars, check_applicable, decided, offered_grounds
from desk.papers.letters import Letters
from desk.papers.typesetting import typeset
from desk.requests.receipts import Receipt
from desk.requests.requests import Requests
from desk.storage.store import Context
from knowledge.facts import Desk as DeskFacts
from knowledge.facts.settings import OperatorSettings
from knowledge.vocabulary import CompanyId


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished paper. `name` is a file name without personal data."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class LetterOffer:
    """A letter that can be written for a request, the grounds it may name, and the company's languages for it.
    `recorded`: these grounds stand in the decision, so that none has to be chosen."""

    kind: str
    grounds: tuple[Ground, ...]
    languages: tuple[Locale, ...]
    recorded: bool


@dataclass(frozen=True, slots=True)
class Links:
    """Fresh links to the papers of a request."""

    receipt: Receipt
    tokens: links.Tokens = field(repr=False)
    expires_at: datetime


class Papers:
    """The papers of all companies of an installation."""

    def __init__(
        self,
        context: Context,
        requests: Requests,
        desks: Mapping[CompanyId, tuple[DeskFacts, OperatorSettings]],
        policies: Path,
    ) -> None:
        self._db, self._keys, self._requests = context.db, context.keys, requests
        self._bare = Requests(context, customer=False)
        self._desks, self._letters = dict(desks), Letters(policies)

    # ------------------------------------------------------------ the customer

    def follow(self, token: str, now: datetime | None = None) -> links.Link:
        """What a link leads to; looking reads nothing of the customer's. Raises LinkNotFound, LinkExpired."""
        return links.follow(self._keys, token, now or self._db.clock())

    def open(self, token: str, access_code: str, now: datetime | None = None) -> Pdf:
        """The paper behind a link, for the holder of the access code (throttled like the status).

        Raises LinkNotFound, LinkExpired, RequestNotFound (wrong code), TooManyAttempts, PaperNotOffered."""
        link = self.follow(token, now)
        record = self._requests.by_code(link.receipt, access_code, link.kind, now)
        return self._paper(record, link.kind, link.locale, record.documents)

    def renew(self, receipt: Receipt, access_code: str, locale: Locale, now: datetime | None = None) -> Links:
        """New links for the holder of receipt and access code. Raises RequestNotFound, TooManyAttempts."""
        record = self._requests.by_code(receipt, access_code, now=now)
        at = now or self._db.clock()
        tokens = links.issue(self._keys, record.receipt, record.documents, locale, at)
        return Links(record.receipt, tokens, at + links.LINK_LIVES)

    # ------------------------------------------------------------ staff

    def for_staff(self, receipt: Receipt, kind: str, by: StaffMember, locale: Locale = "ja") -> Pdf:
        """A customer's paper, for staff to print and post. Raises RequestNotFound, Forbidden, PaperNotOffered,
        LetterNotApplicable."""
        record = self._requests.get(receipt, by, "document", kind if kind in MAKERS else "")
        case = self._case(record)
        offered = paper_kinds(case.steps) if case.steps is not None else record.documents
        return self._paper(record, kind, locale, offered)

    def offers(self, receipt: Receipt, by: StaffMember) -> tuple[tuple[str, ...], tuple[LetterOffer, ...]]:
        """Which papers and letters there are for a request. Raises RequestNotFound, Forbidden."""
        record = self._bare.get(receipt, by)
        if not _has_papers(record):
            return (), ()
        case = self._case(record)
        kinds = paper_kinds(case.steps) if case.steps is not None else case.record.documents
        found = []
        for kind in LETTERS:
            try:
                check_applicable(kind, case)
            except LetterNotApplicable:
                continue
            languages = case.settings.letter_languages
            found.append(LetterOffer(kind, offered_grounds(case, kind), languages, bool(decided(case, kind))))
        return kinds, tuple(found)

    def letter(self, receipt: Receipt, kind: str, given: Particulars, by: StaffMember) -> Pdf:
        """A letter of the desk.

        Raises RequestNotFound, Forbidden, LetterUnknown, LetterNotApplicable, LetterInvalid, LetterBroken."""
        record = self._requests.get(receipt, by, "document", kind if kind in LETTERS else "")
        paper = self._letters.write(kind, self._case(record), given)
        return Pdf(_file_name(kind, record.receipt), typeset(paper))

    # ------------------------------------------------------------

    def _today(self) -> date:
        return self._db.clock().astimezone(DESK_ZONE).date()

    def _case(self, record: RequestRecord) -> Case:
        if not _has_papers(record):
            raise LetterNotApplicable(
                "There are papers and letters for requests only, and not once their personal data has been erased."
            )
        found = self._desks.get(record.company)
        if found is None:  # the company has left this installation: nothing can be said for it
            raise RequestNotFound
        return Case.of(record, *found, today=self._today())

    def _paper(self, record: RequestRecord, kind: str, locale: Locale, offered: tuple[str, ...]) -> Pdf:
        if kind not in offered or kind not in MAKERS:
            raise PaperNotOffered(kind, offered)
        paper = MAKERS[kind](self._case(record), locale)
        return Pdf(_file_name(kind, record.receipt), typeset(paper))


def _has_papers(record: RequestRecord) -> bool:
    """Not for a complaint or another enquiry that staff entered, nor where there is nobody left to write to."""
    return record.kind == "request" and record.erased_at is None


def _file_name(kind: str, receipt: Receipt) -> str:
    return f"{receipt}-{kind.replace('_', '-')}.pdf"
