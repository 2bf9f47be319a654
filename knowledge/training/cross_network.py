"""The cross-encoder's network (knowledge/cross_encoder.py tells its use): trained here, exported by modelbuild."""

from typing import Any

import torch
from torch import nn

from knowledge.cross_encoder import FIRST_TRAINED

HEAD = 128
"""Units between what was read and the logit."""


class CrossHead(nn.Module):
    """The logit of what came out of the last layer."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.inner = nn.Linear(2 * width, HEAD)
        self.outer = nn.Linear(HEAD, 1)

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """(n,) from states (n, tokens, width) and mask (n, tokens): of their mean and of the first beside it."""
        kept = mask[:, :, None].to(states.dtype)
        pooled = torch.cat([(states * kept).sum(1) / kept.sum(1), states[:, 0]], -1)
        score: torch.Tensor = self.outer(nn.functional.gelu(self.inner(pooled)))[:, 0]
        return score


def trained_layers(bert: Any) -> nn.ModuleList:
    """The layers of BERT that are trained; the others stay as the plain model has them."""
    return nn.ModuleList(list(bert.encoder.layer)[FIRST_TRAINED:])


def weights_of(bert: Any, head: CrossHead) -> dict[str, torch.Tensor]:
    """What is kept of the trained network, by name."""
    return {
        **{f"layers.{name}": value for name, value in trained_layers(bert).state_dict().items()},
        **{f"head.{name}": value for name, value in head.state_dict().items()},
    }


def put_weights(bert: Any, head: CrossHead, weights: dict[str, torch.Tensor]) -> None:
    """Puts kept weights in their places."""
    for module, start in ((trained_layers(bert), "layers."), (head, "head.")):
        module.load_state_dict({n.removeprefix(start): w for n, w in weights.items() if n.startswith(start)})
