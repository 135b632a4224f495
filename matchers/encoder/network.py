"""The network: static word vectors, a few layers of attention, one query an aspect.

Pre-trained word vectors know what words mean; the layers learn what they do to each other in a provision (object, action,
negation, condition). Every aspect then looks at the words that matter to it (label-wise attention) and gives two answers:
whether the provision is evidence for it, and with which stance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional

from matchers.encoder.sequences import PARTS, Batch

FARTHEST = 32
"""Words apart beyond which distance is no longer told."""
STATIC_SCALE = 4.0
"""Unit vectors of 256 dimensions are small beside what a layer's weights are drawn for."""
SHARPNESS = 4.0
"""Lets an aspect's attention settle on few words early in training."""
HIDDEN = -1e4
"""Attention's score of a place without a word: nothing, also at half precision."""


@dataclass(frozen=True, slots=True)
class NetworkShape:
    """Sizes of the network.

    Attributes:
        words: words with a vector of the network's own.
        aspects: aspects asked about.
        width: of a word inside the network.
        layers: of attention.
        heads: of each layer.
        inner: width inside the feed-forward part of a layer.
    """

    words: int
    aspects: int
    width: int = 192
    layers: int = 2
    heads: int = 4
    inner: int = 384


class ClauseNetwork(nn.Module):
    """Scores of every aspect for a batch of provisions.

    Args:
        shape: sizes.
        static: unit vectors [word, dimension], the last one zero for unknown words; not trained and not saved.
        dropout: share of values dropped in training.
    """

    static: torch.Tensor

    def __init__(self, shape: NetworkShape, static: torch.Tensor, dropout: float = 0.0) -> None:
        super().__init__()
        width, dimensions = shape.width, static.shape[1]
        self.register_buffer("static", static, persistent=False)
        self.own = nn.Embedding(shape.words + 1, dimensions, padding_idx=0)
        self.enter = nn.Linear(dimensions, width)
        self.part = nn.Embedding(PARTS, width)
        self.distance = nn.Embedding(2 * FARTHEST + 1, shape.heads)
        self.layers = nn.ModuleList(_Layer(shape, dropout) for _ in range(shape.layers))
        self.norm = nn.LayerNorm(width)
        self.dropout = nn.Dropout(dropout)
        self.query = nn.Parameter(torch.randn(shape.aspects, width) * 0.05)
        self.relevant = nn.Parameter(torch.randn(shape.aspects, width) * 0.05)
        self.relevant_bias = nn.Parameter(torch.full((shape.aspects,), -3.0))
        self.stance = nn.Parameter(torch.randn(shape.aspects, 3, width) * 0.02)
        self.stance_bias = nn.Parameter(torch.zeros(shape.aspects, 3))
        self.common_stance = nn.Linear(width, 3)
        nn.init.zeros_(self.own.weight)
        nn.init.zeros_(self.distance.weight)
        nn.init.normal_(self.part.weight, std=0.02)

    def forward(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        """Log-odds of relevance [provision, aspect] and scores of the stances [provision, aspect, stance]."""
        words = self._words(batch)
        attention = torch.einsum("ad,btd->bat", self.query, words) * (SHARPNESS / math.sqrt(words.shape[-1]))
        attention = attention.masked_fill(~batch.mask[:, None], HIDDEN).softmax(-1)
        seen = self.dropout(torch.bmm(attention, words))
        relevance = (seen * self.relevant).sum(-1) + self.relevant_bias
        stance = torch.einsum("bad,asd->bas", seen, self.stance) + self.stance_bias + self.common_stance(seen)
        return relevance, stance

    def _words(self, batch: Batch) -> torch.Tensor:
        """Words in their surroundings [provision, place, width]."""
        entered = functional.embedding(batch.static, self.static) * STATIC_SCALE + self.own(batch.own)
        words: torch.Tensor = self.enter(self.dropout(entered)) + self.part(batch.parts)
        place = torch.arange(words.shape[1])
        apart = (place[None] - place[:, None]).clamp(-FARTHEST, FARTHEST) + FARTHEST
        hidden = torch.where(batch.mask, 0.0, HIDDEN)[:, None, None]
        bias = self.distance(apart).permute(2, 0, 1)[None] + hidden
        for layer in self.layers:
            words = layer(words, bias)
        normed: torch.Tensor = self.norm(words)
        return normed


class _Layer(nn.Module):
    """One layer of self-attention and feed-forward, normalized before each."""

    def __init__(self, shape: NetworkShape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.attention_norm = nn.LayerNorm(shape.width)
        self.attention_in = nn.Linear(shape.width, 3 * shape.width)
        self.attention_out = nn.Linear(shape.width, shape.width)
        self.forward_norm = nn.LayerNorm(shape.width)
        self.forward_in = nn.Linear(shape.width, shape.inner)
        self.forward_out = nn.Linear(shape.inner, shape.width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, words: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """Words [provision, place, width] after looking at each other; `bias` [1 or provision, head, place, place]."""
        count, length, width = words.shape
        split = self.attention_in(self.attention_norm(words)).view(count, length, 3, self.heads, width // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        looked = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        words = words + self.dropout(self.attention_out(looked.transpose(1, 2).reshape(count, length, width)))
        inner = functional.gelu(self.forward_in(self.forward_norm(words)))
        out: torch.Tensor = words + self.dropout(self.forward_out(inner))
        return out
