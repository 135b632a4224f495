"""Excel: an overview, a sheet for each check sheet with one row an item, all evidence, risk and consistency."""

from __future__ import annotations

import io
import re

from openpyxl import Workbook

from app.exports.rows import EVIDENCE_COLUMNS, aspects_text, evidence_cells
from app.exports.view import EvidenceView, ReportView, RiskView, SheetView
from app.exports.wording import DISCLAIMER
from app.exports.workbook import SheetWriter
from matchers.report import Verdict

_FILLS = {
    Verdict.COVERED: "DDF3E4",
    Verdict.PARTIAL: "FFF4CC",
    Verdict.CONTRARY: "FFD6D6",
    Verdict.MISSING: "FFE6D9",
    Verdict.UNVERIFIABLE: "E8E3F3",
}
_EVIDENCE_WIDTHS = (18, 6, 14, 26, 60, 22, 20, 12, 8, 8, 9, 20)
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_TITLE_LENGTH = 31  # Excel's bound on the name of a sheet


def render(view: ReportView) -> bytes:
    """A workbook (.xlsx) to print on A4 landscape."""
    book = Workbook()
    del book["Sheet"]
    _overview(SheetWriter(book.create_sheet("概要"), (30, 24, 16, 10, 30, 68)), view)
    for sheet in view.sheets:
        _items(SheetWriter(book.create_sheet(_sheet_name(sheet.title)), (6, 15, 30, 14, 12, 42, 26, 34, 46)), sheet)
    _evidence(SheetWriter(book.create_sheet("根拠"), (9, 8, 26, *_EVIDENCE_WIDTHS)), view)
    if view.risk:
        writer = SheetWriter(book.create_sheet("高リスク判定"), (6, 36, 30, *_EVIDENCE_WIDTHS))
        _risk(writer, view.risk)
    if view.consistency:
        writer = SheetWriter(book.create_sheet("契約との整合"), (34, 34, 50, *_EVIDENCE_WIDTHS))
        _consistency(writer, view)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _sheet_name(title: str) -> str:
    return _FORBIDDEN.sub("・", title)[:_TITLE_LENGTH]


def _overview(writer: SheetWriter, view: ReportView) -> None:
    engine = view.report.engine
    writer.title("生成AI調達文書　点検結果")
    writer.fact("チェックリスト", f"{view.edition.title}（{view.report.edition}）")
    writer.fact("判定基準", view.edition.interpretation_note)
    writer.fact("項目名の出典", f"{view.edition.source}。{view.edition.copyright}")
    writer.fact("エンジン", f"morenashi {engine.version}／{engine.embedding}／{engine.dictionary}")
    writer.fact("形式", view.report.schema_id)
    writer.note(DISCLAIMER)
    writer.blank()
    writer.header(("点検した文書", "種類", "頁", "条項数", "読み取り", "SHA-256"))
    for one in view.documents:
        reading = "\n".join((one.quality, *one.document.quality.reasons))
        writer.row((one.document.name, one.kind, one.pages, one.document.clauses, reading, one.document.sha256))
    for sheet in view.sheets:
        writer.blank()
        writer.header((sheet.title, "項目数"))
        for verdict, word, count in sheet.tally:
            writer.row((str(word), count), fills={0: _FILLS[verdict]})
    if view.risk:
        writer.blank()
        writer.fact(view.risk.title, view.risk.advice)


def _items(writer: SheetWriter, sheet: SheetView) -> None:
    writer.header(
        ("番号", "分類", "項目", "判定", "確からしさ", "観点（当サービスの解釈）と記載", "根拠の所在", "不足・相違",
         "記載例"), frozen=True,
    )  # fmt: skip
    for item in sheet.items:
        shown = item.item
        writer.row(
            (shown.number, shown.group, f"{shown.title}\n（{shown.id}・{item.status}）", str(item.verdict),
             item.confidence, aspects_text(item), item.places, shown.gap, shown.suggestion),
            fills={3: _FILLS[shown.verdict]},
        )  # fmt: skip


def _evidence(writer: SheetWriter, view: ReportView) -> None:
    writer.header(("項目ID", "番号", "項目", *EVIDENCE_COLUMNS), frozen=True)
    for sheet in view.sheets:
        for item in sheet.items:
            shown = item.item
            _evidence_rows(writer, (shown.id, shown.number, shown.title), item.evidence)


def _risk(writer: SheetWriter, risk: RiskView) -> None:
    writer.header(("軸", "観点", "読み取った値", *EVIDENCE_COLUMNS), frozen=True)
    for axis in risk.axes:
        head = (axis.id, f"{axis.title}\n（{axis.status}）", axis.value)
        if not axis.evidence:
            writer.row(head)
        _evidence_rows(writer, head, axis.evidence)
    writer.row(("助言", risk.advice))


def _consistency(writer: SheetWriter, view: ReportView) -> None:
    writer.header(("求めていること", "受けるべき条項", "所見", *EVIDENCE_COLUMNS), frozen=True)
    for found in view.consistency:
        head = (found.spec, found.contract, found.finding)
        if not found.evidence:
            writer.row(head)
        _evidence_rows(writer, head, found.evidence)


def _evidence_rows(writer: SheetWriter, head: tuple[str, ...], evidence: tuple[EvidenceView, ...]) -> None:
    for one in evidence:
        writer.row((*head, *evidence_cells(one)))
