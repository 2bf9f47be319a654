"""The action server as one callable: rasa-sdk's executor with every action and its collaborators."""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rasa_sdk import Action
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import (
    ActionExecutionRejection,
    ActionMissingDomainException,
    ActionNotFoundException,
)

from actions import answers, authority, continuing, fallback, finishing, matters, requests, talk
from actions.answering import PolicyAnswers
from actions.base import Collaborators
from actions.deskbook import FactsBook
from actions.form import request_form
from actions.leading import led_to
from actions.ports import Answers, DeskBook, Hours, OpenState
from desk.calendar.hours import HoursState
from knowledge.answering import Answerer
from knowledge.facts import Desk
from knowledge.vocabulary import CompanyId

log = logging.getLogger(__name__)

ACTIONS = (
    *request_form.ACTIONS,
    *requests.ACTIONS,
    *finishing.ACTIONS,
    *authority.ACTIONS,
    *continuing.ACTIONS,
    *answers.ACTIONS,
    *fallback.ACTIONS,
    *matters.ACTIONS,
    *talk.ACTIONS,
)


class ActionServer:
    """Runs action calls (rasa-sdk's webhook protocol) without a web server of its own."""

    def __init__(self, actions: Iterable[Action], book: DeskBook) -> None:
        self._executor, self._book = ActionExecutor(), book
        for action in actions:
            self._executor.register_action(action)

    @property
    def names(self) -> list[str]:
        """The actions' names, as bot/domain must list them."""
        return sorted(self._executor.actions)

    async def run(self, call: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
        """Run one action call.

        Returns:
            HTTP status and body as Rasa expects them: 200 with events and responses, 400 for a rejected
            action, 404 for an unknown one, 449 where the domain is missing, 500 for an error of ours. The body of
            an error names the action only: a customer's words could stand in the exception.
        """
        name = str(call.get("next_action"))
        try:
            if (other := led_to(name, call, self._book)) is not None:
                return 200, {"events": [FollowupAction(other)], "responses": []}
            result = await self._executor.run(dict(call))
        except ActionExecutionRejection as exc:
            return 400, {"error": exc.message, "action_name": name}
        except ActionNotFoundException:
            return 404, {"error": "no such action", "action_name": name}
        except ActionMissingDomainException:
            return 449, {"error": "the domain is missing", "action_name": name}
        except Exception as exc:
            log.error(
                "Action %s failed: %s", name, type(exc).__name__, exc_info=log.isEnabledFor(logging.DEBUG)
            )
            return 500, {"error": "the action failed", "action_name": name}
        return 200, result.model_dump() if result else {"events": [], "responses": []}


class _StateHours(Hours):
    def __init__(self, state: Callable[[CompanyId], HoursState]) -> None:
        self._state = state

    def state(self, company: CompanyId) -> OpenState:
        now = self._state(company)
        return OpenState(now.state, now.opens_at, now.closes_at)


def build_server(*, book: DeskBook, answers: Answers, hours: Hours) -> ActionServer:
    """An action server over these collaborators (tests hand in their own)."""
    with_ = Collaborators(book=book, answers=answers, hours=hours)
    return ActionServer((make(with_) for make in ACTIONS), book)


def build_actions(
    *, answerer: Answerer, desks: Mapping[CompanyId, Desk], state: Callable[[CompanyId], HoursState]
) -> ActionServer:
    """The action server of the app.

    Args:
        answerer: `knowledge.answering.Answerer`.
        desks: the companies' checked facts.
        state: a company's opening state now (`desk.calendar.hours.HoursState`).
    """
    return build_server(book=FactsBook(desks), answers=PolicyAnswers(answerer), hours=_StateHours(state))
