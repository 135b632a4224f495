"""Tables as rows of cells (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractors.docx.xml import Element, child, elements, switch, value, w

_TRANSPARENT = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its cells from left to right, a merged cell once."""

    cells: tuple[str, ...]
    header: bool
    """Whether Word repeats the row on every page (表のタイトル行の繰り返し)."""


def read_rows(table: Element, read_cell: Callable[[Element], str]) -> list[Row]:
    """The rows of a table that are not deleted.

    Args:
        table: `w:tbl`.
        read_cell: gives the text of a `w:tc`.
    """
    rows = []
    for element in _inside(table, w("tr")):
        properties = child(element, "trPr")
        if child(properties, "del") is not None:
            continue
        cells = tuple(read_cell(cell) for cell in _inside(element, w("tc")) if _begins(cell))
        rows.append(Row(cells, bool(switch(child(properties, "tblHeader")))))
    return rows


def sole_cell(table: Element) -> Element | None:
    """The cell of a table that has only one: a frame around running text."""
    rows = list(_inside(table, w("tr")))
    cells = list(_inside(rows[0], w("tc"))) if len(rows) == 1 else []
    return cells[0] if len(cells) == 1 else None


def _begins(cell: Element) -> bool:
    """Whether the cell is not the lower part of one merged over rows, nor deleted by a tracked change."""
    properties = child(cell, "tcPr")
    merged = child(properties, "vMerge")
    goes_on = merged is not None and value(merged) in (None, "continue")
    return not goes_on and child(properties, "cellDel") is None


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """Children with the tag, also those within content controls and insertions."""
    for element in elements(parent):
        if element.tag == tag:
            yield element
        elif element.tag in _TRANSPARENT:
            yield from _inside(element, tag)
