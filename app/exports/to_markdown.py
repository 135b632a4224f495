"""Markdown: the report as plain text with headings, for wikis, reviews and version control."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.exports.text import without_controls
from app.exports.view import EvidenceView, ItemView, ReportView, RiskView, SheetView, percent
from app.exports.wording import CORE, DISCLAIMER

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|&~$])")
_BULLET = re.compile(r"^(\s*)([-+])", re.MULTILINE)


def render(view: ReportView) -> bytes:
    """UTF-8 Markdown (CommonMark with tables)."""
    return ("\n".join(_lines(view)) + "\n").encode()


def _text(text: str) -> str:
    """Text of others with everything escaped that Markdown or HTML would act on."""
    return _BULLET.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", without_controls(text)))


def _cell(text: str) -> str:
    return " ".join(_text(text).split())


def _quote(text: str) -> str:
    return "\n".join(f"> {line}" for line in (_text(text).splitlines() or [""]))


def _table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(header) + " |"
    yield "|" + " --- |" * len(header)
    for row in rows:
        yield "| " + " | ".join(_cell(cell) for cell in row) + " |"
    yield ""


def _lines(view: ReportView) -> Iterator[str]:
    engine = view.report.engine
    yield "# 生成AI調達文書　点検結果\n"
    yield f"- チェックリスト：{_text(view.edition.title)}（{_text(view.report.edition)}）"
    yield f"- 判定基準：{_text(view.edition.interpretation_note)}"
    yield f"- エンジン：morenashi {_text(engine.version)}／{_text(engine.embedding)}／{_text(engine.dictionary)}"
    yield f"- 形式：{view.report.schema_id}\n"
    yield f"{DISCLAIMER}\n"
    yield "## 点検した文書\n"
    yield from _table(
        ("文書", "種類", "頁", "条項", "読み取り", "SHA-256"),
        [(one.document.name, one.kind, one.pages, str(one.document.clauses),
          "。".join((one.quality, *one.document.quality.reasons)), one.document.sha256)
         for one in view.documents],
    )  # fmt: skip
    for sheet in view.sheets:
        yield from _sheet(sheet)
    if view.risk:
        yield from _risk(view.risk)
    if view.consistency:
        yield "## 契約との整合\n"
        for found in view.consistency:
            yield f"### {_cell(found.spec)} → {_cell(found.contract)}\n"
            yield f"{_text(found.finding)}\n"
            yield from _evidence(found.evidence)


def _sheet(sheet: SheetView) -> Iterator[str]:
    yield f"## {_cell(sheet.title)}\n"
    yield f"{sheet.kind}を対象とします（{sheet.status}）。\n"
    yield from _table(tuple(str(word) for _, word, _ in sheet.tally), [tuple(str(count) for *_, count in sheet.tally)])
    yield from _table(
        ("ID", "番号", "項目", "判定", "確からしさ"),
        [(item.item.id, item.item.number, item.item.title, str(item.verdict), item.confidence)
         for item in sheet.items],
    )  # fmt: skip
    for item in sheet.items:
        yield from _item(item)


def _item(item: ItemView) -> Iterator[str]:
    shown = item.item
    yield f"### {_cell(shown.number)} {_cell(shown.title)}（{item.verdict}）\n"
    yield f"{_cell(shown.id)}・{_cell(shown.group)}・{item.status}・確からしさ{item.confidence}\n"
    yield from _table(
        ("観点", "区分", "内容（当サービスの解釈）", "記載"),
        [(aspect.id, CORE[aspect.core], aspect.text, str(word)) for aspect, word in item.aspects],
    )
    if shown.gap:
        yield f"**不足・相違**：{_text(shown.gap)}\n"
    if shown.suggestion:
        yield "**記載例**：\n"
        yield f"{_quote(shown.suggestion)}\n"
    yield from _evidence(item.evidence)


def _evidence(evidence: tuple[EvidenceView, ...]) -> Iterator[str]:
    for view in evidence:
        one = view.evidence
        yield f"根拠：{_text(view.place)}（{_text(view.heading)}）\n"
        yield f"{_quote(one.text)}\n"
        keywords = "、".join(_text(word) for word in one.why.keywords)
        yield f"- 観点：{_text(view.stances)}"
        yield f"- 一致した語：{keywords}／定めを決めた語：{_text(one.why.cue)}"
        yield f"- 類似度{one.why.similarity:.2f}・根拠の確率{percent(one.score)}・条項{_text(one.clause)}"
        yield f"- 位置（頁: x0, 上, x1, 下 \\[pt\\]）：{view.regions}\n" if one.regions else ""


def _risk(risk: RiskView) -> Iterator[str]:
    yield f"## {_cell(risk.title)}\n"
    yield f"{risk.advice}。\n"
    yield from _table(
        ("軸", "観点", "読み取った値"), [(axis.id, axis.title, axis.value) for axis in risk.axes]
    )
    for axis in risk.axes:
        if axis.evidence:
            yield f"### {_cell(axis.id)} {_cell(axis.title)}\n"
            yield from _evidence(axis.evidence)
