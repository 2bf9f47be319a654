"""How actions speak: utterances (wording keys, not text) and effects. See docs/architecture.md, "Utterances"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from desk.wording import has
from knowledge.vocabulary import Expects, MessageKind


def as_dicts(citations: Iterable[Any]) -> list[dict[str, Any]]:
    """Citations as JSON, each once."""
    found: list[dict[str, Any]] = []
    for citation in citations:
        if citation is None:
            continue
        data = (
            asdict(citation) if is_dataclass(citation) and not isinstance(citation, type) else dict(citation)
        )
        if data not in found:
            found.append(data)
    return found


class Emitter:
    """Collects what an action says, in order.

    `said_before`: the key of what still stands above; where a wording for the second time exists, it is said that way,
    without the quotations.
    """

    def __init__(self, dispatcher: CollectingDispatcher, *, said_before: str | None = None) -> None:
        self._dispatcher = dispatcher
        self._said_before = said_before
        self.said: list[str] = []

    def say(
        self,
        key: str,
        params: Mapping[str, Any] | None = None,
        *,
        kind: MessageKind = MessageKind.NOTICE,
        citations: Iterable[Any] = (),
        choices: Sequence[Mapping[str, str]] = (),
        expects: Expects | None = None,
        facts: Sequence[str] = (),
        about: Mapping[str, Any] | None = None,
    ) -> None:
        """One message. `key` stands in desk/wording; `params` may hold nested keys (desk.wording.render). `about`: of
        a question that was asked, its topic and the confidence of the answer, for the figures."""
        again = f"{key}_again"
        if key == self._said_before and has(again):
            key, citations, facts = again, (), ()
        self.said.append(key)
        payload = {
            "utterance": key,
            "params": dict(params or {}),
            "kind": str(kind),
            "citations": as_dicts(citations),
            "choices": [dict(item) for item in choices],
            "expects": str(expects) if expects else None,
            "facts": list(facts),
            **({"about": dict(about)} if about is not None else {}),
        }
        self._dispatcher.utter_message(json_message=payload)

    def repeat(self, utterances: Iterable[Mapping[str, Any]]) -> None:
        """What has been said before, once more (as the tracker holds it)."""
        for one in utterances:
            self.said.append(str(one["utterance"]))
            self._dispatcher.utter_message(json_message=dict(one))

    def effect(self, name: str, **values: Any) -> None:
        """Something the gateway does when it commits the turn."""
        self.said.append(f"effect:{name}")
        self._dispatcher.utter_message(json_message={"effect": name, **values})
