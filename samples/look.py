"""How a rendered document looks: measures, fonts and Word styles of an ordinary Japanese office."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from samples.wordml import set_fonts

PAGE_WIDTH, PAGE_HEIGHT = Mm(210), Mm(297)
MARGIN_SIDE, MARGIN_TOP, MARGIN_BOTTOM = Mm(25), Mm(30), Mm(25)
TEXT_WIDTH = Mm(160)
BODY_SIZE = Pt(10.5)
"""Word's default size in Japanese documents; one character is as wide as it is high."""
BODY_LINE, TOC_LINE = Pt(18), Pt(16)
TABLE_SIZE = Pt(9)
HEADER_FILL = "D9E2EC"
HEADING_LEVELS = 4

TITLE, TOC_TITLE, BODY, NOTE, CELL, FURNITURE = "Title", "目次見出し", "Normal", "備考", "表", "柱"
"""Names of the paragraph styles."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """The fonts of a document, by the names that its author's Windows knows."""

    latin: str
    body: str
    heading: str


FIXED = Typeface(latin="ＭＳ 明朝", body="ＭＳ 明朝", heading="ＭＳ ゴシック")
PROPORTIONAL = Typeface(latin="ＭＳ Ｐ明朝", body="ＭＳ Ｐ明朝", heading="ＭＳ Ｐゴシック")

TYPEFACES = {"spec": FIXED, "contract": FIXED, "rules": PROPORTIONAL}
"""Typeface by kind of document."""


def characters(count: float) -> Length:
    """The width of so many body characters."""
    return Length(int(BODY_SIZE * count))


def set_page(document: Document, *, cover: bool) -> None:
    """A4 upright; a cover bears no running header or footer."""
    section = document.sections[0]
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.left_margin = section.right_margin = MARGIN_SIDE
    section.top_margin, section.bottom_margin = MARGIN_TOP, MARGIN_BOTTOM
    section.header_distance = section.footer_distance = Mm(13)
    section.different_first_page_header_footer = cover


def set_styles(document: Document, typeface: Typeface) -> None:
    """Define every paragraph style that the writer uses."""
    for language in document.styles.element.xpath("w:docDefaults//w:lang"):
        language.set(qn("w:eastAsia"), "ja-JP")
    body = _style(document, BODY)
    set_fonts(body, typeface.latin, typeface.body)
    body.font.size = BODY_SIZE
    body.paragraph_format.space_after = Pt(0)
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    body.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    body.paragraph_format.line_spacing = BODY_LINE

    title = _heading(_style(document, TITLE), typeface, Pt(16))
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(18)
    for border in title.element.xpath("w:pPr/w:pBdr"):
        border.getparent().remove(border)
    for level, size in enumerate((Pt(12), Pt(11), BODY_SIZE, BODY_SIZE), 1):
        heading = _heading(_style(document, f"Heading {level}"), typeface, size)
        heading.paragraph_format.space_before = Pt(12 if level == 1 else 6)
        heading.paragraph_format.space_after = Pt(3)
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.left_indent = characters(min(level - 1, 2) * 0.5)
        contents = _style(document, toc_style(level))
        contents.paragraph_format.left_indent = characters(level - 1)
        contents.paragraph_format.line_spacing = TOC_LINE
        contents.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        contents.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)

    contents_title = _heading(_style(document, TOC_TITLE), typeface, Pt(12))
    contents_title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    contents_title.paragraph_format.space_after = Pt(12)
    note = _style(document, NOTE)
    note.font.size = TABLE_SIZE
    note.paragraph_format.left_indent = characters(2)
    note.paragraph_format.first_line_indent = characters(-1)
    cell = _style(document, CELL)
    cell.font.size = TABLE_SIZE
    cell.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    cell.paragraph_format.line_spacing = Pt(14)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
    furniture = _style(document, FURNITURE)
    furniture.font.size = Pt(9)


def toc_style(level: int) -> str:
    """Name of the style of a line in the table of contents, as Word itself calls it."""
    return f"toc {level}"


def _heading(style: ParagraphStyle, typeface: Typeface, size: Length) -> ParagraphStyle:
    set_fonts(style, typeface.latin, typeface.heading)
    style.font.size = size
    style.font.bold = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.paragraph_format.line_spacing = Pt(size.pt * 1.7)
    return style


def _style(document: Document, name: str) -> ParagraphStyle:
    if name in [style.name for style in document.styles]:
        style = document.styles[name]
    else:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[BODY]
        if name.startswith("toc "):
            style.element.styleId = name.upper().replace(" ", "")
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is not a paragraph style")
    return style
