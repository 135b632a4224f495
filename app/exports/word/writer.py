"""Writing a Word file of one's own: A4, real styles, Japanese fonts, tables that a screen reader understands."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from lxml import etree

from app.exports.text import Segment, without_controls

DRAFT_STYLE = "Draft Clause"
NOTE_STYLE = "Small Note"
EXCERPT_STYLE = "Excerpt"
_FONT = "Yu Gothic"
_SUBSTITUTES = "游ゴシック,Meiryo,MS Gothic,Noto Sans CJK JP,IPAexGothic"
"""Fonts used, in this order, where a machine lacks the first (`w:altName`, ECMA-376 part 1, 17.8.3.1)."""
_INK = RGBColor(0x1A, 0x1A, 0x1C)
_LINE, _SHADE, _HEADER_FILL = "949497", "F1F1F4", "0017C1"
_MARGIN = Mm(18)
_TEXT_WIDTH = Mm(210 - 2 * 18)
_SIZES = {"Normal": 10.5, "Title": 20.0, "Heading 1": 16.0, "Heading 2": 13.0, "Heading 3": 11.0}


class WordWriter:
    """Appends headings, paragraphs and tables to a new document."""

    def __init__(self, title: str) -> None:
        """Begin a document with its title."""
        self._document = Document()
        self._lay_out()
        for name, size in _SIZES.items():
            self._set_style(name, size)
        self._add_style(DRAFT_STYLE, border="single", fill=_SHADE)
        self._add_style(EXCERPT_STYLE, border="single", fill=None)
        self._add_style(NOTE_STYLE, border=None, fill=None)
        self._document.styles[NOTE_STYLE].font.size = Pt(9)
        self._name_fonts()
        self._describe(title)
        self._styled("Title").add_run(without_controls(title))

    def heading(self, text: str, level: int, *, new_page: bool = False) -> None:
        """A heading of level 1 to 3."""
        heading = self._styled(f"Heading {level}")
        heading.add_run(_line(text))
        heading.paragraph_format.page_break_before = new_page

    def paragraph(self, text: str, style: str = "Normal", *, label: str = "") -> None:
        """A paragraph; line ends stay, `label` stands in bold before it."""
        paragraph = self._styled(style)
        if label:
            paragraph.add_run(label).bold = True
        paragraph.add_run(without_controls(text))

    def excerpt(self, segments: Iterable[Segment]) -> None:
        """Words of a document, the marked ones bold and underlined."""
        paragraph = self._styled(EXCERPT_STYLE)
        for segment in segments:
            run = paragraph.add_run(without_controls(segment.text))
            run.bold = run.underline = segment.marked or None

    def table(self, caption: str, header: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]) -> None:
        """A table over the whole width whose header row is marked as such and repeats on every page.

        Args:
            caption: what the table is, for those who do not see it.
            header: names of the columns.
            rows: cells of each row.
            widths: relative widths of the columns.
        """
        table = self._document.add_table(rows=1, cols=len(header), style="Table Grid")
        self._prepare(table, caption, widths)
        first = table.rows[0]
        _fill_row(first, header)
        for cell in first.cells:
            _shade(cell, _HEADER_FILL)
            for run in cell.paragraphs[0].runs:
                run.bold, run.font.color.rgb = True, RGBColor(0xFF, 0xFF, 0xFF)
        _row_property(first, "w:tblHeader")
        self._append(table, rows, widths)

    def facts(self, caption: str, rows: Iterable[tuple[str, str]]) -> None:
        """Names and values in two columns; the first column is marked as the heads of the rows."""
        widths = (1.0, 4.0)
        table = self._document.add_table(rows=0, cols=2, style="Table Grid")
        self._prepare(table, caption, widths)
        self._append(table, rows, widths)
        for row in table.rows:
            _shade(row.cells[0], _SHADE)
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        if look is not None:
            look.set(qn("w:firstColumn"), "1")
            look.set(qn("w:firstRow"), "0")

    def to_bytes(self) -> bytes:
        """The file."""
        buffer = io.BytesIO()
        self._document.save(buffer)
        return buffer.getvalue()

    def _append(self, table: Table, rows: Iterable[Sequence[str]], widths: Sequence[float]) -> None:
        for row in rows:
            added = table.add_row()  # type: ignore[no-untyped-call]
            _fill_row(added, row)
            _row_property(added, "w:cantSplit")
        for tr in table._tbl.tr_lst:
            for tc, width in zip(tr.tc_lst, widths, strict=True):
                tc.width = Emu(round(_TEXT_WIDTH * width / sum(widths)))
        self._styled(NOTE_STYLE)  # tables in a row would grow together

    def _styled(self, style: str) -> Paragraph:
        """An empty paragraph; the style is given by its id, because the library searches all of them for a name."""
        paragraph = self._document.add_paragraph()
        paragraph._p.style = style.replace(" ", "")
        return paragraph

    def _prepare(self, table: Table, caption: str, widths: Sequence[float]) -> None:
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Emu(round(_TEXT_WIDTH * width / sum(widths)))
        name = OxmlElement("w:tblCaption")
        name.set(qn("w:val"), without_controls(caption))
        table._tbl.tblPr.append(name)

    def _lay_out(self) -> None:
        section = self._document.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
        footer = section.footer.paragraphs[0]
        footer.alignment = 1
        for part in ("PAGE", " / ", "NUMPAGES"):
            if part.isupper():
                _add_field(footer, part)
            else:
                footer.add_run(part)

    def _set_style(self, name: str, size: float) -> None:
        style = self._document.styles[name]
        assert isinstance(style, ParagraphStyle)  # noqa: S101 - python-docx types every style alike
        style.font.size, style.font.color.rgb, style.font.italic = Pt(size), _INK, False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            del fonts.attrib[attribute]
        for attribute in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(attribute), _FONT)
        style.paragraph_format.space_after = Pt(4)
        style.paragraph_format.space_before = Pt(0 if name in ("Normal", "Title") else 10)
        style.paragraph_format.line_spacing = 1.15

    def _add_style(self, name: str, *, border: str | None, fill: str | None) -> None:
        style = self._document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self._document.styles["Normal"]
        properties = style.element.get_or_add_pPr()
        if border:
            borders = OxmlElement("w:pBdr")
            left = OxmlElement("w:left")
            for attribute, value in (("val", border), ("sz", "18"), ("space", "8"), ("color", _LINE)):
                left.set(qn(f"w:{attribute}"), value)
            borders.append(left)
            properties.append(borders)
            style.paragraph_format.left_indent = Mm(5)
        if fill:
            properties.insert_element_before(_shading(fill), "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")

    def _name_fonts(self) -> None:
        styles = self._document.styles.element
        for language in styles.iter(qn("w:lang")):
            language.set(qn("w:eastAsia"), "ja-JP")
        for relation in self._document.part.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
                part = relation.target_part
                root = etree.fromstring(part.blob)
                font = etree.SubElement(root, qn("w:font"), {qn("w:name"): _FONT})
                etree.SubElement(font, qn("w:altName"), {qn("w:val"): _SUBSTITUTES})
                etree.SubElement(font, qn("w:charset"), {qn("w:val"): "80"})
                part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _describe(self, title: str) -> None:
        properties = self._document.core_properties
        properties.title, properties.language = without_controls(title), "ja-JP"
        properties.author = properties.last_modified_by = "Morenashi"
        properties.comments = ""
        properties.created = properties.modified = datetime.datetime.now(datetime.UTC)
        relations = self._document.part.package.rels
        for key in [key for key, one in relations.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
            del relations[key]  # a picture of the library's template


def _line(text: str) -> str:
    return " ".join(part.strip() for part in without_controls(text).splitlines())


def _fill_row(row: _Row, cells: Sequence[str]) -> None:
    for cell, text in zip(row.cells, cells, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(without_controls(text)).font.size = Pt(9.5)


def _shade(cell: _Cell, fill: str) -> None:
    cell._tc.get_or_add_tcPr().append(_shading(fill))


def _shading(fill: str) -> etree._Element:
    shading = OxmlElement("w:shd")
    for attribute, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shading.set(qn(f"w:{attribute}"), value)
    return shading


def _row_property(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _add_field(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
