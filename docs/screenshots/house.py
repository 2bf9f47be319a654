"""The desk that is photographed: `api.main`, its clock and what is by chance held fast."""

from docs.screenshots.frozen import freeze

freeze()

from api.main import app  # noqa: E402 - it is built when it is imported

__all__ = ["app"]
