"""What comes in from Slack: masked before it is kept, once however often it arrives, and of a handoff only from whoever
has taken it. Whoever is refused is told why, and nothing is kept."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.slack.intake import SlackIntake, refusal_key
from desk.channels.ledger import NewEvent
from desk.chat.masking import Masked
from desk.errors import ConversationNotFound, DeskError, Forbidden, TooManyAttempts
from desk.slack.answers import MAX_QUESTION, About, Question
from desk.slack.handoff import MAX_REPLY, TEXT_BLOCK, TEXT_FIELD
from desk.slack.links import CodeInvalid, NotLinked
from desk.slack.replies import Place
from desk.slack.threads import ThreadNotFound
from desk.texts import MaskedText, RawText
from knowledge.vocabulary import CompanyId, Region

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
OCS = CompanyId("ocs")
PHONE, NUMBER = "090-1234-5678", re.compile(r"\d{3}-\d{4}-\d{4}")
TAKEN = SimpleNamespace(id="t1", company=OCS, conversation_id="c1")


class Masking:
    """Knows telephone numbers."""

    def __init__(self) -> None:
        self.shows_words = True

    def asked(self, text: RawText) -> Masked:
        masked = NUMBER.sub("[電話番号]", text.unmasked())
        return Masked(MaskedText(masked), frozenset({"phone"} if masked != text.unmasked() else ()))

    def typed(self, _: object, text: RawText) -> Masked:
        return self.asked(text)


def words(key: str, **params: Any) -> str:
    return f"{key} {' '.join(map(str, params.values()))}".strip()


class World:
    """Hanako is linked as U1 and has taken the handoff t1 of OCS, whose thread begins at H in the channel C."""

    def __init__(self) -> None:
        self.kept: list[NewEvent] = []
        self.masking, self.refused, self.linked = Masking(), None, About(OCS, Region.JP)
        self.conversation = SimpleNamespace(claimed_by="s1", claimed_alias="担当A")
        self.posts: dict[tuple[str, str], Any] = {}
        self.replies: dict[Place, Any] = {}
        self.gone = False
        self.parts: Any = SimpleNamespace(
            who=lambda user: SimpleNamespace(user=user),
            companies=SimpleNamespace(ids=(OCS, CompanyId("oni"))),
            words=words,
            masking=self.masking,
            links=SimpleNamespace(
                of=self._of, case_worker=self._case_worker, link=self._link, unlink=lambda who: who.user == "U1"
            ),
            threads=SimpleNamespace(get=self._thread),
            posts=SimpleNamespace(at=lambda channel, ts: self.posts.get((channel, ts))),
            replies=SimpleNamespace(at=self.replies.get),
            view=SimpleNamespace(modal=lambda *given, **more: {"given": given, **more}, kinds="、".join),
            desk=SimpleNamespace(
                conversations=SimpleNamespace(get=lambda _: self.conversation),
                database=SimpleNamespace(clock=lambda: NOW),
            ),
            take_in=self.kept.append,
            thread_at=lambda channel, ts: self._thread("t1") if (channel, ts) == ("C", "H") else None,
        )  # fmt: skip
        self.intake = SlackIntake(cast("Any", self.parts))
        self.preferences: Any = SimpleNamespace(
            choose=lambda who, asked: self.linked, remembered=lambda chosen: "remembered",
            help=lambda who: "help", unknown=lambda who, unknown: f"unknown {unknown.what}",
        )  # fmt: skip
        self.intake._preferences = cast("Any", self.preferences)

    def _of(self, who: Any) -> Any:
        if who.user != "U1":
            raise NotLinked
        return SimpleNamespace(company=self.linked.company, region=self.linked.region)

    def _case_worker(self, who: Any, _: CompanyId) -> Any:
        self._of(who)
        if self.refused is not None:
            raise self.refused
        return SimpleNamespace(id="s1")

    def _link(self, _: object, code: str) -> Any:
        if code != "right":
            raise CodeInvalid
        return SimpleNamespace(alias="担当A")

    def _thread(self, name: str) -> Any:
        if name != "t1" or self.gone:
            raise ThreadNotFound
        return TAKEN

    def command(self, text: str, user: str = "U1") -> str | None:
        body = {"user_id": user, "text": text, "trigger_id": "1", "response_url": "https://hooks"}
        return self.intake.command(body)

    def submit(self, text: str, *, purpose: object = None, user: str = "U1") -> Any:
        meant = {"thread": "t1", "channel": "C", "what": "reply"} if purpose is None else purpose
        values = {TEXT_BLOCK: {TEXT_FIELD: {"value": text}}}
        view = {"id": "V", "private_metadata": json.dumps(meant), "state": {"values": values}}
        return self.intake.submitted({"view": view, "user": {"id": user}})

    def send(
        self, text: str, *, author: str = "U1", thread: str | None = "H", user: str = "U1"
    ) -> str | None:
        message = {"ts": "9", "user": author, "text": text, "thread_ts": thread}
        body = {"user": {"id": user}, "channel": {"id": "C"}, "message": message, "trigger_id": "1"}
        return self.intake.message_sent(body)

    def event(self, **event: Any) -> tuple[str, Mapping[str, Any]] | None:
        """What is kept of it."""
        self.kept.clear()
        self.intake.message({"event_id": "E", "event": {"channel": "C", **event}})
        if not self.kept:
            return None
        (one,) = self.kept
        assert (one.event_id, one.thread) == ("event:E", "thread:t1")
        return one.kind, one.content

    @property
    def only(self) -> NewEvent:
        (one,) = self.kept
        return one


@pytest.fixture
def world() -> World:
    return World()


# ---------------------------------------------------------------------- look-ups


def test_a_question_is_kept_without_the_number_in_it_and_the_answer_goes_to_who_asked(world: World) -> None:
    assert world.command(f"{PHONE}を消してください") is None
    assert world.only.content == {
        "user": "U1", "url": "https://hooks", "question": "[電話番号]を消してください", "company": "ocs",
        "region": "jp", "masked": True,
    }  # fmt: skip
    assert (world.only.kind, world.only.event_id, world.only.thread) == ("look_up", "command:1", "U1")
    assert world.only.occurred_at == NOW
    assert not World.command(other := World(), "手数料は") and other.only.content["masked"] is False


def test_a_question_may_be_as_long_as_it_says_and_no_longer(world: World) -> None:
    assert world.command("あ" * MAX_QUESTION) is None and len(world.kept) == 1
    assert world.command("あ" * (MAX_QUESTION + 1)) == f"too_long {MAX_QUESTION}"
    assert len(world.kept) == 1


def test_a_command_without_a_question_only_remembers(world: World) -> None:
    assert world.command("company:ocs") == "remembered" and not world.kept
    world.preferences.choose = lambda who, asked: "region_not_here"
    assert world.command("手数料は") == "region_not_here" and not world.kept


def test_linking_says_as_whom_and_unlinking_whether_there_was_anything(world: World) -> None:
    assert world.command("link right") == "linked 担当A"
    assert world.command("link wrong") == "code_wrong"
    assert world.command("unlink") == "unlinked"
    assert world.command("unlink", user="U2") == "not_linked"
    assert (world.command("help"), world.command("company:x")) == ("help", "unknown company")


def test_who_is_not_linked_looks_nothing_up(world: World) -> None:
    def refuse(*_: object) -> Any:
        raise NotLinked

    world.preferences.choose = refuse
    assert world.command("手数料は", user="U2") == "not_linked"
    body = {"user": {"id": "U2"}, "message": {"text": "x"}, "response_url": "u", "trigger_id": "2"}
    assert world.intake.message_looked_up(body) == "not_linked"
    assert not world.kept


def test_a_message_is_looked_up_on_one_line_and_only_its_beginning(world: World) -> None:
    def look_up(text: object) -> str | None:
        world.kept.clear()
        asked = {"user": {"id": "U1"}, "response_url": "u", "trigger_id": "2", "message": {"text": text}}
        return world.intake.message_looked_up(asked)

    assert look_up("手数料\n  は") is None
    assert world.only.content["question"] == "手数料 は" and world.only.event_id == "shortcut:2"
    look_up("あ" * (MAX_QUESTION + 5))
    assert len(str(world.only.content["question"])) == MAX_QUESTION
    for nothing in ("", None, " \n"):
        assert look_up(nothing) == "empty" and not world.kept


def test_a_button_that_is_not_ours_is_passed_over(world: World) -> None:
    def press(value: str) -> None:
        world.kept.clear()
        action = {"value": value, "action_ts": "5"}
        body = {"user": {"id": "U1"}, "response_url": "u", "trigger_id": "3", "actions": [action]}
        world.intake.answer_button(body, "share")

    press(Question(MaskedText(f"電話{PHONE}"), OCS, Region.JP).value())
    assert world.only.content["question"] == "電話[電話番号]", "what comes from outside is masked anew"
    assert (world.only.event_id, world.only.content["again"]) == ("action:3:5", True)
    press("{}")
    assert not world.kept


# ---------------------------------------------------------------------- replies


def test_a_reply_of_whoever_has_taken_the_handoff_goes_out_once(world: World) -> None:
    assert world.submit(" お調べします ") == {}
    assert (world.only.kind, world.only.event_id, world.only.thread) == ("reply", "view:V", "thread:t1")
    assert world.only.content == {"user": "U1", "channel": "C", "thread": "t1", "text": "お調べします"}


def test_a_correction_is_one(world: World) -> None:
    assert world.submit("訂正です", purpose={"thread": "t1", "channel": "C", "what": "correct"}) == {}
    assert world.only.kind == "correct"


@pytest.mark.parametrize(
    ("claimed_by", "alias", "said"),
    [("s2", "担当B", "taken 担当B"), (None, None, "not_yours"), ("s2", None, "not_yours")],
)
def test_who_has_not_taken_it_does_not_speak_to_the_customer(
    world: World, claimed_by: str | None, alias: str | None, said: str
) -> None:
    world.conversation = SimpleNamespace(claimed_by=claimed_by, claimed_alias=alias)
    assert world.submit("はい") == {"response_action": "errors", "errors": {TEXT_BLOCK: said}}
    assert world.send("はい") == said
    action = {"action_id": "handoff_reply", "value": "t1", "action_ts": "5"}
    body = {"user": {"id": "U1"}, "channel": {"id": "C"}, "actions": [action]}
    assert world.intake.reply_modal(body, correcting=False) == said
    assert not world.kept


def test_a_reply_has_words_and_as_many_as_may_be_sent(world: World) -> None:
    def error(text: str) -> object:
        return world.submit(text).get("errors", {}).get(TEXT_BLOCK)

    assert error(" ") == world.send(" ") == "nothing_to_send"
    too_long = f"reply_too_long {MAX_REPLY}"
    assert error("あ" * (MAX_REPLY + 1)) == world.send("あ" * (MAX_REPLY + 1)) == too_long
    assert not world.kept
    assert error("あ" * MAX_REPLY) is None and world.send("あ" * MAX_REPLY) is None
    assert len(world.kept) == 2


def test_a_reply_with_a_number_in_it_is_shown_without_it_before_it_is_sent(world: World) -> None:
    again = world.submit(f"{PHONE}へどうぞ")
    assert again["response_action"] == "update" and not world.kept
    assert again["view"]["given"][1:] == ("[電話番号]へどうぞ", ["phone"], False)
    world.masking.shows_words = False
    told = world.submit(f"{PHONE}へどうぞ")["errors"][TEXT_BLOCK]
    assert told == "modal_not_sent phone" and not world.kept, "where no words are shown, none come back"


@pytest.mark.parametrize("purpose", [{}, {"channel": "C"}, "no mapping of ours"])
def test_a_modal_that_says_not_for_what_sends_nothing(world: World, purpose: object) -> None:
    if isinstance(purpose, str):
        view = {"id": "V", "private_metadata": purpose}
        told = world.intake.submitted({"view": view, "user": {"id": "U1"}})
    else:
        told = world.submit("はい", purpose=purpose)
    assert told["errors"] == {TEXT_BLOCK: "modal_gone"} and not world.kept


def test_of_a_handoff_that_is_gone_nothing_is_sent(world: World) -> None:
    world.gone = True
    assert world.submit("はい")["errors"] == {TEXT_BLOCK: "gone"}
    assert world.send("はい") == "gone"


def test_only_ones_own_message_of_the_thread_is_sent(world: World) -> None:
    assert world.send("はい", author="U2") == "own_words_only"
    assert world.send("はい", thread=None) == world.send("はい", thread="X") == "no_thread"
    assert world.send("はい", user="U2", author="U2") == "not_linked"
    assert not world.kept
    assert world.send(f"{PHONE}です") is None
    assert world.only.content == {
        "user": "U1", "channel": "C", "thread": "t1", "ts": "9", "text": "[電話番号]です", "kinds": ["phone"],
    }  # fmt: skip
    assert (world.only.kind, world.only.event_id) == ("reply", "shortcut:1")


def test_a_correction_opens_for_the_message_beneath_which_its_button_stands(world: World) -> None:
    def press(value: str = "m1") -> Any:
        action = {"value": value, "action_ts": "5"}
        body = {
            "user": {"id": "U1"}, "channel": {"id": "C"}, "container": {"message_ts": "7"}, "actions": [action],
        }  # fmt: skip
        return world.intake.reply_modal(body, correcting=True)

    assert press() == "gone"
    world.posts["C", "7"] = SimpleNamespace(thread_id="t1", message_id="m1")
    assert press()["given"] == ({"thread": "t1", "channel": "C", "what": "correct"},)
    assert press()["correcting"] is True
    assert press("m2") == "gone"
    world.posts["C", "7"] = SimpleNamespace(thread_id=None, message_id="m1")
    assert press() == "gone"


def test_the_buttons_of_a_handoff_are_kept_in_its_order(world: World) -> None:
    for button, kind in (
        ("handoff_claim", "claim"),
        ("handoff_give_back", "give_back"),
        ("handoff_close", "close"),
    ):
        world.kept.clear()
        action = {"action_id": button, "value": "t1", "action_ts": "5"}
        body = {"user": {"id": "U1"}, "channel": {"id": "C"}, "actions": [action], "trigger_id": "3"}
        world.intake.handoff_button(body)
        assert (world.only.kind, world.only.thread) == (kind, "thread:t1")
        assert world.only.content == {"user": "U1", "channel": "C", "thread": "t1"}


# ---------------------------------------------------------------------- messages of a thread


def test_of_what_is_said_in_a_handoffs_thread_only_who_said_something_is_kept(world: World) -> None:
    assert world.event(user="U1", text="内緒の話", thread_ts="H") == ("alive", {"user": "U1", "thread": "t1"})
    assert world.event(user="U1", text="x", thread_ts="X") is None
    assert world.event(user="U1", text="x") is None
    assert world.event(user="U1", bot_id="B", text="x", thread_ts="H") is None
    assert world.event(text="x", thread_ts="H") is None
    assert world.event(subtype="channel_join", user="U1", thread_ts="H") is None


def test_an_edit_is_kept_without_the_number_in_it(world: World) -> None:
    edited = {"user": "U1", "ts": "8"}
    message = {"ts": "9", "thread_ts": "H", "text": f"{PHONE}です", "edited": edited}
    kept = world.event(subtype="message_changed", message=message)
    assert kept is not None and kept[0] == "edited"
    assert kept[1] == {
        "user": "U1", "channel": "C", "ts": "9", "text": "[電話番号]です", "edited": "8", "kinds": ["phone"],
        "thread": "t1",
    }  # fmt: skip
    assert world.event(subtype="message_changed", message=message | {"edited": None}) is None
    assert world.event(subtype="message_changed", message=message | {"bot_id": "B"}) is None
    assert world.event(subtype="message_changed", message=message | {"thread_ts": None}) is None
    long = world.event(subtype="message_changed", message=message | {"text": "あ" * (MAX_REPLY + 9)})
    assert long is not None and len(str(long[1]["text"])) == MAX_REPLY + 1, (
        "enough to see that it is too long"
    )


def test_what_was_deleted_is_known_by_where_it_stood_or_by_what_was_sent(world: World) -> None:
    def deleted(**before: Any) -> object:
        kept = world.event(subtype="message_deleted", deleted_ts="9", previous_message=before)
        return kept and kept[1]

    here = {"channel": "C", "ts": "9", "thread": "t1"}
    assert deleted(thread_ts="H") == here
    assert deleted() is None
    world.replies[Place("C", "9")] = SimpleNamespace(thread_id="t1")
    assert deleted() == here
    world.replies.clear()
    world.posts["C", "9"] = SimpleNamespace(thread_id="t1")
    assert deleted() == here
    world.gone = True
    assert deleted() is None and deleted(thread_ts="H") is None


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (NotLinked(), "not_linked"),
        (CodeInvalid(), "code_wrong"),
        (TooManyAttempts(NOW), "code_shut"),
        (Forbidden(), "forbidden"),
        (ConversationNotFound(), "gone"),
        (ThreadNotFound(), "gone"),
    ],
)
def test_whoever_is_refused_is_told_why(error: DeskError, key: str) -> None:
    assert refusal_key(error) == key


@pytest.mark.parametrize(
    ("code", "key"),
    [("client_id_reused", "already_sent"), ("not_claimant", "not_yours"), ("not_waiting", "not_waiting")],
)
def test_a_click_that_comes_too_late_says_what_has_become_of_it(code: str, key: str) -> None:
    error = DeskError("x")
    error.code = code  # type: ignore[misc]
    assert refusal_key(error) == key
