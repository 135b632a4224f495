"""What filling a sheet is told and what it says it did."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.problems import SHEET_BAD_COLUMN, ServiceProblem

_COLUMN = re.compile(r"[A-Z]{1,2}|[A-W][A-Z]{2}|X[A-E][A-Z]|XF[A-D]")


class Role(StrEnum):
    """What an answer column is for."""

    VERDICT = "verdict"
    PLACE = "place"
    REMARK = "remark"


class Reason(StrEnum):
    """Why an answer cell was left as it was."""

    ANSWERED = "answered"
    FORMULA = "formula"
    LOCKED = "locked"
    RESTRICTED = "restricted"
    """Its input rule allows nothing that means the answer, or cannot be worked out."""
    SHARED = "shared"
    """The cell is merged over several items and holds the answer of the first."""


class Absence(StrEnum):
    """Why an item was not filled in anywhere."""

    NO_ROW = "no_row"
    HIDDEN_SHEET = "hidden_sheet"
    """Its row stands on a hidden sheet only, where nobody would see the answer."""
    NO_COLUMN = "no_column"
    """Its row was found, but no answer column above it."""


ROLE_WORDS: Mapping[Role, str] = {Role.VERDICT: "判定", Role.PLACE: "該当箇所", Role.REMARK: "備考"}
REASON_WORDS: Mapping[Reason, str] = {
    Reason.ANSWERED: "すでに記入があります",
    Reason.FORMULA: "数式が入っています",
    Reason.LOCKED: "シートの保護でロックされています",
    Reason.RESTRICTED: "入力規則に、判定に当たる選択肢がありません",
    Reason.SHARED: "結合されたセルに、ほかの項目の回答を書きました",
}
ABSENCE_WORDS: Mapping[Absence, str] = {
    Absence.NO_ROW: "項目の行が見つかりません",
    Absence.HIDDEN_SHEET: "項目の行が非表示のシートにしかありません",
    Absence.NO_COLUMN: "回答の列が見つかりません",
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Answer columns chosen by the caller, as letters; a role without one is not written."""

    verdict: str | None = None
    place: str | None = None
    remark: str | None = None

    def __post_init__(self) -> None:
        """Check the letters.

        Raises:
            ServiceProblem: one is no column of a worksheet, or one column is given twice.
        """
        given = list(self.letters.values())
        if wrong := [letters for letters in given if not _COLUMN.fullmatch(letters)]:
            raise ServiceProblem(SHEET_BAD_COLUMN, f"指定：{'、'.join(wrong)}", f"given: {', '.join(wrong)}")
        if len(set(given)) < len(given):
            raise ServiceProblem(SHEET_BAD_COLUMN, "同じ列が2回指定されています", "one column is given twice")

    @property
    def letters(self) -> dict[Role, str]:
        """The letters given, in capitals, by role."""
        given = {Role.VERDICT: self.verdict, Role.PLACE: self.place, Role.REMARK: self.remark}
        return {role: letters.strip().upper() for role, letters in given.items() if letters and letters.strip()}


@dataclass(frozen=True, slots=True)
class Written:
    """A cell that was written."""

    item: str
    role: Role
    sheet: str
    cell: str
    text: str
    hidden: bool = False
    """Whether its row is hidden, so that the answer shows only when the row does."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """An answer cell that was left as it was."""

    item: str
    role: Role
    sheet: str
    cell: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class NotFound:
    """An item of the report without an answer cell."""

    item: str
    reason: Absence


@dataclass(frozen=True, slots=True)
class FillResult:
    """Everything that was done and not done."""

    written: tuple[Written, ...]
    skipped: tuple[Skipped, ...]
    not_found: tuple[NotFound, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """The filled workbook."""

    data: bytes
    result: FillResult
