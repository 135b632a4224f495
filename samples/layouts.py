"""Sets a Word file in columns or in vertical writing."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn


class Form(StrEnum):
    """How the pages of a document are laid out."""

    ONE_COLUMN = "one column"
    TWO_COLUMNS = "two columns"
    VERTICAL = "vertical writing"


_COLUMN_GAP = "425"
"""Twentieths of a point between two columns: two characters, as Word has it by default."""


_COLUMN_WIDTH, _VERTICAL_WIDTH = 0.46, 0.9
"""Share of a page's width that a table has in a column, and in vertical writing on a page turned to its side."""


def lay_out(path: Path, form: Form, *, running_lines: bool = False) -> None:
    """Lay a Word file of one section out in a form.

    Args:
        path: the file, which is changed.
        form: how its pages shall look.
        running_lines: keep the header and the footer.
    """
    document = docx.Document(str(path))
    (section,) = document.sections
    for part in () if running_lines else (section.header, section.footer):
        for paragraph in part.paragraphs:
            paragraph.clear()
    if form is Form.TWO_COLUMNS:
        _set_columns(document)
        _narrow_tables(document, _COLUMN_WIDTH)
    elif form is Form.VERTICAL:
        _set_vertically(document)
        _narrow_tables(document, _VERTICAL_WIDTH)
    document.save(str(path))


def let_rows_break(path: Path) -> None:
    """Let the rows of a Word file's tables go on over a page."""
    document = docx.Document(str(path))
    for mark in document.element.xpath("//w:trPr/w:cantSplit"):
        mark.getparent().remove(mark)
    document.save(str(path))


def _set_columns(document: Document) -> None:
    for columns in document.sections[0]._sectPr.iter(qn("w:cols")):
        columns.set(qn("w:num"), "2")
        columns.set(qn("w:space"), _COLUMN_GAP)


def _narrow_tables(document: Document, share: float) -> None:
    for width in document.element.xpath("//w:tblGrid/w:gridCol/@w:w | //w:tcW/@w:w"):
        element = width.getparent()
        element.set(qn("w:w"), str(round(int(width) * share)))


def _set_vertically(document: Document) -> None:
    section = document.sections[0]
    direction = OxmlElement("w:textDirection")
    direction.set(qn("w:val"), "tbRl")
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        section._sectPr.append(direction)
    else:  # the schema wants it before the grid
        grid.addprevious(direction)
    section.page_width, section.page_height = section.page_height, section.page_width
