"""Learned weights as files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from checklist_data import Edition, editions, load
from matchers.calibration import Calibration
from matchers.linear import LinearModel
from matchers.stance import STANCES
from matchers.weights import Weights

LOOKED_FOR = tuple(aspect.id for aspect in load().aspects)
HEAD = LinearModel(("窓",), LOOKED_FOR, np.full((1, len(LOOKED_FOR)), 0.5), np.zeros(len(LOOKED_FOR)))
MODEL = LinearModel(("窓",), tuple(STANCES), np.array([[1.0, 0.5, 0.25]]), np.zeros(3))
WEIGHTS = Weights(HEAD, {"bias": -1.0, "hit": 2.0}, MODEL, Calibration(evidence=0.4, require=0.6))


def test_weights_survive_their_files(tmp_path: Path) -> None:
    WEIGHTS.save(load().id, tmp_path)
    loaded = Weights.load(load(), folder=tmp_path)
    assert loaded.fusion == WEIGHTS.fusion
    assert loaded.calibration == WEIGHTS.calibration
    assert loaded.head is not None
    assert (loaded.head.features, loaded.head.labels) == (HEAD.features, HEAD.labels)
    assert loaded.stance.weights.tolist() == MODEL.weights.tolist()


def test_weights_with_a_head_and_without_stand_side_by_side(tmp_path: Path) -> None:
    WEIGHTS.save(load().id, tmp_path)
    replace(WEIGHTS, head=None, fusion={"bias": -2.0}, calibration=Calibration(evidence=0.7)).save(load().id, tmp_path)
    learned, unlearned = (Weights.load(load(), use_head=use, folder=tmp_path) for use in (True, False))
    assert learned.head is not None
    assert (learned.fusion, learned.calibration.evidence) == (WEIGHTS.fusion, 0.4)
    assert unlearned.head is None
    assert (unlearned.fusion, unlearned.calibration.evidence) == ({"bias": -2.0}, 0.7)


def renamed(edition: Edition, name: str) -> Edition:
    return edition.model_copy(update={"id": name})


def test_an_edition_that_nothing_was_learned_for_has_no_head() -> None:
    assert Weights.load(renamed(load(), "canteen-2026")).head is None


def test_a_head_that_does_not_know_every_aspect_is_not_used(tmp_path: Path) -> None:
    fewer = LinearModel(("窓",), LOOKED_FOR[1:], HEAD.weights[:, 1:], HEAD.bias[1:])
    replace(WEIGHTS, head=None).save(load().id, tmp_path)
    replace(WEIGHTS, head=fewer).save(load().id, tmp_path)
    assert Weights.load(load(), folder=tmp_path).head is None


def test_the_shipped_heads_know_every_aspect_of_their_editions() -> None:
    heads = {edition: Weights.load(load(edition)).head for edition in editions()}
    learned = {edition: head for edition, head in heads.items() if head is not None}
    assert learned
    for edition, head in learned.items():
        assert set(head.labels) == {aspect.id for aspect in load(edition).aspects}


def test_the_shipped_weights_are_finite_numbers() -> None:
    weights = Weights.load(load())
    assert weights.head is not None
    for model in (weights.head, weights.stance):
        assert np.isfinite(model.weights).all()
        assert np.isfinite(model.bias).all()
    assert weights.stance.labels == STANCES
