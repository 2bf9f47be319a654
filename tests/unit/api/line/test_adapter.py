"""Calls to LINE by its library: what is called with what, what never reached it, and what may have."""

import asyncio
from collections.abc import Awaitable
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from api.channels.line.accounts import load_accounts
from desk.channels.adapter import Call, NotSent, Rejected, Undeliverable
from evaluation.fake_line import FakeLine
from knowledge.vocabulary import CompanyId

if TYPE_CHECKING:
    from api.channels.line.adapter import LineAdapter

pytestmark = pytest.mark.slow  # LINE's library takes a second to load

OCS, ONI = CompanyId("ocs"), CompanyId("oni")
LINE = FakeLine()
SAID = "電話は090-1234-5678"


def write(folder: Path, company: str, text: str) -> None:
    path = folder / f"{company}.yml"
    path.write_text(text)
    path.chmod(0o600)


def ended(call: Awaitable[Any]) -> NotSent:
    from api.channels.line.adapter import _calling

    async def wait() -> None:
        await _calling(call)

    with pytest.raises(NotSent) as failed:
        asyncio.run(wait())
    return failed.value


@pytest.mark.parametrize(
    ("error", "kind", "unsure"),
    [
        (TimeoutError(), "timeout", True),
        (aiohttp.ServerDisconnectedError(), "ServerDisconnectedError", True),
        (aiohttp.ClientConnectorError(SimpleNamespace(), OSError()), "no_connection", False),  # type: ignore[arg-type]
    ],
)
def test_what_never_reached_line_is_sure_and_what_may_have_is_not(
    error: Exception, kind: str, unsure: bool
) -> None:
    async def call() -> None:
        raise error

    failed = ended(call())
    assert (failed.kind, failed.unsure) == (kind, unsure)


# ---------------------------------------------------------------------- a call


class Api:
    """Notes what it is called with, and answers by a status where one is given."""

    def __init__(self, status: int | None = None) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self._status = status

    def _answer(self, *said: Any) -> Awaitable[Any]:
        self.calls.append(said)

        async def answer() -> Any:
            from linebot.v3.messaging.exceptions import ApiException

            if self._status is not None:
                raise ApiException(status=self._status, reason="x")
            return SimpleNamespace(sent_messages=[SimpleNamespace(id="1"), SimpleNamespace(id="2")])

        return answer()

    def reply_message(self, body: Any, **_: Any) -> Any:
        return self._answer("reply", body.reply_token, len(body.messages))

    def push_message(self, body: Any, key: str, **_: Any) -> Any:
        return self._answer("push", body.to, key, len(body.messages))

    def leave_group(self, group: str, **_: Any) -> Any:
        return self._answer("leave_group", group)

    def leave_room(self, room: str, **_: Any) -> Any:
        return self._answer("leave_room", room)

    def show_loading_animation(self, body: Any, **_: Any) -> Any:
        return self._answer("loading", body.chat_id, body.loading_seconds)


def adapter(tmp_path: Path, api: Api | None = None) -> "LineAdapter":
    from api.channels.line.adapter import LineAdapter

    write(tmp_path, "ocs", f"channel_secret: {LINE.secret}\nchannel_access_token: t\nmonthly_push_limit: 7\n")
    made = LineAdapter(load_accounts(tmp_path, [OCS, ONI]), "https://desk.example", "https://line.example")
    made._clients["ocs"] = (SimpleNamespace(), api)
    return made


def call(**more: Any) -> Call:
    objects = ({"type": "text", "text": "こんにちは"},)
    return Call(**{"id": "c-1", "account": "ocs", "items": (), "objects": objects, "person": "U1", **more})


def test_with_a_reply_token_it_replies_and_without_one_it_pushes_under_the_calls_id(tmp_path: Path) -> None:
    api = Api()
    made = adapter(tmp_path, api)
    assert asyncio.run(made.send(call(reply_token="r"))) == {"line": ["1", "2"]}
    assert asyncio.run(made.send(call())) == {"line": ["1", "2"]}
    assert api.calls == [("reply", "r", 1), ("push", "U1", "c-1", 1)]


def test_a_push_that_line_knows_has_arrived_and_a_reply_that_it_refuses_has_not(tmp_path: Path) -> None:
    made = adapter(tmp_path, Api(409))
    assert asyncio.run(made.send(call())) == {}
    with pytest.raises(NotSent):
        asyncio.run(made.send(call(reply_token="r")))


def test_what_line_would_refuse_is_not_sent_and_not_quoted(tmp_path: Path) -> None:
    api = Api()
    with pytest.raises(Undeliverable) as refused:
        asyncio.run(adapter(tmp_path, api).send(call(person=None, objects=({"type": "text", "text": SAID},))))
    assert SAID not in str(refused.value)
    assert api.calls == []


@pytest.mark.parametrize(("where", "left"), [("group", "leave_group"), ("room", "leave_room")])
def test_a_group_is_told_that_the_desk_is_not_for_groups_and_left(
    tmp_path: Path, where: str, left: str
) -> None:
    api = Api()
    asyncio.run(adapter(tmp_path, api).decline_group("ocs", where, "G1", "r"))
    assert api.calls == [("reply", "r", 1), (left, "G1")]
    api.calls.clear()
    asyncio.run(adapter(tmp_path, api).decline_group("ocs", where, "G1", None))
    assert api.calls == [(left, "G1")]


def test_a_group_that_is_gone_is_left_already(tmp_path: Path) -> None:
    asyncio.run(adapter(tmp_path, Api(404)).decline_group("ocs", "group", "G1", "r"))
    with pytest.raises(NotSent):
        asyncio.run(adapter(tmp_path, Api(500)).decline_group("ocs", "group", "G1", None))


def test_the_loading_sign_never_fails(tmp_path: Path) -> None:
    api = Api(500)
    asyncio.run(adapter(tmp_path, api).busy("ocs", "U1"))
    assert api.calls == [("loading", "U1", 20)]


def test_an_account_is_a_companys_file(tmp_path: Path) -> None:
    made = adapter(tmp_path)
    assert [made.knows(one) for one in ("ocs", "oni", "")] == [True, False, False]
    assert list(made.accounts()) == ["ocs"]
    assert (made.company_of("ocs"), made.company_of("oni")) == (OCS, None)
    assert (made.monthly_limit("ocs"), made.monthly_limit("oni")) == (7, None)


def test_an_account_checks_signatures_by_its_own_secret(tmp_path: Path) -> None:
    write(tmp_path, "oni", "channel_secret: s\nchannel_access_token: t\n")
    made = adapter(tmp_path)
    body, headers = LINE.webhook(LINE.text("こんにちは"))
    made.verify("ocs", headers, body)
    with pytest.raises(Rejected):
        made.verify("oni", headers, body)
    assert [one.kind for one in made.parse("ocs", headers, body)] == ["text"]
