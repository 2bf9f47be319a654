"""How actions speak: utterances (wording keys, not text) and effects. See docs/architecture.md, "Utterances"."""

from collections.abc import Iterable, Sequence

from rasa_sdk.executor import CollectingDispatcher

from desk.chat.said import About, ChoiceOffered, Params, Said, SaidEffect, Utterance, as_json
from desk.wording import has
from knowledge.citations import Citation
from knowledge.vocabulary import Expects, MessageKind


class Emitter:
    """Collects what an action says, in order.

    `said_before`: the key of what still stands above; where a wording for the second time exists, it is said that way,
    without the quotations. `said` and `quoted` are the keys and the quotations so far.
    """

    def __init__(self, dispatcher: CollectingDispatcher, *, said_before: str | None = None) -> None:
        self._dispatcher = dispatcher
        self._said_before = said_before
        self.said: list[str] = []
        self.quoted: set[str] = set()

    def say(
        self,
        key: str,
        params: Params | None = None,
        *,
        kind: MessageKind = MessageKind.NOTICE,
        citations: Iterable[Citation] = (),
        choices: Sequence[ChoiceOffered] = (),
        expects: Expects | None = None,
        facts: Sequence[str] = (),
        about: About | None = None,
    ) -> None:
        """One message. `key` stands in desk/wording; `params` may hold nested keys (desk.wording.render). `about`: of
        a question that was asked, its topic and the confidence of the answer, for the figures."""
        again = f"{key}_again"
        citations = tuple(citations)
        self.quoted.update(one.quote for one in citations)
        if key == self._said_before and has(again):
            key, citations, facts = again, (), ()
        self._utter(
            Utterance(
                utterance=key,
                params=params or {},
                kind=kind,
                citations=tuple(dict.fromkeys(citations)),
                choices=tuple(choices),
                expects=expects,
                facts=tuple(facts),
                about=about,
            ),
            key,
        )

    def repeat(self, utterances: Iterable[Utterance]) -> None:
        """What has been said before, once more."""
        for one in utterances:
            self._utter(one, one.utterance)

    def effect(self, effect: SaidEffect) -> None:
        """Something the gateway does when it commits the turn."""
        self._utter(effect, f"effect:{effect.effect}")

    def _utter(self, one: Said, name: str) -> None:
        self.said.append(name)
        self._dispatcher.utter_message(json_message=as_json(one))
