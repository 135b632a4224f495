"""One page: characters and drawings to lines, tables and frames in the order of the content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TypeAlias

import pypdfium2 as pdfium

from extractors.pdf.characters import Glyph, PageText, read_characters
from extractors.pdf.drawings import Drawings, Rule, read_drawings
from extractors.pdf.furniture import footnote_top
from extractors.pdf.geometry import Box, Map, bounding
from extractors.pdf.grids import Grid, find_grids
from extractors.pdf.lines import Line, make_lines
from extractors.pdf.plumber import better, plumber_grids
from extractors.pdf.quality import PageState, page_state
from extractors.pdf.tables import Table, make_table, read_cell

_SAME_EDGE = 2.0
"""Points between a table's edge and a rule that is drawn for it."""
_PAGE_FRAME = 0.6
"""A single cell that covers this share of the page is a border around the page, not a frame in it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Text with a ruled frame around it."""

    text: str
    box: Box
    size: float


Item: TypeAlias = Line | Table | Frame


@dataclass(frozen=True, slots=True)
class Page:
    """What is on a page."""

    items: tuple[Item, ...]
    """In the order of the content."""
    size: Box
    """The whole page in reading space."""
    to_display: Map
    """Reading space → display space."""
    turn: int
    """Direction of the lines on the displayed page, degrees clockwise from rightwards; 90 is vertical writing."""
    footnote_top: float | None
    """Where footnotes begin."""
    state: PageState
    characters: int
    confidence: float | None = None
    """Mean certainty of its characters, 0 … 1, where they were recognised; else None."""

    @property
    def turned(self) -> bool:
        """Whether the text does not run from left to right."""
        return self.turn != 0

    @property
    def lines(self) -> list[Line]:
        """The lines that are in no table or frame."""
        return [item for item in self.items if isinstance(item, Line)]


BROKEN = Page((), Box(0, 0, 1, 1), Map(1, 0, 0, 1, 0, 0), 0, None, PageState.BROKEN, 0)
"""Stands for a page that cannot be opened."""


def read_page(document: pdfium.PdfDocument, index: int, data: bytes, usual_turn: int = 0) -> Page:
    """Read a page.

    Args:
        document: the open document.
        index: of the page, from 0.
        data: the file's bytes, for a second opinion on tables.
        usual_turn: direction of the lines on the page before.
    """
    try:
        with closing(document[index]) as page:
            rotation = page.get_rotation()
            if rotation:
                # PDFium orders characters in the rotated page; the order of the content is wanted.
                page.set_rotation(0)
            text = _read_text(page, rotation, usual_turn)
            if rotation and text.turn == 0:
                # Text stored on its side and shown upright: PDFium mixes up its lines unless it sees them upright too.
                page.set_rotation(rotation)
                text = _read_text(page, rotation, usual_turn)
            drawings = read_drawings(page.raw, text.from_user)
    except pdfium.PdfiumError:
        return BROKEN
    plain = "".join([glyph.char for glyph in text.glyphs])
    covered = sum(_within(picture, text.size).area for picture in drawings.pictures) / max(text.size.area, 1.0)
    state = page_state(plain, text.unmapped, covered, drawings.shapes)
    if state is PageState.GARBLED or not text.glyphs:
        return Page((), text.size, text.to_display, text.turn, None, state, len(plain))
    search = find_grids(drawings)
    grids = search.grids
    if search.doubtful:
        grids = better(grids, plumber_grids(data, index, text.to_display.inverse()), text.glyphs)
    return compose(text, drawings, grids, index, state)


def _read_text(page: pdfium.PdfPage, rotation: int, usual_turn: int) -> PageText:
    with closing(page.get_textpage()) as text_page:
        return read_characters(text_page.raw, Box(*page.get_bbox()), rotation, usual_turn)


def compose(text: PageText, drawings: Drawings, grids: Sequence[Grid], index: int, state: PageState) -> Page:
    """Put the characters and tables of a page together.

    Args:
        text: the characters.
        drawings: what is drawn besides.
        grids: the tables found in it, smaller ones first.
        index: of the page, from 0.
        state: how well it could be read.
    """
    framed = [
        grid for grid in grids if len(set(grid.owner.values())) > 1 or grid.box.area < _PAGE_FRAME * text.size.area
    ]
    items = _items(text, framed, index)
    free = [rule for rule in drawings.horizontal if not any(_is_in(rule, grid.box) for grid in grids)]
    footnotes = footnote_top(free, bounding(item.box for item in items)) if items else None
    return Page(tuple(items), text.size, text.to_display, text.turn, footnotes, state, len(text.glyphs))


def _is_in(rule: Rule, box: Box) -> bool:
    """Whether a horizontal rule belongs to the table in `box`; some producers draw one for each cell."""
    return box.y0 - _SAME_EDGE <= rule.at <= box.y1 + _SAME_EDGE and rule.start < box.x1 and rule.end > box.x0


def _within(box: Box, page: Box) -> Box:
    x0, y0 = max(box.x0, page.x0), max(box.y0, page.y0)
    return Box(x0, y0, max(x0, min(box.x1, page.x1)), max(y0, min(box.y1, page.y1)))


def _items(text: PageText, grids: Sequence[Grid], page: int) -> list[Item]:
    """Lines, tables and frames; a table stands where its first character is in the content."""
    if not grids:
        return list(make_lines(text.glyphs))
    outside: list[Glyph] = []
    inside: list[dict[int, list[Glyph]]] = [defaultdict(list) for _ in grids]
    places: dict[int, tuple[int, int]] = {}
    for order, glyph in enumerate(text.glyphs):
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
        for number, grid in enumerate(grids):
            cell = grid.cell_at(x, y)
            if cell is not None:
                inside[number][cell].append(glyph)
                places.setdefault(number, (len(outside), order))
                break
        else:
            outside.append(glyph)
    items: list[Item] = []
    start = 0
    for number, (place, _) in sorted(places.items(), key=lambda item: item[1]):
        items += make_lines(outside[start:place])
        start = place
        grid = grids[number]
        if len(set(grid.owner.values())) > 1:
            items.append(make_table(grid, inside[number], page))
        else:
            items += _frames(grid, [glyph for cell in inside[number].values() for glyph in cell], page)
    return items + make_lines(outside[start:])


def _frames(grid: Grid, glyphs: Sequence[Glyph], page: int) -> list[Frame]:
    text, lines = read_cell(glyphs, grid.xs[-1], page)
    if not lines:
        return []
    return [Frame(text, grid.box, lines[0].line.size)]
