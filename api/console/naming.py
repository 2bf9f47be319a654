"""The words of vocabularies as staff reads them, for the requests pages."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from babel.dates import format_date, format_datetime

from api.console.rendering import mistakes, sentence
from api.context import Context
from api.desk_problems import problem_of
from api.rendering import policy_url
from desk.calendar.dues import DESK_ZONE
from desk.calendar.regimes import due_rules
from desk.errors import DeskError
from desk.incidents.model import Incident
from desk.locales import BABEL, FullLocale
from desk.requests.board import Card
from desk.requests.fields import ORDER
from desk.wording import has, render
from desk.wording.display import says_no_more
from knowledge.vocabulary import CompanyId

_BOARD = {"kind": "kind", "came_by": "came_by", "standing": "standings", "whose": "whose", "flag": "flag"}


class Names:
    """Words in one language. A value without a word is shown as it is: a page must not fail for a new word."""

    def __init__(self, context: Context, locale: FullLocale) -> None:
        self._context, self.locale = context, locale

    def say(self, key: str, **params: Any) -> str:
        """A text of `board`."""
        return render(f"board.{key}", self.locale, params)

    def word(self, section: str, value: str | None) -> str:
        """A vocabulary's word."""
        key = f"{section}.{value}"
        return render(key, self.locale, {}) if value and has(key, self.locale) else value or ""

    def listed(self, section: str, values: Iterable[str]) -> str:
        """Several words of a vocabulary, one after the other."""
        words = [self.word(section, value) for value in values]
        return "".join(f"「{word}」" for word in words) if self.locale == "ja" else ", ".join(words)

    def cell(self, column: str, value: str) -> str:
        """The same for a cell of the CSV file."""
        if column == "paused":
            return self.say(value)
        if column == "company":
            found = self._context.companies.get(value)
            return found.name if found is not None else value
        return self.word(f"board.{_BOARD[column]}" if column in _BOARD else column, value)

    def fields(self) -> dict[str, str]:
        """The customer's fields by their labels on the form."""
        return {name: self.word("form.field", name) for name in ORDER}

    def company(self, company: CompanyId) -> str:
        """A company's name."""
        found = self._context.companies.get(company)
        return found.name if found is not None else company

    def incident(self, incident: Incident) -> str:
        """An announced incident as a list names it."""
        state = render(f"incidents.states.{incident.state}", self.locale, {})
        title = incident.words(self.locale)[0]
        return render(
            "incidents.listed",
            self.locale,
            {"title": title, "date": self.day(incident.dated), "state": state},
        )

    def day(self, day: date | None) -> str:
        """A day."""
        return format_date(day, "medium", locale=BABEL[self.locale]) if day is not None else ""

    def moment(self, moment: datetime | None) -> str:
        """A moment, by the desk's clock."""
        if moment is None:
            return ""
        return format_datetime(moment, "short", tzinfo=DESK_ZONE, locale=BABEL[self.locale])

    def urgency(self, card: Card) -> str:
        """How a request's date stands, in words."""
        days = card.days_left or 0
        key = "today" if card.urgency == "week" and days == 0 else card.urgency
        return self.say(f"urgency.{key}", **({"days": abs(days)} if key in ("late", "week", "later") else {}))

    def whose(self, card: Card) -> str:
        """Whose date it is, and what for."""
        if card.due is None:
            return ""
        return f"{self.say(f'whose.{card.due.whose}')}: {self.say(f'due_what.{card.due.what}')}"

    def problem(self, error: DeskError) -> str:
        """Why something was refused, and what is wrong with which field."""
        problem = problem_of(error)
        return " ".join([sentence(problem, self.locale), *mistakes(problem, self.locale)])

    def source(self, basis: str) -> str:
        """Where the rule behind a date stands."""
        regime = due_rules().regimes.get(basis)
        return regime.source.law if regime is not None else ""

    def repeats(self, citation: Any, above: str) -> bool:
        """Whether a citation's words only repeat the text above them."""
        return bool(above) and says_no_more(citation["quote"], above)

    def quotation(self, citation: Any) -> str:
        """The address of the policy page at a citation."""
        return policy_url("", citation)
