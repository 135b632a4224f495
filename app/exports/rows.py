"""The report as flat rows, one an item and piece of evidence: what CSV and the evidence sheet of Excel write."""

from __future__ import annotations

from collections.abc import Iterator

from app.exports.view import EvidenceView, ItemView, ReportView, percent
from app.exports.wording import CORE, DISCLAIMER

EVIDENCE_COLUMNS = ("文書", "頁", "条項番号", "見出し", "本文", "観点と記載", "一致した語", "定めを決めた語", "類似度",
                    "根拠の確率", "条項ID", "位置（頁: x0, 上, x1, 下 [pt]）")  # fmt: skip
COLUMNS = ("区分", "シート", "ID", "番号", "分類", "項目", "項目名の別", "判定", "確からしさ", "観点", "不足・相違",
           "記載例", *EVIDENCE_COLUMNS)  # fmt: skip


def evidence_cells(view: EvidenceView) -> tuple[str, ...]:
    """One piece of evidence, in the order of `EVIDENCE_COLUMNS`."""
    evidence = view.evidence
    return (
        view.document,
        str(evidence.page) if evidence.page is not None else "",
        evidence.number,
        view.heading,
        evidence.text,
        view.stances,
        "、".join(evidence.why.keywords),
        evidence.why.cue,
        f"{evidence.why.similarity:.2f}",
        percent(evidence.score),
        evidence.clause,
        view.regions,
    )


def aspects_text(item: ItemView) -> str:
    """Aspects of an item with their state, one a line."""
    return "\n".join(f"{word} {aspect.id}（{CORE[aspect.core]}）{aspect.text}" for aspect, word in item.aspects)


def flat_rows(view: ReportView) -> Iterator[tuple[str, ...]]:
    """All of the report, in the order of `COLUMNS`; the first rows say what it is about."""
    for head in _heads(view):
        yield from _with_evidence(head, ())
    for sheet in view.sheets:
        for item in sheet.items:
            shown = item.item
            head = ("項目", sheet.title, shown.id, shown.number, shown.group, shown.title, item.status,
                    item.verdict.text, item.confidence, aspects_text(item), shown.gap,
                    shown.suggestion)  # fmt: skip
            yield from _with_evidence(head, item.evidence)
    if view.risk:
        for axis in view.risk.axes:
            head = _head("高リスク判定", view.risk.title, axis.id, title=axis.title, status=axis.status,
                         verdict=axis.value)  # fmt: skip
            yield from _with_evidence(head, axis.evidence)
        yield from _with_evidence(_head("高リスク判定", view.risk.title, title=view.risk.advice), ())
    for found in view.consistency:
        head = _head("契約との整合", title=f"{found.spec} → {found.contract}", gap=found.finding)
        yield from _with_evidence(head, found.evidence)


def _heads(view: ReportView) -> Iterator[tuple[str, ...]]:
    engine = view.report.engine
    yield _head("点検", view.edition.title, view.report.edition, title=view.edition.interpretation_note,
                gap=DISCLAIMER)  # fmt: skip
    yield _head("点検", "エンジン", view.report.schema_id,
                title=f"morenashi {engine.version}／{engine.embedding}／{engine.dictionary}")  # fmt: skip
    for document in view.documents:
        shown = document.document
        yield _head("文書", document.kind, shown.sha256, title=shown.name, verdict=document.quality,
                    gap="\n".join((f"{document.pages}、条項{shown.clauses}件", *shown.quality.reasons)))  # fmt: skip
    for sheet in view.sheets:
        tally = "、".join(f"{word.text} {count}" for _, word, count in sheet.tally)
        yield _head("集計", sheet.title, sheet.id, title=tally, status=sheet.status)


def _head(part: str, sheet: str = "", row_id: str = "", *, title: str, status: str = "", verdict: str = "",
          gap: str = "") -> tuple[str, ...]:  # fmt: skip
    return (part, sheet, row_id, "", "", title, status, verdict, "", "", gap, "")


def _with_evidence(head: tuple[str, ...], evidence: tuple[EvidenceView, ...]) -> Iterator[tuple[str, ...]]:
    if not evidence:
        yield (*head, *[""] * len(EVIDENCE_COLUMNS))
    for one in evidence:
        yield (*head, *evidence_cells(one))
