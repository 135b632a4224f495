"""Finding the answer columns by the heads above an item's row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from app.exports.own_sheet.cells import Cell
from app.exports.own_sheet.model import Role
from app.exports.own_sheet.worksheet import Worksheet

_HEADS: Mapping[Role, tuple[str, ...]] = {
    Role.VERDICT: (
        r".*判定(結果|欄)?",
        r".*有無(欄)?",
        r".*(対応|充足|記載|実施|反映|準拠)状況",
        r".*充足(度|性)?",
        r".*(点検|確認|評価|照合|チェック)結果",
        r"結果|回答(欄)?|チェック(欄)?|確認(欄)?|評価(欄)?|記入欄|○[△×]*",
    ),
    Role.PLACE: (
        r".*(該当|記載|対応|参照|根拠|規定|反映)(箇所|個所|カ所|ヶ所|条項|条文|頁|ページ|場所|部分|位置|文書)(等|番号)?",
        r".*(頁|ページ|箇所|個所)(番号|数)?",
        r"(該当|根拠)(文書)?|条項(番号)?|条番号|章節(番号)?",
    ),
    Role.REMARK: (
        r".*(不足|不備|相違|指摘)(して(い)?る)?(の)?(内容|事項|点|箇所)?",
        r".*備考(欄)?",
        r".*コメント(欄)?",
        r".*(所見|特記事項|補足(事項)?|摘要)(欄)?",
        r".*理由",
    ),
}
"""What the heads of each role say, the surest first. 適否 and the like are not among them: the officer decides that."""
_PATTERNS = {role: tuple(re.compile(one) for one in patterns) for role, patterns in _HEADS.items()}
_BRACKETED = re.compile(r"\([^()]*\)|※.*")
_JUNK = re.compile(r"[\s・、,/:]+")
_LONGEST = 30
_BAND = 3
"""Rows that heads may be stacked in."""


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """A column for answers."""

    column: int
    head: str
    """Its head as written; empty where the caller chose the column."""


def find_columns(
    sheet: Worksheet, row: int, item_rows: Collection[int], item_columns: Collection[int]
) -> dict[Role, AnswerColumn]:
    """The answer columns for an item's row: those of the nearest heads above it that name most roles.

    Args:
        sheet: the worksheet.
        row: of the item.
        item_rows: rows of all items, which are no heads.
        item_columns: columns of its mark and title, where no answers go.
    """
    rows = sheet.rows
    best: dict[Role, AnswerColumn] = {}
    for head in sorted((one for one in rows if one < row and one not in item_rows), reverse=True):
        if not any(role_of(sheet.texts[cell]) for cell in rows[head]):
            continue
        found = _columns(sheet, _bottom(sheet, head, rows[head], item_rows), item_rows, item_columns)
        if len(found) > len(best):
            best = found
        if len(best) == len(Role):
            break
    return best


def role_of(head: str) -> tuple[Role, int] | None:
    """What a head says its column is for, and how surely (0 most); None if it is no answer column."""
    plain = unicodedata.normalize("NFKC", head)
    folded = _JUNK.sub("", _BRACKETED.sub("", plain)) or _JUNK.sub("", plain.strip("() "))
    if not folded or len(folded) > _LONGEST:
        return None
    folded = folded.translate({ord("〇"): "○", ord("◯"): "○", ord("✕"): "×"})
    for role, patterns in _PATTERNS.items():
        for rank, pattern in enumerate(patterns):
            if pattern.fullmatch(folded):
                return role, rank
    return None


def _bottom(sheet: Worksheet, head: int, cells: Collection[Cell], item_rows: Collection[int]) -> int:
    """The lowest row that the heads beginning in a row reach down to."""
    bottoms = [sheet.merge(cell).bottom for cell in cells]
    reach = range(head, min(max(bottoms), head + _BAND - 1) + 1)
    return max((one for one in reach if one not in item_rows), default=head)


def _columns(
    sheet: Worksheet, bottom: int, item_rows: Collection[int], item_columns: Collection[int]
) -> dict[Role, AnswerColumn]:
    band = [one for one in range(bottom, max(0, bottom - _BAND), -1) if one not in item_rows]
    right_of = min(item_columns, default=0)
    candidates = sorted(
        (stacked, rank, column < right_of, column, role, head)
        for role, rank, stacked, column, head in _candidates(sheet, band)
        if column not in item_columns
    )
    found: dict[Role, AnswerColumn] = {}
    for *_, column, role, head in candidates:
        if role not in found and column not in {one.column for one in found.values()}:
            found[role] = AnswerColumn(column, head)
    return found


def _candidates(sheet: Worksheet, band: list[int]) -> Iterator[tuple[Role, int, bool, int, str]]:
    """Role, rank, whether a head above the lowest says so, column and head, for each column of a band of rows."""
    columns = {cell.column for cell in sheet.texts if cell.row in band}
    for column in sorted(columns):
        heads = list(dict.fromkeys(sheet.anchor(Cell(row, column)) for row in band))
        heads = [head for head in heads if head in sheet.texts]
        for level, head in enumerate(heads):
            merge = sheet.merge(head)
            if level and merge.left != merge.right:
                continue  # it stands over several columns: which of them is meant it does not say
            if said := role_of(sheet.texts[head]):
                yield *said, bool(level), column, sheet.texts[head]
                break
