"""Labelled documents judged by weights that did not learn them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.evaluation.labelled import LabelledDocument
from app.evaluation.scoring import Score, score_report
from extractors.document import Document
from extractors.structure import build
from matchers import Matcher, Submission
from matchers.calibration import Calibration
from matchers.matcher import Reading
from training.documents import blocks_of


@dataclass(frozen=True)
class HeldOut:
    """A labelled document, read by a matcher whose weights were learned without it."""

    labelled: LabelledDocument
    matcher: Matcher
    reading: Reading

    @classmethod
    def read(cls, labelled: LabelledDocument, matcher: Matcher) -> HeldOut:
        """Have the document read."""
        return cls(labelled, matcher, matcher.read(0, Submission(as_document(labelled), labelled.kind)))

    def score(self, calibration: Calibration) -> Score:
        """Score of the document with these thresholds."""
        weights = replace(self.matcher.weights, calibration=calibration)
        matcher = Matcher(self.matcher.edition, self.matcher.embedding, weights)
        return score_report(self.labelled, matcher.judge([self.reading]), matcher.edition)


def as_document(labelled: LabelledDocument) -> Document:
    """A labelled document as if it had been read from a file."""
    structure = build(blocks_of(labelled))
    return Document(labelled.id, "", "lab", labelled.title, None, structure.blocks, structure.clauses)


def total_score(held_out: list[HeldOut], calibration: Calibration) -> Score:
    """Score of all documents together."""
    total = Score()
    for one in held_out:
        total.add(one.score(calibration))
    return total
