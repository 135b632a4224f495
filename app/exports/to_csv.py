"""CSV: one row an item and piece of evidence, for spreadsheets and scripts."""

from __future__ import annotations

import csv
import io

from app.exports.rows import COLUMNS, flat_rows
from app.exports.text import starts_like_formula, without_controls
from app.exports.view import ReportView


def render(view: ReportView) -> bytes:
    """UTF-8 with a byte order mark, without which Excel reads it as Shift_JIS; lines end in CR LF (RFC 4180)."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    writer.writerows([_safe(cell) for cell in row] for row in flat_rows(view))
    return buffer.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = without_controls(cell)
    return f"'{text}" if starts_like_formula(text) else text
