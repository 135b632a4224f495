"""Pieces of WordprocessingML that python-docx has no call for: east-asian fonts, fields, bookmarks, table marks."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run


def set_fonts(style: ParagraphStyle, latin: str, east_asian: str) -> None:
    """Name the fonts of a style; Word picks one or the other by the script of each character."""
    style.font.name = latin
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:hAnsi"), latin)
    fonts.set(qn("w:eastAsia"), east_asian)


def add_field(paragraph: Paragraph, instruction: str, result: str) -> None:
    """Append a complex field, e.g. `PAGE`, with the result that shows until it is next computed."""
    _field_character(paragraph.add_run(), "begin")
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    paragraph.add_run()._r.append(code)
    _field_character(paragraph.add_run(), "separate")
    paragraph.add_run(result)
    _field_character(paragraph.add_run(), "end")


def _field_character(run: Run, kind: str) -> None:
    character = OxmlElement("w:fldChar")
    character.set(qn("w:fldCharType"), kind)
    run._r.append(character)


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Bookmark a whole paragraph, so that `PAGEREF name` can tell its page; `number` is unique in the document."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.insert(0 if paragraph._p.pPr is None else 1, start)
    paragraph._p.append(end)


def repeat_on_every_page(row: _Row) -> None:
    """Mark a table row as the header that Word repeats when the table goes on over a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_on_one_page(row: _Row) -> None:
    """Keep a table row from being split over two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def shade(cell: _Cell, colour: str) -> None:
    """Fill a table cell; `colour` is six hex digits."""
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)
