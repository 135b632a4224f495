"""The list of gaps behind the last page of an officer's Word file, in a content control that marks it as added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from app.exports.text import without_controls
from app.exports.view import EvidenceView, ReportView, SheetView
from app.exports.wording import DISCLAIMER
from extractors.docx.body import ADDITION_TAG
from extractors.docx.xml import Element, child, value, w
from matchers.report import Verdict

_TITLE = "【Morenashiによる追加】不足の一覧"
_NOTE = ("この頁より後ろは、点検の結果としてMorenashiが書き加えたもので、元の文書の一部ではありません。"
         "この枠（コンテンツコントロール）ごと削除できます。")  # fmt: skip
_NO_GAPS = "このチェックシートの項目に不足はありません。"
_NO_SHEET = "この文書の種類に当たるチェックシートはありません。"
_LOST_TITLE = "コメントを付けられなかった根拠"
_LOST_NOTE = "次の条項は、ファイルの中の位置を一つに定められなかったため、コメントを付けていません。"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BODY_HALF_POINTS, _TITLE_HALF_POINTS = 21, 28


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph to write; the look is its own, since the styles of the file are the officer's."""

    text: str
    label: str = ""
    """Stands before the text in bold."""
    level: int | None = None
    """Outline level from 1."""
    draft: bool = False


def remove_gap_list(document: Element) -> None:
    """Take an earlier list out of the main part."""
    for control in list(document.iter(w("sdt"))):
        parent = control.getparent()
        if value(child(control, "sdtPr", "tag")) == ADDITION_TAG and parent is not None:
            parent.remove(control)


def append_gap_list(
    document: Element,
    view: ReportView,
    sheets: Sequence[SheetView],
    lost: Sequence[tuple[EvidenceView, Sequence[str]]],
) -> None:
    """Write the list behind all else in the main part.

    Args:
        document: root of the main part.
        view: the report.
        sheets: the check sheets whose gaps are listed.
        lost: evidence that has no place in the file, with what a comment would have said.
    """
    body = child(document, "body")
    assert body is not None  # noqa: S101 - the file was read before
    control = etree.Element(w("sdt"))
    properties = etree.SubElement(control, w("sdtPr"))
    etree.SubElement(properties, w("alias"), {w("val"): "Morenashi 不足の一覧"})
    etree.SubElement(properties, w("tag"), {w("val"): ADDITION_TAG})
    content = etree.SubElement(control, w("sdtContent"))
    for index, line in enumerate((*_gaps(view, sheets), *_lost(lost))):
        content.append(_paragraph(line, new_page=index == 0))
    end = child(body, "sectPr")
    if end is None:
        body.append(control)
    else:
        end.addprevious(control)


def _gaps(view: ReportView, sheets: Sequence[SheetView]) -> Iterator[_Line]:
    yield _Line(_TITLE, level=1)
    yield _Line(_NOTE)
    yield _Line(f"{view.edition.interpretation_note}。{DISCLAIMER}")
    if not sheets:
        yield _Line(_NO_SHEET)
    for sheet in sheets:
        yield _Line(sheet.title, level=2)
        gaps = [item for item in sheet.items if item.item.verdict is not Verdict.COVERED]
        if not gaps:
            yield _Line(_NO_GAPS)
        for item in gaps:
            yield _Line(f"{item.item.number} {item.item.title}（{item.verdict}）", level=3)
            if item.item.gap:
                yield _Line(item.item.gap, "不足・相違　")
            if item.evidence:
                alone = len(view.documents) == 1
                places = (one.place_in_document if alone else one.place for one in item.evidence)
                yield _Line("、".join(places), "関係する条項　")
            if item.item.suggestion:
                yield _Line(item.item.suggestion, "記載例　", draft=True)


def _lost(lost: Sequence[tuple[EvidenceView, Sequence[str]]]) -> Iterator[_Line]:
    if lost:
        yield _Line(_LOST_TITLE, level=2)
        yield _Line(_LOST_NOTE)
    for evidence, said in lost:
        yield _Line(evidence.place_in_document, level=3)
        yield _Line(evidence.evidence.text, draft=True)
        for line in said:
            yield _Line(line)


def _paragraph(line: _Line, *, new_page: bool) -> Element:
    paragraph = etree.Element(w("p"))
    properties = etree.SubElement(paragraph, w("pPr"))
    if line.level:
        etree.SubElement(properties, w("keepNext"))
    if new_page:
        etree.SubElement(properties, w("pageBreakBefore"))
    etree.SubElement(properties, w("numPr")).append(etree.Element(w("numId"), {w("val"): "0"}))
    if line.draft:
        borders = etree.SubElement(properties, w("pBdr"))
        etree.SubElement(borders, w("left"), _values(val="single", sz="18", space="8", color="949497"))
    etree.SubElement(properties, w("spacing"), _values(before="160" if line.level else "0", after="60"))
    etree.SubElement(properties, w("ind"), _values(left="284" if line.draft else "0", firstLine="0"))
    etree.SubElement(properties, w("jc"), _values(val="left"))
    if line.level:
        etree.SubElement(properties, w("outlineLvl"), _values(val=str(line.level - 1)))
    size = _TITLE_HALF_POINTS if line.level == 1 else _BODY_HALF_POINTS
    if line.label:
        _run(paragraph, line.label, bold=True, size=size)
    for index, part in enumerate(line.text.split("\n")):
        run = _run(paragraph, part, bold=line.level is not None, size=size)
        if index:
            run.insert(1, etree.Element(w("br")))
    return paragraph


def _run(paragraph: Element, text: str, *, bold: bool, size: int) -> Element:
    run = etree.SubElement(paragraph, w("r"))
    properties = etree.SubElement(run, w("rPr"))
    etree.SubElement(properties, w("b"), _values(val="1" if bold else "0"))
    etree.SubElement(properties, w("sz"), _values(val=str(size)))
    words = etree.SubElement(run, w("t"), {_SPACE: "preserve"})
    words.text = without_controls(text)
    return run


def _values(**values: str) -> dict[str, str]:
    return {w(name): text for name, text in values.items()}
