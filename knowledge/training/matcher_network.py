"""The network that compares token by token (knowledge/late_interaction.py): trained here, part of the encoder's."""

import torch
from torch import nn

from knowledge.late_interaction import MatcherWeights

SPREAD = 20.0
"""About the length of a token's state: what is weighed by importance is brought to the size of one."""


class Matcher(nn.Module):
    """Brings tokens to the small space, and compares them there.

    Args:
        mean: the tokens' mean state, (seen,); it stays as it is.
        start: the first (seen, width) of both matrices.
    """

    def __init__(self, mean: torch.Tensor, start: torch.Tensor) -> None:
        super().__init__()
        self.mean = nn.Parameter(mean.clone(), requires_grad=False)
        self.question, self.clause = nn.Parameter(start.clone()), nn.Parameter(start.clone())
        self.importance = nn.Parameter(torch.zeros(len(mean)))
        self.importance_bias = nn.Parameter(torch.ones(()))
        self.scale, self.nothing = nn.Parameter(torch.tensor(20.0)), nn.Parameter(torch.tensor(0.5))
        self.cosine_scale, self.cosine_nothing = (
            nn.Parameter(torch.tensor(10.0)),
            nn.Parameter(torch.tensor(0.5)),
        )

    def question_tokens(self, states: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Unit vectors (n, tokens, width) and how much each token matters (n, tokens), of states (n, tokens, seen)."""
        centred = states - self.mean
        # Not a product of matrices: the quantiser would take it for one, and cannot run one with a single column.
        weighed = (centred * self.importance).sum(-1) / SPREAD
        matters = nn.functional.softplus(weighed + self.importance_bias)
        return _unit(centred @ self.question), matters

    def clause_tokens(self, states: torch.Tensor) -> torch.Tensor:
        """Unit vectors (n, tokens, width) of states (n, tokens, seen)."""
        return _unit((states - self.mean) @ self.clause)

    def forward(
        self,
        question: torch.Tensor,
        question_mask: torch.Tensor,
        clauses: torch.Tensor,
        clause_mask: torch.Tensor,
        cosine: torch.Tensor,
    ) -> torch.Tensor:
        """Logits (n, m) of n questions against m clauses, against 0 for "none does".

        question (n, q, seen), clauses (m, p, seen), masks (n, q) and (m, p): 0 for what is not read, cosine (n, m).
        """
        vectors, matters = self.question_tokens(question)
        matters = matters * question_mask
        matters = matters / matters.sum(1, keepdim=True).clamp_min(1e-6)
        near = torch.einsum("nqd,mpd->nqmp", vectors, self.clause_tokens(clauses))
        nearest = near.masked_fill(clause_mask[None, None] == 0, -1.0).amax(-1)
        spoken = (nearest * matters[..., None]).sum(1)
        found: torch.Tensor = self.scale * (spoken - self.nothing) + self.cosine_scale * (
            cosine - self.cosine_nothing
        )
        return found

    def weights(self) -> MatcherWeights:
        """What is kept of it."""
        return MatcherWeights.of(
            {name: value.detach().float().numpy() for name, value in self.state_dict().items()}
        )

    @classmethod
    def of(cls, weights: MatcherWeights) -> "Matcher":
        """The network with these weights."""
        network = cls(torch.from_numpy(weights.mean), torch.from_numpy(weights.question))
        state = {name: torch.as_tensor(getattr(weights, name)) for name in network.state_dict()}
        network.load_state_dict(state)
        return network


def _unit(vectors: torch.Tensor) -> torch.Tensor:
    length: torch.Tensor = vectors.norm(dim=-1, keepdim=True)
    return vectors / length.clamp(min=1e-9)
