"""Linear models over named sparse features: small, readable, the same on every machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float64]
Features = Mapping[str, float]


@dataclass(frozen=True)
class LinearModel:
    """Scores for each label: features times weights plus bias.

    Attributes:
        features: names, one a row of `weights`.
        labels: names, one a column of `weights`.
        weights: [feature, label].
        bias: [label].
    """

    features: tuple[str, ...]
    labels: tuple[str, ...]
    weights: Floats
    bias: Floats

    def scores(self, rows: Sequence[Features]) -> Floats:
        """Scores [row, label]; features the model does not know count nothing."""
        return np.asarray(vectorize(rows, self._index) @ self.weights + self.bias)

    @cached_property
    def _index(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.features)}

    def save(self, file: Path) -> None:
        """Write as a compressed numpy archive, weights as 16-bit floats."""
        np.savez_compressed(
            file,
            features=np.array("\n".join(self.features)),
            labels=np.array("\n".join(self.labels)),
            weights=self.weights.astype(np.float16),
            bias=self.bias.astype(np.float32),
        )

    @classmethod
    def load(cls, file: Path) -> LinearModel:
        """Read what `save` wrote."""
        with np.load(file, allow_pickle=False) as data:
            return cls(
                tuple(str(data["features"]).split("\n")),
                tuple(str(data["labels"]).split("\n")),
                data["weights"].astype(np.float64),
                data["bias"].astype(np.float64),
            )


def vectorize(rows: Sequence[Features], index: Mapping[str, int]) -> csr_matrix:
    """Rows of features as a sparse matrix [row, feature]."""
    pointers, columns, values = [0], [], []
    for row in rows:
        for name, value in row.items():
            column = index.get(name)
            if column is not None:
                columns.append(column)
                values.append(value)
        pointers.append(len(columns))
    return csr_matrix((values, columns, pointers), shape=(len(rows), len(index)), dtype=np.float64)


def logistic(scores: Floats) -> Floats:
    """Probabilities of log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -40, 40))))


def softmax(scores: Floats) -> Floats:
    """Probabilities over the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True))
