"""Which letter goes with a request as it stands, and what staff must add to it.

A letter follows the status: a decision has its own, what gives something away waits until it is established who asks,
and a ground once recorded is the one that the letter names. How a letter is written: `desk.papers.letters`.
"""

from dataclasses import dataclass, field
from datetime import date

from desk.life import Ground
from desk.locales import Locale
from desk.papers.case import Case
from desk.papers.errors import LetterInvalid, LetterNotApplicable, LetterUnknown
from desk.statuses import FINAL, part_given

LETTERS = (
    "receipt_notice", "correction_notice", "fee_notice", "extension_notice", "decision_granted", "decision_partly",
    "decision_refused",
)  # fmt: skip
"""Every kind of letter: 受付票, 補正依頼, 手数料のご案内, 回答期限の延長, 決定通知 (granted, partly, refused)."""
_GIVING = frozenset({"decision_granted", "decision_partly"})
"""Letters with which something that was asked for goes out."""
_ASKING = frozenset({"correction_notice", "fee_notice"})
"""Letters that want something of the customer, by a day: not for a request that is done with."""
_WITH_GROUND = frozenset({"decision_partly", "decision_refused"})


@dataclass(frozen=True, slots=True)
class Particulars:
    """What staff adds to a letter; none of it is stored.

    `items` what is to be put right; `reply_by` until when, not a day that is over (default: the date that is kept with
    the request, while it lies ahead); `ground` the id of a ground (`grounds`), not needed once the decision is
    recorded; `reason` in staff's own words; `amount` of the fee in yen and `payment` how it is paid, as the desk has
    set them; `enclosures` the names of what is enclosed; `language` one of the company's.
    """

    items: tuple[str, ...] = ()
    reply_by: date | None = None
    ground: str | None = None
    reason: str = field(default="", repr=False)
    amount: int | None = None
    payment: str = ""
    enclosures: tuple[str, ...] = ()
    language: Locale = "ja"


_DECISION_OF = {
    "refused": "decision_refused",
    "partly_answered": "decision_partly",
    "partly_closed": "decision_partly",
    "answered": "decision_granted",
}
"""The letter that goes with a status."""


def grounds(case: Case) -> tuple[Ground, ...]:
    """The grounds that a decision on this request may name: the list kept with it (`desk.requests.terms`), from which
    the status takes its grounds, too."""
    return case.terms.grounds


def decided(case: Case, kind: str) -> tuple[Ground, ...]:
    """The grounds that were recorded with the status to which this letter belongs; empty before it has it."""
    life = case.record.life
    decision = life.decision if life is not None else None
    return decision.grounds if decision is not None and _DECISION_OF.get(decision.status) == kind else ()


def offered_grounds(case: Case, kind: str) -> tuple[Ground, ...]:
    """Those that this letter may name, with their ids: the recorded ones, else the list."""
    if kind not in _WITH_GROUND:
        return ()
    return tuple(one for one in decided(case, kind) if not one.own) or grounds(case)


def check_applicable(kind: str, case: Case) -> None:
    """Raises LetterUnknown; LetterNotApplicable for a fee notice where the policy names no fee, for a decision that
    contradicts the one that was recorded, for one that gives something before it is established who asks, and for what
    asks something of the customer once the request is done with."""
    if kind not in LETTERS:
        raise LetterUnknown(kind, LETTERS)
    status = case.record.status
    own = "decision_granted" if status in ("withdrawn", "expired") else _DECISION_OF.get(status)
    if status == "answered" and decided(case, "decision_partly"):
        own = "decision_partly"  # the rest of it followed
    if (
        own is not None
        and kind in _DECISION_OF.values()
        and (kind != own or status in ("withdrawn", "expired"))
    ):
        raise LetterNotApplicable(f"The request is {status}: {kind} does not go with it.")
    if kind == "decision_refused" and part_given(step.status for step in case.record.history):
        raise LetterNotApplicable("A part of the answer has gone out: the request is not refused as a whole.")
    life = case.record.life
    if own is None and kind in _GIVING and life is not None and not all(one.settled for one in life.checks):
        raise LetterNotApplicable("It is not established yet who asks: nothing that was asked for goes out.")
    if kind in _ASKING and status in FINAL:
        raise LetterNotApplicable(f"The request is {status}: nothing is asked of the customer any more.")
    if kind == "extension_notice" and (life is None or not life.extensions):
        raise LetterNotApplicable("No date of this request was put off.")
    if kind == "fee_notice" and case.terms.waived:
        raise LetterNotApplicable(
            "The fee of this request is waived: it follows from a leak of the company's own."
        )
    if kind == "fee_notice" and not case.terms.charges:
        raise LetterNotApplicable("The policy names no fee for this request.")


def checked(kind: str, case: Case, given: Particulars) -> tuple[Ground, ...]:
    """The grounds that the letter names.

    Raises:
        LetterUnknown, LetterNotApplicable: as `check_applicable`.
        LetterInvalid: what staff added is not enough for this letter, or no ground that it may name.
    """
    check_applicable(kind, case)
    if kind == "correction_notice" and not given.items:
        raise LetterInvalid("items", "say what has to be put right")
    if kind in _ASKING and given.reply_by is not None and given.reply_by < case.today:
        raise LetterInvalid("reply_by", "this day is over: name today or a later one")
    if kind not in _WITH_GROUND:
        return ()
    recorded = decided(case, kind)
    known = {ground.id: ground for ground in offered_grounds(case, kind)}
    if given.ground is not None and given.ground not in known:
        whose = (
            "not a ground that was recorded with the decision"
            if recorded
            else "not one of this desk's grounds"
        )
        raise LetterInvalid("ground", whose, sorted(known))
    if recorded:
        return recorded
    if known and given.ground is None:
        raise LetterInvalid("ground", "name the ground in the policy", sorted(known))
    if not known and not given.reason.strip():
        raise LetterInvalid("reason", "the policy names no grounds: give the reason")
    return (known[given.ground],) if given.ground is not None else ()
