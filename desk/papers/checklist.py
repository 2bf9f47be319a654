"""The list of what to send, with the clause that asks for each thing: for the customer, in the customer's language."""

from collections.abc import Sequence
from dataclasses import replace

from desk.locales import Locale
from desk.model import ChecklistItem
from desk.papers.blocks import Block, Bullets, Check, Checks, Heading, Notice, Paper, Paragraph, Quote, Title
from desk.papers.case import Case, Stated, best_citation
from desk.papers.posting import country
from desk.papers.speech import Speech, footer
from desk.wording import render
from desk.wording.display import says_no_more
from desk.wording.facts import form_name, paper_text
from knowledge.facts.procedure import PaperPart

_FEE = (
    "fee.charged",
    "fee.amount",
    "fee.payment",
    "fee.period",
    "fee.waived",
    "fee.refund",
    "fee.excessive",
    "fee.submission_costs",
)
_AFTER = ("papers.submitted", "papers.returned")
_RULES = (
    "identity.method",
    "identity.address_mismatch",
    "agent.authority",
    "agent.contact_principal",
    "request.one_per_form",
    "request.held_for_client",
    "request.frequency",
    "form.incomplete",
    "form.annexes",
    "reply.media",
)


def checklist(case: Case, lang: Locale) -> Paper:
    """What to send, what it costs, where it goes, what comes back: each with its clause, or that none says it."""
    say = Speech(lang)
    title = say.own("checklist.title")
    kind = say.own_word("request_type", case.record.request_type)
    blocks: list[Block] = [
        Title(title),
        Paragraph(say.own("checklist.lead", company=case.company, type=kind)),
    ]
    if not case.arrived or case.awaited:  # else there is nothing below whose arrival it could wait for
        blocks.append(Notice(say.own(f"checklist.standing_{case.record.standing}"), strong=True))
    if case.steps is None:
        blocks += _as_stored(case, say)
    else:
        blocks += [
            *_first_contact(case, say),
            *_papers(case, say),
            *_fee(case, say),
        ]
    blocks += _send_to(case, say)
    if case.steps is not None:
        blocks = _quoted_once([*blocks, *_reply(case, say), *_after(case, say)])
        blocks += _other_rules(case, say, blocks)
        blocks += _notes(case, say)
    return Paper(title, lang, footer(case, lang, case.record.receipt), tuple(blocks))


def _quoted_once(blocks: list[Block]) -> list[Block]:
    """Each clause's words stand where they are needed first, and not again: a clause that names the papers also says
    where they go. What would leave a heading with nothing below it stays."""
    seen: set[tuple[str | None, str]] = set()
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Checks):
            items: list[Check] = []
            for item in block.items:
                again = (item.quote, item.place) in seen
                items.append(replace(item, quote=None) if again else item)
                seen.add((item.quote, item.place))
            found.append(replace(block, items=tuple(items)))
            continue
        quoted = {(one.quote, one.place) for one in _quoting(block)}
        if not (quoted and quoted <= seen) or isinstance(found[-1], Heading):
            found.append(block)
        seen |= quoted
    return found


def _quoting(block: Block) -> tuple[Check | Quote, ...]:
    """What of a block gives words of the policy."""
    if isinstance(block, Checks):
        return tuple(item for item in block.items if item.quote is not None)
    return (block,) if isinstance(block, Quote) else ()


def _as_stored(case: Case, say: Speech) -> list[Block]:
    """The policy has changed since: the list as the customer was given it."""
    version = case.record.policy_version[:12]
    notice = Notice(say.own("policy_changed", company=case.company, version=version), strong=True)
    items = _stored(case.still_wanted, say)
    found: list[Block] = [notice, Heading(say.own("checklist.heading_papers"))]
    return [
        *found,
        *([Checks(tuple(items))] if items else _nothing_missing(case, say)),
        *_in_already(case, say),
    ]


def _stored(items: Sequence[ChecklistItem], say: Speech) -> list[Check]:
    return [_check(item.label, Stated.of(item.citation) if item.citation else None, say) for item in items]


def _check(text: str, stated: Stated | None, say: Speech, notes: tuple[str, ...] = ()) -> Check:
    if stated is None:
        return Check(text, notes=notes)
    # The paper is named in the policy's own words: they need not stand there twice.
    said = says_no_more(stated.quote, text)
    return Check(text, notes=notes, quote=None if said else stated.quote, place=say.place(stated))


def _first_contact(case: Case, say: Speech) -> list[Block]:
    source = case.facts_about("form.source")
    if not source or source[0].value != "sent_after_contact":
        return []
    text = Paragraph(say.own("checklist.first_contact", contact=case.desk_contact()))
    return [Heading(say.own("checklist.heading_first")), text, *_quotes(case.stated("channels.contact"), say)]


def _papers(case: Case, say: Speech) -> list[Block]:
    steps = case.steps
    assert steps is not None  # noqa: S101 - the caller has seen to it
    items = [
        _check(form_name(part.value), Stated.of(part.citations[0]) if part.citations else None, say)
        for part in steps.forms
    ]
    items += [_paper(part, say) for part in steps.papers]
    # The request's own list was made of these steps, in this order (`desk.requests.drafting`).
    missing = [item for at, item in enumerate(items) if at not in case.arrived]
    open_list = steps.papers_announced and len(items) not in case.arrived
    if not case.ticks_fit:
        missing, open_list = _stored(case.awaited, say), False
    blocks: list[Block] = [Heading(say.own("checklist.heading_papers"))]
    if missing:
        blocks.append(Checks(tuple(missing)))
    elif not open_list:
        blocks += _nothing_missing(case, say)
    if open_list:
        key = "list_missing" if case.agent else "papers_open"
        blocks.append(Notice(say.own(f"checklist.{key}", contact=case.desk_contact()), strong=True))
        blocks += _quotes(_near(case), say)
    elif not steps.papers and not steps.papers_announced:
        checked = case.stated("identity.check", f"papers.{case.record.requester}")
        key = "on_demand" if checked else "nothing"
        blocks += [Paragraph(say.own(f"checklist.{key}")), *_quotes(checked, say)]
    return [*blocks, *_in_already(case, say)]


def _nothing_missing(case: Case, say: Speech) -> list[Block]:
    return [Paragraph(say.own("checklist.nothing_missing"))] if case.arrived else []


def _in_already(case: Case, say: Speech) -> list[Block]:
    """What has come in, so that nobody sends it twice."""
    if not case.arrived:
        return []
    lines = [say.own("checklist.in_already", text=text, date=day) for text, day in case.in_already]
    return [Heading(say.own("checklist.heading_in_already")), Bullets(tuple(lines))]


def _near(case: Case) -> tuple[Stated, ...]:
    """What the policy says near the place where it leaves the list out."""
    silence = case.facts.silence(f"papers.{case.record.requester}", case.region)
    return tuple(dict.fromkeys(Stated.of(citation) for citation in silence.near)) if silence else ()


def _paper(part: PaperPart, say: Speech) -> Check:
    """One paper in the policy's words. What has to be covered on it stands out."""
    text = render("checklist.item", say.lang, {"text": paper_text(part.paper)})
    found = best_citation(part.citations, part.paper.label)
    masks = tuple(say.own("checklist.mask", mask=mask) for mask in part.paper.mask)
    return _check(text, Stated.of(found) if found else None, say, masks)


def _fee(case: Case, say: Speech) -> list[Block]:
    charged = case.facts_about("fee.charged")
    blocks: list[Block] = [Heading(say.own("checklist.heading_fee"))]
    if case.leak_waiver is not None:
        return [*blocks, Paragraph(say.own("checklist.fee_waived_for_leak")), say.quote(case.leak_waiver)]
    if not charged:
        blocks.append(Paragraph(say.own("checklist.fee_not_stated")))
    for value in dict.fromkeys(str(fact.value) for fact in charged):
        blocks.append(Paragraph(say.own(f"checklist.fee_{value}")))
        if value == "no":
            continue
        amount = case.terms.fee_amount
        told = say.own("checklist.fee_amount", amount=amount) if amount else None
        blocks.append(Paragraph(told or say.own("checklist.fee_amount_not_stated")))
    return [*blocks, *_quotes(case.stated(*_FEE), say)]


def _send_to(case: Case, say: Speech) -> list[Block]:
    target = case.send_to
    blocks: list[Block] = [Heading(say.own("checklist.heading_send_to"))]
    if not target.get("address"):
        return [*blocks, Paragraph(say.own("checklist.send_to_not_stated"))]
    lines = [str(target[key]) for key in ("postal_code", "address", "name") if target.get(key)]
    lines += filter(None, (country(case),))
    if target.get("phone"):
        lines.append(say.own("checklist.phone", phone=str(target["phone"])))
    blocks.append(Paragraph("\n".join(lines)))
    if not case.by_post():
        blocks.append(Notice(say.own("checklist.post_not_stated")))
    return [*blocks, *_quotes(case.stated("channels.request"), say)]


def _reply(case: Case, say: Speech) -> list[Block]:
    found = case.stated("reply.time", "reply.extension", "reply.way")
    blocks: list[Block] = [Heading(say.own("checklist.heading_reply"))]
    if not case.facts_about("reply.within"):
        blocks.append(Paragraph(say.own("checklist.reply_time_not_stated")))
    return [*blocks, *_quotes(found, say)]


def _after(case: Case, say: Speech) -> list[Block]:
    found = case.stated(*_AFTER)
    if found:
        return _quoted("checklist.heading_after", found, say)
    text = Paragraph(say.own("checklist.after_not_stated"))
    return [Heading(say.own("checklist.heading_after")), text]


def _other_rules(case: Case, say: Speech, said: list[Block]) -> list[Block]:
    """What has not been quoted above; and every ground for refusing that the policy lists (once, where it says it at
    several places), also where one of them is quoted above: whoever reads a list takes it for the whole."""
    above = {(one.quote, one.place) for block in said for one in _quoting(block)}
    keys = [key for key in _RULES if case.agent or not key.startswith("agent.")]
    rules, _ = case.rules(*keys)
    new = tuple(one for one in rules if (one.quote, say.place(one)) not in above)
    grounds: dict[str, Stated] = {}
    for one in case.stated("refusal.grounds"):
        grounds.setdefault(one.quote, one)
    return [
        *_quoted("checklist.heading_rules", new, say),
        *_quoted("checklist.heading_refusals", tuple(grounds.values()), say),
    ]


def _notes(case: Case, say: Speech) -> list[Block]:
    """The operator's own remarks on these papers: never cited as policy."""
    listed = case.steps is not None and case.steps.papers
    keys = ("send_to", "form", "fee.charged", *([f"papers.{case.record.requester}"] if listed else ()))
    notes = [
        Paragraph(say.own("checklist.note", text=note.in_language(say.lang), date=note.date))
        for note in case.settings.notes_about(*keys)
    ]
    return [Heading(say.own("checklist.heading_notes")), *notes] if notes else []


def _quoted(heading: str, found: tuple[Stated, ...], say: Speech) -> list[Block]:
    return [Heading(say.own(heading)), *_quotes(found, say)] if found else []


def _quotes(found: tuple[Stated, ...], say: Speech) -> list[Block]:
    return [say.quote(one) for one in found]
