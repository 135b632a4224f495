"""Thresholds and confidence."""

from __future__ import annotations

import pytest

from checklist_data import Stance
from matchers.calibration import Calibration

R, W, C = Stance.REQUIRE, Stance.WEAK, Stance.CONTRARY


@pytest.mark.parametrize(
    ("shares", "threshold", "stance"),
    [
        ({R: 0.8, W: 0.1, C: 0.1}, 0.7, R),
        ({R: 0.7, W: 0.1, C: 0.2}, 0.7, R),
        ({R: 0.6, W: 0.3, C: 0.1}, 0.7, W),
        ({R: 0.6, W: 0.1, C: 0.3}, 0.7, C),
        ({R: 0.2, W: 0.5, C: 0.3}, 0.7, W),
        ({R: 0.2, W: 0.3, C: 0.5}, 0.1, C),
        ({R: 0.4, W: 0.3, C: 0.3}, 0.3, R),
    ],
)
def test_a_requirement_is_taken_only_from_its_threshold(
    shares: dict[Stance, float], threshold: float, stance: Stance
) -> None:
    assert Calibration(require=threshold).stance(shares) is stance


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
