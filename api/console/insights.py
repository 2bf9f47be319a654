"""Figures of a period with plots, and what the policies do not say."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from api.console.asking import period, text_of
from api.console.naming import Names
from api.console.rendering import render
from api.console.scope import company_choices, not_there, own_company
from api.console.series import Bars
from api.console.visit import console_staff, locale_of
from api.context import Context, ContextDep
from desk.locales import FullLocale
from desk.reports.figures import ChatDay, ChatFigures, TopicCount
from desk.reports.insights import Figures
from desk.reports.monthly import reason_name, topic_name
from desk.reports.requestfigures import RequestFigures
from desk.roles import Permission, StaffMember
from desk.wording import render as say
from knowledge.topics.taxonomy import load_topics

router = APIRouter(prefix="/insights")

Analyst = Annotated[StaffMember, Depends(console_staff(Permission.INSIGHTS))]
MOST_TOPICS = 12
DAILY: Mapping[str, Callable[[ChatDay], float | None]] = {
    "handoffs": lambda day: day.rate * 100,
    "replies": lambda day: day.reply_seconds,
    "waits": lambda day: day.wait_minutes,
}
"""Plots over the days of the period: how many of a hundred conversations were handed over; seconds to the bot's reply,
minutes until a person came (medians)."""
DATES = ("kept", "missed", "late", "week", "later", "paused")


@lru_cache(maxsize=1)
def topic_words() -> Mapping[str, str]:
    """What each topic asks, in one Japanese sentence (knowledge/topics)."""
    return {topic.id: topic.definition for topic in load_topics().topics}


def _figures(request: Request, context: Context, staff: StaffMember) -> Figures:
    asked = text_of(request.query_params, "company")
    company = own_company(context, staff, asked).id if asked is not None else None
    wanted = period(request.query_params, context.desk.database.clock())
    return context.desk.work.insights.figures(staff, company, wanted)


@router.get("")
async def show(request: Request, context: ContextDep, staff: Analyst) -> Response:
    """The page; each plot is a picture of its own, with a table below it."""
    return await run_in_threadpool(_show, request, context, staff, None)


@router.get("/unanswered")
async def unanswered(request: Request, context: ContextDep, staff: Analyst) -> Response:
    """The same with examples of questions that the policies say nothing on (recorded)."""

    def work() -> Response:
        found = _figures(request, context, staff)
        examples = context.desk.work.insights.unanswered(staff, found.company, found.period)
        return _show(request, context, staff, examples)

    return await run_in_threadpool(work)


def _show(
    request: Request,
    context: Context,
    staff: StaffMember,
    examples: Mapping[str | None, tuple[str, ...]] | None,
) -> Response:
    found, names = _figures(request, context, staff), Names(context, locale_of(request))
    locale = names.locale
    silent = sorted((one for one in found.chat.topics if one.not_stated), key=lambda one: -one.not_stated)
    query = f"company={found.company or ''}&from={found.period.first}&to={found.period.last}"
    return render(
        request,
        "console/insights.html",
        staff,
        names=names,
        w=_Words(locale),
        found=found,
        query=query,
        companies=company_choices(context, staff),
        topics=[(topic_name(one.topic, topic_words(), locale), one) for one in found.chat.topics],
        silent=[(topic_name(one.topic, topic_words(), locale), one) for one in silent],
        types=_types(found.requests),
        reasons=[(reason_name(reason, locale), n) for reason, n in found.chat.handoffs.reasons.items()],
        daily={
            name: [(day, value(one)) for day, one in found.chat.by_day.items()]
            for name, value in DAILY.items()
        },
        dates=[(name, getattr(found.requests.dates, name)) for name in DATES],
        examples=examples,
        may_read=staff.may(Permission.READ_CONVERSATIONS),
    )


class _Words:
    """The texts of the page."""

    def __init__(self, locale: FullLocale) -> None:
        self._locale = locale

    def __call__(self, key: str, **params: Any) -> str:
        return say(f"insights.{key}", self._locale, params)

    def number(self, value: float | None, unit: str) -> str:
        """A length of time; a dash where there is none."""
        return "–" if value is None else self(unit, value=f"{value:.1f}")


def _types(found: RequestFigures) -> dict[str, dict[str, int]]:
    """Of each type, how many stand in each status."""
    types: dict[str, dict[str, int]] = {}
    for (kind, status), number in sorted(found.types.items()):
        types.setdefault(kind, {})[status] = number
    return types


# ---------------------------------------------------------------------- plots


@router.get("/plots/{name}.svg")
async def plot(request: Request, name: str, context: ContextDep, staff: Analyst) -> Response:
    """One plot of the same period and company, as SVG."""

    def work() -> bytes:
        found = _figures(request, context, staff)
        return _draw(name, found, locale_of(request))

    content = await run_in_threadpool(work)
    # Shown as a picture: it may style itself, and do nothing else.
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
    return Response(content, media_type="image/svg+xml", headers=headers)


def _draw(name: str, found: Figures, locale: FullLocale) -> bytes:
    from api.console.plots import bars, columns  # matplotlib takes 30 MB; most installations never draw

    if name == "topics":
        return bars(_topic_bars(found.chat, locale))
    if name == "days":
        days = found.chat.days
        return columns(_day_labels(days), list(days.values()))
    if name in DAILY:
        by_day = found.chat.by_day
        return columns(_day_labels(by_day), [DAILY[name](one) or 0 for one in by_day.values()], whole=False)
    if name == "requests":
        return bars(_request_bars(found.requests, locale))
    if name == "dates":
        labels = [say(f"insights.dues.{one}", locale, {}) for one in DATES]
        values = [getattr(found.requests.dates, one) for one in DATES]
        return bars(Bars(labels, {"": values}))
    raise not_there()


def _day_labels(days: Iterable[date]) -> list[str]:
    return [f"{day.month}/{day.day}" for day in days]


def _topic_bars(chat: ChatFigures, locale: FullLocale) -> Bars:
    shown: list[TopicCount] = list(chat.topics[:MOST_TOPICS])
    series = {
        "answered": [one.answered for one in shown],
        "not_stated": [one.not_stated for one in shown],
        "out_of_scope": [one.out_of_scope for one in shown],
    }
    labels = [topic_name(one.topic, topic_words(), locale) for one in shown]
    return Bars(labels, {say(f"insights.{key}", locale, {}): values for key, values in series.items()})


def _request_bars(found: RequestFigures, locale: FullLocale) -> Bars:
    types = _types(found)
    statuses = sorted({status for counts in types.values() for status in counts})
    return Bars(
        [say(f"request_type.{kind}", locale, {}) for kind in types],
        {
            say(f"request_status.{status}", locale, {}): [counts.get(status, 0) for counts in types.values()]
            for status in statuses
        },
    )
