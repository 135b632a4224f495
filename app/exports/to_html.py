"""HTML: the report page as one self-contained file."""

from __future__ import annotations

from app.exports.view import ReportView
from app.web.pages import report_file


def render(view: ReportView) -> bytes:
    """UTF-8 HTML with style and script inside."""
    return report_file(view).encode()
