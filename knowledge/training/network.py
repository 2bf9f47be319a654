"""The clause reader's network (knowledge/reader.py says what it is for): trained here, exported by modelbuild."""

import copy
from collections.abc import Iterable
from typing import Any, cast

import torch
from torch import nn

HEAD = 128
"""Units between what the reader has seen and its logit."""


class Reader(nn.Module):
    """Upper layers in which the question's tokens attend to themselves and to a clause's tokens."""

    def __init__(self, layers: Iterable[nn.Module], width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.layers = nn.ModuleList([copy.deepcopy(layer) for layer in layers])
        for parameter in self.parameters():
            parameter.requires_grad_(True)
        self.segment = nn.Parameter(torch.zeros(width))
        self.inner = nn.Linear(2 * width, HEAD)
        self.outer = nn.Linear(HEAD, 1)
        self.cosine = nn.Parameter(torch.tensor([10.0]))

    def forward(
        self,
        question: torch.Tensor,
        question_mask: torch.Tensor,
        clauses: torch.Tensor,
        clause_mask: torch.Tensor,
        cosine: torch.Tensor,
    ) -> torch.Tensor:
        """How well each clause answers, as logits (n,) against 0 for "none does".

        question (n, q, width), clauses (n, layers, p, width), masks (n, q) and (n, p), cosine (n,).
        """
        x = question
        bias = ((1.0 - torch.cat([question_mask, clause_mask], 1)) * -1e4)[:, None, None, :]
        for number, layer in enumerate(cast("Iterable[Any]", self.layers)):
            attention = layer.attention
            seen = torch.cat([x, clauses[:, number] + self.segment], 1)
            query, key, value = (
                projection(source).unflatten(-1, (self.heads, -1)).transpose(1, 2)
                for projection, source in (
                    (attention.self.query, x),
                    (attention.self.key, seen),
                    (attention.self.value, seen),
                )
            )
            weights = torch.softmax(query @ key.transpose(-1, -2) / query.shape[-1] ** 0.5 + bias, dim=-1)
            mixed = (weights @ value).transpose(1, 2).flatten(2)
            x = attention.output.LayerNorm(attention.output.dense(mixed) + x)
            inner = nn.functional.gelu(layer.intermediate.dense(x))
            x = layer.output.LayerNorm(layer.output.dense(inner) + x)
        mask = question_mask[:, :, None]
        pooled = torch.cat([(x * mask).sum(1) / mask.sum(1), x[:, 0]], -1)
        score: torch.Tensor = self.outer(nn.functional.gelu(self.inner(pooled)))[:, 0]
        return score + self.cosine * (cosine - 0.5)
