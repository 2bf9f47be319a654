"""The Jinja environment of every page: an unknown name is an error, everything is escaped."""

from pathlib import Path

from jinja2 import StrictUndefined, select_autoescape
from starlette.templating import Jinja2Templates


def _make() -> Jinja2Templates:
    made = Jinja2Templates(directory=Path(__file__).resolve().parent / "templates")
    made.env.undefined = StrictUndefined
    made.env.autoescape = select_autoescape(["html"])
    made.env.trim_blocks = True
    made.env.lstrip_blocks = True
    return made


templates = _make()
