"""A second opinion on tables from pdfplumber.

pdfplumber builds cells from crossings of lines, another way than `extractors.pdf.grids`, and takes about ten times as
long as reading the page with PDFium. It is asked only about pages where the rules meet but the cells are in doubt.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from itertools import pairwise

import pdfplumber

from extractors.pdf.characters import Glyph
from extractors.pdf.geometry import Box, Map
from extractors.pdf.grids import Grid

_SAME_EDGE = 3.0
_log = logging.getLogger(__name__)
# It warns of every odd font of every page; nothing is made of its fonts here.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def plumber_grids(data: bytes, page: int, to_reading: Map) -> list[Grid]:
    """Find the tables of one page with pdfplumber.

    Args:
        data: the whole file.
        page: index of the page, from 0.
        to_reading: display space → reading space of that page.

    Returns:
        Grids, smaller ones first; none if pdfplumber cannot read the page.
    """
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[page + 1]) as document:
            found = document.pages[0]
            left, top = found.bbox[:2]
            tables = [
                [to_reading.box(x0 - left, y0 - top, x1 - left, y1 - top) for x0, y0, x1, y1 in table.cells]
                for table in found.find_tables()
            ]
    except Exception as error:  # noqa: BLE001 - pdfminer raises untyped errors of many kinds; the first opinion stands then
        _log.info("pdfplumber could not read page %d: %s", page + 1, type(error).__name__)
        return []
    grids = [grid_of(cells) for cells in tables if cells]
    return sorted(grids, key=lambda grid: grid.box.area)


def grid_of(cells: Sequence[Box]) -> Grid:
    """The grid whose cells are the given rectangles, at least one."""
    xs = _edges([edge for cell in cells for edge in (cell.x0, cell.x1)])
    ys = _edges([edge for cell in cells for edge in (cell.y0, cell.y1)])
    owner: dict[tuple[int, int], int] = {}
    for number, cell in enumerate(sorted(cells, key=lambda cell: (cell.y0, cell.x0))):
        for row, (y0, y1) in enumerate(pairwise(ys)):
            for column, (x0, x1) in enumerate(pairwise(xs)):
                if cell.holds((x0 + x1) / 2, (y0 + y1) / 2):
                    owner.setdefault((row, column), number)
    return Grid(xs, ys, owner)


def better(own: list[Grid], other: list[Grid], glyphs: Sequence[Glyph]) -> list[Grid]:
    """Choose between two readings of one page's tables.

    The other opinion counts if all its cells are rectangles and it leaves no character outside of cells that the own
    reading has inside.
    """
    if not other or not all(grid.is_rectangular() for grid in other):
        return own
    return other if _held(other, glyphs) >= _held(own, glyphs) else own


def _held(grids: list[Grid], glyphs: Sequence[Glyph]) -> int:
    """Characters inside cells."""
    centres = (((glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2) for glyph in glyphs)
    return sum(any(grid.cell_at(x, y) is not None for grid in grids) for x, y in centres)


def _edges(values: list[float]) -> tuple[float, ...]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _SAME_EDGE:
            out.append(value)
    return tuple(out)
