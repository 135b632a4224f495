"""Clauses of a Word document with the elements of the file they were cut from, for those who write into the file."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.document import Clause
from extractors.docx.package import Package
from extractors.docx.reader import read_body, scaled
from extractors.docx.xml import Element
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Limits
from extractors.structure import build
from extractors.structure.lines import split_lines


@dataclass(frozen=True, slots=True)
class SourcedClause:
    """A clause and where it stands in the main part."""

    clause: Clause
    source: Element
    """`w:p` or `w:tr`; of a text box or note the paragraph that it hangs on."""


def read_sourced(package: Package, document: Element, limits: Limits) -> tuple[SourcedClause, ...]:
    """The clauses that an extraction of the same file gives, each with its element of `document`.

    Args:
        package: the file.
        document: root of its main part, as `package.xml` parses it.
        limits: bounds on the reading.

    Raises:
        DocumentProblem: the file cannot be read.
    """
    sized, _ = read_body(package, document, limits)
    sources = []
    for one, block in zip(sized, scaled(sized), strict=True):
        sources += [one.source for part in split_lines([block]) if part.text.strip()]
    structure = build(scaled(sized))
    if len(structure.blocks) != len(sources):
        raise DocumentProblem(ProblemCode.DAMAGED, f"{len(structure.blocks)} blocks from {len(sources)} lines")
    return tuple(SourcedClause(clause, sources[clause.block]) for clause in structure.clauses)
