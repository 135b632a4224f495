"""Where the lines are drawn: thresholds and the calibration of confidence, learned from whole documents."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from checklist_data.models import Stance


@dataclass(frozen=True, slots=True)
class Calibration:
    """Decision thresholds and the map from computed to observed probability.

    Attributes:
        evidence: relevance from which a provision is listed as evidence.
        require: probability of `require`, given relevance, from which that stance is taken. Higher than one half: a
            requirement wrongly seen makes a gap that nobody sees.
        slope: of the logistic map of a verdict's computed log-odds to its observed ones.
        offset: of the same.
    """

    evidence: float = 0.5
    require: float = 0.5
    slope: float = 1.0
    offset: float = 0.0

    def stance(self, shares: Mapping[Stance, float]) -> Stance:
        """The stance taken for these probabilities."""
        likeliest = max(shares, key=lambda stance: shares[stance])
        if likeliest is Stance.REQUIRE and shares[Stance.REQUIRE] < self.require:
            return max((Stance.WEAK, Stance.CONTRARY), key=lambda stance: shares[stance])
        return likeliest

    def confidence(self, probability: float) -> float:
        """How often a verdict of this computed probability was right."""
        bounded = min(max(probability, 1e-4), 1 - 1e-4)
        score = self.slope * math.log(bounded / (1 - bounded)) + self.offset
        return 1 / (1 + math.exp(-score))
