"""A small edition, a report with everything a report can hold, and a reader and judge that need no files or models."""

from __future__ import annotations

import datetime
import hashlib
import threading
from collections.abc import Sequence
from typing import Any

from app.checking import Checker
from checklist_data import Edition
from extractors.document import Clause, ClauseKind, Document, Quality, QualityState
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Cancelled, Progress, never, unheard
from matchers.report import (
    Advice,
    AspectState,
    ConsistencyFinding,
    Counts,
    DocumentQuality,
    Engine,
    Evidence,
    Report,
    ReportedDocument,
    ReportedItem,
    Risk,
    RiskAxisResult,
    Verdict,
    Why,
)

CONFIDENTIAL = "秘密の要件は外へ出さないこと。"
"""Text of a document that no error message may repeat."""


def _aspect(aspect_id: str) -> dict[str, Any]:
    return {
        "id": aspect_id,
        "core": aspect_id.endswith("a"),
        "text": f"観点{aspect_id}が書かれていること",
        "missing": f"観点{aspect_id}がない。",
        "patterns": [{"all": [["記録"]]}],
        "examples": {"positive": ["記録する。"] * 3, "negative": ["見る。"] * 3},
    }


def _item(item_id: str, number: str, status: str) -> dict[str, Any]:
    return {
        "id": item_id,
        "number": number,
        "title": {"text": f"項目名{item_id}", "status": status},
        "group": "分類甲",
        "aspects": [_aspect(f"{item_id}.a"), _aspect(f"{item_id}.b")],
        "suggestion": f"記載例{item_id}",
    }


def small_edition() -> Edition:
    """Two check sheets, a risk screening with one axis, one consistency pair."""
    return Edition.model_validate(
        {
            "id": "small-1",
            "title": "小さな点検表",
            "publisher": "点検課",
            "publication_date": datetime.date(2026, 1, 2),
            "source": "点検表の見本",
            "copyright": "見本",
            "interpretation_note": "観点は当サービスの解釈",
            "kinds": [
                {"id": "spec", "label": "調達仕様書", "title_cues": ["仕様書"], "text_cues": ["受託者"]},
                {"id": "contract", "label": "契約書", "title_cues": ["契約書"], "text_cues": ["甲"]},
            ],
            "checklists": [
                {
                    "id": "sheet-s",
                    "kind": "spec",
                    "title": {"text": "仕様[点検]シート", "status": "official"},
                    "items": [_item(f"S{n}", "①②③④⑤"[n - 1], "official") for n in range(1, 6)],
                },
                {
                    "id": "sheet-k",
                    "kind": "contract",
                    "title": {"text": "契約シート", "status": "interpretation"},
                    "items": [_item("K1", "1", "interpretation")],
                },
            ],
            "risk": {
                "kind": "spec",
                "title": {"text": "影響の判定", "status": "official"},
                "axes": [
                    {
                        "id": "A",
                        "title": {"text": "利用者の範囲", "status": "official"},
                        "values": [
                            {"id": "public", "label": "住民が直接使う", "high": True},
                            {"id": "staff", "label": "職員だけが使う"},
                        ],
                    },
                    {
                        "id": "B",
                        "title": {"text": "業務の性質", "status": "official"},
                        "values": [{"id": "x", "label": "甲種"}, {"id": "y", "label": "乙種"}],
                    },
                ],
            },
            "consistency": [
                {"spec": "S1", "contract": ["K1"], "left_out": "契約にない。", "contradicted": "契約が反する。"}
            ],
        }
    )


def evidence(text: str, *, document: int = 0, clause: str = "c0001", stance: str = "require") -> Evidence:
    """Evidence whose text says `text`, on page 3."""
    return Evidence.model_validate(
        {
            "document": document,
            "clause": clause,
            "number": "第3 2(1)ア",
            "heading": ("第3　要件", "2　記録"),
            "page": 3 if document == 0 else None,
            "regions": ((3, 72.0, 100.5, 500.0, 120.25),) if document == 0 else (),
            "text": text,
            "aspects": {"S1.a": stance},
            "score": 0.87,
            "why": Why(keywords=("記録",), similarity=0.61, cue="保存すること"),
        }
    )


TEXTS = (
    "ア　受託者は、利用の記録を１年間保存すること。",
    "=HYPERLINK(\"http://example.invalid\",\"記録\")を保存すること。",
    "<script>alert('記録')</script>を残さず保存すること。",
    "記録|表\n二行目の*強調*を保存すること。",
)
"""Texts of clauses, some of which a format might take for its own markup or for a formula."""


def full_report(edition: Edition) -> Report:
    """A report on two documents with every verdict, a risk value found and one not, and a finding."""
    verdicts = list(Verdict)
    items = []
    for n, item in enumerate(edition.items):
        verdict = verdicts[n % len(verdicts)]
        found = [evidence(text, clause=f"c{n}{m:03}") for m, text in enumerate(TEXTS)] if n % 2 == 0 else []
        items.append(
            ReportedItem(
                id=item.id,
                number=item.number,
                group=item.group,
                title=item.title.text,
                verdict=verdict,
                confidence=0.91,
                aspects=tuple(
                    AspectState.model_validate({"id": a.id, "core": a.core, "text": a.text, "state": "weak"})
                    for a in item.aspects
                ),
                evidence=tuple(found),
                gap="" if verdict is Verdict.COVERED else f"不足の文{item.id}",
                suggestion="" if verdict is Verdict.COVERED else item.suggestion,
            )
        )
    return Report(
        edition=edition.id,
        engine=Engine(version="1.2.3", embedding="embedding-model abc", dictionary="dictionary 2024"),
        documents=(
            ReportedDocument(name="仕様書 第1版.pdf", sha256="a" * 64, kind="spec", pages=24, clauses=210,
                             quality=DocumentQuality(state="partial", reasons=("5頁は画像で読めません",))),
            ReportedDocument(name="契約書.docx", sha256="b" * 64, kind="contract", pages=None, clauses=33,
                             quality=DocumentQuality(state="ok")),
        ),
        items=tuple(items),
        risk=Risk.model_validate(
            {
                "advice": Advice.CONSIDER,
                "A": RiskAxisResult(value="public", evidence=(evidence("住民が直接記録を見る。", clause="c0777"),)),
                "B": RiskAxisResult(value="unknown"),
            }
        ),
        consistency=(
            ConsistencyFinding(spec="S1", contract="K1", finding="契約にない所見。",
                               evidence=(evidence("第９条　甲は記録を破棄する。", document=1, clause="c0888"),)),
        ),
        summary={"sheet-s": Counts(covered=1, partial=1, contrary=1, missing=1, unverifiable=1),
                 "sheet-k": Counts(covered=1)},
    )  # fmt: skip


def fake_extract(
    data: bytes, name: str, progress: Progress = unheard, cancelled: Cancelled = never, /
) -> Document:
    """Reads plain text, one clause a line; `PROBLEM <code>` is a file with that problem, `BLANK` an unreadable one."""
    text = data.decode()
    if text.startswith("PROBLEM "):
        raise DocumentProblem(ProblemCode(text.split()[1]), "found 3, limit 2")
    clauses = tuple(
        Clause(id=f"c{n:04}", kind=ClauseKind.PARAGRAPH, text=line, body=line, heading=("第1　要件",), page=1)
        for n, line in enumerate(text.splitlines(), 1)
    )
    quality = Quality(QualityState.UNREADABLE, ("文字がありません",)) if text == "BLANK" else Quality()
    return Document(name, hashlib.sha256(data).hexdigest(), "pdf", "", 1, (), clauses, quality)


def fake_judge(edition: Edition, documents: Sequence[Document], kinds: Sequence[str | None]) -> Report:
    """Covers every item of the sheets for the kinds whose title stands in a clause; `CRASH` is a bug of the matcher."""
    clauses = [(n, clause) for n, document in enumerate(documents) for clause in document.clauses]
    if any(clause.text == "CRASH" for _, clause in clauses):
        raise RuntimeError(CONFIDENTIAL)
    used = [kind or "spec" for kind in kinds]
    blank = any(document.quality.state is QualityState.UNREADABLE for document in documents)
    items, summary = [], {}
    for checklist in edition.checklists:
        if checklist.kind not in used:
            continue
        counts = dict.fromkeys(Verdict, 0)
        for item in checklist.items:
            found = [
                Evidence.model_validate(
                    {
                        "document": n, "clause": clause.id, "number": "", "heading": clause.heading,
                        "page": clause.page, "regions": (), "text": clause.text, "score": 1.0,
                        "aspects": {item.aspects[0].id: "require"},
                        "why": Why(keywords=(item.title.text,), similarity=1.0),
                    }
                )
                for n, clause in clauses
                if item.title.text in clause.text
            ]  # fmt: skip
            verdict = Verdict.COVERED if found else Verdict.UNVERIFIABLE if blank else Verdict.MISSING
            counts[verdict] += 1
            items.append(
                ReportedItem(
                    id=item.id, number=item.number, group=item.group, title=item.title.text, verdict=verdict,
                    confidence=1.0, aspects=(), evidence=tuple(found), gap="" if found else item.aspects[0].missing,
                    suggestion="" if found else item.suggestion,
                )
            )  # fmt: skip
        summary[checklist.id] = Counts.model_validate({verdict.value: count for verdict, count in counts.items()})
    return Report(
        edition=edition.id,
        engine=Engine(version="0", embedding="none", dictionary="none"),
        documents=tuple(
            ReportedDocument(
                name=document.name, sha256=document.sha256, kind=kind, pages=document.pages,
                clauses=len(document.clauses),
                quality=DocumentQuality(state=document.quality.state.value, reasons=document.quality.reasons),
            )
            for document, kind in zip(documents, used, strict=True)
        ),
        items=tuple(items),
        summary=summary,
    )  # fmt: skip


def fake_checker() -> Checker:
    """A checker that reads plain text and judges by titles."""
    return Checker(fake_extract, fake_judge)


class GatedChecker(Checker):
    """A checker whose reading waits until the gate is opened, to see an analysis on its way.

    A reading that is cancelled while it waits says so by `stopped`.
    """

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.started, self.stopped = threading.Event(), threading.Event()
        super().__init__(self._extract_when_open, fake_judge)

    def _extract_when_open(
        self, data: bytes, name: str, progress: Progress = unheard, cancelled: Cancelled = never, /
    ) -> Document:
        self.started.set()
        while not self.gate.wait(0.01):
            if cancelled():
                self.stopped.set()
                raise DocumentProblem(ProblemCode.CANCELLED)
        return fake_extract(data, name)
