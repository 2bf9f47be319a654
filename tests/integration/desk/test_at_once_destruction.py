"""Two processes at once (at_once_support): erasure, retention, the end of a contract, a rotation: what is written meanwhile."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from desk.bootstrap import Desk
from desk.ids import ConversationId
from desk.model import RequestChanges, StaffMember
from desk.storage import tables as t
from desk.storage.live_tables import conversation_notes
from desk.texts import RawText
from tests.databases.interleaving import Outcome
from tests.integration.desk.at_once_support import Pair, kinds
from tests.integration.desk.support import (
    PLANTED,
    Clock,
    announce,
    bot,
    every_field,
    form_token,
    opened,
    said,
    turn,
)

pytestmark = [pytest.mark.database("postgresql"), pytest.mark.timeout(900)]


def nothing_left(desk: Desk, conversation_id: ConversationId) -> None:
    """Whatever somebody wrote at the same time, nothing of a destroyed conversation is there."""
    with desk.database.read() as conn:
        for table in (t.messages, t.inbound, t.forms, t.contacts, conversation_notes):
            found = conn.execute(select(table).where(table.c.conversation_id == conversation_id)).all()
            assert found == [], table.name


WRITERS: dict[str, tuple[Callable[[Desk, Any, StaffMember], Any], str]] = {
    "a message": (lambda desk, it, _: desk.conversations.accept(it.chat, "z", said("まだ"), RawText("まだ")), "ConversationClosed"),
    "an answer": (lambda desk, it, _: desk.conversations.commit_turn(it.inbound, bot("x")), "InboundNotFound"),
    "a form": (lambda desk, it, _: desk.forms.submit(it.token, PLANTED, announce), "FormNotFound"),
    "a note": (lambda desk, it, staff: desk.live.notes.add(it.chat, staff, "メモ"), "ConversationEmptied"),
    "a flag": (lambda desk, it, staff: desk.casework.flag(it.receipt, "address_mismatch", True, staff, "x"), "NotNow"),
}  # fmt: skip


class Somebody:
    """Somebody with a finished request, a form that is open, and a message without an answer."""

    def __init__(self, desk: Desk, staff: StaffMember) -> None:
        self.chat = opened(desk, "oni")
        done = form_token(desk, self.chat, every_field(company="oni", standing="request", region=None))
        self.receipt = desk.forms.submit(done, PLANTED, announce).receipt
        desk.requests.patch(self.receipt, RequestChanges(status="refused", grounds=("x",)), staff)
        self.token = form_token(desk, self.chat, every_field(company="oni", region=None), "g")
        self.inbound = desk.conversations.accept(self.chat, "y", said("返事は"), RawText("返事は")).inbound_id


@pytest.mark.parametrize("who", WRITERS)
def test_what_is_written_while_a_person_is_erased_does_not_outlive_it(
    pair: Pair, staff: StaffMember, who: str
) -> None:
    write, refused = WRITERS[who]

    def check(it: Somebody, one: Outcome, two: Outcome) -> None:
        assert one.kind in ("", refused)
        assert two.kind in ("", "RequestStillOpen"), two
        if two.kind == "":
            nothing_left(pair.one, it.chat)
            assert pair.one.requests.get(it.receipt, staff).customer == {}
            assert pair.number(t.request_flags, t.request_flags.c.note_enc.is_not(None)) == 0
        else:  # the form was faster: its request is open, and named
            assert who == "a form"
            pair.one.erasures.erase([it.receipt, one.value.receipt], "operator", withdraw=True)

    pair.each(
        lambda: Somebody(pair.one, staff),
        lambda desk, it: write(desk, it, staff),
        lambda desk, it: desk.erasures.erase([it.receipt], "operator"),
        check,
    )


def test_an_erasure_that_is_stopped_keeps_writers_out(pair: Pair, staff: StaffMember) -> None:
    """The same the other way round: they wait, and then they are refused."""

    def check(it: Somebody, one: Outcome, two: Outcome) -> None:
        assert one.kind == ""
        assert two.kind in ("", "ConversationClosed")
        nothing_left(pair.one, it.chat)

    pair.each(
        lambda: Somebody(pair.one, staff),
        lambda desk, it: desk.erasures.erase([it.receipt], "operator"),
        lambda desk, it: desk.conversations.accept(it.chat, "z", said("まだ"), RawText("まだ")),
        check,
        every=9,
    )


def test_who_writes_again_just_as_the_chat_is_past_its_time(pair: Pair, clock: Clock) -> None:
    def prepare() -> str:
        conversation_id = opened(pair.one)
        clock.forward(days=91)
        return conversation_id

    def check(conversation_id: ConversationId, one: Outcome, two: Outcome) -> None:
        assert two.kind == ""
        if one.kind == "":
            assert pair.one.conversations.messages(conversation_id)[-1].text == "また来ました"
            assert len(pair.one.conversations.pending()) == 1
            pair.one.conversations.commit_turn(one.value.inbound_id, bot("x"))
        else:
            assert one.kind in ("ConversationClosed", "ConversationNotFound")
            nothing_left(pair.one, conversation_id)

    pair.each(
        prepare,
        lambda desk, conversation_id: desk.conversations.accept(
            conversation_id, "z", said("また来ました"), RawText("また来ました")
        ),
        lambda desk, _: desk.retention.purge(),
        check,
    )


def test_nothing_is_kept_for_a_company_whose_contract_ends(pair: Pair) -> None:
    names = iter(f"firm{number}" for number in range(1000))

    def prepare() -> str:
        company = next(names)
        opened(pair.one, company)
        return company

    def check(company: str, one: Outcome, two: Outcome) -> None:
        assert one.kind in ("", "CompanyEnded")
        assert two.kind == ""
        assert pair.number(t.conversations, t.conversations.c.company == company) == 0

    pair.each(
        prepare,
        lambda desk, company: opened(desk, company),
        lambda desk, company: desk.companies.end(company, "operator", None),
        check,
    )


def test_what_is_sealed_during_a_rotation_can_be_read_after_it(pair: Pair, staff: StaffMember) -> None:
    chats: list[ConversationId] = []

    def act(desk: Desk, conversation_id: ConversationId) -> None:
        turn(desk, conversation_id, "1", "長い話", bot("答え"))

    def check(conversation_id: ConversationId, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""], (one, two)
        chats.append(conversation_id)
        for desk in (pair.one, pair.two):
            desk.database.anchors.newest()
            assert [m.text for m in desk.conversations.messages(chats[-1])][-2:] == ["長い話", "答え"]

    pair.each(lambda: opened(pair.one), act, lambda desk, _: desk.rotation.rotate("operator"), check)
    for chat in chats:
        assert len(pair.two.conversations.messages(chat)) == 3


def test_an_erasure_that_was_lost_is_repeated_once_by_two_that_start(pair: Pair, staff: StaffMember) -> None:
    it = Somebody(pair.one, staff)
    pair.one.erasures.erase([it.receipt], "operator")

    def prepare() -> None:
        with pair.one.database.write() as tx:  # the database is an older one
            tx.conn.execute(t.erasures.delete())

    def check(_: None, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert len(one.value) + len(two.value) == 1
        assert pair.number(t.erasures) == 1

    pair.same(prepare, lambda desk, _: desk.erasures.replay(), check)
