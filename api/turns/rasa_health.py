"""Whether Rasa does what it is there for: a model that is loaded can still fail every turn (docs/decisions/0083).

Turns of customers tell by the way. Where there was none for a while, or one has failed, a greeting is said in a
conversation of nobody's: it goes through the recognition, the dialogue and the actions as a customer's does, stores
nothing of the desk, and Rasa's copy of it is emptied.
"""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress

from api.background import end
from api.turns.dialogue import DialogueState
from api.turns.rasa_client import RasaClient, RasaInput, RasaUnavailable
from desk.ids import ConversationId
from desk.requests.stages import Stage
from desk.vaulting.crypto import new_id
from knowledge.vocabulary import CompanyId

log = logging.getLogger(__name__)

WAIT = 2.0
"""Seconds that somebody who asks waits for the greeting's answer; then what was known before holds."""
GREETING = RasaInput("こんにちは")


class RasaHealth:
    """Asked as often as one likes: one greeting at a time is under way, and its answer holds for a while."""

    def __init__(self, rasa: RasaClient, companies: Sequence[CompanyId]) -> None:
        """`companies`: the first one is asked; where there is none, a loaded model is all there is to know."""
        self._rasa, self._company = rasa, next(iter(companies), None)
        self._own = ConversationId(new_id("probe"))
        self._asking: asyncio.Task[None] | None = None

    async def ready(self) -> bool:
        """Whether a model is loaded and answers turns. Never raises; takes a few seconds at most."""
        proof = self._rasa.proof
        if not await self._rasa.ready():
            proof.gone()
            return False
        if self._company is not None and not proof.fresh:
            if self._asking is None or self._asking.done():
                self._asking = asyncio.create_task(self._greet(self._company))
            await asyncio.wait({self._asking}, timeout=WAIT)
        return proof.works or self._company is None

    async def close(self) -> None:
        """Nothing is under way any more: before the client is closed."""
        if self._asking is not None:
            await end([self._asking])

    async def _greet(self, company: CompanyId) -> None:
        state = DialogueState({"company": company, "locale": "ja", "stage": Stage.NONE})
        try:
            await self._rasa.turn(self._own, GREETING, state, 0)
        except RasaUnavailable as exc:
            self._rasa.proof.broken()
            log.warning("Rasa's model does not answer a greeting (%s): no turn can be expected to work", exc)
        with suppress(RasaUnavailable):
            await self._rasa.erase(self._own)
