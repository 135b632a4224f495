"""The high-risk screening: the value of each axis that the specification's own words speak for most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from checklist_data.models import Edition, RiskAxis, RiskSheet
from matchers.patterns import Hit, PatternIndex, compile_pattern
from matchers.report import Advice
from matchers.view import View

UNKNOWN = "unknown"
MAX_SUPPORT = 5
"""Provisions shown as evidence for an axis."""


@dataclass(frozen=True, slots=True)
class Support:
    """A provision that speaks for a value.

    Attributes:
        view: index of the provision.
        weight: sum of the weights of the patterns it meets.
        hits: patterns met.
    """

    view: int
    weight: float
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class AxisFinding:
    """The value found for an axis and what speaks for it, strongest first."""

    axis: RiskAxis
    value: str
    support: tuple[Support, ...]


@dataclass(frozen=True)
class RiskScreening:
    """Screens specifications by the patterns of an edition's risk sheet."""

    sheet: RiskSheet
    edition: Edition

    def screen(self, views: Sequence[View]) -> tuple[AxisFinding, ...]:
        """The finding for each axis, in the sheet's order."""
        support: defaultdict[tuple[str, str], dict[int, list[tuple[float, Hit]]]] = defaultdict(dict)
        for row, view in enumerate(views):
            for (axis, value, weight), hit in self._patterns.hits(view.tokens, view.context):
                support[axis, value].setdefault(row, []).append((weight, hit))
        return tuple(self._decide(axis, support) for axis in self.sheet.axes)

    def advice(self, findings: Sequence[AxisFinding]) -> Advice:
        """What follows: any high value suggests asking; nothing is ruled out while an axis is unknown."""
        high = {(axis.id, value.id) for axis in self.sheet.axes for value in axis.values if value.high}
        if any((finding.axis.id, finding.value) in high for finding in findings):
            return Advice.CONSIDER
        if any(finding.value == UNKNOWN for finding in findings):
            return Advice.UNKNOWN
        return Advice.NOT_INDICATED

    def _decide(
        self, axis: RiskAxis, support: dict[tuple[str, str], dict[int, list[tuple[float, Hit]]]]
    ) -> AxisFinding:
        best, best_weight = UNKNOWN, 0.0
        for value in axis.values:
            weight = sum(w for hits in support.get((axis.id, value.id), {}).values() for w, _ in hits)
            if weight > best_weight:
                best, best_weight = value.id, weight
        rows = support.get((axis.id, best), {})
        found = [Support(row, sum(w for w, _ in hits), tuple(hit for _, hit in hits)) for row, hits in rows.items()]
        return AxisFinding(axis, best, tuple(sorted(found, key=lambda s: (-s.weight, s.view))[:MAX_SUPPORT]))

    @cached_property
    def _patterns(self) -> PatternIndex[tuple[str, str, float]]:
        return PatternIndex(
            ((axis.id, value.id, pattern.weight), compile_pattern(pattern, self.edition.lexicon))
            for axis in self.sheet.axes
            for value in axis.values
            for pattern in value.patterns
        )
