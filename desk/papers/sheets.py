"""Sheets that are filled in and signed: the request and the power of attorney."""

from desk.locales import Locale
from desk.papers.blocks import Block, Bullets, Notice, Paper, Paragraph, Row, Rows, Sign
from desk.papers.case import MANDATE_WORD, Case, Stated, best_citation
from desk.papers.speech import Speech, footer
from desk.wording import render
from knowledge.vocabulary import RequestType

_RULES = (
    "request.one_per_form",
    "form.incomplete",
    "identity.address_mismatch",
    "request.frequency",
)
"""What one should know before filling in a form."""


def request_sheet(case: Case, lang: Locale) -> Paper:
    """The request, filled in from the vault: a draft where the company has a form of its own."""
    say = Speech(lang)
    draft = case.own_form() is not None or case.steps is None
    title = say.title("request_sheet.title", draft=draft)
    blocks: list[Block] = [title, *_form_notice(case, say)]
    blocks += [say.heading("request_sheet.heading_request"), Rows(say.head(), _request_rows(case, say))]
    who = "agent" if case.agent else "self"
    blocks += [say.heading(f"request_sheet.heading_{who}"), Rows(say.head(), _person_rows(case, say))]
    if case.agent:
        principal = (
            say.row("name", case.value("principal_name"), 6),
            say.row("address", case.value("principal_address"), 10),
        )
        blocks += [say.heading("request_sheet.heading_principal"), Rows(say.head(), principal)]
    blocks.append(say.paragraph("request_sheet.statement", company=case.company))
    blocks.append(Sign((say.sign_line("date", say.own("fill_in_date")), say.sign_line("signature"))))
    for name, rules in zip(("rules", "refusals"), case.rules(*_RULES), strict=True):
        if rules:
            blocks += [say.heading(f"request_sheet.heading_{name}"), *(say.quote(rule) for rule in rules)]
    return Paper(
        title=title.text,
        lang="ja",
        footer=footer(case, lang, case.record.receipt),
        blocks=tuple(blocks),
        watermark=render("papers.draft", "ja") if draft else None,
        gloss_lang=lang,
    )


def _form_notice(case: Case, say: Speech) -> list[Block]:
    """Whether the company has its own form, and where the policy says to get it."""
    if case.steps is None:
        version = case.record.policy_version[:12]
        return [say.notice("policy_changed", strong=True, company=case.company, version=version)]
    form = case.own_form()
    if form is None:
        return [say.notice("request_sheet.no_form")]
    source, url = case.facts_about("form.source"), case.facts_about("form.url")
    key = f"request_sheet.source_{source[0].value if source else 'not_stated'}"
    params = {"company": case.company, "form": form, "contact": case.desk_contact()}
    if key.endswith("download") and url:
        key, params = f"{key}_url", {**params, "url": str(url[0].value)}
    notice = say.notice("request_sheet.own_form", key, strong=True, **params)
    return [notice, *(say.quote(one) for one in case.stated("form", "form.source"))]


def _request_rows(case: Case, say: Speech) -> tuple[Row, ...]:
    record = case.record
    desk = case.desk_name
    rows = [
        say.row("to", desk if case.company in desk else "\n".join(x for x in (case.company, desk) if x)),
        say.row("request_type", _type(case, say)),
    ]
    if record.region:
        rows.append(say.row("region", say.both("region", record.region)))
    rows.append(say.row("requester", say.both("requester", record.requester)))
    if record.subject:
        rows.append(say.row("subject", say.both("subject", record.subject)))
    if record.request_type == RequestType.CORRECTION:
        rows += [
            say.row("current_value", case.value("current_value"), 10),
            say.row("new_value", case.value("new_value"), 10),
        ]
    rows.append(say.row("details", case.value("details"), 20))
    rows.append(say.row("reply_method", say.both("reply_method", record.reply_method), 4))
    rows.append(say.row("receipt", record.receipt))
    return tuple(rows)


def _type(case: Case, say: Speech) -> str:
    """The kind of request, and what the policy calls it where that is something else."""
    own = case.facts_about(f"types.{case.record.request_type}")
    plain, gloss = say.word("request_type", case.record.request_type)
    if own and own[0].value != plain:
        plain = say.ja("row.request_type_value", type=plain, own=str(own[0].value))
    return "\n".join(text for text in (plain, gloss) if text)


def _person_rows(case: Case, say: Speech) -> tuple[Row, ...]:
    rows = [say.row("name", case.value("name"), 6)]
    for name in ("name_kana", "birthdate", "postal_code"):
        if case.value(name):
            rows.append(say.row(name, case.value(name)))
    rows.append(say.row("address", case.value("address"), 12))
    rows += [say.row("phone", case.value("phone"), 4), say.row("email", case.value("email"), 4)]
    if case.agent:
        rows.append(say.row("relation", case.value("relation"), 4))
    return tuple(rows)


def mandate(case: Case, lang: Locale) -> Paper:
    """A power of attorney for the data subject to sign."""
    say = Speech(lang)
    own = case.mandate_form()
    # To be copied or asked about first: then it must not be signed as it is.
    draft = own is not None or case.steps is None or case.steps.papers_announced
    title = say.title("mandate.title", draft=draft)
    kind, gloss = say.word("request_type", case.record.request_type)
    items = [
        _with_gloss(say.ja("mandate.item_request", company=case.company, type=kind),
                    say.gloss("mandate.item_request", company=case.company, type=gloss or kind)),
        _with_gloss(say.ja("mandate.item_papers"), say.gloss("mandate.item_papers")),
        _with_gloss(say.ja("mandate.item_answer"), say.gloss("mandate.item_answer")),
    ]  # fmt: skip
    blocks: list[Block] = [title]
    blocks.append(
        say.notice("mandate.own_form", strong=True, company=case.company, form=own)
        if own
        else say.notice("mandate.no_form")
    )
    blocks += _what_is_asked(case, say)
    blocks += [
        say.paragraph("mandate.statement"),
        say.heading("mandate.heading_agent"),
        Rows(say.head(), (
            say.row("name", case.value("name"), 6),
            say.row("address", case.value("address"), 12),
            say.row("phone", case.value("phone"), 4),
            say.row("relation", case.value("relation"), 4),
        )),
        Paragraph(say.ja("mandate.ki"), align="center"),
        Bullets(tuple(items)),
        Paragraph(say.ja("mandate.end"), align="right"),
        say.heading("mandate.heading_principal"),
        Rows(say.head(), (
            say.row("name", case.value("principal_name"), 6),
            say.row("address", case.value("principal_address"), 12),
        )),
        say.paragraph("mandate.sign_here"),
        Sign((
            say.sign_line("principal_date", say.own("fill_in_date")),
            say.sign_line("principal_signature"),
        )),
    ]  # fmt: skip
    return Paper(
        title=title.text,
        lang="ja",
        footer=footer(case, lang, case.record.receipt),
        blocks=tuple(blocks),
        watermark=render("papers.draft", "ja") if draft else None,
        gloss_lang=lang,
    )


def _with_gloss(text: str, gloss: str | None) -> str:
    return f"{text}\n{gloss}" if gloss else text


def _what_is_asked(case: Case, say: Speech) -> list[Block]:
    """What the policy asks of agents, or that it does not say."""
    if case.steps is None:
        version = case.record.policy_version[:12]
        return [say.notice("policy_changed", strong=True, company=case.company, version=version)]
    for part in case.steps.papers:
        if MANDATE_WORD in part.paper.label:
            found = best_citation(part.citations, part.paper.label)
            quotes = [say.quote(Stated.of(found))] if found is not None else []
            return [say.paragraph("mandate.asked"), *quotes]
    if case.steps.papers_announced:
        return [say.notice("mandate.list_missing", strong=True, contact=case.desk_contact())]
    authority = case.stated("agent.authority")
    if authority:
        lead: Block = Notice(say.ja("mandate.on_demand"), say.gloss("mandate.on_demand"))
        return [lead, *(say.quote(one) for one in authority)]
    return []
