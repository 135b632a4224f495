"""Ridge logistic regression for many labels, against scikit-learn's for one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from matchers.linear import Floats
from training.logistic import fit


def data() -> tuple[Floats, np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]:
    """Two dense features, four rare ones and three labels of unequal frequency."""
    rng = np.random.default_rng(7)
    dense, rare = rng.normal(size=(200, 2)), rng.random((200, 4)) * (rng.random((200, 4)) < 0.2)
    features = np.hstack([rare, dense])
    scores = features @ rng.normal(size=(6, 3)) + rng.normal(size=(200, 3))
    return features, scores > np.array([0.0, 0.8, 1.6])


@pytest.mark.parametrize("strength", [0.05, 1.0, 20.0])
def test_each_label_is_fitted_as_if_it_were_alone(strength: float) -> None:
    features, labels = data()
    weights, bias = fit(csr_matrix(features[:, :4]), features[:, 4:], labels, strength)
    for column in range(labels.shape[1]):
        one = LogisticRegression(C=1 / strength, class_weight="balanced", tol=1e-8, max_iter=1000)
        one.fit(features, labels[:, column])
        assert weights[:, column] == pytest.approx(one.coef_[0], abs=0.02)
        assert bias[column] == pytest.approx(one.intercept_[0], abs=0.02)


def test_the_same_data_give_the_same_weights() -> None:
    features, labels = data()
    first, second = (fit(csr_matrix(features[:, :4]), features[:, 4:], labels, 1.0) for _ in range(2))
    assert first[0].tolist() == second[0].tolist()
    assert first[1].tolist() == second[1].tolist()


def test_a_label_that_never_occurs_is_never_found() -> None:
    features, labels = data()
    labels[:, 1] = False
    weights, bias = fit(csr_matrix(features[:, :4]), features[:, 4:], labels, 1.0)
    assert np.isfinite(weights).all()
    assert (features @ weights[:, 1] + bias[1] < 0).all()
