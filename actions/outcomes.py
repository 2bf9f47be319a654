"""What stands in a request's way, said so that it helps: the desk has closed, the data is a client's, no procedure."""

import re
from collections.abc import Sequence

from actions.case import Case, Heard
from actions.choices import choice, labelled, person, topics, word
from actions.emit import Emitter
from actions.form.settling import effective_region, offered, steps_of
from actions.ports import DeskBook, Reply, Stated
from actions.vocabulary import (
    AMBIGUOUS_REMOVE,
    CANCEL,
    CLOSED,
    DECEASED,
    HANDOFF,
    HELD_FOR_CLIENT,
    NOT_OFFERED,
    REMOVE,
    REMOVING,
)
from actions.words.preferring import declines_removal
from actions.words.spared import rest_goes, spared
from actions.words.wishes import request_word
from actions.words.withheld import withholds
from desk.chat.said import Params
from desk.requests.stages import Stage
from knowledge.vocabulary import MessageKind, Region


def explain_outcome(case: Case, book: DeskBook, emitter: Emitter) -> Case:
    """Says why there is no request, and what there is instead; gives the case without the outcome."""
    if case.outcome == CLOSED:
        say_closed(case, book, emitter)
    elif case.outcome == HELD_FOR_CLIENT:
        say_held_for_client(case, book, emitter)
    elif case.outcome == DECEASED:
        say_deceased(case, book, emitter)
    elif case.outcome == NOT_OFFERED:
        types = offered(case, book)
        emitter.say(
            "outcome.not_offered",
            {
                "request_type": word("request_type", case.request_type),
                "offered": [word("request_type", item) for item in types],
            },
            kind=MessageKind.NOT_STATED,
            choices=[person(), *labelled("request_type", types)],
        )
    remembered = case.outcome if case.outcome in (HELD_FOR_CLIENT, DECEASED) else None
    return case.fresh_request().with_(offer=HANDOFF, outcome=remembered, wanted=case.request_type)


def spares_of_what_is_under_way(case: Case, text: str) -> bool:
    """Whether some data is to stay of what a removal asks for, whose form is out or which has been taken up."""
    under_way = case.stage in (Stage.OFFERED, Stage.OPENED) and case.request_type in REMOVING
    told = spared(text) if under_way else None
    return told is not None and told.told


def forbids_what_is_under_way(case: Case, text: str) -> bool:
    """Whether nothing is to be removed of what a removal asks for, whose form is out or which has been taken up."""
    under_way = case.stage in (Stage.OFFERED, Stage.OPENED) and case.request_type in REMOVING
    return under_way and (withholds(text) or declines_removal(text))


def say_withdraw(case: Case, emitter: Emitter) -> Case:
    """How a removal that has been taken up is stopped, to who says that nothing is to be removed: whether it is
    withdrawn is not guessed. Gives the case after it."""
    emitter.say(
        "request.withdraw_it",
        {"request_type": word("request_type", case.request_type)},
        choices=[
            choice(CANCEL, "choices.withdraw"),
            choice("start_request", "choices.another_request"),
            person(),
        ],
    )
    return case.with_(offer=None)


def say_spared(case: Case, text: str, emitter: Emitter) -> Case | None:
    """Where it is written that some data is to stay of a removal under way: in the form, or by staff who have the
    request; gives the case after it, None for all else."""
    told = spared(text)
    if told is None or not spares_of_what_is_under_way(case, text):
        return None
    if case.stage == Stage.OFFERED:
        emitter.say("request.spared_in_form", {"kept": told.called})
        return case
    params: Params = {"kept": told.called, "request_type": word("request_type", case.request_type)}
    emitter.say("request.spared_by_staff", params, choices=[person()])
    return case.with_(offer=HANDOFF)


def say_what_stays(case: Case, heard: Heard, book: DeskBook, emitter: Emitter) -> None:
    """Where to write what stays of one's data, to who begins a removal of all the rest (「住所以外を消して」)."""
    removes = heard.intent == AMBIGUOUS_REMOVE or heard.values.get("request_type") in REMOVING
    told = spared(heard.text) if removes and not heard.pressed else None
    if told is not None and rest_goes(heard.text) and book.closure(case.company) is None:
        emitter.say("request.spared", {"kept": told.called})


def say_only_stays(case: Case, heard: Heard, book: DeskBook, emitter: Emitter) -> bool:
    """Where it is only said what is to stay (「姓名不要删，地址也不要删」), and nothing is under way: begins nothing,
    and offers to have all else removed. Tells whether it was so."""
    removes = heard.intent == AMBIGUOUS_REMOVE or heard.values.get("request_type") in REMOVING
    told = spared(heard.text) if removes and not heard.pressed else None
    if told is None or not told.told or rest_goes(heard.text) or book.closure(case.company) is not None:
        return False
    emitter.say(
        "request.only_stays", {"kept": told.called}, choices=[choice(REMOVE, "choices.next_remove"), person()]
    )
    return True


def say_possible(case: Case, wanted: str, kind: str, book: DeskBook, emitter: Emitter) -> Case:
    """That a request can be begun here, with what the policy says of such a request (`kind`), and its button; gives
    the case after it. Whether it is granted is the company's to say."""
    rule = book.stated(case.company, effective_region(case, book), f"types.{kind}")
    emitter.say(
        "request.possible" if rule else "request.possible_here",
        {"wish": request_word(wanted), **({"rule": rule.text} if rule else {})},
        kind=MessageKind.ANSWER,
        citations=rule.citations if rule else (),
        choices=[choice(wanted, f"choices.next_{wanted}"), person()],
        facts=[f"types.{kind}"],
    )
    return case.with_(offer=wanted, unanswered=None, more=None)


def say_closed(case: Case, book: DeskBook, emitter: Emitter) -> None:
    """That the desk has closed and who answers instead, once in a turn (「DMを止めて、情報も消して」); for a kind of
    request that it had, also its form then."""
    closure = book.closure(case.company)
    if closure is None:
        return
    key = "outcome.closed" if closure.successor else "outcome.closed_no_successor"
    if any(
        one.quote in said for one in closure.citations for said in emitter.quoted if key not in emitter.said
    ):
        # What was asked beside the wish has just been answered with the policy's own word on it.
        emitter.say(
            "outcome.closed_so" if closure.successor else "outcome.closed_so_no_successor",
            {"successor": closure.successor},
            choices=[person()],
        )
    elif key not in emitter.said:
        emitter.say(
            key,
            {"since": {"date": closure.since}, "successor": closure.successor},
            kind=MessageKind.ANSWER,
            citations=closure.citations,
            choices=[person()],
            facts=["desk.closed", "desk.successor"],
        )
    if case.request_type is None or case.request_type not in offered(case, book):
        return
    steps = steps_of(case, book)
    if steps.forms:
        emitter.say(
            "outcome.closed_form_with_fee" if steps.fee else "outcome.closed_form",
            {
                "request_type": word("request_type", case.request_type),
                "form": [form.text for form in steps.forms],
                "fee": steps.fee.text if steps.fee else "",
            },
            kind=MessageKind.ANSWER,
            citations=[c for stated in (*steps.forms, *filter(None, [steps.fee])) for c in stated.citations],
        )


def say_closed_instead(case: Case, book: DeskBook, emitter: Emitter) -> Case:
    """What a customer can do whom a closed desk has turned away, and what can be asked here; gives the case after it.
    Whatever was offered before is not what a yes means then."""
    closure = book.closure(case.company)
    if closure is None:
        return case
    emitter.say(
        "outcome.closed_instead" if closure.successor else "outcome.closed_instead_no_successor",
        {"successor": closure.successor},
        citations=closure.citations,
        choices=topics(requests=False),
    )
    return case.with_(offer=None)


_OF_A_REQUEST = re.compile(r"郵送|請求|書類|手数料|お問い合わせ窓口|宛")


def say_closed_beside(case: Case, replies: Sequence[Reply], book: DeskBook, emitter: Emitter) -> None:
    """Beside a quotation on how requests go (「上記のお問い合わせ窓口にご郵送」): that the desk has closed, unless the
    policy's own word on that is quoted with it."""
    closure = book.closure(case.company)
    said = [one for reply in replies if reply.kind == MessageKind.ANSWER for one in reply.statements]
    quotes = [citation for one in said for citation in one.citations]
    if closure is None or not any(_OF_A_REQUEST.search(one.quote) for one in quotes):
        return
    if any(one.quote in other.quote for one in closure.citations for other in quotes):
        return
    emitter.say(
        "outcome.closed_beside" if closure.successor else "outcome.closed_beside_no_successor",
        {"since": {"date": closure.since}, "successor": closure.successor},
        citations=closure.citations,
    )


def say_held_for_client(case: Case, book: DeskBook, emitter: Emitter) -> None:
    """Data that the company holds as a client's contractor: what the policy says, and a person."""
    rule = book.held_for_client(case.company)
    say_rule(rule, emitter, "outcome.held_for_client", "outcome.held_for_client_not_stated")


def say_deceased(case: Case, book: DeskBook, emitter: Emitter) -> None:
    """Data of somebody who has died: what the policy says of it; else that it says nothing, and in Japan of whom the
    act speaks (`actions.words.deceased`). A person in either case."""
    rule = book.stated(case.company, effective_region(case, book), "requester.bereaved")
    abroad = case.region not in (None, Region.JP)
    not_stated = "outcome.deceased_not_stated_abroad" if abroad else "outcome.deceased_not_stated"
    say_rule(rule, emitter, "outcome.deceased", not_stated)


def say_rule(rule: Stated | None, emitter: Emitter, stated: str, not_stated: str) -> None:
    """A rule in the policy's words, or that the policy has none; a person in either case."""
    if rule is None:
        emitter.say(not_stated, kind=MessageKind.NOT_STATED, choices=[person()])
        return
    emitter.say(
        stated,
        {"rule": rule.text},
        kind=MessageKind.ANSWER,
        citations=rule.citations,
        choices=[person()],
    )
