"""Columns of text and the order in which the parts of a page are read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple, Protocol, TypeVar

from extractors.pdf.geometry import Box
from extractors.pdf.lines import Line

_LONG = 6
"""Lines of fewer characters say little about where a column begins and ends."""
_WORD_REST = re.compile("(?!なお|また|ただし|[こそ][のれ]|あらか|いずれ|すべて|まず|さら|お)[ぁ-ん、。）」]")
"""The rest of a word or sentence; hardly a paragraph begins so."""
_SPANNING = 0
_FEWEST_COLUMNED = 3
"""One page in so many must show two columns by itself: covers, contents and pages of tables do not."""
_FULL_LINES, _FULL_SHARE = 3, 0.1
"""So many lines of a column, and this share of them, end at its right edge if text was broken there."""


class Column(NamedTuple):
    """The column a line stands in: 0 across the page, 1 the left one, 2 the right one; its edges in points."""

    number: int
    left: float
    right: float


class Placed(Protocol):
    """Anything with a place on the page."""

    @property
    def box(self) -> Box:
        """Its rectangle in reading space."""
        ...


T = TypeVar("T", bound=Placed)


def find_gutter(lines: Sequence[Line]) -> float | None:
    """The x between two columns of a page: hardly any line crosses it and at least a quarter stands on either side."""
    boxes = [line.box for line in lines if line.count >= _LONG]
    if len(boxes) < 8:
        return None
    left, right = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    low, high = left + 0.3 * (right - left), left + 0.7 * (right - left)
    if sum(box.x0 < low - 1 and box.x1 > high + 1 for box in boxes) > 0.06 * len(boxes):
        return None  # these lines cross every x that is tried below
    best: tuple[int, int, float] | None = None
    for percent in range(30, 71):
        x = left + (right - left) * percent / 100
        crossing = sum(box.x0 < x - 1 and box.x1 > x + 1 for box in boxes)
        before, after = sum(box.x1 <= x + 1 for box in boxes), sum(box.x0 >= x - 1 for box in boxes)
        fewer = min(before, after)
        if (
            crossing <= 0.06 * len(boxes)
            and fewer >= max(4, 0.25 * len(boxes))
            and (best is None or (crossing, -fewer) < best[:2])
        ):
            best = (crossing, -fewer, x)
    return best[2] if best else None


def settle_gutters(pages: Sequence[Sequence[Line]]) -> list[float | None]:
    """The gutter of every page; one that has too little text to tell takes that of the others."""
    found = [find_gutter(lines) for lines in pages]
    known = [gutter for gutter in found if gutter is not None]
    if _FEWEST_COLUMNED * len(known) < len(found):
        return found
    usual = median(known)
    telling = [gutter is not None or _parts(usual, lines) for gutter, lines in zip(found, pages, strict=True)]
    if 2 * len(known) < len(known) + telling.count(False):
        return found
    return [usual if gutter is None and tells else gutter for gutter, tells in zip(found, telling, strict=True)]


def _parts(x: float, lines: Sequence[Line]) -> bool:
    boxes = [line.box for line in lines if line.count >= _LONG]
    return sum(box.x0 < x - 1 and box.x1 > x + 1 for box in boxes) <= 0.06 * len(boxes)


def column_number(box: Box, gutter: float | None, size: float) -> int:
    """The number of the column in which `box` stands."""
    if gutter is None or (box.x0 < gutter and box.x1 > gutter + 2 * size):
        return _SPANNING
    return 1 if box.x1 <= gutter + 2 else 2


def place(pages: Sequence[Sequence[Line]], gutters: Sequence[float | None], sizes: Sequence[Box]) -> list[list[Column]]:
    """The column of every line of every page; `sizes` are the pages in reading space.

    Edges are taken over the whole document, since a single page may hold nothing but short or indented lines.
    """
    numbers = [
        [column_number(line.box, gutter, line.size) for line in lines]
        for lines, gutter in zip(pages, gutters, strict=True)
    ]
    extents: dict[tuple[bool, int], list[Line]] = defaultdict(list)
    for lines, gutter, mine in zip(pages, gutters, numbers, strict=True):
        for line, number in zip(lines, mine, strict=True):
            if line.count >= _LONG:
                extents[gutter is not None, number].append(line)
    edges = {key: _edges(lines) for key, lines in extents.items()}
    return [
        _place_page(lines, mine, None if gutter is not None else size, edges)
        for lines, gutter, mine, size in zip(pages, gutters, numbers, sizes, strict=True)
    ]


class _Edges(NamedTuple):
    """The edges of a column in points."""

    left: float
    right: float
    certain: bool
    """Enough lines are broken at the right edge; else nothing but short ones may stand in the column."""


def _edges(lines: Sequence[Line]) -> _Edges:
    # A comma or full stop may hang over the edge (ぶら下げ). A few lines may be longer than the column, too: the right
    # edge is where nearly all lines end.
    ends = sorted(line.box.x1 - (line.size if line.text[-1] in "、。，．" else 0) for line in lines)
    right = ends[int(0.98 * (len(ends) - 1))]
    full = [
        k for k, line in enumerate(lines) if abs(line.box.x1 - right) < 0.7 * line.size and line.text[-1] not in "。．"
    ]
    cut = any(_WORD_REST.match(lines[k + 1].text) for k in full if k + 1 < len(lines))
    certain = cut or len(full) >= max(_FULL_LINES, _FULL_SHARE * len(lines))
    return _Edges(min(line.box.x0 for line in lines), right, certain)


def _place_page(
    lines: Sequence[Line], numbers: Sequence[int], whole: Box | None, edges: dict[tuple[bool, int], _Edges]
) -> list[Column]:
    """The columns of a page's lines; `whole` is the page, if no gutter divides it."""
    columns: dict[int, Column] = {}
    for number in set(numbers):
        mine = [line for line, own in zip(lines, numbers, strict=True) if own == number]
        here = _edges([line for line in mine if line.count >= _LONG] or mine)
        left, right, certain = edges.get((whole is None, number), here)
        if here.certain and abs(here.right - right) > 6:
            right = here.right  # a page with margins of its own
        elif whole is not None and not (certain or here.certain):
            right = max(right, whole.x1 - (left - whole.x0))  # margins are usually alike on both sides
        columns[number] = Column(number, left, right)
    return [columns[number] for number in numbers]


def in_reading_order(items: Sequence[T], gutter: float | None) -> list[T]:
    """Order the parts of a page.

    The order of the content is kept, for it knows columns and frames better than geometry does, unless it jumps back up
    within a column again and again: then the producer wrote its text in no order, and position decides.
    """
    jumps = sum(_jumps_up(one.box, two.box) for one, two in pairwise(items))
    if jumps <= max(2, 0.08 * len(items)):
        return list(items)
    out: list[T] = []
    waiting: dict[int, list[T]] = {1: [], 2: []}
    for item in _by_rows(items):
        number = column_number(item.box, gutter, 6.0)
        if number != _SPANNING:
            waiting[number].append(item)
            continue
        out += waiting[1] + waiting[2] + [item]
        waiting = {1: [], 2: []}
    return out + waiting[1] + waiting[2]


def _by_rows(items: Sequence[T]) -> list[T]:
    """From top to bottom, and from left to right where parts overlap by half of their height."""
    rows: list[list[T]] = []
    for item in sorted(items, key=lambda item: item.box.y0):
        if rows:
            first = rows[-1][0].box
            shared = min(first.y1, item.box.y1) - max(first.y0, item.box.y0)
            if shared > 0.5 * min(first.height, item.box.height):
                rows[-1].append(item)
                continue
        rows.append([item])
    return [item for row in rows for item in sorted(row, key=lambda item: item.box.x0)]


def _jumps_up(one: Box, two: Box) -> bool:
    shared = min(one.x1, two.x1) - max(one.x0, two.x0)
    return two.y1 < one.y0 + 1 and shared > 0.3 * min(one.width, two.width)
