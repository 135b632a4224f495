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
        require: probability of `require`, given relevance, from which that stance is taken; below it the provision is
            weak. A requirement wrongly seen makes a gap that nobody sees.
        contrary: probability that the provision is evidence and contrary, from which it is taken so: one contrary
            provision turns the verdict of an item.
        slope: of the logistic map of a verdict's computed log-odds to its observed ones.
        offset: of the same.
    """

    evidence: float = 0.5
    require: float = 0.5
    contrary: float = 0.4
    slope: float = 1.0
    offset: float = 0.0

    def stance(self, relevance: float, shares: Mapping[Stance, float]) -> Stance:
        """The stance taken by a provision of this relevance with these probabilities of the stances."""
        if relevance * shares[Stance.CONTRARY] >= self.contrary:
            return Stance.CONTRARY
        return Stance.REQUIRE if shares[Stance.REQUIRE] >= self.require else Stance.WEAK

    def confidence(self, probability: float) -> float:
        """How often a verdict of this computed probability was right."""
        bounded = min(max(probability, 1e-4), 1 - 1e-4)
        score = self.slope * math.log(bounded / (1 - bounded)) + self.offset
        return 1 / (1 + math.exp(-score))
