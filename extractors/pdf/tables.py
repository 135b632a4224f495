"""Table rows from grids and the characters in their cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from extractors.numbering import parse_mark
from extractors.pdf.characters import Glyph
from extractors.pdf.columns import Column
from extractors.pdf.geometry import Box
from extractors.pdf.grids import Grid
from extractors.pdf.lines import make_lines
from extractors.pdf.paragraphs import FlowLine, line_pitch, make_paragraphs

_SAME_EDGE = 3.0
_OPEN_CELL = 10
"""A cell of at least this many characters without a full stop may be cut off by the end of the page."""
_GOVERNING = 20
"""Characters of the longest cell merged over rows that says something of each of them (区分, 必須)."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    own: tuple[str, ...]
    """Texts of the cells that begin in this row, from left to right; paragraphs are parted by a line feed."""
    columns: tuple[int, ...]
    """The first grid column of each of them."""
    places: tuple[tuple[int, Box], ...]
    """Page index and rectangle in reading space; two where the row goes on over a page."""
    size: float
    """Character size in points; 0 in an empty row."""
    bold: bool
    above: tuple[tuple[int, str], ...] = ()
    """First grid column and text of the short cells from above that reach down into this row."""

    @property
    def cells(self) -> tuple[str, ...]:
        """Its own texts with those from above in their places."""
        placed = [*zip(self.columns, self.own, strict=True), *self.above]
        return tuple(text for _, text in sorted(placed, key=itemgetter(0)))

    @property
    def is_empty(self) -> bool:
        """Whether no cell of its own has text."""
        return not any(self.own)


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table, or its part on one page."""

    xs: tuple[float, ...]
    """Column edges in reading space."""
    rows: tuple[Row, ...]
    box: Box
    """Its outline; of a table that goes on over a page, that of the last part."""
    headers: int = 0
    """Number of rows that were repeated on the next page and thus name the columns."""


def make_table(grid: Grid, glyphs: dict[int, list[Glyph]], page: int) -> Table:
    """Read a grid.

    Args:
        grid: edges and cells.
        glyphs: characters by cell, in the order of the content.
        page: index of the page.
    """
    rows: dict[int, list[tuple[int, str, list[FlowLine]]]] = {}
    above: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for cell, fields in grid.fields().items():
        row, column = fields[0]
        right = grid.xs[max(column for _, column in fields) + 1]
        text, lines = read_cell(glyphs.get(cell, []), right, page)
        rows.setdefault(row, []).append((column, text, lines))
        if 0 < len(text) <= _GOVERNING:
            for lower in {lower for lower, _ in fields} - {row}:
                above[lower].append((column, text))
    made: list[Row] = []
    for number, cells in sorted(rows.items()):
        lines = [line for _, _, cell_lines in cells for line in cell_lines]
        made.append(
            Row(
                tuple(text for _, text, _ in cells),
                tuple(column for column, _, _ in cells),
                ((page, Box(grid.xs[0], grid.ys[number], grid.xs[-1], grid.ys[number + 1])),),
                max((here.line.size for here in lines), default=0.0),
                bool(lines) and all(here.line.bold for here in lines),
                tuple(above[number]),
            )
        )
    return Table(grid.xs, tuple(made), grid.box)


def read_cell(glyphs: Sequence[Glyph], right: float, page: int) -> tuple[str, list[FlowLine]]:
    """The text of a cell, its paragraphs parted by line feeds, and its lines; `right` is the cell's right edge."""
    lines = make_lines(glyphs)
    if not lines:
        return "", []
    left = min(line.box.x0 for line in lines)
    flow = [FlowLine(line, page, Column(0, left, right - 0.6 * line.size)) for line in lines]
    return "\n".join(paragraph.text for paragraph in make_paragraphs(flow, line_pitch(flow))), flow


def continued(before: Table, after: Table) -> Table | None:
    """Join a table and the next page's first table if that is its continuation; else None."""
    if len(before.xs) != len(after.xs) or not before.rows or not after.rows:
        return None
    repeated = _repeated_rows(before, after)
    shift = after.xs[0] - before.xs[0]
    # Pages may be mirrored, so that the whole table moves; the widths stay.
    aligned = all(abs(b - a - shift) <= _SAME_EDGE for a, b in zip(before.xs, after.xs, strict=True))
    if not repeated and not aligned:
        return None
    rows = after.rows[repeated:]
    headers = max(before.headers, repeated)
    if rows and len(before.rows) > headers and _splits_row(before, rows):
        joined = _join_rows(before.rows[-1], rows[0])
        return replace(before, rows=(*before.rows[:-1], joined, *rows[1:]), headers=headers, box=after.box)
    return replace(before, rows=before.rows + rows, headers=headers, box=after.box)


def _repeated_rows(before: Table, after: Table) -> int:
    count = 0
    for one, two in zip(before.rows, after.rows, strict=False):
        if one.cells != two.cells or one.is_empty:
            break
        count += 1
    return count


def _splits_row(before: Table, rows: Sequence[Row]) -> bool:
    """Whether the page ends within a row, so that `rows` begin with the rest of it."""
    last, first = before.rows[-1], rows[0]
    if last.columns != first.columns or first.is_empty or len(first.own) < 2:
        return False
    others = [*before.rows, *rows[1:]]
    if not first.own[0] and all(row.own[0] for row in others):
        return True  # every row has a number or name but this one
    return all(_is_cut_off(upper, lower) for upper, lower in zip(last.own, first.own, strict=True) if lower)


def _is_cut_off(upper: str, lower: str) -> bool:
    return len(upper) >= _OPEN_CELL and upper[-1] not in "。．）」" and parse_mark(lower) is None


def _join_rows(upper: Row, lower: Row) -> Row:
    cells = []
    for one, two in zip(upper.own, lower.own, strict=True):
        gap = "\n" if one and two and not _is_cut_off(one, two) else ""
        cells.append(one + gap + two)
    return replace(upper, own=tuple(cells), places=upper.places + lower.places)
