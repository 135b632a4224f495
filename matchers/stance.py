"""What a provision does with an aspect it speaks of: require, weak or contrary.

A small linear model weighs the cues of `matchers.cues`, the words of the predicate and what the matched patterns settle.
"""

from __future__ import annotations

from collections.abc import Sequence

from checklist_data.models import Stance
from matchers.linear import Features, Floats, LinearModel, softmax

STANCES = (Stance.REQUIRE, Stance.WEAK, Stance.CONTRARY)
"""Columns of every matrix of stances."""


def probabilities(model: LinearModel, rows: Sequence[Features]) -> Floats:
    """Probability [row, stance of `STANCES`] for features of `matchers.features.stance_features`."""
    return softmax(model.scores(rows))
