"""`madoguchi talk`: a customer's conversation with a running desk, in the terminal or from a script."""

import sys
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from knowledge.vocabulary import Region

if TYPE_CHECKING:
    import httpx

_PATIENCE = 60.0
"""Seconds that one turn may take."""


def install(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def talk(
        company: Annotated[str, typer.Option(help="Whose desk: a company's id.")],
        url: Annotated[
            str | None, typer.Option(help="The desk's address; without it the one of this installation.")
        ] = None,
        region: Annotated[
            Region | None, typer.Option(help="Where the customer lives, if it matters.")
        ] = None,
        locale: Annotated[str | None, typer.Option(help="Language to begin with: ja, en or zh.")] = None,
    ) -> None:
        """Talk to a running desk as a customer does: one line, one message; Ctrl-D ends it.

        Buttons are shown with their value in brackets, and pressed by typing it. Under an answer stand the places
        of its clauses; a form is shown as its address (it is filled in there, never here). What is said here is said
        to the real desk: it is kept, and a person may answer.
        """
        import httpx

        from api.settings import get_settings

        opening = {"company": company, "region": region and region.value, "locale": locale}
        base = url or get_settings().base_url
        try:
            with httpx.Client(base_url=base, timeout=_PATIENCE, trust_env=False) as client:
                _talk(client, {key: value for key, value in opening.items() if value})
        except (httpx.UnsupportedProtocol, httpx.InvalidURL):
            raise typer.BadParameter(
                f"{base!r}: write it as http://127.0.0.1:8080", param_hint="--url"
            ) from None
        except httpx.HTTPError as error:
            print(
                f"The desk at {base} does not answer ({type(error).__name__}): start it with madoguchi serve, "
                "or name another address with --url",
                file=sys.stderr,
            )
            raise typer.Exit(1) from None


def _talk(client: "httpx.Client", opening: dict[str, Any]) -> None:
    reply = _sent(client.post("/api/v1/conversations", json=opening))
    path, headers = f"/api/v1/conversations/{reply['id']}", {"Authorization": f"Bearer {reply['token']}"}
    _show(reply)
    for line in _lines():
        body = {"choice": line} if line in _choices(reply) else {"text": line}
        body["client_id"] = str(uuid.uuid4())
        reply = _sent(client.post(f"{path}/messages", json=body, headers=headers))
        _show(reply)


def _lines() -> Iterator[str]:
    """What is typed, or comes from a pipe, line by line; empty lines are passed over."""
    prompt = "> " if sys.stdin.isatty() else ""
    while True:
        try:
            line = input(prompt).strip()
        except EOFError:
            return
        if line:
            if not prompt:
                print(f"\n> {line}")
            yield line


def _sent(response: "httpx.Response") -> dict[str, Any]:
    """The desk's answer; a refusal is said in its own words and ends the command."""
    try:
        body: Any = response.json()
    except ValueError:
        body = {}
    if not isinstance(body, dict) or not ({"messages", "title"} & set(body)):
        print(
            f"What answers at {response.url.copy_with(path='/')} is no desk (HTTP {response.status_code}): "
            "name the desk's address with --url",
            file=sys.stderr,
        )
        raise typer.Exit(1)
    if response.is_success:
        return dict(body)
    allowed = [
        f"{one['field']}: {one['message']} {one.get('allowed') or ''}" for one in body.get("errors") or ()
    ]
    print("\n".join([f"{body.get('title')}: {body.get('detail')}", *allowed]), file=sys.stderr)
    raise typer.Exit(1)


def _choices(reply: dict[str, Any]) -> set[str]:
    return {choice["value"] for message in reply["messages"] for choice in message["choices"]}


def _show(reply: dict[str, Any]) -> None:
    for message in reply["messages"]:
        print(f"\n{message['text']}")
        for cited in message["citations"]:
            print(f"  {cited['section']} ({cited['start']}-{cited['end']})  {cited['url']}")
        for choice in message["choices"]:
            print(f"  [{choice['value']}] {choice['label']}")
        if message["form"]:
            fields = " ".join(
                f"{one['name']}{'*' if one['required'] else ''}" for one in message["form"]["fields"]
            )
            print(f"  form: {message['form']['url']}\n  fields (* required): {fields}")
    if reply["owner"] in ("waiting", "staff") and not reply["messages"]:
        print("\n(a person has this conversation; what they write is shown in the chat, not here)")
