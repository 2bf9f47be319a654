"""The intent of a message, and its aspects, from the sentence features; the intent from the characters as well."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Text, Tuple, Type

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, METADATA, METADATA_EXAMPLE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from bot.components.features import from_customers, is_payload, ranking, sentence_matrix
from bot.components.intent_model import IntentModel

logger = logging.getLogger(__name__)

NONE = "none"
"""The class of the messages that say nothing about an aspect."""

CERTAIN = "certain"
"""An aspect entity's key: whether it may be taken as said."""

_RANKING_LENGTH = 5

_WEIGHTS = {"embedding": 10.0, "ngrams": 4.0}
"""The featurizers' aliases and how much each counts; chosen by cross-validation over the training examples."""


_OPINIONS = (0.71, 3.61)
"""How much the regression and the characters count: from `python -m bot.tuning`."""


def regression(config: Dict[Text, Any]) -> LogisticRegression:
    """An untrained regression as the configuration wants it."""
    return LogisticRegression(
        C=config["C"],
        class_weight=config["class_weight"],
        max_iter=config["max_iter"],
        solver="lbfgs",
        tol=1e-3,  # the ranking is settled long before the last digits
        random_state=42,
    )


class _SentenceClassifier(GraphComponent):
    """What both classifiers share: configuration, features, a regression kept with the model."""

    FILE = "classifier.joblib"

    @classmethod
    def required_components(cls) -> List[Type]:
        """Components that must come before it."""
        return [Featurizer]

    @staticmethod
    def required_packages() -> List[Text]:
        """Python packages that it needs."""
        return ["sklearn"]

    def __init__(
        self,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: Any = None,
    ) -> None:
        self._config = config
        self._model_storage, self._resource = model_storage, resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _SentenceClassifier:
        """Creates an untrained component (see the parent class)."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> _SentenceClassifier:
        """Loads the trained component."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, *cls._read(folder))

    @classmethod
    def _read(cls, folder: Path) -> Tuple[Any, ...]:
        """What training has left in the component's folder, as the constructor takes it."""
        return (joblib.load(folder / cls.FILE),)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing later in the pipeline learns from its predictions."""
        return training_data

    def _matrix(self, messages: Sequence[Message]) -> Any:
        return sentence_matrix(messages, self._config["weights"])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SentenceIntentClassifier(_SentenceClassifier, IntentClassifier):
    """Intent classifier: unlike Rasa's own it weighs features against each other, and characters against both."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """See scikit-learn's LogisticRegression for C, class_weight and max_iter, `IntentModel` for `opinions`."""
        return {
            "C": 1.0,
            "class_weight": "balanced",
            "max_iter": 200,
            "weights": dict(_WEIGHTS),
            "opinions": list(_OPINIONS),
        }

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the intents of the examples that have one."""
        examples = [m for m in training_data.intent_examples if m.get(INTENT) and m.get(TEXT)]
        self._model = IntentModel.fit(
            regression(self._config),
            self._matrix(examples),
            [m.get(TEXT) for m in examples],
            [m.get(INTENT) for m in examples],
            self._config["opinions"],
        )
        with self._model_storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / self.FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Sets intent and ranking of customers' messages."""
        for message in filter(is_payload, messages):
            # Rasa's message handler reads these at the end; until then FallbackClassifier wants an intent.
            message.set(INTENT, {"name": None, "confidence": 1.0}, add_to_output=True)
        wanted = from_customers(messages)
        if self._model is None or not wanted:
            return messages
        told = self._model.probabilities(self._matrix(wanted), [m.get(TEXT) for m in wanted])
        for message, row in zip(wanted, told, strict=True):
            ranked = ranking(self._model.intents, row, _RANKING_LENGTH)
            message.set(INTENT, dict(ranked[0]), add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranked, add_to_output=True)
        return messages


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class AspectClassifier(_SentenceClassifier, EntityExtractorMixin):
    """One aspect of a message (who asks, about which data ...), learnt from the examples' metadata.

    Examples without the metadata key belong to the class `none`. An aspect becomes an entity over the whole text:
    `certain` above the threshold, else a hint, which counts only where the conversation waits for just this answer.
    The threshold is the one with the best F0.5 in a cross-validation over the training examples: a wrong guess about
    who asks costs more than a question too many.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`aspect`: the metadata key, and the entity's name; `hint`: below this probability nothing is said."""
        return {
            "aspect": None,
            "C": 3.0,
            "class_weight": "balanced",
            "max_iter": 200,
            "weights": dict(_WEIGHTS),
            "folds": 3,
            "hint": 0.3,
        }

    def __init__(
        self,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: Optional[LogisticRegression] = None,
        threshold: float = 0.5,
    ) -> None:
        super().__init__(config, model_storage, resource, model)
        if not config.get("aspect"):
            raise InvalidConfigException("AspectClassifier needs `aspect: <metadata key>` in config.yml.")
        self._threshold = threshold

    @classmethod
    def _read(cls, folder: Path) -> Tuple[Any, ...]:
        """The regression, if there was something to learn, and the threshold."""
        about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        model = joblib.load(folder / cls.FILE) if about["trained"] else None
        return model, about["threshold"]

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the aspect from the examples' metadata; without any it stays silent and says so in the log."""
        aspect = self._config["aspect"]
        examples = [m for m in training_data.training_examples if m.get(TEXT) and m.get(INTENT)]
        labels = np.array([aspect_of(m, aspect) for m in examples])
        if len(set(labels)) > 1:
            matrix = self._matrix(examples)
            self._threshold, score = self._choose_threshold(matrix, labels)
            self._model = regression(self._config).fit(matrix, labels)
            logger.info(
                f"Aspect '{aspect}': threshold {self._threshold:.2f}, cross-validated F0.5 {score:.2f}."
            )
        else:
            logger.warning(f"No training example says anything about '{aspect}': it will not be recognised.")
        with self._model_storage.write_to(self._resource) as folder:
            about = {"threshold": self._threshold, "trained": self._model is not None}
            (folder / "about.json").write_text(json.dumps(about), encoding="utf-8")
            if self._model is not None:
                joblib.dump(self._model, folder / self.FILE)
        return self._resource

    def _choose_threshold(self, matrix: Any, labels: np.ndarray) -> Any:
        rarest = min(int(n) for n in np.unique(labels, return_counts=True)[1])
        if rarest < 2:
            return self._threshold, 0.0
        folds = StratifiedKFold(min(self._config["folds"], rarest), shuffle=True, random_state=42)
        with joblib.parallel_backend("threading"):  # numpy lets go of the interpreter while it multiplies
            held_out = cross_val_predict(
                regression(self._config), matrix, labels, cv=folds, method="predict_proba", n_jobs=-1
            )
        classes = np.unique(labels)
        scores = {t: _f_half(held_out, classes, labels, t) for t in np.arange(0.30, 0.91, 0.05)}
        best = max(scores, key=lambda t: scores[t])
        return float(best), scores[best]

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds the aspect as an entity where it is certain enough."""
        wanted = from_customers(messages)
        if self._model is None or not wanted:
            return messages
        for message, row in zip(wanted, self._model.predict_proba(self._matrix(wanted)), strict=True):
            value, confidence = _best_aspect(self._model.classes_, row)
            if confidence < self._config["hint"]:
                continue
            entity = {
                "entity": self._config["aspect"],
                "value": value,
                "start": 0,
                "end": len(message.get(TEXT)),
                "confidence_entity": confidence,
                CERTAIN: bool(confidence >= self._threshold and confidence >= row.max()),
            }
            found = [*message.get(ENTITIES, []), *self.add_extractor_name([entity])]
            message.set(ENTITIES, found, add_to_output=True)
        return messages


def aspect_of(message: Message, aspect: str) -> str:
    """What a training example's metadata says about an aspect; `none` if nothing."""
    metadata = message.get(METADATA) or {}
    return str((metadata.get(METADATA_EXAMPLE) or {}).get(aspect) or NONE)


def _best_aspect(classes: np.ndarray, row: np.ndarray) -> Tuple[str, float]:
    """The likeliest value other than `none`, and its probability."""
    said = np.where(classes == NONE, -1.0, row)
    best = int(np.argmax(said))
    return str(classes[best]), float(said[best])


def _f_half(probabilities: np.ndarray, classes: np.ndarray, labels: np.ndarray, threshold: float) -> float:
    """F0.5 of the classes other than `none`: precision counts twice as much as recall."""
    best = probabilities.argmax(axis=1)
    guess = classes[best]
    said = (guess != NONE) & (probabilities[np.arange(len(best)), best] >= threshold)
    right = int((said & (guess == labels)).sum())
    if not right:
        return 0.0
    precision, recall = right / int(said.sum()), right / int((labels != NONE).sum())
    return 1.25 * precision * recall / (0.25 * precision + recall)
