"""追記案: the draft clauses for the gaps as a Word file, in the manner of the document they are for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from app.drafting.draft import Addition, Drafter
from app.drafting.manner import Ending, Manner
from app.exports.view import build_view
from app.exports.word.annotate import sheets_for
from app.exports.word.writer import DRAFT_STYLE, NOTE_STYLE, WordWriter
from app.exports.wording import DISCLAIMER
from checklist_data import Edition
from extractors.document import Document
from matchers.report import Report, Verdict

_ENDINGS = {
    Ending.KOTO: "…すること。",
    Ending.MONO: "…するものとする。",
    Ending.MUST: "…しなければならない。",
    Ending.POLITE: "です・ます",
}
_HINTS = {
    Verdict.CONTRARY: "反対の定めがあります。追記するだけでなく、根拠の条項を改めるか削ってください。",
    Verdict.MISSING: "追記する場所は、近い項目の根拠から推した案です。",
    Verdict.PARTIAL: "一部は書かれています。根拠の条項との重なりを整えてください。",
    Verdict.UNVERIFIABLE: "読み取れない部分があります。既に書かれていないか、原文を確かめてください。",
}
_NOTE = (
    "記載例を、文書の番号の付け方、主語及び文末に合わせたものです。確かでないところは記載例のままです。"
    "〇などの空欄を埋め、前後の条項との関係を確かめてから使ってください。"
)


def draft_additions(
    report: Report, edition: Edition, documents: Sequence[Document], items: Collection[str] | None = None
) -> bytes:
    """Draft clauses for the gaps of a report, each document's grouped by where they would go.

    Args:
        report: the report.
        edition: the edition that the report is of.
        documents: the documents of the package in the report's order; their numbers and words are followed.
        items: ids of the items to draft for; None for every gap.

    Raises:
        ValueError: the report is of another edition, or of another number of documents.
    """
    if len(documents) != len(report.documents):
        raise ValueError(f"{len(documents)} documents for a report on {len(report.documents)}")
    view = build_view(report, edition)
    writer = WordWriter("追記案")
    writer.paragraph(f"{edition.interpretation_note}。{DISCLAIMER}")
    writer.paragraph(_NOTE)
    drafted: set[str] = set()
    for index, document in enumerate(documents):
        sheets = tuple(sheet for sheet in sheets_for(view, index) if sheet.id not in drafted)
        drafted |= {sheet.id for sheet in sheets}  # of two documents of a kind, the first takes the additions
        drafter = Drafter(document, index)
        writer.heading(report.documents[index].name, 1)
        sections = drafter.draft(sheets, items)
        if not sections:
            writer.paragraph("追記する項目はありません。")
            continue
        writer.paragraph(_manner(drafter.manner), NOTE_STYLE)
        for section in sections:
            writer.heading(section.heading or "本文", 2)
            writer.paragraph(section.place, label="追記する場所　")
            for addition in section.additions:
                _write(writer, addition)
    return writer.to_bytes()


def _manner(manner: Manner) -> str:
    kept = "記載例のまま"
    ending = _ENDINGS[manner.ending] if manner.ending else kept
    return f"主語：{manner.contractor or kept}／相手方：{manner.orderer or kept}／文末：{ending}"


def _write(writer: WordWriter, addition: Addition) -> None:
    item = addition.item
    writer.paragraph("　".join(part for part in (addition.mark, addition.text) if part), DRAFT_STYLE)
    lines = [f"{item.item.number} {item.item.title}（{item.verdict}）", item.item.gap, _HINTS.get(item.item.verdict, "")]
    if item.evidence:
        lines.append(f"根拠：{'、'.join(one.place for one in item.evidence)}")
    writer.paragraph("\n".join(line for line in lines if line), NOTE_STYLE)
