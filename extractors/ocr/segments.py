"""Cuts the ink of a straight page into lines of text, in reading order.

Rules divide a page into fields (the cells of its tables and what lies around them), a white band may divide a field
into two columns, and rows without ink divide a column into lines. So no line reaches over a table's cells or columns,
which is where a recogniser left to itself loses most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from extractors.ocr.ink import Mask, any_along, shrink

_SCALE = 2
_USUAL_EM = 10.5 / 72
"""Inches; the commonest character size of office documents, assumed until the page has been measured."""
_SPECK = 0.011
"""Inches; ink that is smaller both ways is dust (a full stop of 6 points is bigger)."""
_FADED = 0.04
"""Rows of a line whose ink is below this share of its fullest row count as white."""
_TALL = 1.55
"""A line this many ems high is two that touch."""
_GAP = 1.8
"""Ems of white within a line that part two pieces: the columns of a list without rules."""
_GUTTER = 1.1
"""Ems of white between two columns of text."""
_MOST_CROSSING = 0.12
"""Share of the rows of a page in two columns that may cross the white between them: titles, running lines."""
_LEAST_SIDE = 0.22
"""Share of the ink on either side of that white."""
_CROSSWISE = 1.8
"""A stripe at least this many times higher than wide runs across the reading direction."""
_BOTH_SIDES = 0.25
"""Share of the rows with ink on either side of that white; lines of two columns need not stand at one height."""
_STRIPE, _STRIPE_GAP, _LABEL_GAP = 1.35, 1.0, 0.5
"""Ems: the widest such stripe, the white that parts it from the rest, and the widest between its letters."""


class Segment(NamedTuple):
    """A line of text, or a piece of one, in pixels of the page."""

    x0: int
    y0: int
    x1: int
    y1: int
    crosswise: bool = False
    """Its letters follow each other across the reading direction of the page."""
    cut: bool = False
    """It was cut out of a line, so that what stands beside it is not to be seen."""


def find_segments(ink: Mask, rules: Mask, dpi: int) -> list[Segment]:
    """Find the lines of a straight page.

    Args:
        ink: the page's ink without rules, turned so that lines run from left to right.
        rules: the pixels of its rules.
        dpi: resolution of both.
    """
    small = _without_specks(shrink(ink, _SCALE), dpi / _SCALE)
    usual = _USUAL_EM * dpi / _SCALE
    fields = _fields(small, shrink(rules, _SCALE))
    if not fields:
        return []
    page = max(fields, key=lambda field: field.ink.size)
    em = _em(page.ink, usual)
    blocks = list(_columns(page.ink, em))
    placed: list[tuple[int, int, Segment]] = []
    for number, block in enumerate(blocks):
        placed += [(number, page.top + piece.y0, _on_page(piece, page)) for piece in _lines(page.ink, block, em)]
    for field in fields:
        if field is not page:
            em = _em(field.ink, usual)
            number = _block_of(field, page, blocks)
            whole = _Piece(0, field.ink.shape[0], 0, field.ink.shape[1])
            placed += [(number, field.top, _on_page(piece, field)) for piece in _lines(field.ink, whole, em)]
    return [segment for _, _, segment in sorted(placed, key=lambda place: place[:2])]


class _Field(NamedTuple):
    """The ink between rules, and the place of its top left corner."""

    ink: Mask
    top: int
    left: int


class _Piece(NamedTuple):
    y0: int
    y1: int
    x0: int
    x1: int
    crosswise: bool = False


def _block_of(field: _Field, page: _Field, blocks: Sequence[_Piece]) -> int:
    """The part of the page that a field stands in: the last one that begins above it and beside which it is not."""
    x, y = field.left + field.ink.shape[1] // 2 - page.left, field.top + field.ink.shape[0] // 2 - page.top
    return max(
        (number for number, block in enumerate(blocks) if block.y0 <= y and block.x0 <= x <= block.x1), default=0
    )


def _on_page(piece: _Piece, field: _Field) -> Segment:
    return Segment(
        (field.left + piece.x0) * _SCALE,
        (field.top + piece.y0) * _SCALE,
        (field.left + piece.x1) * _SCALE,
        (field.top + piece.y1) * _SCALE,
        piece.crosswise,
    )


def _without_specks(ink: Mask, dpi: float) -> Mask:
    least = max(2, round(_SPECK * dpi))
    labels, count = ndimage.label(ink, structure=np.ones((3, 3)))
    keep = np.zeros(count + 1, np.bool_)
    for number, (rows, columns) in enumerate(ndimage.find_objects(labels), 1):
        keep[number] = max(rows.stop - rows.start, columns.stop - columns.start) > least
    out: Mask = keep[labels]
    return out


def _fields(ink: Mask, rules: Mask) -> list[_Field]:
    """The fields that have ink."""
    if not rules.any():
        return [_Field(ink, 0, 0)] if ink.any() else []
    # Rules that end a few pixels short of each other still close a cell.
    labels, _ = ndimage.label(~ndimage.binary_dilation(rules, iterations=3))
    found = []
    for number, place in enumerate(ndimage.find_objects(labels), 1):
        own = ink[place] & (labels[place] == number)
        if own.any():
            found.append(_Field(own, place[0].start, place[1].start))
    return found


def _em(ink: Mask, usual: float) -> float:
    """The height of the lines of a field in pixels."""
    # In strips, since the lines of two columns may stand at different heights.
    strips = (any_along(ink[:, x : x + round(8 * usual)], 1) for x in range(0, ink.shape[1], round(8 * usual)))
    runs = [run for strip in strips for run in _runs(strip)]
    heights = [stop - start for start, stop in runs if 0.6 * usual <= stop - start <= 2.5 * usual]
    return float(np.median(heights)) * 1.08 if len(heights) >= 3 else usual


def _runs(marked: Mask) -> list[tuple[int, int]]:
    """Start and end of the unbroken runs of set values."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], marked, [False])).astype(np.int8)))
    return [(int(start), int(stop)) for start, stop in edges.reshape(-1, 2)]


def _columns(ink: Mask, em: float) -> Iterator[_Piece]:
    """The parts of a field that are read one after the other: the whole of it, or its columns between what crosses."""
    height, width = ink.shape
    whole = _Piece(0, height, 0, width)
    gutter = _gutter(ink, em)
    if gutter is None:
        yield whole
        return
    start = 0
    for top, bottom in [*_crossing_rows(ink, gutter, em), (height, height)]:
        if top > start:
            yield _Piece(start, top, 0, gutter)
            yield _Piece(start, top, gutter, width)
        if bottom > top:
            yield _Piece(top, bottom, 0, width)
        start = bottom


def _gutter(ink: Mask, em: float) -> int | None:
    """The column of pixels between two columns of text that the fewest lines cross."""
    xs = np.flatnonzero(any_along(ink, 0))
    if len(xs) == 0 or xs[-1] - xs[0] < 24 * em:
        return None
    left, right = int(xs[0]), int(xs[-1])
    step = max(1, round(em / 2))
    height = ink.shape[0] // step * step
    rows = any_along(ink[:height].reshape(height // step, step, ink.shape[1]), 1)
    inked = max(1, int(any_along(rows, 1).sum()))
    crossing = rows.sum(axis=0) / inked
    middle = np.zeros(ink.shape[1], np.bool_)
    middle[left + int(0.3 * (right - left)) : left + int(0.7 * (right - left))] = True
    bands = [band for band in _runs((crossing <= _MOST_CROSSING) & middle) if band[1] - band[0] >= _GUTTER * em]
    total = ink.sum()
    for start, stop in sorted(bands, key=lambda band: band[0] - band[1]):
        before = ink[:, :start].sum() / total
        if _LEAST_SIDE <= before <= 1 - _LEAST_SIDE and _both_sides(rows, start, stop) >= _BOTH_SIDES * inked:
            emptiest = _runs(crossing[start:stop] == crossing[start:stop].min())
            left, right = max(emptiest, key=lambda run: run[1] - run[0])
            return start + (left + right) // 2
    return None


def _both_sides(rows: Mask, start: int, stop: int) -> int:
    """Rows with ink on either side of a band: short lines leave white, too, but on one side alone."""
    return int((any_along(rows[:, :start], 1) & any_along(rows[:, stop:], 1)).sum())


def _crossing_rows(ink: Mask, gutter: int, em: float) -> list[tuple[int, int]]:
    """Top and bottom of the lines that stand in the white between two columns."""
    reach = round(em / 4)
    rows = _joined(_runs(any_along(ink[:, gutter - reach : gutter + reach], 1)), em / 2)
    white = ~any_along(ink, 1)
    out: list[tuple[int, int]] = []
    for top, bottom in rows:
        while top > 0 and not white[top - 1]:
            top -= 1
        while bottom < len(white) and not white[bottom]:
            bottom += 1
        if bottom - top <= 3 * em and (not out or top >= out[-1][1]):
            out.append((top, bottom))
    return out


def _joined(runs: Sequence[tuple[int, int]], gap: float) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, stop in runs:
        if out and start - out[-1][1] <= gap:
            out[-1] = (out[-1][0], stop)
        else:
            out.append((start, stop))
    return out


def _lines(ink: Mask, block: _Piece, em: float) -> Iterator[_Piece]:
    """The lines of a block; what runs across their direction, at its sides or all of it, comes first."""
    part = ink[block.y0 : block.y1, block.x0 : block.x1]
    stripes = _stripes(part, em)
    if stripes:
        part = part.copy()
    for piece in stripes:
        yield _Piece(block.y0 + piece.y0, block.y0 + piece.y1, block.x0 + piece.x0, block.x0 + piece.x1, True)
        part[piece.y0 : piece.y1, piece.x0 : piece.x1] = False
    for top, bottom in _rows(part, em):
        columns = _joined(_runs(any_along(part[top:bottom], 0)), _GAP * em)
        for left, right in columns:
            ys = np.flatnonzero(any_along(part[top:bottom, left:right], 1))
            y0, y1 = block.y0 + top + int(ys[0]), block.y0 + top + int(ys[-1]) + 1
            yield _Piece(y0, y1, block.x0 + left, block.x0 + right)


def _stripes(ink: Mask, em: float) -> list[_Piece]:
    """What stands at the left or right side of a block, one letter wide and several high, apart from the rest.

    Such are the vertical labels of table rows, and the running lines of a page in vertical writing.
    """
    columns = _joined(_runs(any_along(ink, 0)), _STRIPE_GAP * em)
    out = []
    for start, stop in {columns[0], columns[-1]} if columns else ():
        if stop - start > _STRIPE * em:
            continue
        rows = _joined(_runs(any_along(ink[:, start:stop], 1)), _LABEL_GAP * em)
        tall = [row for row in rows if row[1] - row[0] >= _CROSSWISE * (stop - start)]
        if tall and sum(row[1] - row[0] for row in tall) > 0.75 * sum(row[1] - row[0] for row in rows):
            out += [_Piece(top, bottom, start, stop) for top, bottom in tall]
    return out


def _rows(ink: Mask, em: float) -> list[tuple[int, int]]:
    """Top and bottom of each line of a column."""
    profile = ink.sum(axis=1)
    parts = [part for start, stop in _runs(profile > 0) for part in _parted(profile, start, stop, em)]
    out: list[tuple[int, int]] = []
    for start, stop in parts:
        # The strokes of 「二」 or the dots of 「：」 lie apart, and nothing beside them need close the gap.
        if out and stop - out[-1][0] <= 1.15 * em and start - out[-1][1] <= 0.6 * em:
            out[-1] = (out[-1][0], stop)
        else:
            out.append((start, stop))
    return out


def _parted(profile: NDArray[np.int64], start: int, stop: int, em: float) -> list[tuple[int, int]]:
    """Part lines that touch, where there is hardly any ink between them."""
    if stop - start < _TALL * em:
        return [(start, stop)]
    own = profile[start:stop]
    faded = _runs(own > _FADED * own.max())
    if len(faded) > 1 and all(b[0] - a[1] < em for a, b in pairwise(faded)):
        cuts = [start, *(start + (a[1] + b[0]) // 2 for a, b in pairwise(faded)), stop]
        return list(pairwise(cuts))
    return [(start, stop)]
