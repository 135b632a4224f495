"""Sets a Word file in columns or in vertical writing, and takes its running lines away."""

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


def lay_out(path: Path, form: Form) -> None:
    """Lay a Word file of one section out in a form, without header and footer."""
    document = docx.Document(str(path))
    (section,) = document.sections
    for part in (section.header, section.footer):
        for paragraph in part.paragraphs:
            paragraph.clear()
    if form is Form.TWO_COLUMNS:
        _set_columns(document)
    elif form is Form.VERTICAL:
        _set_vertically(document)
    document.save(str(path))


def _set_columns(document: Document) -> None:
    for columns in document.sections[0]._sectPr.iter(qn("w:cols")):
        columns.set(qn("w:num"), "2")
        columns.set(qn("w:space"), _COLUMN_GAP)


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
