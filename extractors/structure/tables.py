"""Rows that name the columns of their table, and the identifiers of the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.document import Block, BlockKind
from extractors.structure.wording import is_label, squeeze

_COLUMN_NAME = re.compile(
    r"(?:番号?|項番|項目|内容|要件|区分|分類|備考|機能|用語|用字|意義|意味|定義|時期|期限|納期|作業|方式|案件|成果物|納入物|数量|単位|名称|所在地?|拠点"
    r"|機器|担当者?|役割|種別|種類|対象|条件|基準|単価|金額|回数|頻度|期間|日程|説明|摘要|規格|仕様|指標|目標値?|方法|場所|部署|資料名?|提出先|部数|媒体"
    r"|形式|配点|評価|必須|任意|レベル|件数|年度|氏名|氏名等|理由|根拠|業務|工程|責任者?|主体|現行|業務名|品名|書類名?|連絡先|概要|事項|措置|対応|結果|想定"
    r"|No\.?|ID|#|分野|欄|度|方針|課題|リスク|影響|対策|画面|帳票|帯|目的|用途|権限|利用者|情報|データ|サービス|例)$",
    re.IGNORECASE,
)
_SAYS_MEANING = re.compile(r"(?:意味|意義|定義|説明)$")
_IDENTIFIER = re.compile(
    r"[A-Za-z]{0,4}[-_－]?[0-9０-９]{1,4}(?:[-.－．][0-9０-９]{1,3})*[.．]?|[①-⑳㉑-㉟㊱-㊿]|[(（][0-9０-９ア-ン]{1,3}[)）]"
)
_LONGEST_NAME = 20


def mark_headers(blocks: Sequence[Block]) -> list[Block]:
    """Mark as HEADER_ROW the first row of each table that names its columns, and every repetition of it."""
    rows: dict[int, list[Block]] = {}
    for block in blocks:
        if block.kind in (BlockKind.ROW, BlockKind.HEADER_ROW) and block.table is not None:
            rows.setdefault(block.table, []).append(block)
    names = {table: _cells(own[0]) for table, own in rows.items() if _names_columns(own)}
    marked = []
    for block in blocks:
        if block.kind is BlockKind.ROW and block.table in names and _cells(block) == names[block.table]:
            block = replace(block, kind=BlockKind.HEADER_ROW)
        marked.append(block)
    return marked


def row_identifier(cells: Sequence[str]) -> str:
    """The first cell if it numbers the row (「F-05」「3」), else an empty text; a narrow cell may break it in two."""
    first = "".join(cells[0].split()) if len(cells) > 1 else ""
    return first if _IDENTIFIER.fullmatch(first) else ""


def _cells(row: Block) -> tuple[str, ...]:
    return tuple(squeeze(cell) for cell in row.cells)


def _names_columns(rows: Sequence[Block]) -> bool:
    first = rows[0]
    if first.kind is BlockKind.HEADER_ROW:
        return True
    cells = [cell for cell in _cells(first) if cell]
    if len(rows) < 2 or len(cells) < 2 or any(len(cell) > _LONGEST_NAME or not is_label(cell) for cell in cells):
        return False
    if len(cells) == 2:
        return (_COLUMN_NAME.fullmatch(cells[1]) or _SAYS_MEANING.search(cells[1])) is not None
    known = [bool(_COLUMN_NAME.search(cell)) for cell in cells]
    if any(re.fullmatch(r"[0-9.,%円]+", cell) or row_identifier((cell, "")) for cell in cells):
        return False
    return sum(known) * 3 >= len(known)
