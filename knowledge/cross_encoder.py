"""The cross-encoder at work: whether one clause answers a question, both read together in every layer.

The clause reader (knowledge/reader.py) sees a clause's words in its last four layers only, and sees hardly whether the
very thing asked for stands there (docs/decisions/0111). This one has learnt just that, from clauses with a few words
changed (knowledge/training/edits.py). It costs several query embeddings a clause, so it reads the first alone.
"""

from pathlib import Path

import numpy as np

from knowledge.encoding import FloatArray
from knowledge.pieces import PIECES_FILE, PieceReader
from knowledge.sessions import session

CROSS_ENCODER = Path(__file__).resolve().parent / "training" / "cross_encoder.npz"
"""The weights that are shipped; without the file nothing is read this way."""
CROSS_ENCODER_FILE = "cross_encoder.onnx"
WORDS_FILE, SCALES_FILE = "words.npy", "word_scales.npy"
"""The graph in the model's folder, and its words' embeddings in 8 bits with a scale each, made by
knowledge/crossgraphs.py. The embeddings are mapped: of 50 MB a pair touches a few pages."""
FIRST_TRAINED = 3
"""The first of the encoder's layers (from 0) that were trained; below it the plain model's serve."""
MOST_TOKENS = 240
"""Of question and clause together, as in training; what is longer is cut at the clause's end."""
QUESTION, CLAUSE = "query: ", "passage: "


def write_words(folder: Path, words: FloatArray) -> None:
    """Keep the words' embeddings (vocabulary, width) where `CrossEncoder` finds them."""
    scales = np.maximum(np.abs(words).max(axis=1), 1e-12) / 127.0
    np.save(folder / WORDS_FILE, np.round(words / scales[:, None]).astype(np.int8))
    np.save(folder / SCALES_FILE, scales.astype(np.float32))


class CrossEncoder:
    """The cross-encoder on onnxruntime. One instance may serve many threads.

    Args:
        folder: the model's folder that `knowledge.modelbuild` made.
        threads: threads inside one operator.
    """

    def __init__(self, folder: Path, threads: int = 2) -> None:
        self._pieces = PieceReader(folder / PIECES_FILE, MOST_TOKENS)
        self._session = session(folder / CROSS_ENCODER_FILE, threads)
        self._words = np.load(folder / WORDS_FILE, mmap_mode="r")
        self._scales = np.load(folder / SCALES_FILE)

    def ids(self, question: str, clause: str) -> list[int]:
        """The numbers of both texts' pieces, with the marks around and two between."""
        asked, read = self._pieces.ids(QUESTION + question), self._pieces.ids(CLAUSE + clause)
        both = [*asked, asked[-1], *read[1:]]
        return both if len(both) <= MOST_TOKENS else [*both[: MOST_TOKENS - 1], asked[-1]]

    def logit(self, question: str, clause: str) -> float:
        """How surely the clause, headed by its section, answers the question: log odds."""
        ids = self.ids(question, clause)
        words = self._words[ids].astype(np.float32) * self._scales[ids][:, None]
        return float(self._session.run(["logit"], {"words": words[None]})[0][0])
