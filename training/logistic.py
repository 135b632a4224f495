"""Ridge logistic regression for many labels at once: one matrix product a step instead of one fit a label."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from matchers.linear import Floats

MAX_STEPS = 100
DENSE = 0.5
"""Share of rows from which a feature is multiplied as a dense column (embedding dimensions), which is many times faster."""


def fit(matrix: csr_matrix, labels: NDArray[np.bool_], strength: float) -> tuple[Floats, Floats]:
    """Weights [feature, label] and bias [label] of independent logistic models.

    Each label's positive rows together weigh as much as its negative ones. The penalty is `strength` / 2 times the squared
    weights (not the bias), against the mean loss of a row weighted to sum to the number of rows. Deterministic.

    Args:
        matrix: features [row, feature].
        labels: [row, label].
        strength: of the penalty.
    """
    rows, count = labels.shape
    features = matrix.shape[1]
    full = matrix.getnnz(axis=0) > DENSE * rows
    order = np.concatenate([np.flatnonzero(~full), np.flatnonzero(full)])
    sparse = matrix[:, ~full].tocsr().astype(np.float32)
    transposed = sparse.T.tocsr()
    dense = np.hstack([matrix[:, full].toarray(), np.ones((rows, 1))]).astype(np.float32)
    signs = np.where(labels, 1.0, -1.0)
    positive = labels.sum(axis=0)
    weight = np.where(labels, 0.5 * rows / np.maximum(positive, 1), 0.5 * rows / np.maximum(rows - positive, 1))
    shape = (features + 1, count)
    cut = sparse.shape[1]

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
    weights = np.empty((features, count))
    weights[order] = solution[:-1]
    return weights, solution[-1]
