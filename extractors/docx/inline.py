"""The text of one paragraph: runs, fields, tracked changes, ruby, hidden text (ECMA-376 part 1, 17.3.2 and 17.16)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from extractors.docx.numbering_formats import write_symbol
from extractors.docx.styles import Style, StyleSheet
from extractors.docx.xml import ALTERNATE, MATH, Element, child, chosen, elements, integer, switch, value, w

_TRANSPARENT = frozenset(
    w(name) for name in ("ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "sdtContent", "customXml", "dir", "bdo")
)
_REMOVED = frozenset((w("del"), w("moveFrom")))
_INSERTED = frozenset((w("ins"), w("moveTo")))
_DRAWN = frozenset((w("drawing"), w("pict"), w("object")))
_FORMULAS = frozenset((f"{{{MATH}}}oMath", f"{{{MATH}}}oMathPara"))
_FORMULA_TEXT = f"{{{MATH}}}t"
_NOTES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_BOX = w("txbxContent")


@dataclass(slots=True)
class Findings:
    """What a reading leaves out or settles, to be said to the officer."""

    tracked: bool = False
    comments: bool = False
    hidden: bool = False
    embedded: bool = False
    """Another document is embedded as a part that is not read."""
    macros: bool = False
    added: bool = False
    """Morenashi itself appended a list of gaps to the file."""
    pictures: int = 0


@dataclass(slots=True)
class Inline:
    """A paragraph's text and what hangs on it."""

    text: str = ""
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind of part (`footnotes`, `endnotes`) and id."""
    contents: bool = False
    """Whether the paragraph lies in a table of contents field."""
    sizes: Counter[int] = field(default_factory=Counter)
    """Characters by size in half-points."""
    bold: int = 0
    """Bold characters."""
    hidden: bool = False
    """Whether the paragraph has text and all of it is hidden."""


@dataclass(slots=True)
class _Field:
    code: str = ""
    shown: bool = False
    """Whether its result is being read rather than its code."""


class InlineReader:
    """Reads paragraphs in document order; fields may span several."""

    def __init__(self, styles: StyleSheet, findings: Findings) -> None:
        self._styles = styles
        self._findings = findings
        self._fields: list[_Field] = []

    def read(self, paragraph: Element, style: Style) -> Inline:
        """The text of a paragraph as Word shows it with all changes accepted."""
        inline = Inline(contents=self._in_contents())
        pieces: list[str] = []
        self._children(paragraph, style, inline, pieces)
        inline.text = "".join(pieces)
        inline.contents = inline.contents or self._in_contents()
        for unfinished in self._fields:
            unfinished.shown = True
        inline.hidden = inline.hidden and not inline.text.strip()
        return inline

    def _in_contents(self) -> bool:
        return any(f.shown and f.code.split()[:1] == ["TOC"] for f in self._fields)

    def _children(self, parent: Element, style: Style, inline: Inline, pieces: list[str]) -> None:
        for element in elements(parent):
            tag = element.tag
            if tag == w("r"):
                self._run(element, style, inline, pieces)
            elif tag in _TRANSPARENT:
                self._findings.tracked |= tag in _INSERTED
                self._children(element, style, inline, pieces)
            elif tag == w("sdt"):
                if not switch(child(element, "sdtPr", "showingPlcHdr")):
                    self._children(element, style, inline, pieces)
            elif tag in _REMOVED:
                self._findings.tracked = True
            elif tag in _FORMULAS:
                pieces.extend(text.text or "" for text in element.iter(_FORMULA_TEXT))
            elif tag == ALTERNATE:
                branch = chosen(element)
                if branch is not None:
                    self._children(branch, style, inline, pieces)

    def _run(self, run: Element, style: Style, inline: Inline, pieces: list[str]) -> None:
        properties = child(run, "rPr")
        named = self._styles.character(value(child(properties, "rStyle")))
        own = Style(
            hidden=switch(child(properties, "vanish")),
            bold=switch(child(properties, "b")),
            size=integer(value(child(properties, "sz"))),
        )
        look = own.over(named).over(style)
        before = len(pieces)
        for element in elements(run):
            self._run_content(element, style, inline, pieces)
        length = sum(len(piece.strip()) for piece in pieces[before:])
        if look.hidden:
            if length:
                inline.hidden = self._findings.hidden = True
            del pieces[before:]
            return
        inline.bold += length if look.bold else 0
        inline.sizes[look.size or 0] += length

    def _run_content(self, element: Element, style: Style, inline: Inline, pieces: list[str]) -> None:
        tag = element.tag
        if tag == w("fldChar"):
            self._field(value(element, "fldCharType"))
        elif tag == w("instrText"):
            if self._fields and not self._fields[-1].shown:
                self._fields[-1].code += element.text or ""
        elif self._fields and not self._fields[-1].shown:
            return
        elif tag == w("t"):
            pieces.append(element.text or "")
        elif tag in (w("tab"), w("ptab")):
            pieces.append("\t")
        elif tag in (w("br"), w("cr")):
            if value(element, "type") in (None, "textWrapping"):
                pieces.append("\n")
        elif tag == w("noBreakHyphen"):
            pieces.append("-")
        elif tag == w("sym"):
            pieces.append(_symbol(value(element, "char")))
        elif tag == w("ruby"):
            base = child(element, "rubyBase")
            if base is not None:
                self._children(base, style, inline, pieces)
        elif tag in _NOTES:
            inline.notes.append((_NOTES[str(tag)], value(element, "id") or ""))
        elif tag == w("commentReference"):
            self._findings.comments = True
        elif tag in _DRAWN:
            self._drawn(element, inline)
        elif tag == ALTERNATE:
            branch = chosen(element)
            if branch is not None:
                for inner in elements(branch):
                    self._run_content(inner, style, inline, pieces)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawn(self, drawing: Element, inline: Inline) -> None:
        boxes = _outermost_boxes(drawing)
        inline.boxes.extend(boxes)
        self._findings.pictures += not boxes


def _outermost_boxes(drawing: Element) -> list[Element]:
    """Text boxes in a drawing; of two renderings of one box only the first choice."""
    found: list[Element] = []
    pending = [drawing]
    while pending:
        element = pending.pop()
        if element.tag == _BOX:
            found.append(element)
        elif element.tag == ALTERNATE:
            branch = chosen(element)
            pending.extend([branch] if branch is not None else [])
        else:
            pending.extend(reversed(list(elements(element))))
    return found


def _symbol(code: str | None) -> str:
    try:
        point = int(code or "", 16)
    except ValueError:
        return ""
    return write_symbol(chr(point)) if 0x20 <= point <= 0xFFFF and not 0xD800 <= point <= 0xDFFF else ""
