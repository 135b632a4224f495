"""Thresholds and confidence."""

from __future__ import annotations

import pytest

from checklist_data import Stance
from matchers.calibration import Calibration

R, W, C = Stance.REQUIRE, Stance.WEAK, Stance.CONTRARY


@pytest.mark.parametrize(
    ("relevance", "shares", "stance"),
    [
        (1.0, {R: 0.8, W: 0.1, C: 0.1}, R),
        (1.0, {R: 0.7, W: 0.1, C: 0.2}, R),
        (0.5, {R: 0.7, W: 0.1, C: 0.2}, R),
        (1.0, {R: 0.6, W: 0.3, C: 0.1}, W),
        (1.0, {R: 0.6, W: 0.1, C: 0.3}, W),
        (1.0, {R: 0.3, W: 0.3, C: 0.4}, C),
        (0.5, {R: 0.3, W: 0.3, C: 0.4}, W),
        (0.5, {R: 0.1, W: 0.1, C: 0.8}, C),
    ],
)
def test_a_stance_is_taken_only_from_its_threshold(
    relevance: float, shares: dict[Stance, float], stance: Stance
) -> None:
    assert Calibration(require=0.7, contrary=0.4).stance(relevance, shares) is stance


@pytest.mark.parametrize("probability", [0.01, 0.3, 0.5, 0.99])
def test_an_unfitted_calibration_changes_nothing(probability: float) -> None:
    assert Calibration().confidence(probability) == pytest.approx(probability)


def test_confidence_grows_with_probability_and_stays_one() -> None:
    fitted = Calibration(slope=0.6, offset=-0.4)
    confidences = [fitted.confidence(step / 20) for step in range(21)]
    assert confidences == sorted(confidences)
    assert 0 < confidences[0] < confidences[-1] < 1


def test_a_slope_under_one_tempers_what_is_too_sure() -> None:
    assert Calibration(slope=0.5).confidence(0.9) == pytest.approx(0.75)
    assert Calibration(offset=-1.0).confidence(0.5) == pytest.approx(0.2689, abs=1e-4)
