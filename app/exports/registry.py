"""The formats a report can be had in. To add one, write a `render(view) -> bytes` and list it in `FORMATS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.exports import to_csv, to_docx, to_html, to_json, to_markdown, to_xlsx
from app.exports.view import ReportView, build_view
from checklist_data import Edition
from matchers.report import Report


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A file format of the report."""

    id: str
    label: str
    """Name for the officer."""
    media_type: str
    binary: bool
    """Whether it must not be written to a terminal."""
    render: Callable[[ReportView], bytes]


DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: Mapping[str, ExportFormat] = {
    one.id: one
    for one in (
        ExportFormat("json", "JSON", "application/json", False, to_json.render),
        ExportFormat("html", "HTML", "text/html; charset=utf-8", False, to_html.render),
        ExportFormat("xlsx", "Excel", XLSX_TYPE, True, to_xlsx.render),
        ExportFormat("docx", "Word", DOCX_TYPE, True, to_docx.render),
        ExportFormat("csv", "CSV", "text/csv; charset=utf-8; header=present", False, to_csv.render),
        ExportFormat("md", "Markdown", "text/markdown; charset=utf-8", False, to_markdown.render),
    )
}
"""By id, which is also the file name's suffix; in order of preference where a caller accepts several."""


def export(report: Report, edition: Edition, format_id: str) -> bytes:
    """The report as a file.

    Raises:
        KeyError: there is no such format.
    """
    return FORMATS[format_id].render(build_view(report, edition))
