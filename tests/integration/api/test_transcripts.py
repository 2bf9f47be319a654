"""How much of a long conversation is read, and which end of it."""

from fastapi.testclient import TestClient
from sqlalchemy import update

from api.rendering import MOST_MESSAGES as MOST
from desk.bootstrap import Desk
from desk.ids import ConversationId
from desk.model import CloseConversation, NewMessage, StaffMember
from desk.storage import tables as t
from desk.storage.store import Context, Store
from knowledge.vocabulary import CompanyId, Region
from tests.integration.api.test_desk_routes import Open, serve  # noqa: F401
from tests.integration.desk.conftest import clock, desk, new_desk, staff  # noqa: F401
from tests.integration.desk.support import bot, turn


def add_messages(desk: Desk, conversation_id: ConversationId, count: int) -> None:  # noqa: F811
    context: Context = desk.conversations._context
    with desk.database.write() as tx:
        for number in range(count):
            Store(context).add_message(tx, conversation_id, "bot", NewMessage(text=f"m{number}"))


def shown(client: TestClient, conversation_id: ConversationId) -> tuple[list[str], bool]:
    login = client.post("/api/v1/staff/session", json={"username": "hanako", "password": "correct horse"})
    mine = {"Authorization": f"Bearer {login.json()['token']}"}
    got = client.get(f"/api/v1/staff/conversations/{conversation_id}", headers=mine).json()
    return [one["text"] for one in got["messages"]], got["earlier"]


def test_staff_sees_the_newest_messages_of_a_long_conversation_and_that_there_were_earlier_ones(
    serve: Open,  # noqa: F811
    desk: Desk,  # noqa: F811
    staff: StaffMember,  # noqa: F811
) -> None:
    conversation_id = desk.conversations.open(CompanyId("ocs"), Region.JP, "ja")[0].id
    add_messages(desk, conversation_id, MOST)
    client = serve()
    assert shown(client, conversation_id) == ([f"m{number}" for number in range(MOST)], False)
    add_messages(desk, conversation_id, 1)
    assert shown(client, conversation_id) == ([*(f"m{number}" for number in range(1, MOST)), "m0"], True)


def test_who_begins_to_listen_is_read_nothing_of_what_was_said_before(serve: Open, desk: Desk) -> None:  # noqa: F811
    conversation, token = desk.conversations.open(CompanyId("ocs"), Region.JP, "ja")
    add_messages(desk, conversation.id, 3)
    turn(desk, conversation.id, "1", "さようなら", bot("またどうぞ", effects=(CloseConversation(),)))
    *before, _ = desk.conversations.messages(conversation.id)
    with desk.database.write() as tx:  # whoever opened one of these would fail
        of_before = t.messages.c.id.in_([one.id for one in before])
        tx.conn.execute(update(t.messages).where(of_before).values(body_enc=b"unreadable"))
    heard = serve().get(
        f"/api/v1/conversations/{conversation.id}/events", headers={"Authorization": f"Bearer {token}"}
    )
    assert heard.status_code == 200
    assert "event: state" in heard.text
    assert "event: message" not in heard.text
