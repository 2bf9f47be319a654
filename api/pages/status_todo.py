"""What the customer's page about a request says of what is for the customer to do: by when, how, and where to, each
with the clause that it rests on; what the policy leaves open is said to be open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.context import Context
from api.rendering import policy_url
from desk.citing import KeptCitation
from desk.life import Terms
from desk.locales import Locale
from desk.requests.status_page import StatusView, Todo
from desk.wording import as_text, render
from desk.words import abroad
from knowledge.facts.procedure import closure

_DATE_OF: Mapping[Todo, str] = {
    "papers": "papers",
    "papers_again": "papers",
    "correction": "correction",
    "fee": "fee",
}
"""Which of the request's dates is the customer's for what."""
_SENT: Sequence[Todo] = ("papers", "papers_again", "correction", "wait_for_form")
"""Something goes to the desk by post, or is brought there."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The policy's own words; `url` opens them in their place. `about`: which of what is said rests on them, in its own
    name."""

    about: str
    quote: str
    document: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to know of it (`name`: by when, how much, how); `iso` of a date."""

    name: str
    text: str
    iso: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the customer. `text` says it; `heading` is empty where nothing goes anywhere, and `open` then
    says in place of an address that there is none to give. `notes` stand below the address."""

    text: str
    lines: tuple[Line, ...] = ()
    heading: str = ""
    address: Mapping[str, str] | None = None
    open: str = ""
    notes: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()

    @property
    def grounds(self) -> dict[str, list[Clause]]:
        """The clauses by what rests on them: what opens them has a name of its own."""
        found: dict[str, list[Clause]] = {}
        for one in self.clauses:
            found.setdefault(one.about, []).append(one)
        return found


def asked_of(context: Context, view: StatusView, words: Mapping[str, Any], lang: Locale) -> Asked:
    """What the page asks of the customer now."""
    todo, terms = view.todo, view.terms
    forms = "、".join(terms.form_names) if terms is not None else ""
    text = str(words[f"todo_{todo}"]).format(forms=forms)
    if todo == "nothing":
        return Asked(text)
    address = _address(context, view)
    return Asked(
        text,
        lines=tuple(_lines(view, words, lang)),
        heading=words["desk_address" if todo == "fee" else "send_to"],
        address=address,
        open="" if address else words["address_open"],
        notes=tuple(_notes(view, words, lang)) if address else (),
        clauses=tuple(_clauses(context, view, words, bool(address))),
    )


def _address(context: Context, view: StatusView) -> dict[str, str] | None:
    """Where the desk is, as it was told when the request was opened; None where no address is known, and where the
    policy in force says that the desk has closed: then nothing goes there."""
    company = context.companies.get(view.company)
    closed = company is not None and company.facts is not None and closure(company.facts) is not None
    if closed or not view.send_to:
        return None
    country = {"country": render("papers.address_label.country", "ja")} if abroad(view.region) else {}
    return {**view.send_to, **country}


def _lines(view: StatusView, words: Mapping[str, Any], lang: Locale) -> Iterator[Line]:
    terms, names = view.terms, words["todo_line"]
    if view.todo == "fee":
        yield Line(names["amount"], _stated(terms, terms.fee_amount if terms else None, "amount", words))
    if view.todo in _DATE_OF:
        what = _DATE_OF[view.todo]
        due = next((one.due for one in view.dates if one.what == what), None)
        if due is not None:
            yield Line(names["by"], as_text(due, lang), due.isoformat())
        else:
            yield Line(names["by"], words["by_open_fee" if what == "fee" else "by_open"])
    payment = terms.fee_payment if terms is not None and terms.charges else None
    if view.todo == "fee" or (payment and _fee_listed(view)):
        yield Line(names["payment"], _stated(terms, payment, "payment", words))


def _stated(terms: Terms | None, value: str | None, what: str, words: Mapping[str, Any]) -> str:
    """In the policy's words; that they are silent is said of those that were kept only."""
    if value:
        return str(words["in_policy"]).format(words=value)
    return str(words[f"{what}_open"] if terms is not None else words["desk_tells"])


def _fee_listed(view: StatusView) -> bool:
    """Whether a fee stands among what is to be sent."""
    return view.todo in ("papers", "wait_for_form") and any(one.item.kind == "fee" for one in view.checklist)


def _notes(view: StatusView, words: Mapping[str, Any], lang: Locale) -> Iterator[str]:
    terms = view.terms
    if view.todo == "fee" and (terms is None or not terms.fee_payment):
        yield words["address_not_for_fee"]
    if view.todo in _SENT and terms is not None and terms.by_post is False:
        yield render("papers.checklist.post_not_stated", lang)


def _clauses(
    context: Context, view: StatusView, words: Mapping[str, Any], with_address: bool
) -> Iterator[Clause]:
    """What it rests on, each sentence once."""
    seen = set[tuple[str, str]]()
    for about, cited in _cited(view, words, with_address):
        if cited is None or (cited["quote"], cited["section"]) in seen:
            continue
        seen.add((cited["quote"], cited["section"]))
        yield Clause(about, cited["quote"], cited["document"], policy_url(context.base_url, cited))


def _cited(
    view: StatusView, words: Mapping[str, Any], with_address: bool
) -> Iterator[tuple[str, KeptCitation | None]]:
    terms, names = view.terms, words["todo_line"]
    if terms is None:
        return
    if view.todo == "fee":
        yield names["amount"], terms.fee_citation
        yield names["payment"], terms.fee_payment_citation
        yield names["by"], terms.fee_period_citation
        return
    if view.todo == "correction":
        yield from ((words["if_incomplete"], one) for one in terms.quoted.get("form.incomplete", ()))
    if _fee_listed(view) and terms.charges:
        yield names["payment"], terms.fee_payment_citation
    if with_address:
        for key, name in (("channels.request", "how_to_send"), ("send_to", "send_to")):
            yield from ((words[name], one) for one in terms.quoted.get(key, ()))
