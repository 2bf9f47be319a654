"""What follows from what is settled: which request it is, what is still to ask, and what stands in the way. Pure."""

from dataclasses import dataclass

from actions.case import Case
from actions.ports import DeskBook, Steps
from actions.vocabulary import (
    AMBIGUOUS_REMOVE,
    ASKED_SLOTS,
    CLOSED,
    HELD_FOR_CLIENT,
    KEPT_BACK,
    NOT_OFFERED,
    REMOVALS,
)
from knowledge.vocabulary import Region, ReplyMethod, RequestType, Subject


def needs_region(case: Case, book: DeskBook) -> bool:
    """Whether the company distinguishes regions and the customer's is unknown."""
    return bool(book.regions(case.company)) and case.region is None


def effective_region(case: Case, book: DeskBook) -> Region | None:
    """The region that counts: none where the company does not distinguish any."""
    return case.region if book.regions(case.company) else None


def offered(case: Case, book: DeskBook) -> tuple[RequestType, ...]:
    """The request types that the desk offers in this customer's region (unknown: anywhere)."""
    return book.offered(case.company, effective_region(case, book))


def offered_removals(case: Case, book: DeskBook) -> tuple[str, ...]:
    """What 「消して」 can mean here."""
    types = offered(case, book)
    return tuple(str(word) for word in REMOVALS if word in types)


def kept_back(case: Case) -> str | None:
    """The removal that does not go on, as its customer has forbidden it; None where none is held back."""
    held = case.request_type is None and str(case.ambiguous or "").startswith(KEPT_BACK)
    return str(case.ambiguous).removeprefix(KEPT_BACK) if held else None


def used_less(case: Case, book: DeskBook) -> str | None:
    """The request after which data stays and is not used, or less, that the desk offers here."""
    types = offered(case, book)
    return next((str(one) for one in (RequestType.RESTRICTION, RequestType.USE_STOP) if one in types), None)


def settle(case: Case, book: DeskBook) -> Case:
    """Draws the conclusions: 開示 in California, 「消して」 where it can mean one thing, and outcomes.

    Sets `outcome` where the request cannot go on: the desk closed, the data is a client's, or the policy gives
    no procedure for it. Nothing is concluded about a type while the region is open.
    """
    if case.region is not None and case.region not in book.regions(case.company):
        case = case.with_(region=None)
    case = _right_type(case, book)
    if book.closure(case.company) is not None:
        return case.with_(outcome=CLOSED)
    if case.holder == "client" and book.held_for_client(case.company) is not None:
        return case.with_(outcome=HELD_FOR_CLIENT)
    if needs_region(case, book):
        return case.with_(outcome=None)
    types = offered(case, book)
    if case.request_type is not None and case.request_type not in types:
        return case.with_(outcome=NOT_OFFERED)
    if case.subject is not None and case.subject not in subject_choices(case):
        case = case.with_(subject=None)  # 「全部」 was said of another kind of request
    return _possible_reply(case.with_(outcome=None), book)


def _right_type(case: Case, book: DeskBook) -> Case:
    """The type under which this region gives the right (California: access_ccpa), and 「消して」 where it is clear."""
    if needs_region(case, book):
        return case
    region = effective_region(case, book)
    if case.request_type is not None:
        meant = book.meant(case.company, region, (case.request_type,))
        return case.with_(request_type=meant[0]) if len(meant) == 1 else case
    if case.ambiguous == AMBIGUOUS_REMOVE:
        removing = [word for word in REMOVALS if word is not RequestType.USE_STOP]
        meant = book.meant(case.company, region, removing)
        if len(meant) == 1:
            return case.with_(request_type=meant[0], ambiguous=None)
    return case


def _possible_reply(case: Case, book: DeskBook) -> Case:
    """A way of reply that the desk does not offer for this request is forgotten: it is asked again, or stated."""
    if case.reply_method is None or case.request_type is None:
        return case
    if case.reply_method in reply_choices(case, book):
        return case
    return case.with_(reply_method=None)


def steps_of(case: Case, book: DeskBook) -> Steps:
    """How the settled request goes.

    Raises:
        ValueError: the type is still open.
    """
    if case.request_type is None:
        raise ValueError("the kind of request is not settled yet")
    return book.steps(case.company, effective_region(case, book), case.request_type, case.requester)


def reply_choices(case: Case, book: DeskBook) -> tuple[ReplyMethod, ...]:
    """The ways of reply to choose from; none where there is no choice or the type is open."""
    if case.request_type is None or needs_region(case, book):
        return ()
    if case.request_type not in offered(case, book):
        return ()
    methods = steps_of(case, book).reply_methods
    return methods if len(methods) > 1 else ()


def required(case: Case, book: DeskBook) -> list[str]:
    """The slots that the form has to fill, in the order in which it asks."""
    slots = ["request_type"]
    if book.regions(case.company):
        # 「消して」 means one thing in one region and two in another: the region first, then perhaps nothing to ask.
        # A question that waits for the region is answered at once then.
        slots.insert(0 if case.ambiguous or case.region_wanted else 1, "region")
    slots += ["requester", "subject"]
    if reply_choices(case, book):
        slots.append("reply_method")
    if case.changing:
        # At once, while anything can still be asked: who says that something is wrong is not asked on past it.
        known = [slot for slot in slots if getattr(case, slot) is not None]
        return [*known, "change_target", *(slot for slot in slots if slot not in known), "confirm"]
    return [*slots, "confirm"]


def subject_choices(case: Case) -> tuple[str, ...]:
    """The kinds of data to choose from: one does not correct or add "everything"."""
    if case.request_type in (RequestType.CORRECTION, RequestType.ADDITION):
        return tuple(str(word) for word in Subject if word is not Subject.ALL)
    return tuple(str(word) for word in Subject)


@dataclass(frozen=True)
class Back:
    """Where 「戻る」 leads: the slot that is asked again, or None at the first question."""

    slot: str | None


def previous(case: Case, book: DeskBook, asked: str | None) -> Back:
    """The last settled slot before the one that is asked."""
    order = [slot for slot in required(case, book) if slot in ASKED_SLOTS]
    before = order[: order.index(asked)] if asked in order else order
    return Back(before[-1] if before else None)
