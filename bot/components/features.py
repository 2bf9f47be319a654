"""How the classifiers here see a message: its sentence vectors side by side."""

import unicodedata
from typing import Any, Dict, List, Sequence

import numpy as np
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message


def is_payload(message: Message) -> bool:
    """Whether the text is the gateway's own payload ("/inform{...}"): Rasa's message handler reads those."""
    text = message.get(TEXT)
    return isinstance(text, str) and text.startswith(INTENT_MESSAGE_PREFIX)


def from_customers(messages: Sequence[Message]) -> List[Message]:
    """Those that somebody has typed: neither empty nor the gateway's payloads."""
    return [message for message in messages if message.get(TEXT) and not is_payload(message)]


def fold(text: str) -> str:
    """One form for what customers type in many: full width, half width, capitals, katakana."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in folded)


def sentence_matrix(messages: Sequence[Message], weights: Dict[str, float]) -> np.ndarray:
    """(n, d) rows: each featurizer's sentence vectors side by side, weighted by the featurizer's alias.

    Raises:
        ValueError: a message lacks a featurizer's vector (it is missing from the pipeline, or has another alias).
    """
    return np.vstack([_row(message, weights) for message in messages])


def _row(message: Message, weights: Dict[str, float]) -> np.ndarray:
    parts = []
    for alias, weight in weights.items():
        found = message.get_dense_features(TEXT, [alias])[1]
        if found is None:
            raise ValueError(
                f"no sentence features from '{alias}': give a featurizer that alias in config.yml"
            )
        parts.append(found.features[0] * weight)
    return np.concatenate(parts)


def ranking(names: Sequence[str], probabilities: Sequence[float], length: int) -> List[Dict[str, Any]]:
    """Names with their confidence, best first."""
    pairs = sorted(zip(names, probabilities, strict=True), key=lambda pair: -pair[1])[:length]
    return [{"name": str(name), "confidence": float(value)} for name, value in pairs]
