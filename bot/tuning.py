"""How well intents are told of authors who were not learnt from: `python -m bot.tuning`, in Rasa's environment.

Each folder of bot/data/nlu is an author. Each author's examples are told by a model that has learnt the others'; the
first author is always learnt from, and judges nobody: all of the rules were tried on their sentences. Prints how often
the right intent comes first, by each opinion alone and by both, and the weights of `bot.components.classifiers` by
which the right intents are likeliest: a person puts them there.
"""

from __future__ import annotations

import os
import sys
from typing import Any, Dict, List, Tuple

import numpy as np

from bot.evaluate_nlu import load_examples
from bot.topic_questions import topic_questions
from bot.train import ROOT, quiet_rasa

EXAMPLES = ROOT / "bot" / "data" / "nlu"


def _features(texts: List[str]) -> Tuple[List[Any], np.ndarray]:
    """The messages, tokenized, and their embeddings."""
    from rasa.shared.nlu.constants import TEXT
    from rasa.shared.nlu.training_data.message import Message

    from bot.components.tokenizer import SudachiTokenizer
    from knowledge.encoding import OnnxEncoder
    from knowledge.paths import plain_model_dir
    from knowledge.tokenizing import closed_up

    messages = [Message({TEXT: text}) for text in texts]
    SudachiTokenizer(SudachiTokenizer.get_default_config()).process(messages)
    encoder = OnnxEncoder(plain_model_dir(), threads=os.cpu_count() or 1)
    batches = [texts[start : start + 64] for start in range(0, len(texts), 64)]
    return messages, np.concatenate([encoder.encode_queries([closed_up(t) for t in b]) for b in batches])


def held_out(
    author: int,
    authors: np.ndarray,
    messages: List[Any],
    vectors: np.ndarray,
    texts: List[str],
    intents: np.ndarray,
) -> Tuple[np.ndarray, np.ndarray]:
    """(opinions (2, n, intents), numbers of the right intents) of one author's examples, by a model of the others'."""
    from bot.components.classifiers import SentenceIntentClassifier, regression
    from bot.components.featurizers import NgramFeaturizer, Ngrams
    from bot.components.intent_model import IntentModel

    config = SentenceIntentClassifier.get_default_config()
    learnt, asked = np.flatnonzero(authors != author), np.flatnonzero(authors == author)
    grams = Ngrams.learn([messages[n] for n in learnt], NgramFeaturizer.get_default_config())

    def matrix(rows: np.ndarray) -> np.ndarray:
        weights = config["weights"]
        reduced = grams.rows([messages[n] for n in rows])
        return np.hstack([vectors[rows] * weights["embedding"], reduced * weights["ngrams"]])

    model = IntentModel.fit(
        regression(config), matrix(learnt), [texts[n] for n in learnt], intents[learnt], config["opinions"]
    )
    number = {name: place for place, name in enumerate(model.intents)}
    return model.opinions(matrix(asked), [texts[n] for n in asked]), np.array(
        [number[i] for i in intents[asked]]
    )


def fit_weights(opinions: np.ndarray, right: np.ndarray) -> np.ndarray:
    """(2,) weights, none below 0, by which the right intents of (2, n, intents) opinions are likeliest."""
    from scipy.optimize import minimize
    from scipy.special import logsumexp

    rows = np.arange(len(right))

    def loss(weights: np.ndarray) -> float:
        total = np.tensordot(weights, opinions, axes=1)
        return float((logsumexp(total, axis=1) - total[rows, right]).mean())

    return np.asarray(minimize(loss, np.array([0.7, 2.0]), bounds=[(0.0, None)] * 2, method="L-BFGS-B").x)


def main() -> None:
    """The command."""
    quiet_rasa()
    os.chdir(ROOT)
    folders = sorted(path for path in EXAMPLES.iterdir() if path.is_dir())
    found: Dict[str, Tuple[str, int]] = {}
    for author, folder in enumerate(folders):
        for example in load_examples([str(folder)]):
            found.setdefault(example.text, (example.intent, author))
    for text in topic_questions():
        found.setdefault(text, ("ask_question", 0))
    texts = list(found)
    intents, authors = np.array([i for i, _ in found.values()]), np.array([a for _, a in found.values()])
    messages, vectors = _features(texts)
    told = []
    for author in range(1, len(folders)):
        opinions, right = held_out(author, authors, messages, vectors, texts, intents)
        told.append((opinions, right))
        alone = ", ".join(
            f"{name} {(one.argmax(axis=1) == right).mean():.3f}"
            for name, one in zip(("features", "characters"), opinions, strict=True)
        )
        sys.stdout.write(f"{folders[author].name}: {len(right)} examples; alone: {alone}\n")
    weights = fit_weights(
        np.concatenate([opinions for opinions, _ in told], axis=1),
        np.concatenate([right for _, right in told]),
    )
    for folder, (opinions, right) in zip(folders[1:], told, strict=True):
        total = np.tensordot(weights, opinions, axes=1)
        sure = np.exp(total - total.max(axis=1, keepdims=True))
        confidence = (sure / sure.sum(axis=1, keepdims=True)).max(axis=1)
        hit = total.argmax(axis=1) == right
        sys.stdout.write(f"{folder.name}: both {hit.mean():.3f}, confidence {confidence.mean():.3f}\n")
    sys.stdout.write("opinions: " + ", ".join(f"{weight:.2f}" for weight in weights) + "\n")


if __name__ == "__main__":
    main()
