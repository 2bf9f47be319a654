"""A form opens one request, once: what a second submission gets, what the conversation hears, and what a bad one keeps."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, cast

import pytest
from sqlalchemy import insert, select, update

from desk.ids import ConversationId
from desk.locales import Locale
from desk.model import FormField, FormOffer, FormSpec, NewMessage, Submitted
from desk.requests.errors import FormExpired, FormInvalid, FormNotFound, FormSpent
from desk.requests.forms import RESULT_KEPT, Forms
from desk.storage import tables as t
from desk.storage.store import Context, Store
from desk.storage.tables import metadata
from desk.vaulting.crypto import Keyring
from tests.integration.desk.support import CONTACT, RIGHT, spec
from tests.unit.desk.small_store import LITTLE, SmallDatabase, transaction

OPEN = timedelta(minutes=30)


class OneKey(Keyring):
    """Seals for every company by the installation's own key."""

    def of(self, *_: object) -> Any:
        return self


KEYS = OneKey([b"k" * 32])


class World:
    def __init__(self) -> None:
        self.tx = transaction(*metadata.sorted_tables)
        context = Context(cast("Any", SmallDatabase(self.tx)), KEYS, lambda key, *_: key)
        self.forms, self.store, self.said = Forms(context), Store(context), list[tuple[Any, ...]]()
        state = self.store.seal_state(self.tx, "ocs", ConversationId("c"), {"later": ["deletion"]}, None, {})  # type: ignore[arg-type]
        values = {
            "company": "ocs", "locale": "en", "channel": "web", "owner": "bot", "token_mac": b"", "state_enc": state,
            "state_version": 3, "last_seq": 0, "created_at": self.tx.now, "updated_at": self.tx.now,
            "expects": "personal_data",
        }  # fmt: skip
        self.tx.conn.execute(insert(t.conversations).values(id="c", **values))

    def offer(self, of: FormSpec | None = None) -> str:
        return self.store._offer(self.tx, ConversationId("c"), FormOffer(of or spec(), OPEN))[1]

    def submit(self, token: str, values: Mapping[str, object] = RIGHT, **more: Any) -> Submitted:
        return self.forms.submit(token, values, self.announce, **more)

    def announce(self, result: Submitted, locale: Locale, later: Sequence[str]) -> NewMessage:
        self.said.append((result.receipt, locale, tuple(later)))
        return NewMessage(f"receipt {result.receipt}")

    def count(self, table: Any) -> int:
        return len(self.tx.conn.execute(select(table)).all())

    @property
    def conversation(self) -> Any:
        return self.tx.conn.execute(select(t.conversations)).one()

    def senders(self) -> list[str]:
        return list(self.tx.conn.execute(select(t.messages.c.sender).order_by(t.messages.c.seq)).scalars())


@pytest.fixture
def world() -> World:
    return World()


def test_the_same_body_again_gives_the_same_receipt_and_opens_nothing(world: World) -> None:
    token = world.offer()
    first = world.submit(token)
    again = world.submit(token, {**{k: f" {v} " for k, v in reversed(RIGHT.items())}, "phone": ""})
    assert (again.receipt, again.access_code, again.repeated) == (first.receipt, first.access_code, True)
    assert not first.repeated
    assert (world.count(t.requests), len(world.said), world.senders()) == (1, 1, ["bot"])
    with pytest.raises(FormSpent):
        world.submit(token, {**RIGHT, "name": "別の人"})
    assert world.count(t.requests) == 1


def test_a_repeat_is_answered_for_a_day_and_another_body_no_longer_than_the_form_lives(world: World) -> None:
    token, start = world.offer(), world.tx.now
    first = world.submit(token)
    world.tx.now = start + OPEN
    assert world.submit(token).receipt == first.receipt, "also past the form's time"
    with pytest.raises(FormExpired):
        world.submit(token, {**RIGHT, "name": "別の人"})
    world.tx.now = start + RESULT_KEPT - LITTLE
    assert world.submit(token).repeated
    world.tx.now = start + RESULT_KEPT
    with pytest.raises(FormExpired):
        world.submit(token)


def test_what_has_run_out_or_was_taken_back_opens_nothing_and_is_not_shown(world: World) -> None:
    token, start = world.offer(), world.tx.now
    world.tx.now = start + OPEN - LITTLE
    assert not world.forms.describe(token).spent
    world.tx.now = start + OPEN
    for ask in (world.forms.describe, world.submit):
        with pytest.raises(FormExpired):
            ask(token)
    world.tx.now = start
    world.tx.conn.execute(update(t.forms).values(status="revoked"))
    for ask in (world.forms.describe, world.submit):
        with pytest.raises(FormExpired):
            ask(token)
    assert world.count(t.requests) == 0


def test_looking_spends_nothing_and_an_unknown_address_is_no_form(world: World) -> None:
    token = world.offer()
    for _ in range(2):
        seen = world.forms.describe(token)
        assert (seen.spent, seen.locale, seen.conversation_id) == (False, "en", "c")
    world.submit(token)
    assert world.forms.describe(token).spent
    with pytest.raises(FormNotFound):
        world.forms.describe("nothing")
    assert (world.forms.locale_of(token), world.forms.locale_of("nothing")) == ("en", None)


def test_a_bad_field_is_named_what_was_right_is_kept_and_the_form_can_be_sent_again(world: World) -> None:
    token = world.offer()
    with pytest.raises(FormInvalid) as refused:
        world.submit(token, {**RIGHT, "email": "nowhere"})
    assert [one.field for one in refused.value.errors] == ["email"]
    assert refused.value.values["name"] == RIGHT["name"]
    assert world.count(t.requests) == 0 and world.said == []
    assert world.submit(token).receipt


def test_the_receipt_is_said_in_the_conversation_with_what_was_wished_for_besides(world: World) -> None:
    result = world.submit(world.offer())
    assert world.said == [(result.receipt, "en", ("deletion",))]
    assert world.senders() == ["bot"] and world.conversation.expects is None


@pytest.mark.parametrize("owner", ["waiting", "staff"])
def test_where_staff_has_the_conversation_the_desk_says_it_and_not_the_bot(world: World, owner: str) -> None:
    world.tx.conn.execute(update(t.conversations).values(owner=owner, expects="receipt"))
    world.submit(world.offer())
    assert world.senders() == ["system"]
    assert world.conversation.expects == "receipt", "another question that is open stays open"


def test_without_anybody_to_announce_it_nothing_is_said(world: World) -> None:
    assert world.forms.submit(world.offer(), RIGHT).receipt
    assert world.senders() == []


def test_the_dialogue_moves_on_with_a_request_and_only_with_one(world: World) -> None:
    moved: list[Any] = []

    def advance(slots: Mapping[str, Any], dialogue: Any) -> Any:
        moved.append(dict(slots))
        return {**slots, "done": True}, dialogue

    world.submit(world.offer(CONTACT), {"email": "taro@example.jp"}, advance=advance)
    world.submit(world.offer(spec(kind="complaint", request_type="complaint")), RIGHT, advance=advance)
    assert moved == [] and world.conversation.state_version == 3
    world.submit(world.offer(), advance=advance)
    assert moved == [{"later": ["deletion"]}] and world.conversation.state_version == 4
    assert world.store.conversation(world.conversation).slots["done"] is True


def test_a_contact_opens_no_request_has_no_receipt_and_says_nothing_of_other_wishes(world: World) -> None:
    result = world.submit(world.offer(CONTACT), {"email": "taro@example.jp"})
    assert (result.receipt, result.access_code, result.purpose) == ("", "", "contact")
    assert (world.count(t.requests), world.count(t.contacts)) == (0, 1)
    assert world.said == [("", "en", ())]


def test_of_a_correction_one_of_two_fields_does(world: World) -> None:
    fields = (("name", True), ("new_value", True), ("details", False), ("email", True))
    asked = spec(request_type="correction", fields=fields)
    assert world.submit(world.offer(asked)).receipt, "details instead of the right value"
    with pytest.raises(FormInvalid):
        world.submit(world.offer(asked), {"name": "山田", "email": "taro@example.jp"})
    assert FormField("new_value", "new_value", True) in asked.fields
