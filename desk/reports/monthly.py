"""The monthly 件数報告 of a company: the same figures as CSV and as a PDF to print and file. Counts only, no person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from babel.dates import format_date, format_datetime

from desk.calendar.dues import DESK_ZONE
from desk.locales import BABEL, FullLocale
from desk.papers.blocks import Heading, Notice, Paper, Paragraph, Row, Rows, Title
from desk.papers.typesetting import typeset
from desk.reports.figures import Spread
from desk.reports.insights import Figures
from desk.requests.csvexport import write
from desk.wording import has, render

TOPICS = 15
"""Topics that are listed; the rest is counted together by the page of insights."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report: its key below `report.sections`, and its lines."""

    key: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A finished report in one language. `notices` say what its figures leave out."""

    title: str
    made: str
    notices: tuple[str, ...]
    parts: tuple[Part, ...]
    lang: FullLocale

    def say(self, key: str, **params: object) -> str:
        """A text of the report."""
        return render(f"report.{key}", self.lang, params)

    def as_csv(self) -> str:
        """Section, item, value; for a spreadsheet. What the figures leave out stands above them."""
        rows = [[self.say("section"), self.say("item"), self.say("value")]]
        rows += [[self.say("sections.notices"), str(n), notice] for n, notice in enumerate(self.notices, 1)]
        for part in self.parts:
            rows += [[self.say(f"sections.{part.key}"), label, value] for label, value in part.lines]
        return "".join(write(rows))

    def as_pdf(self) -> bytes:
        """A4, tagged, as every paper of the desk."""
        blocks: list[Title | Paragraph | Notice | Heading | Rows] = [
            Title(self.title),
            Paragraph(self.made, align="right"),
        ]
        blocks += [Notice(notice) for notice in self.notices]
        head = (self.say("item"), self.say("value"))
        for part in self.parts:
            blocks.append(Heading(self.say(f"sections.{part.key}")))
            blocks.append(Rows(head, tuple(Row(label, value) for label, value in part.lines), figures=True))
        footer = (self.title, self.say("footer"))
        return typeset(Paper(self.title, self.lang, footer, tuple(blocks)))


def report_of(
    figures: Figures, company_name: str, topics: Mapping[str, str], lang: FullLocale = "ja"
) -> Report:
    """The report. `topics`: what each topic asks."""

    def say(key: str, **params: object) -> str:
        return render(key, lang, params)

    period = figures.period
    at = figures.at.astimezone(DESK_ZONE)
    month, made = ("y年M月", "y年M月d日 H:mm") if lang == "ja" else ("MMMM y", "d MMMM y, HH:mm")
    maker = _Maker(figures, topics, lang)
    return Report(
        title=say(
            "report.heading", company=company_name, month=format_date(period.first, month, locale=BABEL[lang])
        ),
        made=say("report.made", at=format_datetime(at, made, tzinfo=DESK_ZONE, locale=BABEL[lang])),
        notices=tuple(_notices(figures, lang)),
        parts=tuple(part for part in maker.parts() if part.lines),
        lang=lang,
    )


def _notices(figures: Figures, lang: FullLocale) -> Iterator[str]:
    """What is missing because its time is over."""
    if figures.since is None:
        yield render("report.no_turns", lang, {})
    elif figures.since > figures.period.first:
        yield render("report.not_kept", lang, {"day": {"date": figures.since.isoformat()}})
    if figures.records_gone:
        yield render("insights.records_gone", lang, {})


class _Maker:
    def __init__(self, figures: Figures, topics: Mapping[str, str], lang: FullLocale) -> None:
        self._chat, self._requests, self._topics = figures.chat, figures.requests, topics
        self._customers, self._lang = figures.customers, lang

    def parts(self) -> tuple[Part, ...]:
        return (
            self._questions(),
            self._by_topic(),
            self._handoffs(),
            self._opened(),
            self._types(),
            self._decided(),
            self._times(),
            self._dates(),
            self._others(),
            self._incidents(),
            self._satisfaction(),
            self._grounds(),
        )

    def _say(self, key: str, **params: object) -> str:
        return render(key, self._lang, params)

    def _insight(self, key: str, **params: object) -> str:
        return self._say(f"insights.{key}", **params)

    def _questions(self) -> Part:
        chat = self._chat
        lines = [
            (self._insight("questions"), str(chat.questions)),
            (self._insight("answered"), str(sum(topic.answered for topic in chat.topics))),
            (self._insight("not_stated"), str(chat.not_stated)),
            (self._insight("out_of_scope"), str(sum(topic.out_of_scope for topic in chat.topics))),
            (self._insight("failed"), str(chat.failed)),
        ]
        return Part("questions", tuple(lines))

    def _by_topic(self) -> Part:
        named = [(topic_name(one.topic, self._topics, self._lang), str(one.all)) for one in self._chat.topics]
        return Part("topics", tuple(named[:TOPICS]))

    def _handoffs(self) -> Part:
        handoffs = self._chat.handoffs
        rate = "–" if handoffs.rate is None else f"{handoffs.rate:.0%}"
        lines = [
            (self._insight("conversations"), str(handoffs.conversations)),
            (self._insight("handed"), str(handoffs.handed)),
            (self._insight("rate"), rate),
        ]
        lines += [(reason_name(reason, self._lang), str(n)) for reason, n in handoffs.reasons.items()]
        return Part("handoffs", tuple(lines))

    def _opened(self) -> Part:
        requests = self._requests
        lines = [(self._insight("opened"), str(requests.opened))]
        lines += [(self._say(f"board.came_by.{way}"), str(n)) for way, n in sorted(requests.ways.items())]
        return Part("requests", tuple(lines))

    def _types(self) -> Part:
        lines = [
            (f"{self._say(f'request_type.{kind}')} / {self._say(f'request_status.{status}')}", str(number))
            for (kind, status), number in sorted(self._requests.types.items())
        ]
        return Part("types", tuple(lines))

    def _decided(self) -> Part:
        decided = sorted(self._requests.decided.items())
        lines = [(self._say(f"request_status.{one}"), str(n)) for one, n in decided]
        if self._requests.unchecked:
            lines.append((self._insight("unchecked"), str(self._requests.unchecked)))
        return Part("decided", tuple(lines))

    def _times(self) -> Part:
        lines = [
            (self._insight("reply"), self._spread(self._chat.reply_seconds, "seconds")),
            (self._insight("wait"), self._spread(self._chat.handoffs.wait_minutes, "minutes")),
            (self._insight("answer_days"), self._spread(self._requests.answer_days, "days")),
        ]
        return Part("times", tuple(lines))

    def _spread(self, spread: Spread | None, unit: str) -> str:
        if spread is None:
            return self._say("report.none")
        return self._say(
            "report.median_ninety",
            median=self._insight(unit, value=f"{spread.median:.1f}"),
            ninety=self._insight(unit, value=f"{spread.ninety:.1f}"),
            count=spread.count,
        )

    def _dates(self) -> Part:
        dates = self._requests.dates
        names = ("kept", "missed", "late", "week", "later", "paused")
        lines = [(self._insight(f"dues.{name}"), str(getattr(dates, name))) for name in names]
        of_law = self._insight("dues_law_value", kept=dates.kept_law, missed=dates.missed_law)
        lines.append((self._insight("dues_law_label"), of_law))
        return Part("dates", tuple(lines))

    def _others(self) -> Part:
        kinds = ("complaint", "leak_enquiry", "opt_out")
        lines = [(self._say(f"board.kind.{kind}"), str(self._requests.kinds.get(kind, 0))) for kind in kinds]
        said = self._chat.handoffs.reasons.get("complaint", 0)
        lines.insert(1, (self._say("report.complaints_in_chat"), str(said)))
        return Part("others", tuple(lines))

    def _incidents(self) -> Part:
        """Only where something was asked: else a month without an incident would report one."""
        names = ("leak_questions", "leak_conversations", "leak_enquiries", "leak_requests")
        lines = [(self._insight(name), getattr(self._customers, name)) for name in names]
        shown = lines if any(number for _, number in lines) else []
        return Part("incidents", tuple((label, str(number)) for label, number in shown))

    def _satisfaction(self) -> Part:
        customers = self._customers
        mean = self._say("report.none") if customers.mean is None else f"{customers.mean:.2f}"
        lines = [(self._insight("mean"), mean), (self._insight("ratings"), str(customers.ratings))]
        if customers.ratings:
            counts = enumerate(customers.stars, 1)
            lines += [(self._insight("stars", stars=stars), str(count)) for stars, count in counts]
        lines.append((self._insight("paper_questions"), str(customers.paper_questions)))
        return Part("satisfaction", tuple(lines))

    def _grounds(self) -> Part:
        return Part("grounds", tuple((text, str(n)) for text, n in self._requests.grounds.items()))


def topic_name(topic: str | None, topics: Mapping[str, str], lang: FullLocale) -> str:
    """What a topic asks, in words."""
    if topic is None:
        return render("insights.topic_unknown", lang, {})
    return topics.get(topic, topic)


def reason_name(reason: str, lang: FullLocale) -> str:
    """Why a conversation was handed over."""
    key = f"insights.reason.{reason}"
    return render(key if has(key) else "insights.reason.other", lang, {})
