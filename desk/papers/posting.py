"""What goes round the papers when they are posted: the cover letter and the labels for the envelope."""

import re

from desk.locales import Locale
from desk.papers.blocks import (
    Block,
    Check,
    Checks,
    Label,
    Letterhead,
    Notice,
    Paper,
    Paragraph,
    Side,
    Title,
)  # fmt: skip
from desk.papers.case import Case, bare_name
from desk.papers.speech import Speech, footer
from desk.wording import render
from desk.wording.facts import paper_text
from knowledge.facts.rules import squeeze

_LARGE_TO_SMALL = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Of the scripts in which an address begins with the country and ends with the person."""


def addressee(name: str) -> str:
    """A desk's name as an addressee: the 行 that it prints behind its own name becomes 御中 in a letter to it."""
    return render("papers.address_label.addressee", "ja", {"name": bare_name(name)})


def country(case: Case) -> str:
    """The desk's country, for what is posted abroad: in the words that the post there reads."""
    return render("papers.address_label.country", "ja") if case.abroad else ""


def _desk_side(case: Case) -> Side:
    target = case.send_to
    return Side(
        name=addressee(case.desk_name or case.company),
        address=str(target.get("address", "")),
        postal=str(target.get("postal_code", "")),
        country=country(case),
    )


def _postal(code: str) -> str:
    """As on an envelope; codes of other countries have no 〒."""
    return f"〒{code}" if len(code) == 8 and code[3] == "-" and code.replace("-", "").isdecimal() else code


def customer_side(case: Case, name: str) -> Side:
    """The customer as an addressee or a sender: in the order of the place where one lives."""
    address, postal = case.value("address"), case.value("postal_code")
    if not case.abroad or not address or _LARGE_TO_SMALL.search(address):
        return Side(name, address, _postal(postal))
    lines = (address, "" if squeeze(postal) in squeeze(address) else postal)
    return Side(name, "\n".join(filter(None, lines)), name_first=True)


def cover_letter(case: Case, lang: Locale) -> Paper:
    """The letter that goes with the papers."""
    say = Speech(lang)
    title = say.title("cover_letter.title")
    kind, gloss = say.word("request_type", case.record.request_type)
    principal = case.value("principal_name")
    key = "cover_letter.body_agent" if case.agent and principal else "cover_letter.body"
    body = Paragraph(
        say.ja(key, type=kind, principal=say.ja("honorific", name=principal)),
        say.gloss(key, type=gloss or kind, principal=say.own("honorific", name=principal)),
    )
    side = customer_side(case, case.value("name"))
    sender = [side.name, side.address] if side.name_first else [side.postal, side.address, side.name]
    sender += [case.value(name) for name in ("phone", "email")]
    number = f"{say.ja('row.receipt')} {case.record.receipt}"
    blocks: list[Block] = [
        Letterhead((say.own("fill_in_date"), number), _desk_side(case), "\n".join(x for x in sender if x)),
        title,
        say.paragraph("cover_letter.dear"),
        body,
        Paragraph(say.ja("cover_letter.closing"), align="right"),
        Paragraph(say.ja("cover_letter.ki"), align="center"),
        say.heading("cover_letter.enclosures"),
        Checks(tuple(_enclosures(case, say))),
    ]
    if case.record.reply_method:
        method, method_gloss = say.word("reply_method", case.record.reply_method)
        blocks.append(
            Paragraph(
                say.ja("cover_letter.answer_to", method=method),
                say.gloss("cover_letter.answer_to", method=method_gloss or method),
            )
        )
    blocks.append(Paragraph(say.ja("cover_letter.end"), align="right"))
    blocks.append(Notice(say.own("cover_letter.hint")))
    if not case.by_post():
        blocks.append(Notice(say.own("address_label.post_not_stated"), strong=True))
    return Paper(title.text, "ja", footer(case, lang, case.record.receipt), tuple(blocks), gloss_lang=lang)


def _enclosures(case: Case, say: Speech) -> list[Check]:
    steps = case.steps
    if steps is None or not case.ticks_fit:
        return [Check(item.label) for item in case.still_wanted] or [
            Check(say.ja("cover_letter.enclosed_sheet"), say.gloss("cover_letter.enclosed_sheet"))
        ]
    form = case.own_form()
    first = "enclosed_form" if form else "enclosed_sheet"
    params = {"form": form} if form else {}
    request = Check(say.ja(f"cover_letter.{first}", **params), say.gloss(f"cover_letter.{first}", **params))
    # What has come in is not sent again: forms first, then papers, as in the request's own list.
    forms = len(steps.forms)
    found = [] if forms and set(range(forms)) <= case.arrived.keys() else [request]
    for at, part in enumerate(steps.papers, start=forms):
        if at not in case.arrived:
            found.append(Check(render("checklist.item", "ja", {"text": paper_text(part.paper)})))
    if steps.papers_announced and forms + len(steps.papers) not in case.arrived:
        key = "cover_letter.enclosed_unknown"
        found.append(Check(say.ja(key), say.gloss(key)))
    payment = case.facts_about("fee.payment")
    if payment and case.leak_waiver is None:
        key = "cover_letter.enclosed_fee"
        found.append(Check(say.ja(key), say.gloss(key)))
    return found or [request]


def address_label(case: Case, lang: Locale) -> Paper:
    """Labels to cut out, for the front and the back of the envelope."""
    say = Speech(lang)
    title = say.own("address_label.title")
    blocks: list[Block] = [Title(title), Paragraph(say.own("address_label.hint"))]
    if not case.by_post():
        blocks.append(Notice(say.own("address_label.post_not_stated"), strong=True))
    blocks.append(
        Label(
            to=_desk_side(case),
            sender=customer_side(case, case.value("name")),
            to_heading=say.own("address_label.to"),
            from_heading=say.own("address_label.sender"),
        )
    )
    return Paper(title, lang, footer(case, lang, case.record.receipt), tuple(blocks))
