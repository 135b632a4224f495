"""What a provision does with an aspect it speaks of: require, weak or contrary.

Two voices, weighed by log-probability: a small linear model over the cues of `matchers.cues`, the words of the predicate
and what the matched patterns settle; and the clause encoder, where there is one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from checklist_data.models import Stance
from matchers.linear import Features, Floats, LinearModel, softmax

STANCES = (Stance.REQUIRE, Stance.WEAK, Stance.CONTRARY)
"""Columns of every matrix of stances."""
WORDS, ENCODER = "words", "encoder"
"""Names of the two voices in the shares."""
LEAST = 1e-4
"""Probability under which a voice's certainty adds nothing."""


def probabilities(
    model: LinearModel, rows: Sequence[Features], encoder: Floats | None, shares: Mapping[str, float]
) -> Floats:
    """Probability [row, stance of `STANCES`].

    Args:
        model: weighs the features.
        rows: features of `matchers.features.stance_features`.
        encoder: the encoder's probabilities [row, stance]; None without an encoder.
        shares: weight of each voice.
    """
    words = log(softmax(model.scores(rows)))
    if encoder is None:
        return softmax(shares[WORDS] * words)
    return softmax(shares[WORDS] * words + shares[ENCODER] * log(encoder))


def log(probability: Floats) -> Floats:
    """Logarithms, those of near impossible stances bounded."""
    return np.log(np.maximum(probability, LEAST))
