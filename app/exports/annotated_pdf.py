"""The officer's own PDF with the evidence highlighted: every clause once, its note saying what it is evidence for.

PDFium appends the annotations to the file (an incremental update): the bytes of the original stay in front as they are.
"""

from __future__ import annotations

import ctypes
import hashlib
import io
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from app.exports.text import without_controls
from app.exports.view import EvidenceView, build_view
from app.problems import NOT_ANNOTATABLE, ServiceProblem
from checklist_data import Edition, Stance
from extractors.document import Region
from extractors.pdf.geometry import Box, Map, user_to_display
from matchers.report import Report

_AUTHOR = "漏れなし"
_ANNOTATE = 1 << 5
"""Permission to add annotations (ISO 32000-1, table 22)."""
_ALPHA = 96
"""Opacity of 255: the text stays readable where a viewer lays the colour over it instead of multiplying."""
_COLOURS = {
    Stance.CONTRARY: (0xFF, 0x6B, 0x6B),
    Stance.REQUIRE: (0x5A, 0xD1, 0x7A),
    Stance.WEAK: (0xFF, 0xD6, 0x33),
    Stance.NONE: (0xB8, 0xB8, 0xB8),
}
"""Colour by stance, the one that shows first where a clause has several."""


@dataclass(slots=True)
class _Marked:
    """A clause to be highlighted."""

    regions: tuple[Region, ...]
    notes: list[str] = field(default_factory=list)
    stances: set[Stance] = field(default_factory=set)

    @property
    def colour(self) -> tuple[int, int, int]:
        return next((colour for stance, colour in _COLOURS.items() if stance in self.stances), _COLOURS[Stance.NONE])


def annotate(data: bytes, report: Report, edition: Edition, document: int) -> bytes:
    """Highlight the evidence of a report in the PDF that it was found in.

    PDFium keeps state for the whole process: nothing else may read a PDF at the same time.

    Args:
        data: the PDF.
        report: says where the evidence stands.
        edition: of the report.
        document: index of the PDF in the report's documents.

    Returns:
        The PDF, its own bytes first; unchanged where it holds no evidence.

    Raises:
        ServiceProblem: its author has forbidden annotations, or it cannot be changed.
        ValueError: the report is of another edition or was made from another file.
    """
    if hashlib.sha256(data).hexdigest() != report.documents[document].sha256:
        raise ValueError("the file is not the one that the report is about")
    by_page: dict[int, list[_Marked]] = defaultdict(list)
    for clause in _marked(report, edition, document):
        for page in sorted({region.page for region in clause.regions}):
            by_page[page].append(clause)
    if not by_page:
        return data
    with _opened(data) as file:
        before = {page: _count(file, page) for page in by_page}
        for page, clauses in by_page.items():
            _annotate_page(file, page, clauses)
        buffer = io.BytesIO()
        file.save(buffer, flags=raw.FPDF_INCREMENTAL)
    result = buffer.getvalue()
    expected = {page: count + len(by_page[page]) for page, count in before.items()}
    with _opened(result) as file:
        if {page: _count(file, page) for page in by_page} != expected:
            raise ServiceProblem(NOT_ANNOTATABLE)
    return result


def _marked(report: Report, edition: Edition, document: int) -> list[_Marked]:
    """The clauses of a document that are evidence for an item and have a place on its pages."""
    clauses: dict[str, _Marked] = {}
    for sheet in build_view(report, edition).sheets:
        for item in sheet.items:
            for evidence in item.evidence:
                one = evidence.evidence
                if one.document != document or not one.regions:
                    continue
                clause = clauses.setdefault(one.clause, _Marked(tuple(Region(*region) for region in one.regions)))
                clause.notes.append("\n".join((f"{item.item.number} {item.item.title}：{item.verdict}", *_aspects(evidence))))
                clause.stances.update(one.aspects.values())
    return list(clauses.values())


def _aspects(evidence: EvidenceView) -> Iterator[str]:
    for aspect_id, text, word in evidence.aspects:
        yield f"　{word}：{text or aspect_id}"


@contextmanager
def _opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """The document, if it may be annotated."""
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise ServiceProblem(NOT_ANNOTATABLE) from error
    with closing(file):
        if not raw.FPDF_GetDocPermissions(file.raw) & _ANNOTATE:
            raise ServiceProblem(NOT_ANNOTATABLE, "作成者が注釈を禁じています", "its author forbids annotations")
        yield file


@contextmanager
def _page(file: pdfium.PdfDocument, number: int) -> Iterator[pdfium.PdfPage]:
    try:
        page = file[number - 1]
    except (pdfium.PdfiumError, IndexError) as error:
        raise ServiceProblem(NOT_ANNOTATABLE, f"{number}頁を開けません", f"page {number} cannot be opened") from error
    with closing(page):
        yield page


def _count(file: pdfium.PdfDocument, number: int) -> int:
    with _page(file, number) as page:
        return int(raw.FPDFPage_GetAnnotCount(page.raw))


def _annotate_page(file: pdfium.PdfDocument, number: int, clauses: Sequence[_Marked]) -> None:
    with _page(file, number) as page:
        from_display = user_to_display(Box(*page.get_bbox()), page.get_rotation()).inverse()
        for clause in clauses:
            regions = [region for region in clause.regions if region.page == number]
            _highlight(page, regions, from_display, clause)


def _highlight(page: pdfium.PdfPage, regions: Sequence[Region], from_display: Map, clause: _Marked) -> None:
    """One highlight annotation over all regions of a clause on a page (ISO 32000-1, 12.5.6.10)."""
    annotation = raw.FPDFPage_CreateAnnot(page.raw, raw.FPDF_ANNOT_HIGHLIGHT)
    if not annotation:
        raise ServiceProblem(NOT_ANNOTATABLE)
    try:
        boxes = [from_display.box(one.x0, one.top, one.x1, one.bottom) for one in regions]
        for region in regions:
            corners = [
                from_display.point(x, y) for y in (region.top, region.bottom) for x in (region.x0, region.x1)
            ]
            quad = raw.FS_QUADPOINTSF(*(value for corner in corners for value in corner))
            _must(raw.FPDFAnnot_AppendAttachmentPoints, annotation, quad)
        bounds = raw.FS_RECTF(min(box.x0 for box in boxes), max(box.y1 for box in boxes),
                              max(box.x1 for box in boxes), min(box.y0 for box in boxes))  # fmt: skip
        _must(raw.FPDFAnnot_SetRect, annotation, bounds)
        _must(raw.FPDFAnnot_SetColor, annotation, raw.FPDFANNOT_COLORTYPE_Color, *clause.colour, _ALPHA)
        _must(raw.FPDFAnnot_SetFlags, annotation, raw.FPDF_ANNOT_FLAG_PRINT)
        _must(raw.FPDFAnnot_SetStringValue, annotation, b"Contents", _wide("\n\n".join(clause.notes)))
        _must(raw.FPDFAnnot_SetStringValue, annotation, b"T", _wide(_AUTHOR))
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _must(call: Callable[..., int], *arguments: object) -> None:
    if not call(*arguments):
        raise ServiceProblem(NOT_ANNOTATABLE)


def _wide(text: str) -> ctypes.Array[ctypes.c_ushort]:
    """Text as PDFium takes it: UTF-16 (little endian), ended by zero."""
    units = without_controls(text).encode("utf-16-le") + b"\0\0"
    return (ctypes.c_ushort * (len(units) // 2)).from_buffer_copy(units)
