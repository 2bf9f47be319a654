"""What a turn of the chat has to do with an announced incident: the notice that answers first, and the enquiry's form.

That the notice comes first in every conversation is seen to where messages are stored (desk.incidents.incidents),
whoever answers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from api.companies import Companies
from desk.chat.conversations import Conversations
from desk.chat.turns import last_turn
from desk.incidents.incidents import ANSWER, NOTICE, Incidents
from desk.incidents.model import Incident
from desk.locales import Locale
from desk.model import Choice, Content, Conversation, FormOffer, NewMessage, TurnOutcome
from desk.requests.drafting import leak_enquiry_spec
from desk.wording import render
from knowledge.vocabulary import Expects, MessageKind

LEAK_ENQUIRY = "leak_enquiry"
"""The button's value; the gateway answers it, Rasa never sees it."""
_EMPTY_HANDED = {MessageKind.NOT_STATED, MessageKind.OUT_OF_SCOPE}


@dataclass(frozen=True)
class IncidentTurns:
    """Reads only; the gateway's commit writes (and counts, by the key of the message)."""

    incidents: Incidents
    conversations: Conversations
    companies: Companies
    form_ttl: timedelta

    def offered(self, conversation: Conversation) -> bool:
        """Whether the button means something now: an incident runs, or has been answered about here and has ended."""
        return bool(self.incidents.all({conversation.company}))

    def enquiry(self, conversation: Conversation, content: Content, locale: Locale) -> TurnOutcome | None:
        """The turn in which the button was pressed: the form. None for every other turn."""
        if content.choice != LEAK_ENQUIRY:
            return None
        if not self.incidents.running_for(conversation.company):
            message = _notice("incident.over", locale, ("handoff",))
            return TurnOutcome(messages=(message,), expects=conversation.expects, locale=locale)
        company = self.companies.get(conversation.company)
        version = conversation.policy_version or (company.policy.version if company is not None else "")
        spec = leak_enquiry_spec(conversation.company, version, conversation.region, locale)
        message = replace(
            _notice("incident.enquiry", locale, ()),
            kind=MessageKind.PROMPT,
            form=FormOffer(spec, self.form_ttl),
        )
        return TurnOutcome(messages=(message,), expects=Expects.PERSONAL_DATA, locale=locale)

    def first(
        self, conversation: Conversation, content: Content, locale: Locale, outcome: TurnOutcome
    ) -> TurnOutcome:
        """The outcome with the notice before it, where the customer's message may be about an incident. What the policy
        says follows; that it says nothing does not."""
        if not content.text:
            return outcome
        told = any(one.key in (NOTICE, ANSWER) for one in last_turn(self.conversations, conversation.id))
        asked = self.incidents.asked_about(conversation.company, content.text, told=told)
        if not asked:
            return outcome
        rest = outcome.messages
        if outcome.failed or all(one.kind in _EMPTY_HANDED for one in rest):
            rest = ()
        return replace(outcome, messages=(*self._answers(asked, locale), *rest), failed=False)

    def _answers(self, asked: Iterable[Incident], locale: Locale) -> tuple[NewMessage, ...]:
        buttons = tuple(
            Choice(render(f"choices.{value}", locale, {}), value) for value in (LEAK_ENQUIRY, "handoff")
        )
        found = [self.incidents.message(one, ANSWER, locale) for one in asked]
        found[-1] = replace(found[-1], choices=buttons)
        return tuple(found)


def _notice(key: str, locale: Locale, choices: tuple[str, ...]) -> NewMessage:
    buttons = tuple(Choice(render(f"choices.{value}", locale, {}), value) for value in choices)
    return NewMessage(text=render(key, locale, {}), kind=MessageKind.NOTICE, key=key, choices=buttons)
