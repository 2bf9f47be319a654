"""The cross-encoder's graph for onnxruntime, made of the plain model and the trained layers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import torch

from knowledge.cross_encoder import CROSS_ENCODER, CROSS_ENCODER_FILE, CrossEncoder, write_words
from knowledge.e5container import Container
from knowledge.modelgraphs import bert, layers_of, quantise, trace
from knowledge.reader import read_reader
from knowledge.training.cross_network import CrossHead, put_weights

WORDS = "embeddings.word_embeddings.weight"
"""The words' embeddings among a container's weights."""
_SAMPLES = (
    ("手数料はいくらですか", "第3条 手数料\n開示の手数料は1件につき1,000円です。"),
    ("録音はいつまで保存されますか", "防犯カメラ\n映像は30日間保存します。"),
    ("Can my lawyer ask for me?", "代理人\n開示等の請求は、代理人によることもできます。"),
)


class Crossed(torch.nn.Module):
    """A pair of texts, as its words' embeddings, to its logit."""

    def __init__(self, network: torch.nn.Module, heads: int, head: CrossHead) -> None:
        super().__init__()
        self.bert, self.heads, self.head = network, heads, head

    def forward(self, words: torch.Tensor) -> torch.Tensor:
        """(n,) from words (n, tokens, width) of pairs of one length."""
        mask = torch.ones_like(words[:, :, 0])
        logit: torch.Tensor = self.head(layers_of(self.bert, self.heads, words, mask)[-1], mask)
        return logit

    def words(self, ids: Sequence[int]) -> torch.Tensor:
        """The embeddings (1, tokens, width) of one pair."""
        embedded: torch.Tensor = cast("Any", self.bert).embeddings.word_embeddings(torch.tensor([ids]))
        return embedded


def crossed(container: Container, weights: Path = CROSS_ENCODER) -> Crossed:
    """The network of the plain model's container with the trained layers in it.

    Raises:
        BadReader: the weights' file is damaged, or of another form.
        RuntimeError: they are of another shape than the model.
    """
    network, head = bert(container), CrossHead(container.shape.hidden)
    stored, heads = read_reader(weights)
    put_weights(network, head, {name: torch.from_numpy(array) for name, array in stored.items()})
    return Crossed(network, heads, head).eval()


def export_cross_encoder(
    container: Container, made: Path, scratch: Path, weights: Path = CROSS_ENCODER
) -> float:
    """Write the graph and the words' embeddings into `made`, beside the pieces; gives the largest difference of its
    logits to the weights as they stand. The container is the plain model's, before the adapter."""
    module = crossed(container, weights)
    whole = scratch / "cross_encoder.fp32.onnx"
    trace(
        module,
        (torch.randn(1, 6, container.shape.hidden),),
        whole,
        inputs=("words",),
        outputs=("logit",),
        shapes={"words": {0: "batch", 1: "tokens"}, "logit": {0: "batch"}},
    )
    # All in 8 bits, unlike the encoder: a logit stands it, and it takes two thirds of the time.
    quantise(whole, made / CROSS_ENCODER_FILE)
    write_words(made, container.weights[WORDS])
    graph = CrossEncoder(made, threads=1)
    apart = 0.0
    for question, clause in _SAMPLES:
        with torch.no_grad():
            expected = float(module(module.words(graph.ids(question, clause)))[0])
        apart = max(apart, abs(graph.logit(question, clause) - expected))
    return apart
