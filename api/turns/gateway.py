"""One customer turn, from the accepted message to the committed reply (docs/architecture.md, "One turn").

No transaction is open while Rasa runs. A crash between two steps leaves an accepted message, which
`recover` processes at the next start; the customer's repeat of it with the same `client_id` does so too.
"""

import asyncio
import logging
from collections import defaultdict
from weakref import WeakValueDictionary

from starlette.concurrency import run_in_threadpool

from api.metrics import a_turn
from api.turns.dialogue import state_of
from api.turns.interpreting import Interpreter
from api.turns.rasa_client import RasaClient, RasaUnavailable
from api.turns.taking import Inbound, Taking
from desk.chat.language import detect
from desk.chat.masking import Masker
from desk.errors import ConversationClosed, InboundNotFound, OwnerChanged, StateChanged, TransitionNotAllowed
from desk.ids import ConversationId
from desk.locales import Locale
from desk.model import (
    Content,
    Conversation,
    PendingInbound,
    StoredMessage,
    TurnOutcome,
)
from desk.texts import RawText
from knowledge.vocabulary import CompanyId, Owner

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
"""How often a turn is thought again when the conversation moved on meanwhile (another replica)."""
THINK_AGAIN = (StateChanged, TransitionNotAllowed)
"""What ends such a turn. The latter: staff moved the request on while its withdrawal was thought of."""


class ChoiceNotAllowed(ValueError):
    """A choice that means nothing here; the message names the allowed values."""


class Gateway:
    """Takes customers' messages in, lets Rasa think, commits the reply."""

    def __init__(self, interpreter: Interpreter, rasa: RasaClient, maskers: dict[CompanyId, Masker]) -> None:
        self._interpreter = interpreter
        self._desk = interpreter.desk
        self._rasa = rasa
        self.taking = Taking(maskers)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def _lock(self, conversation_id: ConversationId) -> asyncio.Lock:
        lock = self._locks.get(conversation_id)
        if lock is None:
            lock = asyncio.Lock()
            self._locks[conversation_id] = lock
        return lock

    # ------------------------------------------------------------------ taking in

    async def receive(
        self, conversation: Conversation, inbound: Inbound
    ) -> tuple[Conversation, tuple[StoredMessage, ...]]:
        """Accept a message, answer it, and give the conversation as it then stands with the reply.

        Raises:
            ClientIdReused, ConversationClosed: from the desk.
            ChoiceNotAllowed: a choice that means nothing here; nothing was accepted.
        """
        if inbound.choice is not None:
            await run_in_threadpool(self._check_choice, conversation, inbound)
        return await self.receive_content(
            conversation.id,
            inbound.client_id,
            self.taking.content(conversation, inbound),
            inbound.fingerprint,
        )

    async def receive_content(
        self, conversation_id: ConversationId, client_id: str, content: Content, fingerprint: RawText
    ) -> tuple[Conversation, tuple[StoredMessage, ...]]:
        """`receive`, of what has been masked before (`content`): a channel keeps what came in masked, and comes here
        later. A choice that means nothing any more is answered with words. Raises ClientIdReused, ConversationClosed.
        """
        accepted = await run_in_threadpool(
            self._desk.conversations.accept, conversation_id, client_id, content, fingerprint
        )
        reply = accepted.reply
        if accepted.status != "answered":
            try:
                reply = await self._process(accepted.inbound_id, conversation_id, content)
            except InboundNotFound:  # erased meanwhile, with its conversation
                raise ConversationClosed from None
        current = await run_in_threadpool(self._desk.conversations.get, conversation_id)
        return current, reply

    def _check_choice(self, conversation: Conversation, inbound: Inbound) -> None:
        """Refuse what no button says; but a repeat was accepted when it still meant something."""
        try:
            self._interpreter.payload(conversation, inbound.choice or "")
        except ValueError as exc:
            if not self._desk.conversations.seen(conversation.id, inbound.client_id):
                raise ChoiceNotAllowed(str(exc)) from None

    # ------------------------------------------------------------------ the turn

    async def _process(
        self, inbound_id: str, conversation_id: ConversationId, content: Content
    ) -> tuple[StoredMessage, ...]:
        async with self._lock(conversation_id):
            # While we waited for the lock, recovery or a repeat may have answered it.
            reply = await run_in_threadpool(self._desk.conversations.answered, inbound_id)
            if reply is not None:
                return reply
            for _ in range(MAX_ATTEMPTS):
                try:
                    return await self._turn(inbound_id, conversation_id, content)
                except THINK_AGAIN:
                    continue
            raise StateChanged

    async def _turn(
        self, inbound_id: str, conversation_id: ConversationId, content: Content
    ) -> tuple[StoredMessage, ...]:
        conversation = await run_in_threadpool(self._desk.conversations.get, conversation_id)
        with a_turn(conversation.channel) as turn:
            by_bot = conversation.owner is Owner.BOT
            outcome = await self._thought(conversation, content) if by_bot else TurnOutcome(expects=None)
            try:
                stored = await self._commit(inbound_id, conversation, outcome, conversation.owner)
            except OwnerChanged:
                turn.became = "overtaken"
                return ()
            except THINK_AGAIN:
                turn.became = "again"
                raise
            turn.became = ("apologised" if outcome.failed else "replied") if by_bot else "overtaken"
            return stored

    async def _thought(self, conversation: Conversation, content: Content) -> TurnOutcome:
        """`_think`; where it fails the apology. A mistake of ours must not leave the customer without a word, nor the
        message to fail for ever."""
        try:
            return await self._think(conversation, content)
        except Exception as exc:
            log.error("A turn failed (%s)", type(exc).__name__, exc_info=log.isEnabledFor(logging.DEBUG))
            return self._interpreter.apology(conversation, content, conversation.locale)

    async def _think(self, conversation: Conversation, content: Content) -> TurnOutcome:
        """What the bot does with the message; storage is only read."""
        locale = (detect(content.text) if content.text else None) or conversation.locale
        status = await run_in_threadpool(self._interpreter.status_turn, conversation, content, locale)
        if status is not None:
            return status
        despair = self._interpreter.despair_turn(conversation, content, locale)
        if despair is not None:
            return despair
        incidents = self._interpreter.incidents
        enquiry = await run_in_threadpool(incidents.enquiry, conversation, content, locale)
        if enquiry is not None:
            return enquiry
        outcome = await self._think_in_rasa(conversation, content, locale)
        return await run_in_threadpool(incidents.first, conversation, content, locale, outcome)

    async def _think_in_rasa(
        self, conversation: Conversation, content: Content, locale: Locale
    ) -> TurnOutcome:
        state = state_of(conversation)
        choice = content.choice
        if choice is None:
            choice = await run_in_threadpool(self._interpreter.worded_choice, conversation, content)
        if choice is None:
            text = self._interpreter.matter_of(conversation, content, locale)
        else:
            try:
                text = self._interpreter.payload(conversation, choice)
            except ValueError:  # another message came first, and the button belongs to what was asked before
                return self._interpreter.choice_gone(conversation, locale)
        try:
            turn = await self._rasa.turn(conversation.id, text, state, conversation.state_version)
        except RasaUnavailable as exc:
            log.warning("Rasa did not answer a turn (%s)", exc)
            return self._interpreter.apology(conversation, content, locale)
        outcome = await run_in_threadpool(self._interpreter.outcome, conversation, turn, locale)
        return self._interpreter.with_masking_notice(outcome, content, locale)

    async def _commit(
        self, inbound_id: str, conversation: Conversation, outcome: TurnOutcome, owner: Owner
    ) -> tuple[StoredMessage, ...]:
        stored = await run_in_threadpool(
            self._desk.conversations.commit_turn, inbound_id, outcome, expected_owner=owner
        )
        if outcome.state_version is not None and outcome.dialogue_state is not None and not outcome.failed:
            # Rasa thought it, and holds this state.
            # Not the version as it is now: a form may have moved it on since.
            self._rasa.committed(conversation.id, conversation.state_version + 1)
        return stored

    # ------------------------------------------------------------------ what was destroyed

    async def wipe_trackers(self) -> int:
        """Empty Rasa's copy of conversations whose data was destroyed; gives how many. Those that Rasa does not take
        now stay queued for the next time."""
        done = 0
        for conversation_id in await run_in_threadpool(self._desk.wipes.pending):
            # A turn that began before the destruction ends first; a later one finds the conversation closed.
            async with self._lock(conversation_id):
                try:
                    await self._rasa.erase(conversation_id)
                except RasaUnavailable as exc:
                    log.warning("Rasa did not empty a tracker (%s); it is tried again", exc)
                    return done
            await run_in_threadpool(self._desk.wipes.done, conversation_id)
            done += 1
        return done

    # ------------------------------------------------------------------ after a crash

    async def recover(self) -> int:
        """Answer what was accepted and has no reply (after a crash or a failure); gives how many have one now."""
        pending: tuple[PendingInbound, ...] = await run_in_threadpool(self._desk.conversations.pending)
        by_conversation: dict[str, list[PendingInbound]] = defaultdict(list)
        for item in pending:
            by_conversation[item.conversation_id].append(item)
        answered = 0
        for items in by_conversation.values():
            for item in items:
                try:
                    await self._process(item.inbound_id, item.conversation_id, item.content)
                except InboundNotFound:  # erased meanwhile: nobody waits for an answer
                    continue
                except Exception as exc:
                    # The type alone: a message of an exception can hold what the customer wrote.
                    log.error(
                        "An accepted message could not be answered (%s); it stays accepted and is tried again",
                        type(exc).__name__,
                        exc_info=log.isEnabledFor(logging.DEBUG),
                    )
                else:
                    answered += 1
        return answered
