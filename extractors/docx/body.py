"""The body of a document in reading order: paragraphs, tables, text boxes, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from extractors.document import Block, BlockKind
from extractors.docx.inline import Findings, Inline, InlineReader
from extractors.docx.numbering_state import Numbering
from extractors.docx.styles import Style, StyleSheet, read_indent, read_style
from extractors.docx.tables import read_rows, sole_cell
from extractors.docx.xml import ALTERNATE, Element, child, chosen, elements, value, w
from extractors.problems import DocumentProblem, ProblemCode

_TRANSPARENT = frozenset(w(name) for name in ("customXml", "ins", "moveTo", "smartTag", "sdtContent"))
_TWIPS_PER_HALF_POINT = 10
ADDITION_TAG = "morenashi-addition"
"""Tag of the content control around what Morenashi appended to an officer's file: no text of the document."""
_MAX_DEPTH = 40
"""Tables within tables; Word itself stops at about 30."""


@dataclass(frozen=True, slots=True)
class Sized:
    """A block with its main character size in half-points and its characters by size."""

    block: Block
    size: int
    sizes: Counter[int]
    source: Element
    """Where it stands in the main part: `w:p` or `w:tr`; of a text box or note the paragraph that it hangs on."""


class BodyReader:
    """Turns body elements into blocks, in document order because lists count on."""

    def __init__(
        self,
        styles: StyleSheet,
        numbering: Numbering,
        notes: Mapping[tuple[str, str], Element],
        findings: Findings,
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._findings = findings
        self._inline = InlineReader(styles, findings)
        self._tables = 0
        self._depth = 0
        self._cells = 0
        """Cells around the current element."""
        self._hanging: list[Sized] = []
        """Text boxes and notes of a table, given after it."""
        self._run_on = ""
        """Text of a paragraph whose end a tracked change deleted; it goes on in the next one."""

    def read(self, body: Element) -> Iterator[Sized]:
        """Blocks of the body, a cell, a text box or a note.

        Raises:
            DocumentProblem: cells or boxes lie too deep in one another.
        """
        if self._depth >= _MAX_DEPTH:
            raise DocumentProblem(ProblemCode.TOO_COMPLEX, f"{_MAX_DEPTH} tables or text boxes in one another")
        self._depth += 1
        yield from self._children(body, contents=False)
        self._depth -= 1

    def _children(self, parent: Element, contents: bool) -> Iterator[Sized]:
        for element in elements(parent):
            tag = element.tag
            if tag == w("p"):
                yield from self._paragraph(element, contents)
            elif tag == w("tbl"):
                yield from self._table(element)
            elif tag == w("sdt"):
                if value(child(element, "sdtPr", "tag")) == ADDITION_TAG:
                    self._findings.added = True
                    continue
                gallery = value(child(element, "sdtPr", "docPartObj", "docPartGallery")) or ""
                listed = contents or gallery.lower().startswith("table of contents")
                content = child(element, "sdtContent")
                if content is not None:
                    yield from self._children(content, listed)
            elif tag in _TRANSPARENT:
                yield from self._children(element, contents)
            elif tag == ALTERNATE:
                branch = chosen(element)
                if branch is not None:
                    yield from self._children(branch, contents)
            elif tag == w("altChunk"):
                self._findings.embedded = True

    def _paragraph(self, paragraph: Element, contents: bool) -> Iterator[Sized]:
        properties = child(paragraph, "pPr")
        name = value(child(properties, "pStyle"))
        named = self._styles.paragraph(name)
        inline = self._inline.read(paragraph, named)
        style = read_style(paragraph).over(named)
        deleted_end = child(properties, "rPr", "del") is not None
        self._findings.tracked |= deleted_end
        if inline.hidden and not deleted_end:
            return
        shown = inline.text.strip()
        label, indent = "", style.indent
        number = style.number_list
        if number and number != "0" and not (deleted_end and not shown):
            index = style.number_level
            if index is None:
                index = self._numbering.level_of_style(number, name)
            label = self._numbering.advance(number, min(max(index, 0), 8))
            level = self._numbering.level(number, index)
            if level:
                indent = read_indent(properties).over(level.indent).over(named.indent)
        text, self._run_on = self._run_on + inline.text, ""
        if deleted_end:
            self._run_on = (f"{label}　" if label else "") + text
        else:
            look = replace(style, indent=indent)
            block = self._block(paragraph, text, label, look, inline, contents or named.contents)
            if block.block.text:
                yield block
        for box in inline.boxes:
            for sized in self.read(box):
                framed = sized.block.kind is BlockKind.PARAGRAPH
                kind = BlockKind.BOX if framed else sized.block.kind
                yield replace(sized, block=replace(sized.block, kind=kind), source=paragraph)
        for reference in inline.notes:
            if reference in self._notes:
                yield from self._note(self._notes[reference], paragraph)

    def _block(
        self, paragraph: Element, raw: str, label: str, style: Style, inline: Inline, contents: bool
    ) -> Sized:
        text = raw.strip().replace("\t", "　") if raw.strip() else ""
        leading = len(raw) - len(raw.lstrip("　")) if not label else 0
        size = max(inline.sizes, key=lambda s: inline.sizes[s]) if inline.sizes else style.size or 0
        kind = BlockKind.TOC if contents or inline.contents else BlockKind.PARAGRAPH
        characters = sum(inline.sizes.values())
        block = Block(
            kind,
            f"{label}　{text}" if label and text else text,
            level=style.level if kind is BlockKind.PARAGRAPH else None,
            indent=style.indent.widths(max(size, 1) * _TWIPS_PER_HALF_POINT) + leading,
            bold=characters > 0 and inline.bold == characters,
        )
        return Sized(block, size, inline.sizes, paragraph)

    def _note(self, note: Element, paragraph: Element) -> Iterator[Sized]:
        read = list(self.read(note))
        text = "\n".join(sized.block.text for sized in read)
        if text:
            yield Sized(Block(BlockKind.NOTE, text), read[0].size, Counter(), paragraph)

    def _table(self, table: Element) -> Iterator[Sized]:
        framed = sole_cell(table)
        if framed is not None:
            yield from self.read(framed)
            return
        outermost = self._cells == 0
        ordinal = self._tables
        self._tables += outermost
        sizes: Counter[int] = Counter()

        def cell(element: Element) -> str:
            lines = []
            self._cells += 1
            for sized in self.read(element):
                sizes.update(sized.sizes)
                if sized.block.kind in (BlockKind.BOX, BlockKind.NOTE):
                    self._hanging.append(sized)
                else:
                    lines.append(sized.block.text)
            self._cells -= 1
            return "\n".join(lines)

        rows = read_rows(table, cell)
        size = max(sizes, key=lambda s: sizes[s]) if sizes else 0
        for row in rows:
            text = "　".join(c for c in row.own if c)
            kind = BlockKind.HEADER_ROW if row.header and len(rows) > 1 else BlockKind.ROW
            if text:
                yield Sized(Block(kind, text, table=ordinal, cells=row.cells), size, sizes, row.source)
                sizes = Counter()
        if outermost:
            hanging, self._hanging = self._hanging, []
            yield from hanging
