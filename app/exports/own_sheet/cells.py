"""Addresses of cells and ranges (ECMA-376 part 1, 18.18.62 and 18.18.76)."""

from __future__ import annotations

import re
from typing import NamedTuple

from openpyxl.utils import column_index_from_string, get_column_letter

ROWS, COLUMNS = 1_048_576, 16_384
"""Size of a worksheet."""
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_COLUMN = re.compile(r"\$?([A-Za-z]{1,3})")


class Cell(NamedTuple):
    """A cell by row and column, both from 1."""

    row: int
    column: int

    @property
    def address(self) -> str:
        """Its address: `D5`."""
        return f"{get_column_letter(self.column)}{self.row}"


class Range(NamedTuple):
    """A rectangle of cells, corners included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, cell: Cell) -> bool:
        """Whether a cell lies in it."""
        return self.top <= cell.row <= self.bottom and self.left <= cell.column <= self.right


def parse_cell(address: str) -> Cell | None:
    """The cell of an address; None if it is none."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    cell = Cell(int(match[2]), column_index_from_string(match[1].upper()))
    return cell if cell.row <= ROWS and cell.column <= COLUMNS else None


def parse_range(text: str) -> Range | None:
    """The rectangle of `A1`, `A1:B2` or `A:B`; None if it is none."""
    first, _, last = text.partition(":")
    if (one := _COLUMN.fullmatch(first)) and (other := _COLUMN.fullmatch(last)):
        return Range(1, column_index_from_string(one[1].upper()), ROWS, column_index_from_string(other[1].upper()))
    start, end = parse_cell(first), parse_cell(last or first)
    if start is None or end is None:
        return None
    return Range(min(start.row, end.row), min(start.column, end.column),
                 max(start.row, end.row), max(start.column, end.column))  # fmt: skip


def parse_ranges(text: str) -> tuple[Range, ...]:
    """The rectangles of a list separated by spaces (18.18.76); what is none is passed over."""
    return tuple(found for part in text.split() if (found := parse_range(part)))
