"""What a turn means for the conversation: which button a typed word is, what is said of a receipt, what an effect
changes, and that a customer is never left without a way on."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from api.turns.dialogue import DialogueState
from api.turns.incidents import LEAK_ENQUIRY
from api.turns.interpreting import LONGEST_LABEL, Interpreter
from api.turns.rasa_client import RasaInput, RasaTurn, said
from desk.chat.said import AskReceipt, HandOver, Said, ShowStatus, TakeBack, Utterance
from desk.chat.waiting import BACK
from desk.errors import RequestNotFound, TooManyAttempts
from desk.model import CancelForms, Choice, Content, Handoff, NewMessage, TurnOutcome, WithdrawRequest
from desk.requests.receipts import Receipt
from desk.requests.stages import Stage
from desk.texts import SetApart, kept_masked
from knowledge.vocabulary import CompanyId, Expects

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
RECEIPT, CODE = Receipt("MDG-7K3Q-9F2X"), "4F7K-2M9Q"
YES, NO = Choice("はい", "yes"), Choice("いいえ", "no")


def shown(*choices: Choice, sender: str = "bot") -> Any:
    return SimpleNamespace(sender=sender, choices=choices)


class World:
    """A conversation with OCS, whose desk is open; its request's standing and the bot's last messages are set."""

    def __init__(self) -> None:
        self.last: list[Any] = []
        self.standing: Any = SimpleNamespace(
            request_type="disclosure", status="received", history=(), due=None
        )
        self.withdrawable: list[Any] = []
        self.asked: list[tuple[str, str]] = []
        self.hours, self.told = "open", False
        desk: Any = SimpleNamespace(
            conversations=SimpleNamespace(newest=lambda _, most: (self.last, None)),
            requests=SimpleNamespace(
                status=self._status, of_conversation=lambda _: [self.standing],
                withdrawable=lambda _: self.withdrawable,
            ),
            incidents=None,
            live=SimpleNamespace(after_hours=SimpleNamespace(told=lambda _: self.told)),
        )  # fmt: skip
        companies: Any = SimpleNamespace(
            facts={"ocs": SimpleNamespace(regions=())}, get=lambda _: None, notes=lambda *_: ["補足"],
            state=lambda _: SimpleNamespace(state=self.hours),
        )  # fmt: skip
        self.it = Interpreter(desk, companies, lambda expects, value: f"/{value}", timedelta(hours=1))

    def _status(self, receipt: str, code: str) -> Any:
        self.asked.append((receipt, code))
        if isinstance(self.standing, Exception):
            raise self.standing
        return self.standing


def conversation(expects: Expects | None = None, held: Mapping[str, str] | None = None, **slots: Any) -> Any:
    return SimpleNamespace(
        id="c1", company=CompanyId("ocs"), expects=expects, held=held or {}, state_version=3, locale="ja",
        dialogue_state={"slots": slots, "active_loop": None}, policy_version="v",
    )  # fmt: skip


def typed(text: str, **apart: Any) -> Content:
    return Content(text=kept_masked(text), apart=SetApart(**apart))


def keys(outcome: TurnOutcome | None) -> list[str | None]:
    assert outcome is not None
    return [one.key for one in outcome.messages]


def buttons(outcome: TurnOutcome, number: int = 0) -> list[str]:
    return [one.value for one in outcome.messages[number].choices]


@pytest.fixture
def world() -> World:
    return World()


# ---------------------------------------------------------------------- buttons that are typed


def pressed(world: World, text: str, expects: Expects | None = None) -> str | None:
    return world.it.worded_choice(conversation(expects), typed(text))


@pytest.mark.parametrize("text", ["はい", " はい。", "「はい」"])
def test_a_buttons_label_may_be_typed(world: World, text: str) -> None:
    world.last = [shown(YES, NO)]
    assert pressed(world, text) == "yes"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2番", "no"), ("２", "no"), ("1番目です", "yes"), ("2つ目をお願いします", "no"), ("0", None), ("3", None),
        ("2日", None), ("2番と1番", None), ("12", None),
    ],
)  # fmt: skip
def test_a_buttons_place_may_be_typed_where_there_is_one(world: World, text: str, value: str | None) -> None:
    world.last = [shown(YES, NO)]
    assert pressed(world, text) == value


def test_a_number_is_no_button_where_a_code_is_asked_for_or_one_button_stands_there(world: World) -> None:
    world.last = [shown(YES, NO)]
    assert pressed(world, "2", Expects.RECEIPT) is None and pressed(world, "2", Expects.ACCESS_CODE) is None
    assert pressed(world, "はい", Expects.RECEIPT) == "yes", "its words are"
    world.last = [shown(YES)]
    assert pressed(world, "1") is None
    world.last = [shown()]
    assert pressed(world, "1") is None


def test_a_place_is_one_of_the_newest_buttons_and_a_label_that_means_two_things_is_none(world: World) -> None:
    world.last = [shown(Choice("甲", "a"), Choice("乙", "b")), shown(YES, NO)]  # oldest first
    assert (pressed(world, "1"), pressed(world, "甲")) == ("yes", "a")
    world.last = [shown(YES), shown(Choice("はい", "other"))]
    assert pressed(world, "はい") is None
    world.last = [shown(YES, NO), shown(sender="customer"), shown(Choice("丙", "c"), NO)]
    assert pressed(world, "はい") is None, "of an earlier turn"


def test_a_text_longer_than_any_label_is_none(world: World) -> None:
    long = "あ" * LONGEST_LABEL
    world.last = [shown(Choice(long, "a"), Choice(long + "あ", "b"))]
    assert (pressed(world, long), pressed(world, long + "あ"), pressed(world, "")) == ("a", None, None)


def test_a_pressed_button_is_heard_but_for_those_that_the_desk_answers_itself(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    offers = SimpleNamespace(offered=lambda talk: talk.expects is None)
    monkeypatch.setattr("api.turns.interpreting.IncidentTurns", lambda *_: offers)
    payload = world.it.payload
    assert payload(conversation(), "yes") == RasaInput("/yes")
    assert payload(conversation(), BACK) == payload(conversation(), LEAK_ENQUIRY) == RasaInput("")
    assert payload(conversation(Expects.REGION), LEAK_ENQUIRY) == RasaInput(f"/{LEAK_ENQUIRY}"), "not offered"


def test_of_a_message_the_bot_hears_what_is_wished_and_not_who_wishes_it(world: World) -> None:
    assert world.it.matter_of(conversation(), typed("手数料はいくらですか"), "ja") == said(
        kept_masked("手数料はいくらですか")
    )
    assert world.it.matter_of(conversation(), Content(choice="yes"), "ja") == RasaInput("")


# ---------------------------------------------------------------------- receipt and code


def test_a_receipt_is_kept_until_its_code_comes(world: World) -> None:
    outcome = world.it.status_turn(conversation(), typed("x", receipt=RECEIPT), "ja")
    assert outcome is not None and (outcome.expects, outcome.held) == (
        Expects.ACCESS_CODE,
        {"receipt": RECEIPT},
    )
    assert keys(outcome) == ["status.ask_access_code"] and world.asked == []


def test_with_both_it_is_said_how_the_request_stands_and_neither_is_kept(world: World) -> None:
    world.standing.history = (SimpleNamespace(at=AT), SimpleNamespace(at=AT + timedelta(days=2)))
    for held, given in (({"receipt": RECEIPT}, {}), ({}, {"receipt": RECEIPT})):
        outcome = world.it.status_turn(conversation(held=held), typed("x", access_code=CODE, **given), "ja")
        assert outcome is not None and (keys(outcome), outcome.held) == (["status.standing"], {})
        assert world.asked.pop() == (RECEIPT, CODE)
        assert "2026-11-22" in outcome.messages[0].text
    world.standing.due = date(2026, 12, 4)
    outcome = world.it.status_turn(conversation(), typed("x", receipt=RECEIPT, access_code=CODE), "ja")
    assert keys(outcome) == ["status.standing_due"] and outcome and "2026-12-04" in outcome.messages[0].text


@pytest.mark.parametrize(
    ("error", "key", "expects"),
    [
        (RequestNotFound(), "status.not_found", Expects.RECEIPT),
        (TooManyAttempts(AT), "status.too_many", None),
    ],
)
def test_where_it_is_not_found_nothing_is_kept_and_a_person_is_to_be_had(
    world: World, error: Exception, key: str, expects: Expects | None
) -> None:
    world.standing = error
    outcome = world.it.status_turn(conversation(), typed("x", receipt=RECEIPT, access_code=CODE), "ja")
    assert outcome is not None and (keys(outcome), outcome.expects, outcome.held) == ([key], expects, {})
    assert buttons(outcome) == ["handoff"]


def test_any_other_message_is_another_turn_also_while_a_receipt_is_held(world: World) -> None:
    assert world.it.status_turn(conversation(), typed("手数料は"), "ja") is None
    assert world.it.status_turn(conversation(), typed("x", access_code=CODE), "ja") is None
    assert world.it.status_turn(conversation(held={"receipt": RECEIPT}), typed("手数料は"), "ja") is None


# ---------------------------------------------------------------------- what a turn changes


def outcome(world: World, *outputs: Said, expects: Expects | None = None, **slots: Any) -> TurnOutcome:
    turn = RasaTurn(outputs=outputs, state=DialogueState(dict(slots)))
    return world.it.outcome(conversation(expects), turn, "ja")


def test_a_handover_asks_for_a_contact_only_where_nobody_is_there(world: World) -> None:
    given = outcome(world, HandOver("asked"))
    assert (given.effects, keys(given), given.expects) == ((Handoff("asked"),), [], None)
    for hours in ("out_of_hours", "closed"):
        world.hours = hours
        given = outcome(world, HandOver("asked"))
        assert keys(given) == ["system.leave_contact"] and given.messages[0].form is not None


def test_the_hours_are_told_once_in_a_conversation(world: World) -> None:
    told = Utterance("system.handoff_out_of_hours", {"when": "9:00"})
    assert keys(outcome(world, told)) == ["system.handoff_out_of_hours"]
    world.told = True
    assert keys(outcome(world, told)) == ["system.handoff_later"]


def test_a_request_is_withdrawn_where_there_is_one_and_never_guessed_among_several(world: World) -> None:
    assert keys(outcome(world, TakeBack())) == ["request.nothing_to_withdraw"]
    world.withdrawable = [SimpleNamespace(request_type="disclosure", receipt=RECEIPT)]
    one = outcome(world, TakeBack())
    assert one.effects == (WithdrawRequest(RECEIPT),) and keys(one) == ["request.withdrawn"]
    assert one.slots is not None and one.slots["stage"] == "withdrawn"
    world.withdrawable.append(SimpleNamespace(request_type="deletion", receipt="other"))
    several = outcome(world, TakeBack())
    assert (several.effects, keys(several)) == ((), ["request.withdraw_which"])
    assert buttons(several) == ["ask_status", "handoff"]
    assert several.slots is not None and several.slots["stage"] == "opened"


def test_what_has_been_received_is_named_with_its_receipt_and_none_of_another_kind(world: World) -> None:
    world.standing = SimpleNamespace(request_type="erasure", receipt=RECEIPT)
    again = Utterance("request.already_opened", {"request_type": {"key": "request_type.erasure"}})
    said = outcome(world, again)
    assert keys(said) == ["request.already_opened_as"]
    assert RECEIPT in said.messages[0].text
    other = Utterance("request.already_opened", {"request_type": {"key": "request_type.deletion"}})
    assert keys(outcome(world, other)) == ["request.already_opened"]


def test_how_requests_stand_and_that_a_receipt_is_awaited(world: World) -> None:
    assert keys(outcome(world, ShowStatus())) == ["status.standing"]
    assert outcome(world, AskReceipt()).expects is Expects.RECEIPT
    assert outcome(world, Utterance("talk.thanks", expects=Expects.CONFIRM)).expects is Expects.CONFIRM


@pytest.mark.parametrize("expects", [Expects.RECEIPT, Expects.ACCESS_CODE])
@pytest.mark.parametrize("key", ["talk.not_understood", "talk.nonsense"])
def test_who_has_lost_the_receipt_is_not_left_without_a_way_on(
    world: World, key: str, expects: Expects
) -> None:
    lost = outcome(world, Utterance(key), expects=expects)
    assert (keys(lost), lost.expects, buttons(lost)) == (["status.receipt_missing"], expects, ["handoff"])
    assert keys(outcome(world, Utterance(key))) == [key]
    assert keys(outcome(world, Utterance("talk.thanks"), expects=expects)) == ["talk.thanks"]


def test_a_turn_is_committed_only_onto_the_state_that_it_began_with(world: World) -> None:
    given = outcome(world, Utterance("talk.thanks"), region="jp")
    assert (given.state_version, given.region) == (3, "jp")
    assert given.messages[0].text.endswith("\n\n補足"), "what the operator adds stands beneath"
    assert given.effects == ()


# ---------------------------------------------------------------------- around it


def test_to_somebody_who_wants_to_die_help_is_named_and_no_question_is_asked(world: World) -> None:
    given = world.it.despair_turn(conversation(Expects.REGION, question="x"), typed("もう死にたい"), "ja")
    assert given is not None and keys(given) == ["talk.despair"] and buttons(given) == ["handoff"]
    assert given.expects is None
    slots = given.dialogue_state and given.dialogue_state["slots"]
    assert slots and slots["offer"] == "handoff" and "question" not in slots
    form = world.it.despair_turn(conversation(Expects.PERSONAL_DATA), typed("もう死にたい"), "ja")
    assert form is not None and form.expects is Expects.PERSONAL_DATA, "the form stays open"
    assert world.it.despair_turn(conversation(), typed("手数料は"), "ja") is None
    assert world.it.despair_turn(conversation(), Content(choice="handoff"), "ja") is None


def test_where_the_bot_is_down_a_person_is_to_be_had_all_the_same(world: World) -> None:
    asked = world.it.apology(conversation(), Content(choice="handoff"), "ja")
    assert asked.effects == (Handoff("bot_down"),) and not asked.failed
    other = world.it.apology(conversation(Expects.REGION), typed("手数料は"), "ja")
    assert (other.failed, other.expects, buttons(other)) == (True, Expects.REGION, ["handoff"])


def test_who_wrote_a_number_is_told_that_it_was_hidden_and_not_for_a_receipt(world: World) -> None:
    before = TurnOutcome(messages=(NewMessage("はい", key="talk.thanks"),))

    def noticed(content: Content, given: TurnOutcome = before) -> list[str | None]:
        return keys(world.it.with_masking_notice(given, content, "ja"))

    assert noticed(typed("x", masked=frozenset({"phone"}))) == ["system.masked", "talk.thanks"]
    assert noticed(typed("x", masked=frozenset({"receipt", "access_code"}))) == ["talk.thanks"]
    assert noticed(typed("x", masked=frozenset({"receipt", "email"}))) == ["system.masked", "talk.thanks"]
    asking = replace(before, messages=(NewMessage("データ", key="talk.personal_data"),))
    assert noticed(typed("x", masked=frozenset({"phone"})), asking) == ["system.masked", "talk.what_then"]


def test_forms_that_were_given_up_open_nothing_any_more(world: World) -> None:
    was = conversation(Expects.PERSONAL_DATA, stage=Stage.OFFERED)
    turn = RasaTurn(outputs=(Utterance("talk.thanks"),), state=DialogueState({}))
    assert world.it.outcome(was, turn, "ja").effects == (CancelForms(),)
    same = RasaTurn(outputs=(Utterance("talk.thanks"),), state=DialogueState({"stage": Stage.OFFERED}))
    assert world.it.outcome(was, same, "ja").effects == ()
