"""The officer's own Word file back: comments at the clauses that are evidence, the gaps listed behind the last page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.exports.view import EvidenceView, ReportView, SheetView, build_view
from app.exports.word.anchors import ClauseFinder
from app.exports.word.comments import Comments
from app.exports.word.file import WordFile
from app.exports.word.gap_list import append_gap_list, remove_gap_list
from checklist_data import Edition
from extractors.docx.sources import read_sourced
from extractors.reader import Limits
from matchers.report import Report


@dataclass(slots=True)
class Remarks:
    """What is to be said about one clause."""

    evidence: EvidenceView
    lines: list[str] = field(default_factory=list)


def annotate(data: bytes, report: Report, edition: Edition, document: int, limits: Limits | None = None) -> bytes:
    """Comment on the evidence that a report found in a file, and list the gaps at its end.

    Earlier additions of ours are replaced; other comments and all else in the file stay as they are.

    Args:
        data: the Word file.
        report: the report of the package that the file belongs to.
        edition: the edition that the report is of.
        document: index of the file in `report.documents`.
        limits: bounds on reading the file; those of the reader unless given.

    Raises:
        DocumentProblem: the file is no Word document that can be read.
        IndexError: the report has no such document.
        ValueError: the report is of another edition.
    """
    view = build_view(report, edition)
    bounds = limits or Limits()
    file = WordFile(data, bounds)
    remove_gap_list(file.document)
    finder = ClauseFinder(read_sourced(file.package, file.document, bounds))
    comments = Comments(file)
    lost = []
    for remarks in collect_remarks(view, document).values():
        anchor = finder.find(remarks.evidence.evidence)
        if anchor is None:
            lost.append(remarks)
        else:
            comments.add(anchor.first, anchor.last, remarks.lines)
    comments.save()
    append_gap_list(file.document, view, sheets_for(view, document), [(one.evidence, one.lines) for one in lost])
    return file.to_bytes()


def collect_remarks(view: ReportView, document: int) -> dict[str, Remarks]:
    """What to say about each clause of a document, by clause id, in the order of the report."""
    remarks: dict[str, Remarks] = {}
    for evidence, lines in _said(view):
        if evidence.evidence.document == document:
            one = remarks.setdefault(evidence.evidence.clause, Remarks(evidence))
            one.lines += lines
    return remarks


def sheets_for(view: ReportView, document: int) -> tuple[SheetView, ...]:
    """The check sheets for the kind of a document."""
    kind = view.documents[document].kind
    return tuple(sheet for sheet in view.sheets if sheet.kind == kind)


def _said(view: ReportView) -> Iterator[tuple[EvidenceView, list[str]]]:
    for sheet in view.sheets:
        for item in sheet.items:
            head = f"【{item.item.number} {item.item.title}】判定：{item.verdict}"
            for evidence in item.evidence:
                yield evidence, [head, *(f"{word}：{aspect} {text}" for aspect, text, word in evidence.aspects)]
    for axis in view.risk.axes if view.risk else ():
        for evidence in axis.evidence:
            yield evidence, [f"【高リスク判定 {axis.id} {axis.title}】読み取った値：{axis.value}"]
    for found in view.consistency:
        for evidence in found.evidence:
            yield evidence, [f"【契約との整合 {found.spec} → {found.contract}】{found.finding}"]
