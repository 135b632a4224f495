"""Measures on documents that were not learned, and draws the lines (thresholds, calibration) from what it sees there.

    python -m training.cross_validate [--folds 4] [--write]

Whole documents are left out, never clauses of the same document. The concept patterns are the same in every fold: they
were written without these documents. With `--write` the thresholds and the calibration found are kept for the product.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from app.evaluation.labelled import LabelledDocument, read_labelled
from app.evaluation.scoring import Score, score_report
from app.evaluation.summary import error_list, figure_table, item_table
from checklist_data import DEFAULT_EDITION, Edition, load
from extractors.document import Document
from extractors.structure import build
from matchers import Matcher, Submission
from matchers.calibration import Calibration
from matchers.embedding import Embedding
from matchers.matcher import Reading
from matchers.weights import Weights
from training.clauses import DATA
from training.documents import blocks_of, clause_lessons, lessons_of
from training.train import Corpora, make_corpora, train

EVIDENCE = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
REQUIRE = (0.4, 0.5, 0.6)
CONTRARY = (0.15, 0.2, 0.3, 0.4, 0.5)
FALSE_COVERED_COST = 3.0
"""A gap that nobody sees costs as much as so many other wrong verdicts."""
EVIDENCE_COST = 0.1
"""A clause wrongly shown or not shown costs a moment of reading; a wrong verdict costs ten of them."""


@dataclass(frozen=True)
class HeldOut:
    """A labelled document and the weights that were learned without it."""

    labelled: LabelledDocument
    matcher: Matcher
    reading: Reading

    def score(self, calibration: Calibration) -> Score:
        """Score of the document with these thresholds."""
        weights = replace(self.matcher.weights, calibration=calibration)
        matcher = Matcher(self.matcher.edition, self.matcher.embedding, weights)
        return score_report(self.labelled, matcher.judge([self.reading]), matcher.edition)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of the held-out documents."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edition", default=DEFAULT_EDITION)
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--write", action="store_true", help="keep the thresholds and the calibration found")
    options = parser.parse_args(arguments)
    edition = load(options.edition)
    held_out = list(hold_out(edition, Embedding(), options.folds))
    calibration = best_calibration(held_out)
    total = Score()
    by_kind: dict[str, Score] = {}
    for one in held_out:
        score = one.score(calibration)
        total.add(score)
        by_kind.setdefault(one.labelled.kind, Score()).add(score)
    print(calibration, figure_table({"all": total, **by_kind}), sep="\n\n")
    print(item_table(total.outcomes), error_list(total), sep="\n\n")
    if options.write:
        kept = Weights.load(edition)
        replace(kept, calibration=calibration).save(edition.id)
    return 0


def hold_out(edition: Edition, embedding: Embedding, folds: int, folder: Path = DATA / "documents") -> Iterator[HeldOut]:
    """Every document with weights learned from the documents of the other folds and all single clauses."""
    documents = [read_labelled(file) for file in sorted(folder.glob("*.lab"))]
    lessons = [*clause_lessons(), *(lesson for document in documents for lesson in lessons_of(document))]
    corpora = make_corpora(edition, lessons, embedding)
    for fold in range(folds):
        names = {document.id for document in documents[fold::folds]}
        weights = train(edition, without(corpora, names), embedding)
        matcher = Matcher(edition, embedding, weights)
        for document in documents[fold::folds]:
            yield HeldOut(document, matcher, matcher.read(0, Submission(as_document(document), document.kind)))


def without(corpora: Corpora, sources: set[str]) -> Corpora:
    """The corpora without the lessons of some sources."""
    return {
        kind: corpus.part(np.array([source not in sources for source in corpus.sources]))
        for kind, corpus in corpora.items()
    }


def as_document(labelled: LabelledDocument) -> Document:
    """A labelled document as if it had been read from a file."""
    structure = build(blocks_of(labelled))
    return Document(labelled.id, "", "lab", labelled.title, None, structure.blocks, structure.clauses)


def best_calibration(held_out: list[HeldOut]) -> Calibration:
    """The thresholds with the least cost over the held-out documents, and the calibration that goes with them."""
    candidates = [Calibration(*thresholds) for thresholds in product(EVIDENCE, REQUIRE, CONTRARY)]
    scores = [(_total(held_out, calibration), calibration) for calibration in candidates]
    score, best = min(scores, key=lambda entry: _cost(entry[0]))
    slope, offset = _calibrated(score)
    return replace(best, slope=slope, offset=offset)


def _total(held_out: list[HeldOut], calibration: Calibration) -> Score:
    total = Score()
    for one in held_out:
        total.add(one.score(calibration))
    return total


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


if __name__ == "__main__":
    raise SystemExit(main())
