"""Learned weights as files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from checklist_data import Edition, editions, load
from matchers.calibration import Calibration
from matchers.encoder.encoder import ClauseEncoder
from matchers.encoder.network import ClauseNetwork, NetworkShape
from matchers.encoder.static_words import static_words
from matchers.linear import LinearModel
from matchers.stance import ENCODER, STANCES, WORDS
from matchers.weights import Weights

LOOKED_FOR = tuple(aspect.id for aspect in load().aspects)
MODEL = LinearModel(("窓",), tuple(STANCES), np.array([[1.0, 0.5, 0.25]]), np.zeros(3))


def encoder(aspects: tuple[str, ...]) -> ClauseEncoder:
    shape = NetworkShape(1, len(aspects), width=8, layers=1, heads=1, inner=8)
    return ClauseEncoder(ClauseNetwork(shape, static_words().vectors).eval(), ("窓",), aspects, shape)


WEIGHTS = Weights(
    encoder(LOOKED_FOR),
    {"bias": -1.0, "hit": 2.0},
    MODEL,
    {WORDS: 0.5, ENCODER: 0.75},
    Calibration(evidence=0.4, require=0.6),
)
WITHOUT = replace(
    WEIGHTS, encoder=None, fusion={"bias": -2.0}, voices={WORDS: 1.0}, calibration=Calibration(evidence=0.7)
)


def test_weights_survive_their_files(tmp_path: Path) -> None:
    WEIGHTS.save(load().id, tmp_path)
    loaded = Weights.load(load(), folder=tmp_path)
    assert (loaded.fusion, loaded.voices, loaded.calibration) == (WEIGHTS.fusion, WEIGHTS.voices, WEIGHTS.calibration)
    assert loaded.encoder is not None
    assert loaded.encoder.aspects == LOOKED_FOR
    assert loaded.stance.weights.tolist() == MODEL.weights.tolist()


def test_weights_with_an_encoder_and_without_stand_side_by_side(tmp_path: Path) -> None:
    WEIGHTS.save(load().id, tmp_path)
    WITHOUT.save(load().id, tmp_path)
    with_encoder, without = (Weights.load(load(), use_encoder=use, folder=tmp_path) for use in (True, False))
    assert with_encoder.encoder is not None
    assert (with_encoder.fusion, with_encoder.calibration.evidence) == (WEIGHTS.fusion, 0.4)
    assert without.encoder is None
    assert (without.fusion, without.voices, without.calibration.evidence) == ({"bias": -2.0}, {WORDS: 1.0}, 0.7)


def renamed(edition: Edition, name: str) -> Edition:
    return edition.model_copy(update={"id": name})


def test_an_edition_that_nothing_was_learned_for_has_no_encoder() -> None:
    assert Weights.load(renamed(load(), "canteen-2026")).encoder is None


def test_an_encoder_that_does_not_know_every_aspect_is_not_used(tmp_path: Path) -> None:
    WITHOUT.save(load().id, tmp_path)
    replace(WEIGHTS, encoder=encoder(LOOKED_FOR[1:])).save(load().id, tmp_path)
    assert Weights.load(load(), folder=tmp_path).encoder is None


def test_the_shipped_encoders_know_every_aspect_of_their_editions() -> None:
    encoders = {edition: Weights.load(load(edition)).encoder for edition in editions()}
    learned = {edition: encoder for edition, encoder in encoders.items() if encoder is not None}
    assert learned
    for edition, encoder in learned.items():
        assert set(encoder.aspects) == {aspect.id for aspect in load(edition).aspects}


def test_the_shipped_weights_are_finite_numbers() -> None:
    weights = Weights.load(load())
    assert weights.encoder is not None
    assert all(torch.isfinite(tensor).all() for tensor in weights.encoder.network.state_dict().values())
    assert np.isfinite(weights.stance.weights).all()
    assert np.isfinite([*weights.fusion.values(), *weights.voices.values()]).all()
    assert weights.stance.labels == STANCES
