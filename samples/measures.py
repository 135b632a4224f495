"""How well a document was read, against what it was made from.

Texts are compared in compatibility form (NFKC) without spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from app.evaluation.labelled import LabelledDocument
from extractors import BlockKind, Clause, Document
from samples.truth import TrueClause, true_clauses, true_headings, true_lines, true_rows

ASIDE = frozenset({BlockKind.FURNITURE, BlockKind.TOC})
"""Blocks that are no part of the body."""
_SPACE = re.compile(r"\s+")
_PAGE_NUMBER = re.compile(r"-?[0-9]{1,3}-?")
_CONTENTS = re.compile(r"目次|.*(?:[.…・]{3,}|\t)[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How well a document was read; shares are of what is in the truth."""

    error_rate: float
    """Wrong characters of the body."""
    noise: int
    """Running lines, page numbers and lines of the contents that were left in the body."""
    headings: float
    surplus_headings: int
    """Headings that are none."""
    rows: float
    """Rows of which every cell is right."""
    clauses: float
    """Clauses cut as in the truth: nothing more, nothing less."""
    numbers: float
    """Of the clauses cut as in the truth, those with the right full number."""
    heading_paths: float
    leads: float


def measure_accuracy(document: Document, source: LabelledDocument) -> Accuracy:
    """Compare a document that was read with its source."""
    body = [block for block in document.blocks if block.kind not in ASIDE]
    true, found = true_clauses(source), list(document.clauses)
    pairs = _aligned(true, found)
    headings = [squeeze(block.text) for block in body if block.kind is BlockKind.HEADING]
    wanted = [squeeze(text) for text in true_headings(source)]
    rows = [tuple(map(squeeze, block.cells)) for block in body if block.cells]
    return Accuracy(
        error_rate=character_error_rate("".join(true_lines(source)), "".join(block.text for block in body)),
        noise=_noise([squeeze(block.text) for block in body], source),
        headings=_share(wanted, headings),
        surplus_headings=sum((Counter(headings) - Counter([*wanted, squeeze(source.title)])).values()),
        rows=_share([tuple(map(squeeze, cells)) for cells in true_rows(source)], rows),
        clauses=len(pairs) / max(len(true), len(found), 1),
        numbers=_mean([squeeze(one.number) == squeeze(two.number) for one, two in pairs]),
        heading_paths=_mean([_path(one.heading) == _path(two.heading) for one, two in pairs]),
        leads=_mean([squeeze(one.lead) == squeeze(two.lead) for one, two in pairs]),
    )


def character_error_rate(truth: str, found: str) -> float:
    """Insertions, deletions and replacements that turn one text into the other, by characters of the truth."""
    one, two = _code_points(truth), _code_points(found)
    places = np.arange(len(two) + 1)
    row = places
    for number, code in enumerate(one, 1):
        replaced = np.concatenate(([number], row[:-1] + (two != code)))
        # Insertions run along the row: their running minimum, each place counted back to the row's beginning.
        row = np.minimum.accumulate(np.minimum(replaced, row + 1) - places) + places
    return float(row[-1]) / max(len(one), 1)


def squeeze(text: str) -> str:
    """A text in compatibility form (NFKC) without spaces."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def _aligned(true: Sequence[TrueClause], found: Sequence[Clause]) -> list[tuple[TrueClause, Clause]]:
    """Clauses of the same text in the same order."""
    one, two = [squeeze(clause.text) for clause in true], [squeeze(clause.text) for clause in found]
    blocks = SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()
    return [(true[match.a + k], found[match.b + k]) for match in blocks for k in range(match.size)]


def _noise(body: Sequence[str], source: LabelledDocument) -> int:
    surplus = Counter(body) - Counter(squeeze(text) for text in true_lines(source))
    title = squeeze(source.title)
    return sum(
        count
        for text, count in surplus.items()
        if text == title or _PAGE_NUMBER.fullmatch(text) or _CONTENTS.fullmatch(text)
    )


def _share(wanted: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    return (Counter(wanted) & Counter(found)).total() / len(wanted) if wanted else 1.0


def _mean(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else 1.0


def _path(headings: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(squeeze, headings))


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(squeeze(text).encode("utf-32-le"), np.uint32)
