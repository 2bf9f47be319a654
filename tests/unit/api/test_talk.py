"""`madoguchi talk`: a line that names a button presses it, any other is said; a refusal is told in its own words."""

import json
from typing import Any

import httpx
import pytest
import typer
from typer.testing import CliRunner

from api.cli import talk as cli_talk
from api.cli.commands import app

CHOICES = [{"label": "はい", "value": "yes"}]
MESSAGE: dict[str, Any] = {"text": "よろしいですか", "citations": [], "choices": CHOICES, "form": None}


def talk(monkeypatch: pytest.MonkeyPatch, lines: list[str], replies: list[tuple[int, Any]]) -> list[Any]:
    sent: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append((request.url.path, json.loads(request.content), request.headers.get("authorization")))
        status, body = replies[len(sent) - 1]
        return httpx.Response(status, json=body)

    monkeypatch.setattr(cli_talk, "_lines", lambda: iter(lines))
    with httpx.Client(base_url="http://desk", transport=httpx.MockTransport(answer)) as client:
        cli_talk._talk(client, {"company": "ocs"})
    return sent


def reply(*messages: Any, owner: str = "bot") -> tuple[int, Any]:
    return 200, {"id": "c1", "token": "t", "owner": owner, "expects": None, "messages": list(messages)}


def test_a_line_that_names_a_button_presses_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = talk(monkeypatch, ["yes", "yes"], [reply(MESSAGE), reply({**MESSAGE, "choices": []}), reply()])
    bodies = [{key: value for key, value in body.items() if key != "client_id"} for _, body, _ in sent]
    assert bodies == [{"company": "ocs"}, {"choice": "yes"}, {"text": "yes"}]
    assert sent[1][1]["client_id"] != sent[2][1]["client_id"]
    assert [(path, token) for path, _, token in sent[1:]] == [
        ("/api/v1/conversations/c1/messages", "Bearer t")
    ] * 2
    assert "[yes] はい" in capsys.readouterr().out


def test_clauses_forms_and_a_waiting_person_are_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cited = {"section": "第1条", "start": 3, "end": 9, "url": "http://desk/p#q"}
    fields = [
        {"name": "name", "label": "氏名", "required": True},
        {"name": "details", "label": "", "required": False},
    ]
    form = {"url": "http://desk/forms/x", "fields": fields}
    talk(
        monkeypatch,
        ["x"],
        [reply({**MESSAGE, "citations": [cited], "form": form}), reply(owner="waiting")],
    )
    shown = capsys.readouterr().out
    assert "  第1条 (3-9)  http://desk/p#q\n" in shown
    assert "  form: http://desk/forms/x\n  fields (* required): name* details\n" in shown
    assert "a person has this conversation" in shown


def test_a_refusal_names_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = {
        "title": "Invalid",
        "detail": "a field is wrong",
        "errors": [{"field": "company", "message": "there is no such company", "allowed": ["ocs"]}],
    }
    with pytest.raises(typer.Exit):
        talk(monkeypatch, [], [(422, problem)])
    assert "company: there is no such company ['ocs']" in capsys.readouterr().err


@pytest.mark.parametrize("body", ["<html>", "[]", '"x"', '{"hello": 1}'])
def test_what_is_no_desk_is_told_in_a_line(capsys: pytest.CaptureFixture[str], body: str) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, text=body))
    with httpx.Client(base_url="http://desk", transport=transport) as client, pytest.raises(typer.Exit):
        cli_talk._talk(client, {"company": "ocs"})
    assert capsys.readouterr().err == (
        "What answers at http://desk/ is no desk (HTTP 200): name the desk's address with --url\n"
    )


@pytest.mark.parametrize("url", ["desk", "ftp://desk", "http://desk:port"])
def test_an_address_that_is_none_says_how_to_write_one(url: str) -> None:
    done = CliRunner().invoke(app, ["talk", "--company", "ocs", "--url", url], env={"COLUMNS": "200"})
    assert (done.exit_code, "http://127.0.0.1:8080" in done.output) == (2, True)
