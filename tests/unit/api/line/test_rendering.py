"""Messages of the desk as LINE's objects: within its limits, and what they say."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.channels.line.rendering import said_again, with_last_choices
from api.channels.line.text import units
from desk.locales import Locale
from desk.model import Choice
from desk.wording import render
from tests.unit.api.line.samples import NOW, RECORDED, SAMPLES, choices, citation, form, message, objects

LOCALES = ("ja", "en", "zh")


def walk(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        return [node, *(found for child in node.values() for found in walk(child))]
    return [found for child in node for found in walk(child)] if isinstance(node, list) else []


def within_limits(found: Any) -> None:
    """LINE's limits that its own models do not know."""
    for one in found:
        assert one["type"] != "text" or 0 < units(one["text"]) < 5_000
        assert one["type"] != "flex" or 0 < units(one["altText"]) <= 400
        assert len(one.get("quickReply", {}).get("items", [])) <= 13
        for item in one.get("quickReply", {}).get("items", []):
            assert 0 < units(item["action"]["label"]) <= 20
        assert units(one.get("sender", {}).get("name", "")) <= 20
    for node in walk(list(found)):
        if node.get("type") == "postback":
            assert 0 < units(node["label"]) <= 40
            assert units(node["data"]) <= 300
            assert units(node["displayText"]) <= 300
        if node.get("type") == "uri":
            assert node["uri"].startswith("https://")
            assert len(node["uri"]) <= 1000
        if node.get("type") == "carousel":
            assert len(node["contents"]) <= 12


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", SAMPLES)
def test_every_body_is_within_lines_limits(name: str, locale: Locale) -> None:
    found = objects(SAMPLES[name], locale)
    assert found
    within_limits(found)


def test_what_was_recorded_is_of_every_kind_and_within_lines_limits() -> None:
    assert len(RECORDED) > 10
    assert {name for name, _ in RECORDED} >= {"message/reply", "message/push"}
    for _, body in RECORDED:
        within_limits(body.get("messages", []))
    for secret in ("127.0.0.1", "localhost", "@example."):
        assert secret not in str(RECORDED)


@pytest.mark.slow  # the library takes a second to load
@pytest.mark.parametrize("number", range(len(RECORDED)))
def test_what_was_recorded_is_accepted_by_lines_own_models(number: int) -> None:
    from linebot.v3 import messaging as line

    name, body = RECORDED[number]
    model = {
        "message/reply": line.ReplyMessageRequest,
        "message/push": line.PushMessageRequest,
        "chat/loading/start": line.ShowLoadingAnimationRequest,
    }.get(name)
    assert model is not None or name.endswith("/leave")
    assert model is None or model.from_dict(body) is not None


@pytest.mark.slow  # the library takes a second to load
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", SAMPLES)
def test_every_body_is_accepted_by_lines_own_models(name: str, locale: Locale) -> None:
    from linebot.v3.messaging import PushMessageRequest, ReplyMessageRequest

    found = [dict(one) for one in objects(SAMPLES[name], locale)]
    for start in range(0, len(found), 5):
        messages = with_last_choices(found[start : start + 5])
        reply = ReplyMessageRequest.from_dict({"replyToken": "t", "messages": messages})
        push = PushMessageRequest.from_dict({"to": "U1", "messages": messages})
        # Nothing was left out on the way through the models.
        assert reply.to_dict()["messages"] == push.to_dict()["messages"] == messages


@given(
    st.text(min_size=1, max_size=300),
    st.lists(
        st.builds(Choice, st.text(min_size=1, max_size=60), st.sampled_from(["yes", "no"])), max_size=16
    ),
    st.lists(st.text(min_size=1, max_size=400), max_size=4),
)
def test_whatever_is_said_stays_within_the_limits(
    text: str, offered: list[Choice], quotes: list[str]
) -> None:
    found = objects(message(text, choices=tuple(offered), citations=tuple(citation(1, q) for q in quotes)))
    within_limits(found)


def test_a_clause_links_to_its_place_in_the_policy() -> None:
    text, bubble = objects(message(citations=(citation(),)))
    assert "quickReply" not in text
    (link,) = [node for node in walk(bubble) if node.get("type") == "uri"]
    assert link["uri"] == "https://desk.example/policies/oni?version=abc&start=10&end=29#q"


@pytest.mark.parametrize("count", [1, 2, 12, 13, 30])
def test_every_clause_is_shown_however_many_there_are(count: int) -> None:
    """As on the web: a receipt's checklist rests on more clauses than a carousel may have."""
    _, *found = objects(message(citations=tuple(citation(n, f"条文{n}。") for n in range(count))))
    quotes = [node["text"] for node in walk(found) if node.get("type") == "text" and "条文" in node["text"]]
    assert [one for one in quotes if one.endswith("。")] == [f"条文{n}。" for n in range(count)]
    within_limits(found)


def test_choices_that_fit_are_quick_replies_and_others_wrap_as_buttons() -> None:
    quick = objects(message(choices=choices(13)))
    assert len(quick[-1]["quickReply"]["items"]) == 13
    for many in (message(choices=choices(14)), SAMPLES["long labels"]):
        found = objects(many)
        assert all("quickReply" not in one for one in found)
        presses = [node for node in walk(found[-1]) if node.get("type") == "postback"]
        assert [press["data"] for press in presses] == [f"choice:{c.value}" for c in many.choices]
        shown = [node["text"] for node in walk(found[-1]) if node.get("type") == "text"]
        assert shown[1:] == [c.label for c in many.choices]  # whole, whatever their length


def test_the_form_is_a_link_and_never_more_than_that() -> None:
    _, bubble = objects(message(form=form()))
    (link,) = [node for node in walk(bubble) if node.get("type") == "uri"]
    assert link["uri"] == f"https://desk.example/forms/{'t' * 43}"
    assert "30分" in str(bubble)
    assert len(objects(message(form=form(spent=True)))) == 1
    assert len(objects(message(form=form(expires_at=NOW - timedelta(seconds=1))))) == 1


def test_quick_replies_move_to_the_last_object_of_a_call() -> None:
    first, second = [*objects(message(choices=choices(2))), *objects(message("つづき"))]
    moved = with_last_choices([first, second])
    assert "quickReply" not in moved[0]
    assert moved[1]["quickReply"] == first["quickReply"]
    assert "quickReply" in first  # the original is as it was


def test_staff_speak_under_their_alias() -> None:
    assert objects(SAMPLES["staff"])[0]["sender"] == {"name": "担当の山田"}
    assert "sender" not in objects(SAMPLES["staff whose alias LINE refuses"])[0]


def test_a_message_that_was_erased_says_nothing() -> None:
    assert objects(None) == []


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("locale", ["ja", "en", "zh"])
def test_what_may_be_there_already_says_so_within_lines_limits(name: str, locale: Locale) -> None:
    rendered = objects(SAMPLES[name], locale)[:5]
    said = said_again(rendered, locale, 5)
    assert len(said) <= 5
    if said != list(rendered):
        assert render("channels.again", locale) in said[0]["text"]
        assert units(said[0]["text"]) < 5_000
    else:
        assert len(rendered) == 5 or units(rendered[0].get("text", "")) > 4_800


def test_that_a_message_may_come_twice_is_said_once() -> None:
    (only,) = said_again([{"type": "text", "text": "はい"}], "ja", 5)
    assert only["text"].endswith("\n\nはい")
    flex = {"type": "flex", "altText": "x", "contents": {}}
    assert [one["type"] for one in said_again([flex], "ja", 5)] == ["text", "flex"]
    assert said_again([flex] * 5, "ja", 5) == [flex] * 5
