"""Two voices on what a provision does."""

from __future__ import annotations

import numpy as np
import pytest

from matchers.linear import LinearModel
from matchers.stance import ENCODER, STANCES, WORDS, probabilities

MODEL = LinearModel(("求めない",), tuple(STANCES), np.array([[-2.0, 0.0, 2.0]]), np.array([1.0, 0.0, -1.0]))
ROWS = [{"求めない": 1.0}, {}]
READ = np.array([[0.8, 0.1, 0.1], [0.1, 0.1, 0.8]])


def test_without_an_encoder_the_words_decide() -> None:
    shares = probabilities(MODEL, ROWS, None, {WORDS: 1.0})
    assert shares.sum(axis=1).tolist() == pytest.approx([1.0, 1.0])
    assert shares.argmax(axis=1).tolist() == [2, 0]


def test_a_voice_without_weight_is_not_heard() -> None:
    assert probabilities(MODEL, ROWS, READ, {WORDS: 0.0, ENCODER: 1.0}) == pytest.approx(READ)
    alone = probabilities(MODEL, ROWS, None, {WORDS: 1.0})
    assert probabilities(MODEL, ROWS, READ, {WORDS: 1.0, ENCODER: 0.0}) == pytest.approx(alone)


def test_voices_that_disagree_meet_in_between() -> None:
    both = probabilities(MODEL, ROWS, READ, {WORDS: 0.5, ENCODER: 0.5})[0]
    words = probabilities(MODEL, ROWS, None, {WORDS: 1.0})[0]
    for stance in (0, 2):
        assert min(words[stance], READ[0, stance]) < both[stance] < max(words[stance], READ[0, stance])


def test_a_voice_that_rules_a_stance_out_does_not_silence_the_other() -> None:
    certain = np.array([[1.0, 0.0, 0.0]])
    shares = probabilities(MODEL, [{"求めない": 5.0}], certain, {WORDS: 1.0, ENCODER: 0.2})
    assert np.isfinite(shares).all()
    assert shares[0].argmax() == 2
