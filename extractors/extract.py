"""From a file's bytes to a `Document`: pick the reader, read, build the structure."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import PurePosixPath

from extractors.document import Document, Quality, QualityState
from extractors.docx.reader import DocxReader
from extractors.pdf.reader import PdfReader
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Limits, Progress, Reader, unheard
from extractors.sniff import PROBLEMS, sniff
from extractors.structure import build

READERS: tuple[Reader, ...] = (PdfReader(), DocxReader())
"""Readers of all formats; the one with the highest score takes a file."""

_NO_CLAUSES = "条項として読み取れる文がありませんでした。"
_DEFAULT_LIMITS = Limits()


def extract(data: bytes, name: str, limits: Limits = _DEFAULT_LIMITS, progress: Progress = unheard) -> Document:
    """Read a document.

    Args:
        data: the whole file.
        name: its name; folders are dropped.
        limits: bounds on the reading.
        progress: told how far the reading is.

    Raises:
        DocumentProblem: the file cannot be read, with the reason and what to do.
    """
    if not data:
        raise DocumentProblem(ProblemCode.EMPTY)
    if len(data) > limits.file_bytes:
        raise DocumentProblem(ProblemCode.TOO_LARGE, f"{len(data)} bytes, limit {limits.file_bytes}")
    score, reader = max(((r.score(data, name), r) for r in READERS), key=lambda scored: scored[0])
    if score <= 0:
        raise DocumentProblem(PROBLEMS[sniff(data, name)])
    reading = reader.read(data, limits, progress)
    structure = build(reading.blocks)
    return Document(
        name=PurePosixPath(name.replace("\\", "/")).name,
        sha256=hashlib.sha256(data).hexdigest(),
        format=reader.format,
        title=structure.title,
        pages=reading.pages,
        blocks=structure.blocks,
        clauses=structure.clauses,
        quality=_quality(reading.quality, bool(structure.clauses)),
    )


def _quality(quality: Quality, clauses: bool) -> Quality:
    if clauses or quality.state is QualityState.UNREADABLE:
        return quality
    return replace(quality, state=QualityState.UNREADABLE, reasons=(*quality.reasons, _NO_CLAUSES))
