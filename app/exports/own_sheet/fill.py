"""Filling in an office's own check sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.utils import column_index_from_string

from app.exports.own_sheet.cells import Cell
from app.exports.own_sheet.heads import AnswerColumn, find_columns
from app.exports.own_sheet.model import (
    Absence,
    Columns,
    Filled,
    FillResult,
    NotFound,
    Reason,
    Role,
    Skipped,
    Written,
)
from app.exports.own_sheet.rows import ItemRow, RowFinder
from app.exports.own_sheet.validation import InputRules
from app.exports.own_sheet.vocabulary import choose, spoken
from app.exports.own_sheet.workbook import SheetEntry, WorkbookFile
from app.exports.own_sheet.worksheet import Worksheet
from app.exports.view import ItemView, build_view
from app.problems import SHEET_WITHOUT_COLUMNS, SHEET_WITHOUT_ITEMS, ServiceProblem
from checklist_data import Edition
from extractors.reader import Limits
from matchers.report import Report

_PLACES = 5
"""Places named in one cell, the best ones; the number of the others is said."""
_AS_SURE = 0.15
"""Rows of an item that are less sure than its best by more than this are no rows of it."""


def fill(
    data: bytes,
    report: Report,
    edition: Edition,
    columns: Columns | None = None,
    overwrite: bool = False,
    limits: Limits | None = None,
) -> Filled:
    """Write verdicts, places and remarks into the answer cells of a workbook, and touch nothing else.

    Args:
        data: the workbook (.xlsx, .xlsm).
        report: what is written.
        edition: of the report; its items are searched for.
        columns: answer columns; None finds them by their heads.
        overwrite: replace answers that are already there. Formulas and locked cells stay in any case.
        limits: bounds on the file.

    Raises:
        DocumentProblem: the file cannot be read.
        ServiceProblem: it is no workbook, or has no rows of the items or no answer columns.
        ValueError: the report is of another edition.
    """
    view = build_view(report, edition)
    workbook = WorkbookFile(data, limits or Limits())
    items = {item.item.id: item for sheet in view.sheets for item in sheet.items}
    several = len(view.documents) > 1
    search = _search(workbook, RowFinder(edition), items, columns)
    if not any(search.rows.values()) and not search.hidden:
        raise ServiceProblem(SHEET_WITHOUT_ITEMS)
    if not any(answers for rows in search.rows.values() for _, answers in rows):
        raise ServiceProblem(SHEET_WITHOUT_COLUMNS if any(search.rows.values()) else SHEET_WITHOUT_ITEMS)
    written: list[Written] = []
    skipped: list[Skipped] = []
    done: set[str] = set()
    for entry, rows in search.rows.items():
        writer = _Writer(workbook, entry, overwrite)
        for row, answers in rows:
            texts = _texts(items[row.item], several)
            for role, answer in sorted(answers.items()):
                outcome = writer.write(row, role, answer, texts[role], items[row.item])
                written += [outcome] if isinstance(outcome, Written) else []
                skipped += [outcome] if isinstance(outcome, Skipped) else []
            if answers:
                done.add(row.item)
    not_found = tuple(
        NotFound(item_id, search.absence(item_id)) for item_id in items if item_id not in done
    )
    return Filled(workbook.saved() if written else data, FillResult(tuple(written), tuple(skipped), not_found))


@dataclass(frozen=True, slots=True)
class _Search:
    """Where the items stand."""

    rows: dict[SheetEntry, list[tuple[ItemRow, dict[Role, AnswerColumn]]]]
    hidden: frozenset[str]
    """Items with a row on a hidden sheet."""

    def absence(self, item_id: str) -> Absence:
        """Why an item has no answer cell."""
        if any(row.item == item_id for rows in self.rows.values() for row, _ in rows):
            return Absence.NO_COLUMN
        return Absence.HIDDEN_SHEET if item_id in self.hidden else Absence.NO_ROW


def _search(
    workbook: WorkbookFile, finder: RowFinder, items: dict[str, ItemView], columns: Columns | None
) -> _Search:
    chosen = columns and {
        role: AnswerColumn(column_index_from_string(letters), "") for role, letters in columns.letters.items()
    }
    found: dict[SheetEntry, list[tuple[ItemRow, dict[Role, AnswerColumn]]]] = {}
    hidden: set[str] = set()
    for entry in workbook.sheets:
        sheet = workbook.worksheet(entry)
        rows = finder.find(sheet, entry.name)
        if entry.hidden:
            hidden |= {row.item for row in rows}
            continue
        numbers = {row.row for row in rows}
        found[entry] = [
            (row, chosen or find_columns(sheet, row.row, numbers, row.columns)) for row in rows if row.item in items
        ]
    best: dict[str, tuple[bool, float]] = {}
    for rows_ in found.values():
        for row, answers in rows_:
            best[row.item] = max(best.get(row.item, (False, 0.0)), (bool(answers), row.sureness))
    kept = {
        entry: [
            (row, answers) for row, answers in rows_
            if bool(answers) == best[row.item][0] and row.sureness > best[row.item][1] - _AS_SURE
        ]
        for entry, rows_ in found.items()
    }  # fmt: skip
    return _Search(kept, frozenset(hidden))


class _Writer:
    """Writes answers on one worksheet."""

    def __init__(self, workbook: WorkbookFile, entry: SheetEntry, overwrite: bool) -> None:
        self._workbook, self._name, self._overwrite = workbook, entry.name, overwrite
        self._sheet = workbook.worksheet(entry)
        by_name = {one.name.casefold(): one for one in workbook.sheets}

        def find(name: str) -> Worksheet | None:
            other = by_name.get(name.casefold())
            return None if other is None else workbook.worksheet(other)

        self._rules = InputRules(self._sheet, workbook.names, find)

    def write(self, row: ItemRow, role: Role, answer: AnswerColumn, text: str, item: ItemView) -> Written | Skipped | None:
        """Write an answer, or say why not; None where there is nothing to say."""
        cell = self._sheet.anchor(Cell(row.row, answer.column))
        choices = self._rules.choices(cell)
        if role is Role.VERDICT:
            verdict = item.item.verdict
            said = spoken(verdict, answer.head) if choices is None else choose(verdict, choices)
        else:
            said = text if choices is None or text in choices or not text else None
        if said == "":
            return None
        reason = self._reason(cell)
        if reason is not None or said is None:
            return Skipped(row.item, role, self._name, cell.address, reason or Reason.RESTRICTED)
        self._sheet.write(cell, said)
        return Written(row.item, role, self._name, cell.address, said, self._sheet.is_hidden(row.row))

    def _reason(self, cell: Cell) -> Reason | None:
        """Why a cell is not to be written, whatever the answer."""
        if cell in self._sheet.written:
            return Reason.SHARED
        if self._sheet.has_formula(cell):
            return Reason.FORMULA
        if self._sheet.protected and self._workbook.is_locked(self._sheet.style(cell)):
            return Reason.LOCKED
        return Reason.ANSWERED if cell in self._sheet.texts and not self._overwrite else None


def _texts(item: ItemView, several: bool) -> dict[Role, str]:
    """What is said about an item in each column but the verdict's."""
    return {Role.VERDICT: "", Role.PLACE: "、".join(_places(item, several)), Role.REMARK: item.item.gap}


def _places(item: ItemView, several: bool) -> Iterator[str]:
    places = list(dict.fromkeys(one.place if several else one.place_in_document for one in item.evidence))
    yield from places[:_PLACES]
    if len(places) > _PLACES:
        yield f"ほか{len(places) - _PLACES}箇所"
