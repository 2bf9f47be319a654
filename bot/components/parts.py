"""What each part of a message means by itself: 「消してほしいし、DMも止めて」 holds two wishes, and its intent is one.

`PartSplitter` stands first in the pipeline and puts the parts beside the message (knowledge.several), so that every
component sees them as messages of their own, in one batch; `PartGatherer` stands last, takes them away again and
leaves what they mean with the message: an entity `part` each, with its intent and what else it surely says.
"""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.features import is_payload
from knowledge.several import parts

ENTITY = "part"
JOINED = "joined"
"""A part's key, in the message and in the entity: whether a word adds it to what stands before."""


class _PartComponent(GraphComponent):
    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`least`: below this confidence a part means nothing by itself."""
        return {"least": 0.5}

    def __init__(self, config: Dict[Text, Any]) -> None:
        self._config = config

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _PartComponent:
        """Creates the component (see the parent class)."""
        return cls(config)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PartSplitter(_PartComponent, EntityExtractorMixin):
    """Behind each customer's message its parts, where it has several."""

    def process(self, messages: List[Message]) -> List[Message]:
        """The messages with their parts."""
        found: List[Message] = []
        for message in messages:
            found.append(message)
            text = message.get(TEXT)
            if text and not is_payload(message):
                found += [Message({TEXT: part.text, JOINED: part.joined}) for part in parts(text)]
        return found


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PartGatherer(_PartComponent, EntityExtractorMixin):
    """The messages alone again; what their parts mean is among their entities."""

    def process(self, messages: List[Message]) -> List[Message]:
        """The messages without their parts."""
        whole: List[Message] = []
        for message in messages:
            if message.get(JOINED) is None:
                whole.append(message)
            elif whole:
                self._gather(whole[-1], message)
        return whole

    def _gather(self, message: Message, part: Message) -> None:
        intent = part.get(INTENT) or {}
        if intent.get("name") is None or intent["confidence"] < self._config["least"]:
            return
        entity = {
            "entity": ENTITY,
            "value": intent["name"],
            "start": 0,
            "end": len(message.get(TEXT)),
            "confidence_entity": intent["confidence"],
            JOINED: part.get(JOINED),
            "says": {e["entity"]: e["value"] for e in part.get(ENTITIES, []) if e.get("certain", True)},
        }
        found = [*message.get(ENTITIES, []), *self.add_extractor_name([entity])]
        message.set(ENTITIES, found, add_to_output=True)
