"""Ridge logistic regression for many labels at once: one matrix product a step instead of one fit a label."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from matchers.linear import Floats

MAX_STEPS = 50


def fit(sparse: csr_matrix, dense: Floats, labels: NDArray[np.bool_], strength: float) -> tuple[Floats, Floats]:
    """Weights [feature, label] and bias [label] of independent logistic models.

    Each label's positive rows together weigh as much as its negative ones. The penalty is `strength` / 2 times the squared
    weights (not the bias), against the mean loss of a row weighted to sum to the number of rows. Deterministic.

    Args:
        sparse: features [row, feature].
        dense: further features [row, feature]; their weights come after those of the sparse ones.
        labels: [row, label].
        strength: of the penalty.
    """
    rows, count = labels.shape
    sparse = sparse.astype(np.float32)
    transposed = sparse.T.tocsr()
    dense = np.hstack([dense, np.ones((rows, 1))]).astype(np.float32)
    cut = sparse.shape[1]
    signs = np.where(labels, 1.0, -1.0)
    positive = labels.sum(axis=0)
    weight = np.where(labels, 0.5 * rows / np.maximum(positive, 1), 0.5 * rows / np.maximum(rows - positive, 1))
    shape = (cut + dense.shape[1], count)

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(shape)
        small = weights.astype(np.float32)
        margins = signs * (sparse @ small[:cut] + dense @ small[cut:])
        value = (weight * np.logaddexp(0, -margins)).sum()
        slope = -signs * weight / (1 + np.exp(np.clip(margins, -40, 40)))
        narrow = slope.astype(np.float32)
        gradient = np.concatenate([transposed @ narrow, dense.T @ narrow]).astype(np.float64)
        value += 0.5 * strength * (weights[:-1] ** 2).sum()
        gradient[:-1] += strength * weights[:-1]
        return float(value), gradient.ravel()

    found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": MAX_STEPS}).x
    solution = found.reshape(shape)
    return solution[:-1], solution[-1]
