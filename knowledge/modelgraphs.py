"""The encoder's graph for onnxruntime, traced from torch and quantised to 8 bits; the reader's: readergraphs.py."""

import logging
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import torch

from knowledge.e5container import Container
from knowledge.late_interaction import LAYERS, TOKEN_OUTPUTS, MatcherWeights
from knowledge.reader import FIRST_LAYER
from knowledge.training.matcher_network import Matcher


class BadWeights(ValueError):
    """The weights read do not fit the network."""


def bert(container: Container) -> torch.nn.Module:
    """The network with the container's weights, ready to use. Raises BadWeights: they do not fit."""
    from transformers import BertConfig, BertModel

    shape = container.shape
    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.intermediate,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.token_types,
        layer_norm_eps=shape.epsilon,
        pad_token_id=1,
        attn_implementation="eager",
    )
    model = BertModel(config, add_pooling_layer=False)
    state = {name: torch.from_numpy(array) for name, array in container.weights.items()}
    missing, unexpected = model.load_state_dict(state, strict=False)
    missing = [name for name in missing if not name.endswith(("position_ids", "token_type_ids"))]
    if missing or unexpected:
        raise BadWeights(f"weights do not fit: missing {missing[:3]}, unexpected {unexpected[:3]}")
    return model.eval()


class Pooled(torch.nn.Module):
    """BERT written out plainly, with mean pooling and normalisation: a graph that exports cleanly.

    `transformers` builds its masks with code that depends on the trace; this does not.
    """

    def __init__(self, bert: torch.nn.Module, heads: int, epsilon: float) -> None:
        super().__init__()
        self.bert, self.heads, self.epsilon = bert, heads, epsilon

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Unit vectors (n, width); what goes into the reader's layers (n, layers, tokens, width); what the matcher
        sees of each token, the last layers' output side by side (n, tokens, seen)."""
        table = self.bert.embeddings
        positions = torch.cumsum(torch.ones_like(input_ids), dim=1) - 1
        x = table.word_embeddings(input_ids) + table.position_embeddings(positions)
        x = table.LayerNorm(x + table.token_type_embeddings.weight[0])
        mask = attention_mask.to(x.dtype)
        bias = (1.0 - mask)[:, None, None, :] * -10000.0
        states = [x]
        for layer in cast("Iterable[Any]", self.bert.encoder.layer):
            attention = layer.attention
            query, key, value = (
                projection(x).unflatten(-1, (self.heads, -1)).transpose(1, 2)
                for projection in (attention.self.query, attention.self.key, attention.self.value)
            )
            weights = torch.softmax(query @ key.transpose(-1, -2) / query.shape[-1] ** 0.5 + bias, dim=-1)
            mixed = (weights @ value).transpose(1, 2).flatten(2)
            x = attention.output.LayerNorm(attention.output.dense(mixed) + x)
            inner = torch.nn.functional.gelu(layer.intermediate.dense(x))
            x = layer.output.LayerNorm(layer.output.dense(inner) + x)
            states.append(x)
        summed = (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        vector = summed / summed.norm(dim=1, keepdim=True).clamp(min=1e-9)
        return vector, torch.stack(states[FIRST_LAYER:-1], dim=1), torch.cat(states[-LAYERS:], dim=2)


class _Vector(torch.nn.Module):
    """The vector alone, for the dialogue."""

    def __init__(self, pooled: Pooled) -> None:
        super().__init__()
        self.pooled = pooled

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        vector: torch.Tensor = self.pooled(input_ids, attention_mask)[0]
        return vector


class _Read(torch.nn.Module):
    """The vector, what the clause reader works on, and the tokens as the matcher compares them."""

    def __init__(self, pooled: Pooled, matcher: Matcher) -> None:
        super().__init__()
        self.pooled, self.matcher = pooled, matcher

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, ...]:
        vector, states, seen = self.pooled(input_ids, attention_mask)
        return vector, states, *self.matcher.question_tokens(seen), self.matcher.clause_tokens(seen)


class _States(torch.nn.Module):
    """The vector, and what the clause reader works on."""

    def __init__(self, pooled: Pooled) -> None:
        super().__init__()
        self.pooled = pooled

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        vector, states, _ = self.pooled(input_ids, attention_mask)
        return vector, states


def export_encoder(
    container: Container, made: Path, scratch: Path, *, states: bool, matcher: MatcherWeights | None = None
) -> None:
    """The encoder as `made/onnx/model.onnx`; with `states` also what the clause reader works on, with a matcher also
    what that compares.

    Raises:
        BadWeights: the matcher is one of another encoder.
    """
    pooled = Pooled(bert(container), container.shape.heads, container.shape.epsilon).eval()
    seen = LAYERS * container.shape.hidden
    if matcher is not None and len(matcher.mean) != seen:
        raise BadWeights(f"the matcher sees {len(matcher.mean)} numbers a token, the encoder gives {seen}")
    module: torch.nn.Module = _States(pooled) if states else _Vector(pooled)
    outputs: tuple[str, ...] = ("embedding", "states") if states else ("embedding",)
    if matcher is not None:
        module, outputs = _Read(pooled, Matcher.of(matcher)).eval(), ("embedding", "states", *TOKEN_OUTPUTS)
    example = (torch.tensor([[0, 581, 2], [0, 2, 1]]), torch.tensor([[1, 1, 1], [1, 1, 0]]))
    axes = {0: "batch", 1: "tokens"}
    shapes: dict[str, dict[int, str]] = {"input_ids": axes, "attention_mask": axes, "embedding": {0: "batch"}}
    shapes |= {"states": {0: "batch", 2: "tokens"}, **dict.fromkeys(TOKEN_OUTPUTS, axes)}
    shapes = {
        name: shape for name, shape in shapes.items() if name in (*outputs, "input_ids", "attention_mask")
    }
    (made / "onnx").mkdir(parents=True)
    whole = scratch / "model.fp32.onnx"
    trace(
        module,
        example,
        whole,
        inputs=("input_ids", "attention_mask"),
        outputs=outputs,
        shapes=shapes,
    )
    quantise(whole, made / "onnx" / "model.onnx", spared=_spared(whole, (container.shape.intermediate, seen)))


def trace(
    module: torch.nn.Module,
    example: tuple[torch.Tensor, ...],
    target: Path,
    *,
    inputs: Sequence[str],
    outputs: Sequence[str],
    shapes: Mapping[str, Mapping[int, str]],
) -> None:
    """Write the module as a graph; `shapes` names the axes of inputs and outputs whose length is free."""
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracing exporter is deprecated, but needs no further package
        torch.onnx.export(
            module,
            example,
            str(target),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes={name: dict(axes) for name, axes in shapes.items()},
            opset_version=17,
            dynamo=False,
        )


def quantise(graph: Path, target: Path, *, spared: Sequence[str] = ()) -> None:
    """The products with weights in 8 bits, all but the nodes `spared`."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    root = logging.getLogger()
    before = root.level
    root.setLevel(
        logging.ERROR
    )  # the quantiser recommends, on the root logger, a step that does not apply here
    try:
        quantize_dynamic(
            graph, target, weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=list(spared)
        )
    finally:
        root.setLevel(before)


def _spared(graph: Path, rows: Sequence[int]) -> list[str]:
    """The products with a matrix of so many rows, which stay in fp32.

    The second half of each feed-forward block is one: its inputs (after GELU) have outliers that 8 bits flatten. With
    all of it in 8 bits the adapted model stays below `MINIMUM_COSINE`; with these in fp32 it does not, for 20 MB and a
    somewhat slower query. The matcher's matrices are the other: they are small.
    """
    import onnx

    model = onnx.load(str(graph))
    spared = {t.name for t in model.graph.initializer if len(t.dims) == 2 and t.dims[0] in rows}
    return [node.name for node in model.graph.node if node.op_type == "MatMul" and spared & set(node.input)]
