"""Draws the lines (thresholds, calibration of confidence) from what is seen on documents that were not learned."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
from sklearn.linear_model import LogisticRegression

from app.evaluation.scoring import Score
from matchers.calibration import Calibration
from training.held_out import HeldOut, total_score

EVIDENCE = (0.5, 0.55, 0.6, 0.65)
REQUIRE = (0.5, 0.6, 0.7)
CONTRARY = (0.15, 0.2, 0.3, 0.4)
FALSE_COVERED_COST = 4.0
"""A gap that nobody sees costs as much as so many other wrong verdicts."""
EVIDENCE_COST = 0.1
"""A clause wrongly shown or not shown costs a moment of reading; a wrong verdict costs ten of them."""


def best_calibration(held_out: list[HeldOut]) -> Calibration:
    """The thresholds with the least cost over the documents, and the calibration that goes with them."""
    candidates = [Calibration(*thresholds) for thresholds in product(EVIDENCE, REQUIRE, CONTRARY)]
    scores = [(total_score(held_out, calibration), calibration) for calibration in candidates]
    score, best = min(scores, key=lambda entry: _cost(entry[0]))
    slope, offset = _calibrated(score)
    return replace(best, slope=slope, offset=offset)


def _cost(score: Score) -> float:
    wrong = [outcome for outcome in score.outcomes if outcome.reported is not outcome.truth]
    unseen = sum(outcome.reported == "covered" for outcome in wrong)
    noise = score.evidence.wrong + score.evidence.missed
    return len(wrong) + (FALSE_COVERED_COST - 1) * unseen + EVIDENCE_COST * noise


def _calibrated(score: Score) -> tuple[float, float]:
    """Slope and offset from computed to observed log-odds that a verdict is right."""
    computed = np.clip([outcome.confidence for outcome in score.outcomes], 1e-4, 1 - 1e-4)
    right = [outcome.reported is outcome.truth for outcome in score.outcomes]
    model = LogisticRegression(C=10.0).fit(np.log(computed / (1 - computed))[:, None], right)
    return round(float(model.coef_[0, 0]), 4), round(float(model.intercept_[0]), 4)
