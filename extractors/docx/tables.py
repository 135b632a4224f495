"""Tables as rows of cells (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from extractors.docx.xml import Element, child, elements, integer, switch, value, w

_TRANSPARENT = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_GOVERNING = 20
"""Characters of the longest cell merged over rows that says something of each of them (区分, 必須)."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its cells from left to right, a cell merged over columns once."""

    own: tuple[str, ...]
    """Texts of the cells that begin in this row."""
    cells: tuple[str, ...]
    """As `own`, with the short cells from above that reach down into this row in their places."""
    header: bool
    """Whether Word repeats the row on every page (表のタイトル行の繰り返し)."""
    source: Element
    """Its `w:tr`."""


class _Cell(NamedTuple):
    column: int
    """Place in the table's grid, from 0."""
    text: str
    begins: bool
    """Whether it begins in this row rather than reaching down from above."""
    merged: bool
    """Whether it is merged over rows."""


def read_rows(table: Element, read_cell: Callable[[Element], str]) -> list[Row]:
    """The rows of a table that are not deleted.

    Args:
        table: `w:tbl`.
        read_cell: gives the text of a `w:tc`.
    """
    rows = []
    reaching: dict[int, str] = {}
    for element in _inside(table, w("tr")):
        properties = child(element, "trPr")
        if child(properties, "del") is not None:
            continue
        placed = _place_cells(element, read_cell, reaching)
        reaching = {cell.column: cell.text for cell in placed if cell.merged}
        own = tuple(cell.text for cell in placed if cell.begins)
        cells = tuple(cell.text for cell in placed if cell.begins or 0 < len(cell.text) <= _GOVERNING)
        rows.append(Row(own, cells, bool(switch(child(properties, "tblHeader"))), element))
    return rows


def sole_cell(table: Element) -> Element | None:
    """The cell of a table that has only one: a frame around running text."""
    rows = list(_inside(table, w("tr")))
    cells = list(_inside(rows[0], w("tc"))) if len(rows) == 1 else []
    return cells[0] if len(cells) == 1 else None


def _place_cells(row: Element, read_cell: Callable[[Element], str], above: Mapping[int, str]) -> list[_Cell]:
    """The cells of a row that no tracked change deletes.

    Args:
        row: `w:tr`.
        read_cell: gives the text of a `w:tc`.
        above: texts of the merged cells that may reach down into the row, by column.
    """
    placed = []
    column = integer(value(child(row, "trPr", "gridBefore"))) or 0
    for element in _inside(row, w("tc")):
        properties = child(element, "tcPr")
        merge = child(properties, "vMerge")
        begins = merge is None or value(merge) not in (None, "continue")
        if child(properties, "cellDel") is None:
            text = read_cell(element) if begins else above.get(column, "")
            placed.append(_Cell(column, text, begins, merge is not None))
        column += integer(value(child(properties, "gridSpan"))) or 1
    return placed


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """Children with the tag, also those within content controls and insertions."""
    for element in elements(parent):
        if element.tag == tag:
            yield element
        elif element.tag in _TRANSPARENT:
            yield from _inside(element, tag)
