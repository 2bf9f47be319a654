"""What customers and staff read, one file a language, rendered for chat, mail, PDF, LINE and Slack alike."""

from desk.wording.rendering import (
    WordingError,
    as_text,
    flat,
    has,
    parameters,
    read_all,
    render,
    section,
    texts,
)

__all__ = ["WordingError", "as_text", "flat", "has", "parameters", "read_all", "render", "section", "texts"]
