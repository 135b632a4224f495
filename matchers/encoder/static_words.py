"""The word vectors of the embedded model, word by word: what the encoder knows of words it was not trained on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

import torch
from safetensors.torch import load_file

from matchers.embedding import EMBEDDED

MODULE = EMBEDDED / "0_StaticEmbedding"


@dataclass(frozen=True)
class StaticWords:
    """Words and their vectors; many words share a row.

    Attributes:
        rows: row of each word.
        vectors: unit vectors [row, dimension]; a last row of zeros is for unknown words.
    """

    rows: dict[str, int]
    vectors: torch.Tensor

    @property
    def unknown(self) -> int:
        """The row for unknown words."""
        return len(self.vectors) - 1


@lru_cache(maxsize=1)
def static_words() -> StaticWords:
    """The words of the embedded model, read once."""
    tensors = load_file(MODULE / "model.safetensors")
    numbers: dict[str, int] = json.loads((MODULE / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    rows = tensors["mapping"].tolist()
    vectors = torch.nn.functional.normalize(tensors["embeddings"].float(), dim=1)
    padded = torch.cat([vectors, torch.zeros(1, vectors.shape[1])])
    return StaticWords({word: rows[number] for word, number in numbers.items()}, padded)
