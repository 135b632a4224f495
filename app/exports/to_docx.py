"""Word: the report as a document to read, print and hand on."""

from __future__ import annotations

import datetime

from app.exports.view import EvidenceView, ItemView, ReportView, RiskView, SheetView, percent
from app.exports.word.writer import DRAFT_STYLE, NOTE_STYLE, WordWriter
from app.exports.wording import CORE, DISCLAIMER


def render(view: ReportView) -> bytes:
    """A document (.docx) on A4."""
    writer = WordWriter("生成AI調達文書　点検結果")
    _head(writer, view)
    for sheet in view.sheets:
        _sheet(writer, sheet, several=len(view.documents) > 1)
    if view.risk:
        _risk(writer, view.risk)
    if view.consistency:
        writer.heading("契約との整合", 1)
        for found in view.consistency:
            writer.heading(f"{found.spec} → {found.contract}", 2)
            writer.paragraph(found.finding)
            _evidence(writer, found.evidence)
    return writer.to_bytes()


def _head(writer: WordWriter, view: ReportView) -> None:
    engine, edition = view.report.engine, view.edition
    today = datetime.datetime.now().astimezone()
    writer.facts(
        "点検の概要",
        (
            ("チェックリスト", f"{edition.title}（{view.report.edition}、{edition.publication_date.isoformat()}公表）"),
            ("判定基準", edition.interpretation_note),
            ("項目名の出典", f"{edition.source}。{edition.copyright}"),
            ("出力した日", f"{today.year}年{today.month}月{today.day}日"),
            ("エンジン", f"morenashi {engine.version}／{engine.embedding}／{engine.dictionary}"),
            ("形式", view.report.schema_id),
        ),
    )
    writer.paragraph(DISCLAIMER)
    writer.heading("点検した文書", 1)
    for one in view.documents:
        shown = one.document
        writer.facts(
            f"文書 {shown.name}",
            (
                ("文書", shown.name),
                ("種類", one.kind),
                ("頁・条項", f"{one.pages}、条項{shown.clauses}件"),
                ("読み取り", "\n".join((one.quality, *shown.quality.reasons))),
                ("SHA-256", shown.sha256),
            ),
        )


def _sheet(writer: WordWriter, sheet: SheetView, *, several: bool) -> None:
    writer.heading(sheet.title, 1, new_page=True)
    writer.paragraph(f"{sheet.kind}を対象とします（{sheet.status}）。")
    writer.table(
        f"{sheet.title}　判定ごとの項目数",
        tuple(str(word) for _, word, _ in sheet.tally),
        [tuple(str(count) for *_, count in sheet.tally)],
        (1,) * len(sheet.tally),
    )
    writer.table(
        f"{sheet.title}　一覧",
        ("番号", "項目", "判定", "確からしさ", "根拠の所在"),
        [(item.item.number, item.item.title, str(item.verdict), item.confidence, _places(item, several))
         for item in sheet.items],
        (0.8, 4, 1.9, 1.6, 4),
    )  # fmt: skip
    for item in sheet.items:
        _item(writer, item)


def _places(item: ItemView, several: bool) -> str:
    return item.places if several else "、".join(one.place_in_document for one in item.evidence)


def _item(writer: WordWriter, item: ItemView) -> None:
    shown = item.item
    writer.heading(f"{shown.number} {shown.title}（{item.verdict}）", 2)
    writer.paragraph(f"{shown.id}・{shown.group}・{item.status}・確からしさ{item.confidence}", NOTE_STYLE)
    if item.aspects:
        writer.table(
            f"{shown.number} {shown.title}　観点",
            ("観点", "区分", "内容（当サービスの解釈）", "記載"),
            [(aspect.id, CORE[aspect.core], aspect.text, str(word)) for aspect, word in item.aspects],
            (1.1, 0.9, 6, 1.8),
        )
    if shown.gap:
        writer.paragraph(shown.gap, label="不足・相違　")
    if shown.suggestion:
        writer.paragraph(shown.suggestion, DRAFT_STYLE, label="記載例　")
    _evidence(writer, item.evidence)


def _evidence(writer: WordWriter, evidence: tuple[EvidenceView, ...]) -> None:
    for view in evidence:
        one = view.evidence
        writer.paragraph(f"{view.place}（{view.heading}）", label="根拠　")
        writer.excerpt(view.segments)
        facts = [
            f"観点：{view.stances}",
            f"一致した語：{'、'.join(one.why.keywords)}／定めを決めた語：{one.why.cue}",
            f"類似度{one.why.similarity:.2f}・根拠の確率{percent(one.score)}・条項{one.clause}",
        ]
        if one.regions:
            facts.append(f"位置（頁: x0, 上, x1, 下 [pt]）：{view.regions}")
        writer.paragraph("\n".join(facts), NOTE_STYLE)


def _risk(writer: WordWriter, risk: RiskView) -> None:
    writer.heading(risk.title, 1, new_page=True)
    writer.paragraph(f"{risk.advice}。")
    writer.table(
        risk.title,
        ("軸", "観点", "読み取った値"),
        [(axis.id, f"{axis.title}（{axis.status}）", axis.value) for axis in risk.axes],
        (0.6, 5, 4),
    )
    for axis in risk.axes:
        if axis.evidence:
            writer.heading(f"{axis.id} {axis.title}", 2)
            _evidence(writer, axis.evidence)
