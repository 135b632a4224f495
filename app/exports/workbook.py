"""Writing rows of a worksheet so that they print well, are no formulas and lose no text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import cast

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.exports.text import starts_like_formula, without_controls

CELL_CHARACTERS = 32_767
"""Most characters of a cell (Excel's specification); longer text goes on in the row below."""
_FONT = "Yu Gothic"
_LINE_POINTS = 15.0
_PADDING_POINTS = 3.0
_MARGIN_INCHES = 0.4
_ROW_POINTS = 409.0  # Excel's highest row
_THIN = Side(style="thin", color="B3B3B3")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WRAPPED = Alignment(wrap_text=True, vertical="top", horizontal="left")
_HEADER_FILL = PatternFill("solid", fgColor="0017C1")


class SheetWriter:
    """Appends rows to a worksheet of fixed column widths (in characters of the default font)."""

    def __init__(self, sheet: Worksheet, widths: Sequence[int]) -> None:
        self._sheet, self._widths, self._next = sheet, widths, 1
        for column, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.page_margins = PageMargins(*[_MARGIN_INCHES] * 6)
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.oddFooter = HeaderFooterItem()
        sheet.oddFooter.center.text = "&A　&P / &N"

    def title(self, text: str) -> None:
        """A title over the whole width."""
        self._cell(1, text).font = Font(name=_FONT, size=16, bold=True)
        self._next += 1

    def note(self, text: str) -> None:
        """A remark over the whole width."""
        self._cell(1, text).font = Font(name=_FONT, size=10)
        self._sheet.merge_cells(start_row=self._next, end_row=self._next, start_column=1, end_column=len(self._widths))
        self._cell(1, text).alignment = _WRAPPED
        self._sheet.row_dimensions[self._next].height = 2 * _LINE_POINTS
        self._next += 1

    def fact(self, name: str, value: str) -> None:
        """A name and a value over the rest of the width."""
        last = len(self._widths)
        room = sum(self._widths[1:])
        self._sheet.merge_cells(start_row=self._next, end_row=self._next, start_column=2, end_column=last)
        for column, text in ((1, name), (2, value)):
            cell = self._cell(column, text)
            cell.font, cell.alignment = Font(name=_FONT, size=10), _WRAPPED
        self._sheet.row_dimensions[self._next].height = _LINE_POINTS * _lines(value, room) + _PADDING_POINTS
        self._next += 1

    def blank(self) -> None:
        """An empty row."""
        self._next += 1

    def header(self, cells: Sequence[str], *, frozen: bool = False) -> None:
        """The row that names the columns; frozen, it stays in sight and is printed on every page."""
        for column, text in enumerate(cells, 1):
            cell = self._cell(column, text)
            cell.font = Font(name=_FONT, size=10, bold=True, color="FFFFFF")
            cell.fill, cell.border = _HEADER_FILL, _BORDER
            cell.alignment = Alignment(wrap_text=True, vertical="center")
        if frozen:
            self._sheet.freeze_panes = f"A{self._next + 1}"
            self._sheet.print_title_rows = f"{self._next}:{self._next}"
        self._next += 1

    def row(self, cells: Sequence[str | int], fills: Mapping[int, str] | None = None) -> None:
        """One row of text and numbers; `fills` gives the colour of cells by index from 0."""
        columns = [_chunks(cell) for cell in cells]
        for part in zip_longest(*columns, fillvalue=""):
            for column, value in enumerate(part, 1):
                cell = self._cell(column, value)
                cell.font, cell.border = Font(name=_FONT, size=10), _BORDER
                cell.alignment = _WRAPPED
                if fills and column - 1 in fills:
                    cell.fill = PatternFill("solid", fgColor=fills[column - 1])
            self._sheet.row_dimensions[self._next].height = self._height(part)
            self._next += 1

    def _cell(self, column: int, value: str | int) -> Cell:
        cell = cast(Cell, self._sheet.cell(row=self._next, column=column))  # never a MergedCell: rows are appended
        if isinstance(value, int):
            cell.value = value
            return cell
        text = without_controls(value)
        cell.value = text
        cell.data_type = "s"  # also of what looks like a formula or an error value
        cell.quotePrefix = starts_like_formula(text)
        return cell

    def _height(self, cells: Sequence[str | int]) -> float:
        """Height that shows every line, in points: no program wraps and fits rows of a file it did not write."""
        lines = max(_lines(str(cell), width) for cell, width in zip(cells, self._widths, strict=False))
        return min(_ROW_POINTS, _LINE_POINTS * lines + _PADDING_POINTS)


def _chunks(cell: str | int) -> list[str | int]:
    if isinstance(cell, int):
        return [cell]
    return [cell[at : at + CELL_CHARACTERS] for at in range(0, max(1, len(cell)), CELL_CHARACTERS)]


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a cell of a width in characters."""
    return sum(max(1, -(-_width(line) // width)) for line in text.split("\n"))


def _width(text: str) -> int:
    """Columns a line takes: two for a full-width character."""
    return sum(1 if ord(character) < 0x80 else 2 for character in text)
