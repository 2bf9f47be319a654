"""The desk's messages as LINE shows them natively: text, quick replies, buttons, Flex bubbles.

Limits are those of the Messaging API reference (message objects, action objects, Flex), in UTF-16 units; the contract
tests hold every body to line-bot-sdk's models and to LINE's OpenAPI document.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from api.channels.line.parsing import CHOICE
from api.channels.line.text import MAX_UNITS, cut, split, units
from api.rendering import form_url, policy_url, status_url
from desk.channels.adapter import Item
from desk.citing import KeptCitation
from desk.locales import Locale
from desk.model import Choice, FormRef, StoredMessage
from desk.wording import render

QUICK_REPLIES, QUICK_LABEL = 13, 20
BUTTON_LABEL, DISPLAY_TEXT, ALT_TEXT, SENDER = 40, 300, 400, 20
BUBBLES = 12
"""Bubbles that a carousel may have. An answer rests on one or two clauses; what comes with a receipt may rest on more
than twelve, which are shown in several carousels."""
QUOTE = 240
"""How much of a clause stands in its bubble: the answer has quoted what matters, the rest is behind the link."""
RECEIVED = "request.received_"
"""Wording keys of the messages that bring a receipt: the page where its request can be followed goes with them."""
_ACCENT = "#1F5FBF"

Json = dict[str, Any]


def render_item(base_url: str, item: Item, now: datetime) -> list[Json]:
    """The LINE message objects of one message of the desk, in order."""
    message = item.message
    if message is None:
        return []
    objects: list[Json] = [{"type": "text", "text": piece} for piece in split(message.text)]
    for start in range(0, len(message.citations), BUBBLES):
        objects.append(_clauses(base_url, message.citations[start : start + BUBBLES], item.locale))
    form = message.form
    if form is not None and not form.spent and form.expires_at > now:
        objects.append(_form(base_url, form, message, item.locale))
    if (message.key or "").startswith(RECEIVED):
        objects.append(_status(base_url, item.locale))
    if message.choices:
        _offer(objects, message.choices, item.locale)
    if message.sender == "staff":
        _sign(objects, message.staff_alias)
    return objects


# ------------------------------------------------------------------ choices


def _offer(objects: list[Json], choices: Sequence[Choice], locale: Locale) -> None:
    """Quick replies where they fit; labels that would be cut, or more than thirteen, become buttons."""
    fits = len(choices) <= QUICK_REPLIES and all(units(c.label) <= QUICK_LABEL for c in choices)
    if fits and objects:
        objects[-1]["quickReply"] = {
            "items": [{"type": "action", "action": _press(choice, QUICK_LABEL)} for choice in choices]
        }
        return
    title = render("channels.more_choices", locale)
    rows = [_button(choice) for choice in choices]
    objects.append(_flex(title, _bubble([_text(title, weight="bold"), *rows])))


def _press(choice: Choice, label: int) -> Json:
    return {
        "type": "postback",
        "label": cut(choice.label, label),
        "data": f"{CHOICE}{choice.value}",
        "displayText": cut(choice.label, DISPLAY_TEXT),
    }


def _button(choice: Choice) -> Json:
    """A box and not Flex's own button, which cuts a long label off: here it wraps."""
    return {
        "type": "box",
        "layout": "vertical",
        "paddingAll": "10px",
        "borderWidth": "1px",
        "borderColor": _ACCENT,
        "cornerRadius": "8px",
        "action": _press(choice, BUTTON_LABEL),
        "contents": [_text(choice.label, align="center", color=_ACCENT)],
    }


# ------------------------------------------------------------------ clauses, form


def _clauses(base_url: str, citations: Sequence[KeptCitation], locale: Locale) -> Json:
    """One carousel, or one bubble."""
    bubbles = [_clause(base_url, citation, locale) for citation in citations]
    count = len(bubbles)
    alt = (
        render("channels.clauses", locale, {"count": count})
        if count > 1
        else render("channels.clause", locale)
    )
    content = bubbles[0] if count == 1 else {"type": "carousel", "contents": bubbles}
    return _flex(f"{alt} {citations[0].get('section') or ''}".strip(), content)


def _clause(base_url: str, citation: KeptCitation, locale: Locale) -> Json:
    heading = (
        [_text(str(citation["document"]), size="xs", color="#666666")] if citation.get("document") else []
    )
    section = str(citation.get("section") or "") or render("channels.clause", locale)
    body = [
        *heading,
        _text(cut(section, 200), weight="bold"),
        _text(cut(str(citation["quote"]), QUOTE), size="sm"),
    ]
    return _bubble(body, _link(render("channels.open_clause", locale), policy_url(base_url, citation)))


def _form(base_url: str, form: FormRef, message: StoredMessage, locale: Locale) -> Json:
    minutes = max(1, round((form.expires_at - message.created_at).total_seconds() / 60))
    note = render("channels.form_note", locale, {"minutes": minutes})
    label = render("channels.open_form", locale)
    return _flex(
        label, _bubble([_text(note, size="sm")], _link(label, form_url(base_url, form.token), "primary"))
    )


def _status(base_url: str, locale: Locale) -> Json:
    """The way to the page that says how a request stands. Receipt and access code are typed there: neither stands in
    the address, and the code stood on the form's last page alone."""
    label = render("channels.open_status", locale)
    note = render("channels.status_note", locale)
    return _flex(label, _bubble([_text(note, size="sm")], _link(label, status_url(base_url, locale))))


# ------------------------------------------------------------------ pieces of Flex


def _flex(alt: str, contents: Json) -> Json:
    return {"type": "flex", "altText": cut(alt, ALT_TEXT), "contents": contents}


def _bubble(body: Sequence[Json], footer: Json | None = None) -> Json:
    bubble: Json = {"type": "bubble", "body": _box(body)}
    if footer is not None:
        bubble["footer"] = _box([footer])
    return bubble


def _box(contents: Sequence[Json]) -> Json:
    return {"type": "box", "layout": "vertical", "spacing": "md", "contents": list(contents)}


def _text(text: str, **style: Any) -> Json:
    return {"type": "text", "text": text.strip() or "…", "wrap": True, **style}


def _link(label: str, url: str, style: str = "link") -> Json:
    action = {"type": "uri", "label": cut(label, BUTTON_LABEL), "uri": url}
    return {"type": "button", "style": style, "height": "sm", "action": action}


def _sign(objects: Sequence[Json], alias: str | None) -> None:
    """Under the alias of whoever speaks. LINE refuses names that hold its own."""
    name = cut((alias or "").strip(), SENDER)
    if name and "line" not in name.lower():
        for one in objects:
            one["sender"] = {"name": name}


def said_again(objects: Sequence[Mapping[str, Any]], locale: Locale, room: int) -> list[Json]:
    """The objects of a call whose reader may have them already, saying so: before the first text, or as an object of
    its own where there is room (at most `room` in all); where there is neither they are sent as they are."""
    words = render("channels.again", locale)
    first, *others = [dict(one) for one in objects]
    if first["type"] == "text" and units(words) + 2 + units(first["text"]) <= MAX_UNITS:
        return [{**first, "text": f"{words}\n\n{first['text']}"}, *others]
    if len(objects) < room:
        return [{"type": "text", "text": words}, first, *others]
    return [first, *others]


def with_last_choices(objects: Sequence[Mapping[str, Any]]) -> list[Json]:
    """LINE shows quick replies under the last object only: those of an earlier one in the same call move there."""
    copies = [dict(one) for one in objects]
    offered = [one.pop("quickReply") for one in copies if "quickReply" in one]
    if offered:
        copies[-1]["quickReply"] = offered[-1]
    return copies
