"""Scores reports against labelled documents.

verdict accuracy, macro-F1   over all items; macro over the verdicts that labels can give
false covered                items not covered that were reported covered, as a share of all not covered: gaps nobody sees
false gap                    items covered that were reported otherwise, as a share of all covered
evidence                     (clause, item) pairs: listed under an item against labelled for it
top-1 evidence               share of items with evidence whose first evidence is labelled for the item
aspect                       (clause, aspect, stance) triples
risk axes                    share of axes with the labelled value
calibration error            expected calibration error of the verdicts' confidence, ten equal bins
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from app.evaluation.labelled import LabelledBlock, LabelledDocument
from checklist_data import Checklist, Edition, Item, Stance
from matchers.report import Report, ReportedItem, Verdict
from matchers.verdicts import verdict_of

GOLD_VERDICTS = (Verdict.COVERED, Verdict.PARTIAL, Verdict.CONTRARY, Verdict.MISSING)
SHORTEST_PART = 8
"""Characters from which a text contained in another counts as the same provision."""
GRAM = 4
SAME_SHARE = 0.7
"""Share of common 4-grams from which two texts are the same provision (a clause cut slightly differently)."""
BINS = 10


class Outcome(NamedTuple):
    """One item of one document: what it is and what was reported."""

    document: str
    kind: str
    item: str
    truth: Verdict
    reported: Verdict | None
    """None: the report does not have the item."""
    confidence: float


@dataclass
class PairCounts:
    """True and false positives and negatives of a set comparison."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was reported that is right."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of what is true that was reported."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)

    def add(self, other: PairCounts) -> None:
        """Count another comparison in."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed


@dataclass
class Score:
    """Everything counted over some documents; `figures` makes the table of it."""

    outcomes: list[Outcome] = field(default_factory=list)
    evidence: PairCounts = field(default_factory=PairCounts)
    aspects: PairCounts = field(default_factory=PairCounts)
    first: Counter[bool] = field(default_factory=Counter)
    risk: Counter[bool] = field(default_factory=Counter)
    risk_errors: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Count another score in."""
        self.outcomes += other.outcomes
        self.evidence.add(other.evidence)
        self.aspects.add(other.aspects)
        self.first.update(other.first)
        self.risk.update(other.risk)
        self.risk_errors += other.risk_errors

    def figures(self) -> dict[str, float]:
        """The figures by name, in the order of the module's docstring; shares from 0 to 1."""
        outcomes = self.outcomes
        covered = [o for o in outcomes if o.truth is Verdict.COVERED]
        others = [o for o in outcomes if o.truth is not Verdict.COVERED]
        by_verdict = {verdict: self._verdict_counts(verdict) for verdict in GOLD_VERDICTS}
        figures = {
            "items": float(len(outcomes)),
            "verdict accuracy": _share(sum(o.reported is o.truth for o in outcomes), len(outcomes)),
            "verdict macro-F1": sum(counts.f1 for counts in by_verdict.values()) / len(by_verdict),
            "false covered": _share(sum(o.reported is Verdict.COVERED for o in others), len(others)),
            "false gap": _share(sum(o.reported is not Verdict.COVERED for o in covered), len(covered)),
        }
        for verdict, counts in by_verdict.items():
            figures[f"{verdict.value} F1"] = counts.f1
        figures["evidence precision"] = self.evidence.precision
        figures["evidence recall"] = self.evidence.recall
        figures["evidence F1"] = self.evidence.f1
        figures["top-1 evidence"] = _share(self.first[True], self.first.total())
        figures["aspect F1"] = self.aspects.f1
        if self.risk:
            figures["risk axes"] = _share(self.risk[True], self.risk.total())
        figures["calibration error"] = self._calibration_error()
        return figures

    def _verdict_counts(self, verdict: Verdict) -> PairCounts:
        return PairCounts(
            sum(o.truth is verdict and o.reported is verdict for o in self.outcomes),
            sum(o.truth is not verdict and o.reported is verdict for o in self.outcomes),
            sum(o.truth is verdict and o.reported is not verdict for o in self.outcomes),
        )

    def _calibration_error(self) -> float:
        bins: list[list[Outcome]] = [[] for _ in range(BINS)]
        for outcome in self.outcomes:
            bins[min(int(outcome.confidence * BINS), BINS - 1)].append(outcome)
        gaps = (
            abs(sum(o.confidence for o in group) - sum(o.reported is o.truth for o in group)) for group in bins if group
        )
        return _share(sum(gaps), len(self.outcomes))


def gold_verdicts(document: LabelledDocument, checklist: Checklist) -> dict[str, Verdict]:
    """The verdict that the labels give each item, by the rules of the criteria."""
    return {item.id: _gold(document, item) for item in checklist.items}


def _gold(document: LabelledDocument, item: Item) -> Verdict:
    stances: dict[str, set[str]] = {aspect.id: set() for aspect in item.aspects}
    for block in document.clauses:
        for aspect, stance in block.labels.items():
            if aspect in stances:
                stances[aspect].add(stance)
    order = (Stance.CONTRARY, Stance.REQUIRE, Stance.WEAK)
    states = {aspect: next((s for s in order if s in found), Stance.NONE) for aspect, found in stances.items()}
    return verdict_of(item, states)


def score_report(document: LabelledDocument, report: Report, edition: Edition) -> Score:
    """Compare one report with the labels of its document."""
    score = Score()
    blocks = [(_squeezed(block.text), block) for block in document.clauses]
    reported = {item.id: item for item in report.items}
    for checklist in edition.checklist_for(document.kind):
        for item_id, truth in gold_verdicts(document, checklist).items():
            item = reported.get(item_id)
            score.outcomes.append(
                Outcome(
                    document.id,
                    document.kind,
                    item_id,
                    truth,
                    item.verdict if item else None,
                    item.confidence if item else 0.0,
                )
            )
            _score_evidence(score, item_id, item, blocks)
    axes = report.risk.axes if report.risk else {}
    for axis, value in document.risk.items():
        got = axes[axis].value if axis in axes else None
        score.risk[got == value] += 1
        if got != value:
            score.risk_errors.append(f"{document.id} {axis}: {value} reported {got}")
    return score


def _score_evidence(
    score: Score, item_id: str, item: ReportedItem | None, blocks: list[tuple[str, LabelledBlock]]
) -> None:
    prefix = item_id + "."
    true_lines = {b.line for _, b in blocks if any(aspect.startswith(prefix) for aspect in b.labels)}
    triples = {
        (b.line, aspect, stance) for _, b in blocks for aspect, stance in b.labels.items() if aspect.startswith(prefix)
    }
    found: set[int] = set()
    got: set[tuple[object, str, str]] = set()
    for rank, evidence in enumerate(item.evidence if item else ()):
        right = [b for b in _matching(evidence.text, blocks) if b.line in true_lines]
        score.evidence.add(PairCounts(right=bool(right), wrong=not right))
        if rank == 0:
            score.first[bool(right)] += 1
        found |= {b.line for b in right}
        place: object = right[0].line if right else ("elsewhere", rank)
        got |= {(place, aspect, stance.value) for aspect, stance in evidence.aspects.items()}
    score.evidence.missed += len(true_lines - found)
    score.aspects.add(PairCounts(len(triples & got), len(got - triples), len(triples - got)))


def _matching(text: str, blocks: Iterable[tuple[str, LabelledBlock]]) -> list[LabelledBlock]:
    """The labelled clauses that are the same provision as `text`; equal ones before similar ones."""
    target = _squeezed(text)
    pairs = list(blocks)
    equal = [block for squeezed, block in pairs if squeezed == target]
    return equal or [block for squeezed, block in pairs if _same(target, squeezed)]


def _squeezed(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    return "".join(char for char in folded if not char.isspace() and char not in "|・●○-‐–—")


def _same(one: str, other: str) -> bool:
    if not one or not other:
        return False
    if one in other or other in one:
        return min(len(one), len(other)) >= SHORTEST_PART or one == other
    grams = [{text[i : i + GRAM] for i in range(len(text) - GRAM + 1)} for text in (one, other)]
    return bool(grams[0]) and len(grams[0] & grams[1]) >= SAME_SHARE * min(len(grams[0]), len(grams[1]))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
