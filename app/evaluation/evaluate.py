"""Runs the whole pipeline on labelled documents and scores what comes out.

A folder holds `<name>.lab` files and beside each the same document as `<name>.pdf` or `<name>.docx`, or both. Each format
is measured apart: what the reader loses counts.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from app.evaluation.labelled import LabelledDocument, read_labelled
from app.evaluation.scoring import Score, score_report
from extractors import extract
from matchers import Matcher, Submission

FORMATS = ("pdf", "docx")


class NothingToEvaluateError(ValueError):
    """The folder has no labelled document with its file beside it."""


@dataclass(frozen=True)
class Evaluation:
    """Scores by file format, and within a format by kind of document."""

    scores: dict[str, dict[str, Score]]

    def total(self, file_format: str) -> Score:
        """The score of a format over all kinds."""
        total = Score()
        for score in self.scores[file_format].values():
            total.add(score)
        return total


def evaluate(folder: Path, matcher: Matcher) -> Evaluation:
    """Check every document of `folder` and score the reports.

    Raises:
        NothingToEvaluateError: there is nothing to check.
        LabelledFormatError: a `.lab` file breaks its format.
        DocumentProblem: a document cannot be read.
    """
    scores: defaultdict[str, dict[str, Score]] = defaultdict(dict)
    for lab in sorted(folder.glob("*.lab")):
        document = read_labelled(lab)
        for file_format in FORMATS:
            file = lab.with_suffix(f".{file_format}")
            if file.exists():
                score = _score(document, file, matcher)
                scores[file_format].setdefault(document.kind, Score()).add(score)
    if not scores:
        raise NothingToEvaluateError(f"{folder} holds no .lab file with a .pdf or .docx of the same name beside it")
    return Evaluation(dict(scores))


def _score(document: LabelledDocument, file: Path, matcher: Matcher) -> Score:
    extracted = extract(file.read_bytes(), file.name)
    return score_report(document, matcher.check([Submission(extracted)]), matcher.edition)
