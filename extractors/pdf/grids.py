"""Ruled tables: rules that meet form a grid, and a cell is what no rule divides."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.pdf.drawings import Drawings, Rule
from extractors.pdf.geometry import Box

_TOUCH = 3.0
"""Rules that end this close to each other (points) meet."""
_SAME_LINE = 1.6
"""Rules this close to each other (points) are one rule drawn twice or as a thin rectangle."""
_OVERHANG = 12.0
"""A horizontal rule that sticks out this far (points) beyond the outermost vertical one has an open column there."""
_MOST_RULES = 4000
_MOST_FIELDS = 20_000


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's skeleton in reading space: column and row edges, and which cell each field between them belongs to."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: dict[tuple[int, int], int]
    """(row, column) of a field → number of its cell; a merged cell owns several fields."""

    @property
    def box(self) -> Box:
        """Outer edges."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_at(self, x: float, y: float) -> int | None:
        """The cell around a point; None outside the grid or where no cell is."""
        xs, ys = self.xs, self.ys
        if not (xs[0] - 1 <= x <= xs[-1] + 1 and ys[0] - 1 <= y <= ys[-1] + 1):
            return None
        column = min(max(bisect_right(xs, x) - 1, 0), len(xs) - 2)
        row = min(max(bisect_right(ys, y) - 1, 0), len(ys) - 2)
        return self.owner.get((row, column))

    def fields(self) -> dict[int, list[tuple[int, int]]]:
        """The fields of each cell, top left first, cells in the order of their first field."""
        cells: dict[int, list[tuple[int, int]]] = {}
        for field in sorted(self.owner):
            cells.setdefault(self.owner[field], []).append(field)
        return cells

    def is_rectangular(self) -> bool:
        """Whether every cell is a full rectangle; an L-shaped one means that a rule was not recognised."""
        for fields in self.fields().values():
            rows, columns = {row for row, _ in fields}, {column for _, column in fields}
            height, width = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
            if height * width != len(fields):
                return False
        return True


class Search(NamedTuple):
    """Grids found on a page, inner ones before those around them, and whether that is to be trusted."""

    grids: list[Grid]
    doubtful: bool
    """Rules meet, but some of them make no grid, or a grid has cells of odd shapes."""


def find_grids(drawings: Drawings) -> Search:
    """Find the ruled tables of a page."""
    if len(drawings.horizontal) < 2 or not drawings.vertical:
        return Search([], False)
    if len(drawings.horizontal) > _MOST_RULES or len(drawings.vertical) > _MOST_RULES:
        return Search([], True)
    grids: list[Grid] = []
    doubtful = False
    for across, down in _connected(_merged(drawings.horizontal), _merged(drawings.vertical)):
        xs, ys = _column_edges(across, down), _positions(across)
        if len(ys) < 2 or len(xs) < 2 or (len(down) == 1 and len(xs) == 2):
            continue
        grid = _grid(across, down, xs, ys)
        if grid is None or not grid.is_rectangular():
            doubtful = True
        if grid is not None:
            grids.append(grid)
    grids.sort(key=lambda grid: grid.box.area)
    return Search(grids, doubtful)


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """One rule for all pieces that lie on one line and touch."""
    ordered = sorted(rules)
    out: list[Rule] = []
    begin = 0
    while begin < len(ordered):
        end = begin + 1
        while end < len(ordered) and ordered[end].at - ordered[end - 1].at <= _SAME_LINE:
            end += 1
        group = ordered[begin:end]
        at = sum(rule.at for rule in group) / len(group)
        pieces = sorted((rule.start, rule.end) for rule in group)
        start, stop = pieces[0]
        for piece_start, piece_stop in pieces[1:]:
            if piece_start <= stop + _TOUCH:
                stop = max(stop, piece_stop)
            else:
                out.append(Rule(at, start, stop))
                start, stop = piece_start, piece_stop
        out.append(Rule(at, start, stop))
        begin = end
    return out


class _Sets:
    """Disjoint sets of 0 … n-1 (union–find with path halving)."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def find(self, item: int) -> int:
        parent = self._parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def union(self, one: int, two: int) -> None:
        # The smaller number leads, so that a cell is named after its top left field.
        one, two = sorted((self.find(one), self.find(two)))
        self._parent[two] = one


def _connected(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of horizontal and vertical rules that meet; both lists are sorted by position."""
    sets = _Sets(len(across) + len(down))
    heights = [rule.at for rule in across]
    for number, rule in enumerate(down, start=len(across)):
        for k in range(bisect_right(heights, rule.start - _TOUCH), bisect_right(heights, rule.end + _TOUCH)):
            if across[k].start - _TOUCH <= rule.at <= across[k].end + _TOUCH:
                sets.union(k, number)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for k, rule in enumerate(across):
        groups.setdefault(sets.find(k), ([], []))[0].append(rule)
    for k, rule in enumerate(down, start=len(across)):
        groups.setdefault(sets.find(k), ([], []))[1].append(rule)
    return list(groups.values())


def _positions(rules: Sequence[Rule]) -> list[float]:
    out: list[float] = []
    for rule in rules:
        if not out or rule.at - out[-1] > _TOUCH:
            out.append(rule.at)
    return out


def _column_edges(across: list[Rule], down: list[Rule]) -> list[float]:
    """Places of the vertical rules, and the ends of the horizontal ones where a table is open at its sides."""
    xs = _positions(down)
    if not across or not down:
        return xs
    left, right = min(rule.start for rule in across), max(rule.end for rule in across)
    if xs[0] - left > _OVERHANG:
        xs.insert(0, left)
    if right - xs[-1] > _OVERHANG:
        xs.append(right)
    return xs


def _grid(across: list[Rule], down: list[Rule], xs: list[float], ys: list[float]) -> Grid | None:
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns * rows > _MOST_FIELDS:
        return None
    down_at = [[rule for rule in down if abs(rule.at - x) <= _TOUCH] for x in xs]
    across_at = [[rule for rule in across if abs(rule.at - y) <= _TOUCH] for y in ys]
    sets = _Sets(columns * rows)
    for row in range(rows):
        y = (ys[row] + ys[row + 1]) / 2
        for column in range(columns):
            x = (xs[column] + xs[column + 1]) / 2
            field = row * columns + column
            if column + 1 < columns and not _covered(down_at[column + 1], y):
                sets.union(field, field + 1)
            if row + 1 < rows and not _covered(across_at[row + 1], x):
                sets.union(field, field + columns)
    owner = {divmod(field, columns): sets.find(field) for field in range(columns * rows)}
    return Grid(tuple(xs), tuple(ys), owner)


def _covered(rules: list[Rule], where: float) -> bool:
    return any(rule.start - _TOUCH <= where <= rule.end + _TOUCH for rule in rules)
