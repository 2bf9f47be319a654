"""The Jinja environment of every page: an unknown name is an error, everything is escaped."""

from datetime import datetime
from pathlib import Path

from babel.dates import format_datetime, get_timezone
from jinja2 import StrictUndefined, select_autoescape
from starlette.templating import Jinja2Templates


def when(moment: datetime, locale: str) -> str:
    """A moment as people read it, in Japan's time."""
    pattern = "M月d日 H:mm" if locale != "en" else "d MMMM, HH:mm"
    zone = get_timezone("Asia/Tokyo")
    suffix = "" if locale != "en" else " (Japan time)"
    return (
        format_datetime(moment, pattern, tzinfo=zone, locale="en_GB" if locale == "en" else "ja_JP") + suffix
    )


def _make() -> Jinja2Templates:
    made = Jinja2Templates(directory=Path(__file__).resolve().parent / "templates")
    made.env.undefined = StrictUndefined
    made.env.autoescape = select_autoescape(["html"])
    made.env.trim_blocks = True
    made.env.lstrip_blocks = True
    made.env.filters["moment"] = when
    return made


templates = _make()
