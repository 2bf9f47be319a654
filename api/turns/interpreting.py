"""What a turn of Rasa means for the conversation: utterances become messages, effects become changes.

Also the turns the gateway takes itself, because Rasa must not see what they are about: a receipt, an
access code.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import assert_never

from api.companies import Companies
from api.turns.dialogue import DialogueState, expects_of, form_given_up, state_of, visible_slots
from api.turns.incidents import LEAK_ENQUIRY, IncidentTurns
from api.turns.rasa_client import RasaInput, RasaTurn, said
from desk.asked import ASKED_KINDS, Asked
from desk.bootstrap import Desk
from desk.chat.chinese import in_simplified
from desk.chat.despair import HELP, in_despair
from desk.chat.dialect import in_common_words
from desk.chat.english import written_out
from desk.chat.matter import matter
from desk.chat.said import AskReceipt, HandOver, OfferForm, Params, ShowStatus, TakeBack, Utterance
from desk.chat.turns import last_turn
from desk.chat.waiting import BACK
from desk.citing import kept
from desk.errors import RequestNotFound, TooManyAttempts
from desk.locales import Locale
from desk.model import (
    CancelForms,
    Choice,
    Content,
    Conversation,
    Effect,
    FormOffer,
    Handoff,
    NewMessage,
    RequestStanding,
    TurnOutcome,
    WithdrawRequest,
)
from desk.requests.drafting import Wanted, contact_spec, form_spec
from desk.requests.receipts import Receipt, parse_receipt
from desk.requests.stages import Stage
from desk.wording import render
from desk.words import known
from knowledge.vocabulary import Expects, MessageKind, Region

NOT_PERSONAL = {"receipt", "access_code"}
"""Kinds of placeholder that call for no notice: the customer was asked for them."""

CODES = (Expects.RECEIPT, Expects.ACCESS_CODE)
UNREAD = ("talk.not_understood", "talk.nonsense")
"""Said to what is neither a receipt nor a code (「忘れました」), this would leave the customer with no way on."""

LONGEST_LABEL = 40
_NUMBER = re.compile(r"(\d{1,2})(?:番目?|つ目|個目|つめ|番め|ばん)?(?:です|で|を?お願いします)?")


@dataclass(frozen=True)
class Interpreter:
    """Knows wording, desk facts and the desk's services; knows neither HTTP nor Rasa's protocol.

    Attributes:
        desk: services on the database (read here, written by the gateway's commit).
        companies: their facts and hours.
        to_payload: a choice's value to Rasa's payload, given what the conversation expects.
        form_ttl: how long a form can be sent.
    """

    desk: Desk
    companies: Companies
    to_payload: Callable[[Expects | None, str], str]
    form_ttl: timedelta

    @property
    def incidents(self) -> IncidentTurns:
        """What a turn has to do with an announced incident."""
        return IncidentTurns(self.desk.incidents, self.desk.conversations, self.companies, self.form_ttl)

    # ------------------------------------------------------------------ choices

    def payload(self, conversation: Conversation, choice: str) -> RasaInput:
        """Rasa's payload of a choice; nothing for one that the gateway answers itself. Raises ValueError naming the
        allowed values."""
        if choice == BACK or (choice == LEAK_ENQUIRY and self.incidents.offered(conversation)):
            return RasaInput("")
        return RasaInput(self.to_payload(conversation.expects, choice))

    def worded_choice(self, conversation: Conversation, content: Content) -> str | None:
        """The value of the button whose label, or whose place (「2番」), was typed instead of pressed; of the bot's
        last turn only."""
        typed = _folded(content.text or "")
        if not typed or len(typed) > LONGEST_LABEL:
            return None
        of_bot = last_turn(self.desk.conversations, conversation.id)
        with_choices = [one.choices for one in of_bot if one.choices]
        values = {choice.value for each in with_choices for choice in each if _folded(choice.label) == typed}
        if len(values) == 1:
            return values.pop()
        number = _NUMBER.fullmatch(typed)
        if number is None or not with_choices or conversation.expects in CODES:
            return None
        last = with_choices[0]  # newest first: the buttons under the question
        at = int(number[1])
        return last[at - 1].value if len(last) > 1 and 1 <= at <= len(last) else None

    # ------------------------------------------------------------------ receipt and access code

    def status_turn(self, conversation: Conversation, content: Content, locale: Locale) -> TurnOutcome | None:
        """The turn in which a receipt or an access code was given; None when it is another turn."""
        given = content.apart.receipt or conversation.held.get("receipt")
        receipt = parse_receipt(given) if given else None
        code = content.apart.access_code
        if not receipt or not (content.apart.receipt or code):
            return None
        if not code:
            message = self._message("status.ask_access_code", locale, kind=MessageKind.PROMPT)
            return TurnOutcome(
                messages=(message,), expects=Expects.ACCESS_CODE, held={"receipt": receipt}, locale=locale
            )
        try:
            standing = self.desk.requests.status(receipt, code)
        except RequestNotFound:
            messages = (self._message("status.not_found", locale, choices=("handoff",)),)
            return TurnOutcome(messages=messages, expects=Expects.RECEIPT, held={}, locale=locale)
        except TooManyAttempts:
            messages = (self._message("status.too_many", locale, choices=("handoff",)),)
            return TurnOutcome(messages=messages, expects=None, held={}, locale=locale)
        messages = (self._status_message(standing, locale),)
        return TurnOutcome(
            messages=messages, expects=expects_of(state_of(conversation)), held={}, locale=locale
        )

    def _status_message(self, standing: RequestStanding, locale: Locale) -> NewMessage:
        params = {
            "request_type": render(f"request_type.{standing.request_type}", locale, {}),
            "status": render(f"request_status.{standing.status}", locale, {}),
            "since": standing.history[-1].at.date().isoformat() if standing.history else "",
        }
        if standing.due:
            params["due"] = standing.due.isoformat()
            return self._message("status.standing_due", locale, params)
        return self._message("status.standing", locale, params)

    # ------------------------------------------------------------------ somebody in despair

    def despair_turn(
        self, conversation: Conversation, content: Content, locale: Locale
    ) -> TurnOutcome | None:
        """The turn in which somebody writes that they want to die: where there is help, and a person here. Nothing is
        asked on: a request that was begun is kept, and taken up again when they wish. None for every other turn."""
        if content.text is None or not in_despair(content.text):
            return None
        state = state_of(conversation)
        offered = state.changed(offer="handoff", question=None, region_wanted=None)
        waits = conversation.expects if conversation.expects is Expects.PERSONAL_DATA else None
        person = {"person": {"key": "talk.despair_person"}}
        return TurnOutcome(
            messages=(self._message(HELP, locale, person, choices=("handoff",)),),
            expects=waits,
            dialogue_state=offered.without_loop().as_json(),
            locale=locale,
        )

    # ------------------------------------------------------------------ Rasa's turn

    def matter_of(self, conversation: Conversation, content: Content, locale: Locale) -> RasaInput:
        """What Rasa hears of a message: without the sentences that only hand over personal data, in English with the
        mark of a question, in Japanese without its dialect, in Chinese in simplified characters."""
        if content.text is None:
            return RasaInput("")
        by_region = bool(self.companies.facts[conversation.company].regions)
        told = matter(content.text, keeps_places=by_region)
        return said(in_simplified(in_common_words(written_out(told)), locale))

    def outcome(self, conversation: Conversation, turn: RasaTurn, locale: Locale) -> TurnOutcome:
        """What Rasa's turn changes: messages, what is expected, slots, state, effects."""
        messages: list[NewMessage] = []
        effects: list[Effect] = []
        state = turn.state
        expects: Expects | None = expects_of(state)
        for output in turn.outputs:
            match output:
                case Utterance():
                    messages.append(self._utterance(conversation, output, locale))
                    expects = output.expects or expects
                case HandOver():
                    effects.append(Handoff(output.reason))
                    expects = None
                    messages += self._leave_contact(conversation, locale)
                case OfferForm():
                    effects.append(CancelForms())  # an earlier one must not open a second request
                    messages.append(self._form(conversation, state, locale))
                    state = state.changed(stage=Stage.OFFERED)
                    expects = Expects.PERSONAL_DATA
                case ShowStatus():
                    messages += self._own_status(conversation, locale)
                case TakeBack():
                    withdrawn, new = self._withdraw(conversation, locale)
                    effects += withdrawn
                    messages += new
                    # What is not withdrawn (a part has gone out, or one of several) is still the conversation's.
                    state = (
                        state.changed(stage=Stage.WITHDRAWN)
                        if withdrawn
                        else state.changed(stage=Stage.OPENED, opened=True)
                    )
                case AskReceipt():
                    expects = Expects.RECEIPT
                case _:
                    assert_never(output)
        if conversation.expects in CODES and any(one.key in UNREAD for one in messages):
            messages = [self._message("status.receipt_missing", locale, choices=("handoff",))]
            expects = conversation.expects
        if form_given_up(conversation, state):
            effects.append(CancelForms())
        return TurnOutcome(
            messages=tuple(messages),
            expects=expects,
            slots=visible_slots(state),
            dialogue_state=state.as_json(),
            locale=locale,
            region=known(Region, state.slots.get("region")),
            effects=tuple(effects),
            state_version=conversation.state_version,
            asked=_asked(turn),
        )

    def _utterance(self, conversation: Conversation, said: Utterance, locale: Locale) -> NewMessage:
        key = said.utterance
        if key == "system.handoff_out_of_hours" and self.desk.live.after_hours.told(conversation.id):
            key = "system.handoff_later"  # the hours are told once in a conversation
        params = said.params
        receipt = self._receipt(conversation, said) if key == "request.already_opened" else None
        if receipt is not None:
            key, params = "request.already_opened_as", {**params, "receipt": receipt}
        text = render(key, locale, params)
        notes = self.companies.notes(conversation.company, said.facts, locale)
        citations = said.citations
        company = self.companies.get(conversation.company)
        if key == "talk.policy_text" and company is not None:
            citations = (company.opening,)  # with the link to the whole of it
        return NewMessage(
            text="\n\n".join([text, *notes]),
            kind=said.kind,
            key=key,
            citations=tuple(kept(one) for one in citations),
            choices=tuple(Choice(render(one.label_key, locale, {}), one.value) for one in said.choices),
        )

    def _receipt(self, conversation: Conversation, said: Utterance) -> Receipt | None:
        """The receipt of the request that is named as received: of several of its kind the last one's."""
        named = said.params.get("request_type")
        key = named.get("key") if isinstance(named, dict) else None
        found = self.desk.requests.of_conversation(conversation.id)
        return next(
            (one.receipt for one in reversed(found) if f"request_type.{one.request_type}" == key), None
        )

    def _form(self, conversation: Conversation, state: DialogueState, locale: Locale) -> NewMessage:
        spec = form_spec(
            self.companies.facts[conversation.company],
            Wanted.from_slots(state.slots),
            policy_version=conversation.policy_version or "",
            locale=locale,
        )
        message = self._message("request.fill_form", locale, kind=MessageKind.PROMPT)
        return replace(message, form=FormOffer(spec, self.form_ttl))

    def _leave_contact(self, conversation: Conversation, locale: Locale) -> list[NewMessage]:
        """Nobody is there to take over now: the customer may leave a contact."""
        if self.companies.state(conversation.company).state == "open":
            return []
        message = self._message("system.leave_contact", locale)
        return [replace(message, form=FormOffer(contact_spec(locale), self.form_ttl))]

    def _own_status(self, conversation: Conversation, locale: Locale) -> list[NewMessage]:
        standings = self.desk.requests.of_conversation(conversation.id)
        return [self._status_message(standing, locale) for standing in standings]

    def _withdraw(self, conversation: Conversation, locale: Locale) -> tuple[list[Effect], list[NewMessage]]:
        """Takes the request back that the customer means; of several nobody can tell which, and a withdrawal is not
        guessed (docs/decisions/0073)."""
        found = self.desk.requests.withdrawable(conversation.id)
        if not found:
            return [], [self._message("request.nothing_to_withdraw", locale)]
        named = [{"key": f"request_type.{one.request_type}"} for one in found]
        if len(found) > 1:
            choices = ("ask_status", "handoff")
            return [], [self._message("request.withdraw_which", locale, {"requests": named}, choices=choices)]
        message = self._message("request.withdrawn", locale, {"request_type": named[0]}, choices=("handoff",))
        return [WithdrawRequest(found[0].receipt)], [message]

    # ------------------------------------------------------------------ around it

    def apology(self, conversation: Conversation, content: Content, locale: Locale) -> TurnOutcome:
        """Rasa is down: never silence. Asking for a person works all the same."""
        if content.choice == "handoff":
            message = self._message("system.handoff_without_bot", locale)
            return TurnOutcome(
                messages=(message,), expects=None, locale=locale, effects=(Handoff("bot_down"),)
            )
        message = self._message("system.bot_down", locale, choices=("handoff",))
        return TurnOutcome(messages=(message,), expects=conversation.expects, locale=locale, failed=True)

    def choice_gone(self, conversation: Conversation, locale: Locale) -> TurnOutcome:
        """A button that meant something when it was pressed, and does not any more."""
        message = self._message("system.choice_gone", locale)
        return TurnOutcome(messages=(message,), expects=conversation.expects, locale=locale)

    def with_masking_notice(self, outcome: TurnOutcome, content: Content, locale: Locale) -> TurnOutcome:
        """Say why what the customer typed was hidden, before the reply itself."""
        if not content.apart.masked - NOT_PERSONAL:
            return outcome
        notice = self._message("system.masked", locale)
        # The notice asks for it already; what is wanted is the better thing to ask.
        others = tuple(one for one in outcome.messages if one.key != "talk.personal_data")
        if not others:
            others = (self._message("talk.what_then", locale, choices=("start_request", "handoff")),)
        return replace(outcome, messages=(notice, *others))

    def _message(
        self,
        key: str,
        locale: Locale,
        params: Params | None = None,
        *,
        kind: MessageKind = MessageKind.NOTICE,
        choices: tuple[str, ...] = (),
    ) -> NewMessage:
        buttons = tuple(Choice(render(f"choices.{value}", locale, {}), value) for value in choices)
        return NewMessage(text=render(key, locale, params or {}), kind=kind, key=key, choices=buttons)


def _asked(turn: RasaTurn) -> Asked | None:
    """The question that this turn answered: the first message that says what it was about."""
    for output in turn.outputs:
        if isinstance(output, Utterance) and output.about is not None:
            kind = next((one for one in ASKED_KINDS if one == output.kind), None)
            if kind is not None:
                return Asked(kind, output.about.topic, output.about.confidence)
    return None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip(" 「」。").casefold()
