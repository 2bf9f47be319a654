"""What the customer's page about a request shows (`api/pages/status.py` serves it): a view of the desk's in words of
the customer's language, with dates as people write them and the addresses of clauses."""

from collections.abc import Mapping
from typing import Any

from api.context import Context
from api.pages.notices import notices
from api.pages.status_todo import asked_of
from api.pages.templating import when
from api.rendering import document_links, policy_url
from desk.calendar.dues import day_of
from desk.calendar.regimes import due_rules
from desk.citing import KeptCitation
from desk.life import Due
from desk.locales import Locale
from desk.model import HistoryEntry
from desk.requests.status_page import Listed, StatusView
from desk.statuses import TAKEN_BACK
from desk.wording import as_text, render, section


def words_in(lang: Locale) -> Mapping[str, Any]:
    """The page's own words; Japanese where it has none in this language."""
    words: Mapping[str, Any] = section("status_page", lang)
    return words


def shown_of(context: Context, view: StatusView, lang: Locale) -> dict[str, Any]:
    """The view as the templates need it: dates as people write them, addresses of clauses."""
    locale = lang
    company = context.companies.get(view.company)
    name = company.name if company is not None else view.company
    words = words_in(lang)
    steps = words["next_step"] if view.kind == "request" else {**words["next_step"], **words["step_other"]}
    changed = view.history[-1].at if view.history else view.opened_at
    rating = view.rating
    return {
        "receipt": view.receipt,
        "company": name,
        "request_type": render(f"request_type.{view.request_type}", locale),
        "status": words["status"][view.status],
        "since": words["since"].format(date=as_text(day_of(changed), locale)),
        "announced": notices(context, view.company, locale),
        "fee_note": _fee_note(context, view, words, name),
        "standing": view.standing if view.kind == "request" and not view.finished else None,
        "next": steps[view.status],
        "todo": view.todo,
        "asked": asked_of(context, view, words, locale),
        "missing": [_listed(context, one, words, locale) for one in view.missing],
        "papers": [_listed(context, o, words, locale) for o in view.checklist if o.item.kind != "fee"],
        "fees": [_listed(context, one, words, locale) for one in view.checklist if one.item.kind == "fee"],
        "dates": [_date(due, words, name, locale, view.extension_notice) for due in view.dates],
        "finished": view.finished,
        "dates_none": not view.finished and view.kind == "request",
        "history": [{"at": when(entry.at, locale), "status": _step(entry, words)} for entry in view.history],
        "questions": [
            {
                "asked": words["asked_at"].format(date=when(one.asked_at, locale)),
                "answer": words["answer"][one.answer] if one.answer else None,
                "text": one.text,
                "answered": words["answered_at"].format(date=when(one.answered_at, locale))
                if one.answered_at
                else None,
            }
            for one in reversed(view.questions)
        ],
        "answer_day": as_text(view.question_answered_by, locale) if view.question_answered_by else None,
        "may_ask": view.may_ask,
        "asked_today": view.asked_today,
        "may_withdraw": view.may_withdraw,
        "may_rate": view.may_rate,
        "rating": None
        if rating is None
        else {
            "stars": rating.stars,
            "word": words["stars"][str(rating.stars)],
            "comment": rating.comment or "",
            "until": as_text(day_of(rating.until), locale),
        },
        "documents": [link.model_dump() for link in document_links(context.base_url, view.documents)],
        "documents_until": when(view.documents_until, locale) if view.documents_until else None,
    }


def _step(entry: HistoryEntry, words: Mapping[str, Any]) -> str:
    """The status; where an end was taken back with it, that the end was a mistake."""
    status: str = words["status"][entry.status]
    return words["taken_back"].format(status=status) if entry.reason in TAKEN_BACK else status


def _listed(context: Context, one: Listed, words: Mapping[str, Any], locale: Locale) -> dict[str, Any]:
    arrived = (
        words["arrived"].format(date=as_text(day_of(one.arrived_at), locale)) if one.arrived_at else None
    )
    return {
        "label": one.item.label,
        "arrived": arrived,
        **_cited(context, one.item.citation),
    }


def _fee_note(
    context: Context, view: StatusView, words: Mapping[str, Any], name: str
) -> dict[str, Any] | None:
    """That an announced leak takes the fee away, or may bring it back, with the policy's clause."""
    terms = view.terms
    if terms is None or view.finished:
        return None
    if terms.waived:
        text, cited = words["fee_waived"].format(company=name), terms.leak_waiver
    elif view.fee_may_be_refunded:
        text, cited = words["fee_refundable"].format(company=name), terms.leak_refund
    else:
        return None
    return {"text": text, **_cited(context, cited)}


def _cited(context: Context, cited: KeptCitation | None) -> dict[str, Any]:
    return {
        "quote": cited["quote"] if cited and "quote" in cited else None,
        "document": cited.get("document") if cited else None,
        "url": policy_url(context.base_url, cited) if cited and "version" in cited else None,
    }


def _date(
    due: Due, words: Mapping[str, Any], name: str, locale: Locale, notice: str | None
) -> dict[str, Any]:
    regime = due_rules().regimes.get(due.basis)
    rule = regime.source.law if regime is not None else due.basis
    return {
        "name": words["date"][due.what],
        "day": as_text(due.due, locale),
        "iso": due.due.isoformat(),
        "whose": words["whose"][due.whose].format(rule=rule, company=name),
        "extended": due.extended,
        "notice": notice if due.extended else None,
    }
