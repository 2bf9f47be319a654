"""Two patches to Rasa Open Source 3.6.

The schema validator of action replies is built once.

`RemoteAction._validate_action_result` calls `jsonschema.validate` with a schema that it builds anew, so each reply
of the action server compiles a validator and resolves the schema's references again. Measured: 52 % of a turn with
a custom action, 42 ms against 10 ms. The schema never changes in a process, so one validator serves them all; what
is accepted and what is refused stays the same (`bot/tests/check_components.py` compares both).

The REST channel logs no text: when a message fails it writes the customer's words into its error log, where personal
data must not be (docs/contract.md, principle 2). The kind of failure is logged all the same.
"""

import sys
from functools import lru_cache
from typing import Any, Dict

from jsonschema import ValidationError
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.core.channels import rest


@lru_cache(maxsize=1)
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    cls = validator_for(schema)
    cls.check_schema(schema)
    return cls(schema)


def validate_action_result(self: RemoteAction, result: Dict[str, Any]) -> bool:
    """Whether an action server's reply has the agreed shape.

    Raises:
        ValidationError: it has not; the message names what is wrong.
    """
    error: ValidationError
    for error in _validator().iter_errors(result):
        error.message += ". The action server's reply has not the shape that Rasa's documentation prescribes."
        raise error
    return True


class WithoutText:
    """A structlog logger that leaves out what the customer said."""

    def __init__(self, logger: Any) -> None:
        self._logger = logger

    def error(self, event: str, **values: Any) -> None:
        """As the logger's own, without `text`."""
        values.pop("text", None)
        self._logger.error(event, **values)

    def exception(self, event: str, **values: Any) -> None:
        """The event's name and the kind of the exception: its message and frames may hold the text."""
        values.pop("text", None)
        kind = sys.exc_info()[0]
        self._logger.error(event, kind=kind.__name__ if kind else None, **values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._logger, name)


def install() -> None:
    """Put the patch in place; a second call changes nothing."""
    RemoteAction._validate_action_result = validate_action_result
    if not isinstance(rest.structlogger, WithoutText):
        rest.structlogger = WithoutText(rest.structlogger)
