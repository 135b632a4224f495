"""Linear models over named features."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from matchers.linear import Features, LinearModel, logistic, softmax, vectorize

MODEL = LinearModel(
    ("窓", "床 拭く"),
    ("covered", "missing"),
    np.array([[1.0, -1.0], [0.5, 2.0]]),
    np.array([0.125, -0.5]),
)


def test_scores_are_weights_times_features_plus_bias() -> None:
    scores = MODEL.scores([{"窓": 2.0}, {"床 拭く": 1.0}, {}])
    assert scores.tolist() == [[2.125, -2.5], [0.625, 1.5], [0.125, -0.5]]


def scored(row: Features) -> list[list[float]]:
    scores: list[list[float]] = MODEL.scores([row]).tolist()
    return scores


def test_features_that_were_never_learned_count_nothing() -> None:
    assert scored({"窓": 1.0, "空": 9.0}) == scored({"窓": 1.0})


def test_no_rows_have_no_scores() -> None:
    assert MODEL.scores([]).shape == (0, 2)


def test_a_model_survives_its_file(tmp_path: Path) -> None:
    MODEL.save(tmp_path / "model.npz")
    loaded = LinearModel.load(tmp_path / "model.npz")
    assert (loaded.features, loaded.labels) == (MODEL.features, MODEL.labels)
    assert loaded.weights.tolist() == MODEL.weights.tolist()
    assert loaded.bias.tolist() == MODEL.bias.tolist()
    assert loaded.scores([{"窓": 1.0}]).dtype == np.float64


def test_weights_lose_no_more_than_half_precision_does(tmp_path: Path) -> None:
    weights = np.linspace(-8, 8, 4).reshape(2, 2) / 3
    LinearModel(MODEL.features, MODEL.labels, weights, MODEL.bias).save(tmp_path / "model.npz")
    assert LinearModel.load(tmp_path / "model.npz").weights == pytest.approx(weights, rel=2**-10)


def test_rows_become_a_sparse_matrix() -> None:
    matrix = vectorize([{"a": 1.0, "x": 5.0}, {}, {"b": 2.0}], {"a": 0, "b": 1})
    assert matrix.toarray().tolist() == [[1.0, 0.0], [0.0, 0.0], [0.0, 2.0]]


def test_log_odds_of_any_size_are_probabilities() -> None:
    assert logistic(np.array([-1e6, 0.0, 1e6])).tolist() == pytest.approx([0.0, 0.5, 1.0])
    assert logistic(np.log(np.array([3.0]))).tolist() == pytest.approx([0.75])


def test_scores_of_any_size_are_shares() -> None:
    shares = softmax(np.array([[1e4, 1e4, -1e4], [0.0, np.log(2.0), np.log(5.0)]]))
    assert shares.tolist() == [pytest.approx([0.5, 0.5, 0.0]), pytest.approx([0.125, 0.25, 0.625])]
