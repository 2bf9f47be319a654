"""The Jinja environment of every page: an unknown name is an error, everything is escaped."""

from datetime import date, datetime
from pathlib import Path

from babel.dates import format_datetime
from jinja2 import StrictUndefined, select_autoescape
from starlette.templating import Jinja2Templates

from api.pages.voices import in_voices
from desk.calendar.dues import DESK_ZONE, standing_of
from desk.locales import Locale


def when(moment: datetime, locale: Locale) -> str:
    """A moment as people read it, in Japan's time."""
    pattern = "M月d日 H:mm" if locale != "en" else "d MMMM, HH:mm"
    suffix = "" if locale != "en" else " (Japan time)"
    return (
        format_datetime(moment, pattern, tzinfo=DESK_ZONE, locale="en_GB" if locale == "en" else "ja_JP")
        + suffix
    )


def _late(due: date, today: date) -> bool:
    """Of a date that runs: `due is late(today)`."""
    return standing_of(due, today) == "late"


def _make() -> Jinja2Templates:
    made = Jinja2Templates(directory=Path(__file__).resolve().parent.parent / "templates")
    made.env.undefined = StrictUndefined
    made.env.autoescape = select_autoescape(["html"])
    made.env.trim_blocks = True
    made.env.lstrip_blocks = True
    made.env.filters["moment"] = when
    made.env.filters["in_voices"] = in_voices
    made.env.tests["late"] = _late
    return made


templates = _make()
