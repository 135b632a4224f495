"""A labelled document as a Word file, the way an office would have made it. The labels stay behind."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph

from app.evaluation.labelled import LabelledBlock, LabelledDocument, LabelledKind
from samples import look
from samples.marks import split_mark
from samples.numbering import AutomaticNumbering
from samples.pagination import heading_pages, toc_pages
from samples.wordml import add_bookmark, add_field, keep_on_one_page, repeat_on_every_page, shade

_TABLE_KINDS = frozenset({LabelledKind.HEADER, LabelledKind.ROW})
_TOC_DEPTH = 2


def write_docx(source: LabelledDocument, path: Path, *, auto_numbering: bool = False) -> None:
    """Write `source` as a .docx file.

    Args:
        source: what to write; nothing of its labels reaches the file.
        path: the file to write.
        auto_numbering: let Word count the numbers that it can count, instead of typing them.
    """
    document = docx.Document()
    cover = any(block.kind is LabelledKind.TOC for block in source.blocks)
    look.set_page(document, cover=cover)
    look.set_styles(document, look.TYPEFACES[source.kind])
    _set_properties(document, source.title)
    _write_furniture(document, source.title)
    _Writer(document, source, auto_numbering=auto_numbering).write(cover=cover)
    path.write_bytes(_undated(document))


class _Writer:
    """Writes the blocks of one document in order."""

    def __init__(self, document: Document, source: LabelledDocument, *, auto_numbering: bool) -> None:
        self._document = document
        self._source = source
        self._numbering = AutomaticNumbering(document) if auto_numbering else None
        self._headings = {
            block.line: number
            for number, block in enumerate(source.blocks, 1)
            if block.kind is LabelledKind.HEADING and block.level <= _TOC_DEPTH
        }
        self._indent = 0.0  # of the clauses under the present heading, in characters
        self._turn_page = False  # the next paragraph begins a page; a break of its own could leave an empty page

    def write(self, *, cover: bool) -> None:
        title = self._document.add_paragraph(self._source.title, style=look.TITLE)
        if cover:
            title.paragraph_format.space_before = Pt(200)
        for table, blocks in groupby(_tables_apart(self._source.blocks), key=lambda pair: pair[0]):
            members = [block for _, block in blocks]
            if table:
                self._table(members)
            else:
                for block in members:
                    self._block(block)

    def _block(self, block: LabelledBlock) -> None:
        match block.kind:
            case LabelledKind.TOC:
                self._contents()
            case LabelledKind.PAGEBREAK:
                self._turn_page = True
            case LabelledKind.NOTE:
                self._paragraph(block.text, look.NOTE)
            case LabelledKind.HEADING:
                self._heading(block)
            case LabelledKind.CLAUSE:
                self._numbered(block.text, look.BODY, self._indent + block.level)

    def _contents(self) -> None:
        self._turn_page = True
        self._paragraph("目　次", look.TOC_TITLE)
        pages = heading_pages(self._source.blocks, first_page=2 + toc_pages(len(self._headings)))
        for block in self._source.blocks:
            if block.line not in self._headings:
                continue
            line = self._paragraph(f"{block.text}\t", look.toc_style(block.level))
            add_field(line, f"PAGEREF {_bookmark(self._headings[block.line])} \\h", str(pages[block.line]))
        self._turn_page = True

    def _paragraph(self, text: str, style: str) -> Paragraph:
        paragraph = self._document.add_paragraph(text, style=style)
        if self._turn_page:
            paragraph.paragraph_format.page_break_before = True
            self._turn_page = False
        return paragraph

    def _heading(self, block: LabelledBlock) -> None:
        level = min(block.level, look.HEADING_LEVELS)
        self._indent = min(block.level - 1, 2) * 0.5 + 0.5
        number = self._headings.get(block.line)
        self._numbered(block.text, f"Heading {level}", self._indent - 0.5, bookmark=number)

    def _numbered(self, text: str, style: str, indent: float, *, bookmark: int | None = None) -> None:
        mark = split_mark(text)
        numbering = self._numbering if mark and mark.word_format else None
        paragraph = self._paragraph(mark.body if mark and numbering else text, style)
        layout = paragraph.paragraph_format
        if mark and mark.body:
            hang = _width(mark.text) + 1
            layout.left_indent = look.characters(indent + hang)
            layout.first_line_indent = look.characters(-hang)
            if numbering:
                numbering.apply(paragraph, mark)
        elif style == look.BODY:
            layout.left_indent = look.characters(indent)
            layout.first_line_indent = look.characters(1)
        if bookmark is not None:
            add_bookmark(paragraph, _bookmark(bookmark), bookmark)

    def _table(self, rows: Sequence[LabelledBlock]) -> None:
        if self._turn_page:
            self._paragraph("", look.CELL)
        table = self._document.add_table(rows=0, cols=len(rows[0].cells), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        widths = _column_widths(rows)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for block in rows:
            row = table.add_row()
            keep_on_one_page(row)
            is_header = block.kind is LabelledKind.HEADER
            if is_header:
                repeat_on_every_page(row)
            for cell, text, width in zip(row.cells, block.cells, widths, strict=True):
                cell.width = width
                cell.paragraphs[0].style = look.CELL
                cell.paragraphs[0].add_run(text)
                if is_header:
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
                    shade(cell, look.HEADER_FILL)
        self._document.add_paragraph()  # Word joins tables that stand side by side


def _undated(document: Document) -> bytes:
    """The document's file, the same bytes for the same content: no time of writing in its parts."""
    saved, undated = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(undated, "w", zipfile.ZIP_DEFLATED) as out:
        for name in parts.namelist():
            out.writestr(zipfile.ZipInfo(name), parts.read(name), zipfile.ZIP_DEFLATED)
    return undated.getvalue()


def _set_properties(document: Document, title: str) -> None:
    properties = document.core_properties
    properties.title = title
    properties.author = ""
    properties.comments = ""
    properties.language = "ja-JP"


def _write_furniture(document: Document, title: str) -> None:
    section = document.sections[0]
    head = section.header.paragraphs[0]
    head.style = look.FURNITURE
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    head.add_run(title)
    foot = section.footer.paragraphs[0]
    foot.style = look.FURNITURE
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("- ")
    add_field(foot, "PAGE", "1")
    foot.add_run(" -")


def _tables_apart(blocks: Iterable[LabelledBlock]) -> Iterator[tuple[int, LabelledBlock]]:
    """Pair each block with the ordinal of its table, from 1; 0 outside tables."""
    table = 0
    for block in blocks:
        table += block.kind is LabelledKind.HEADER
        yield (table if block.kind in _TABLE_KINDS else 0), block


def _column_widths(rows: Sequence[LabelledBlock]) -> list[Length]:
    """Share the text width by each column's longest cell, so that a long one does not starve the short ones."""
    wants = [
        min(max(max(_width(text) for text in column), 3), 36) + 2
        for column in zip(*(row.cells for row in rows), strict=True)
    ]
    return [Length(int(look.TEXT_WIDTH * want / sum(wants))) for want in wants]


def _width(text: str) -> float:
    """Width in full-width characters."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)


def _bookmark(number: int) -> str:
    return f"_Toc{number:09d}"
