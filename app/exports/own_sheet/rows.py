"""Finding the rows of the items on a worksheet: by id, by title, and by mark where the marks can be trusted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.exports.own_sheet.cells import Cell
from app.exports.own_sheet.titles import Mark, TitledItem, fold, is_circled, read_mark, title_text
from app.exports.own_sheet.worksheet import Worksheet
from checklist_data import Checklist, Edition

_AGREEING_MARK = 0.1
"""What a title gains by the mark beside it being its own."""
_CLEAR = 0.04
"""By how much a title must be surer than the next."""
_BY_MARK = 0.5
"""Sureness of a row that only its mark tells."""
_FEWEST_MARKS = 3
"""Marks in one column before they count as those of a check sheet without any title."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A row that asks for an item."""

    item: str
    row: int
    columns: frozenset[int]
    """Columns that say so: no answers go there."""
    sureness: float


@dataclass(frozen=True, slots=True)
class _Clue:
    """What a row says about itself."""

    row: int
    marks: tuple[tuple[int, Mark], ...]
    title: TitledItem | None
    column: int
    sureness: float

    def agrees(self) -> bool | None:
        """Whether the mark is the title's own; None without one of them."""
        if self.title is None or not self.marks:
            return None
        return any(mark.number == self.title.number for _, mark in self.marks)


class RowFinder:
    """Finds the rows of an edition's items; made once for a workbook."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._checklists = {one.id: [TitledItem(item) for item in one.items] for one in edition.checklists}
        self._items = [item for items in self._checklists.values() for item in items]
        self._ids = {fold(item.item.id): item for item in self._items}
        self._candidates = lru_cache(maxsize=None)(self._likely)

    def find(self, sheet: Worksheet, name: str) -> list[ItemRow]:
        """The rows of the items on a worksheet of that name, from top to bottom; an item may have several."""
        clues = [self._clue(row, [(cell, sheet.texts[cell]) for cell in cells]) for row, cells in sheet.rows.items()]
        titled = [clue for clue in clues if clue.title]
        found = [
            ItemRow(clue.title.item.id, clue.row, frozenset({clue.column, *(column for column, _ in clue.marks)}),
                    clue.sureness)
            for clue in titled if clue.title
        ]  # fmt: skip
        if not any(clue.agrees() is False for clue in titled):
            found += self._by_mark(clues, sheet, name)
        return sorted(found, key=lambda row: row.row)

    def _clue(self, row: int, cells: Sequence[tuple[Cell, str]]) -> _Clue:
        marks = tuple((cell.column, mark) for cell, text in cells if (mark := read_mark(text)))[:2]
        numbers = {mark.number for _, mark in marks}
        best: list[tuple[float, int, TitledItem]] = []
        for cell, text in cells:
            for likeness, item in self._candidates(text):
                best.append((likeness + (_AGREEING_MARK if item.number in numbers else 0.0), cell.column, item))
        best.sort(key=lambda one: -one[0])
        rival = next((one for one in best if one[2] is not best[0][2]), None)
        if not best or (rival and best[0][0] - rival[0] < _CLEAR):
            return _Clue(row, marks, None, 0, 0.0)
        sureness, column, title = best[0]
        return _Clue(row, marks, title, column, sureness)

    def _likely(self, text: str) -> tuple[tuple[float, TitledItem], ...]:
        """Items that the text of a cell may be the id or title of."""
        if item := self._ids.get(fold(text)):
            return ((1.0 + _AGREEING_MARK, item),)
        folded = title_text(text)
        return tuple((likeness, item) for item in self._items if folded and (likeness := item.likeness(folded)) > 0)

    def _by_mark(self, clues: Sequence[_Clue], sheet: Worksheet, name: str) -> Iterator[ItemRow]:
        """Rows without a known title whose mark is in a column of marks of one check sheet."""
        by_column: dict[int, list[tuple[_Clue, Mark]]] = defaultdict(list)
        for clue in clues:
            for column, mark in clue.marks[:1]:
                by_column[column].append((clue, mark))
        for column, marked in by_column.items():
            checklist = self._marked_checklist(marked, sheet, name)
            items = {item.number: item for item in self._checklists.get(checklist or "", [])}
            taken = {clue.title for clue, _ in marked}
            for clue, mark in marked:
                item = items.get(mark.number)
                if clue.title is None and item is not None and item not in taken:
                    yield ItemRow(item.item.id, clue.row, frozenset({column}), _BY_MARK)

    def _marked_checklist(self, marked: Sequence[tuple[_Clue, Mark]], sheet: Worksheet, name: str) -> str | None:
        """The check sheet whose marks stand in a column; None if that is not clear."""
        titled = {clue.title for clue, _ in marked if clue.title}
        owners = [key for key, items in self._checklists.items() if titled & set(items)]
        if titled:
            return owners[0] if len(owners) == 1 else None
        written = [mark.written for _, mark in marked]
        if len(set(written)) < max(_FEWEST_MARKS, len(written)):
            return None
        head = name + "".join(text for cell, text in sheet.texts.items() if cell.row < marked[0][0].row)
        fitting = [one for one in self._edition.checklists if set(written) <= {item.number for item in one.items}]
        if len(fitting) == 1 and all(is_circled(mark) for mark in written):
            return fitting[0].id
        numbers = {mark.number for _, mark in marked}
        named = [
            one for one in self._edition.checklists
            if self._names(one, head) and numbers <= {item.number for item in self._checklists[one.id]}
        ]  # fmt: skip
        return named[0].id if len(named) == 1 else None

    def _names(self, checklist: Checklist, head: str) -> bool:
        """Whether text names a check sheet or the kind of document it is for."""
        kind = next(kind for kind in self._edition.kinds if kind.id == checklist.kind)
        folded = fold(head)
        return any(fold(word) in folded for word in (checklist.title.text, kind.label, *kind.title_cues))
