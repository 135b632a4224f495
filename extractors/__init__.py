"""Documents to clauses: PDF and DOCX files to a `Document` with headings, numbers and leads.

Usage: `extract(Path("仕様書.docx").read_bytes(), "仕様書.docx").clauses`; every other name is listed in `__all__`.
"""

from extractors.document import (
    Block,
    BlockKind,
    Clause,
    ClauseKind,
    Document,
    Quality,
    QualityState,
    Region,
)
from extractors.extract import extract
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Limits, Reader, Reading

__all__ = [
    "Block",
    "BlockKind",
    "Clause",
    "ClauseKind",
    "Document",
    "DocumentProblem",
    "Limits",
    "ProblemCode",
    "Quality",
    "QualityState",
    "Reader",
    "Reading",
    "Region",
    "extract",
]
