"""The text of a document as the rest of the house sees it: blocks in reading order and the clauses cut from them.

A `Document` is the one currency between the file formats and the judgement. It knows nothing of checklists.

Units: pages count from 1; coordinates are PDF points (1/72 inch) from the top left corner of the page as displayed.
Formats without fixed pages (DOCX) have `page` None.

Text is the document's own, with two repairs only: compatibility ideographs and radicals (U+2F00 …) are replaced by the
ordinary characters they stand for, and spaces that only the layout made are removed. Full-width digits, letters and
item marks (①, ㈠) stay as they are, so that an officer finds the words by searching the original.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Region(NamedTuple):
    """A rectangle on a page, in points from the page's top left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    HEADER_ROW = "header_row"
    """The row of a table that names its columns."""
    ROW = "row"
    NOTE = "note"
    """A footnote, endnote or a remark under a table (※ …)."""
    BOX = "box"
    """A text box or other framed text outside the flow."""
    TOC = "toc"
    FURNITURE = "furniture"
    """Running header or footer, page number."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table row, in reading order.

    Readers (`extractors.pdf`, `extractors.docx`) fill what the format tells; `extractors.structure` decides the rest.
    """

    kind: BlockKind
    text: str
    """Own text with its mark in front (「(1)　…」); the cells of a row are joined by one full-width space."""
    page: int | None = None
    regions: tuple[Region, ...] = ()
    level: int | None = None
    """Outline level from 1, where the format itself says so (a Word heading style); else None."""
    indent: float = 0.0
    """Distance of the first character from the text column's left edge, in character widths."""
    scale: float = 1.0
    """Character size relative to the document's body text."""
    bold: bool = False
    table: int | None = None
    """Ordinal of the table a row belongs to (0, 1, …); a table that goes on over a page keeps its number."""
    cells: tuple[str, ...] = ()
    """Cells of a row, left to right: a cell merged over columns once; a short one merged over rows in each of its rows."""


class ClauseKind(StrEnum):
    """What a clause was cut from."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    """A numbered or bulleted provision."""
    ROW = "row"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Clause:
    """One provision: a numbered paragraph, list item, plain paragraph, table row or note.

    Headings, tables of contents and page furniture never become clauses.
    """

    id: str
    """`c0001`, `c0002`, … in reading order."""
    kind: ClauseKind
    text: str
    """Own text, its mark in front, as in the document."""
    body: str
    """`text` without its mark."""
    mark: str = ""
    """Own mark as written, e.g. 「ア」「(2)」「第５条」; empty if it has none."""
    number: str = ""
    """Full number with those of its headings and parents, e.g. 「第3 2(1)ア」."""
    heading: tuple[str, ...] = ()
    """Headings above it, outermost first, each with its own number."""
    lead: str = ""
    """The sentence(s) that introduce it (柱書), outermost first, joined; empty if there is none."""
    page: int | None = None
    regions: tuple[Region, ...] = ()
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    """Column names of a row's table; empty if the table has none. Not always as many as `cells`."""
    block: int = 0
    """Index in `Document.blocks` of the block it was cut from."""


class QualityState(StrEnum):
    """How much of the document could be read."""

    OK = "ok"
    PARTIAL = "partial"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Quality:
    """State of the reading and, unless it is plainly ok, why, in Japanese sentences for the officer.

    `reasons` may also say things that do not lessen the reading (「変更履歴の削除部分は除いて読みました」).
    """

    state: QualityState = QualityState.OK
    reasons: tuple[str, ...] = ()
    lost_pages: tuple[int, ...] = ()
    """Pages of which nothing could be read, counted from 1."""

    def lessened(self, reasons: tuple[str, ...], lost_pages: tuple[int, ...] = ()) -> Quality:
        """The quality with further reasons why not all was read; itself if there are none."""
        if not reasons:
            return self
        state = QualityState.PARTIAL if self.state is QualityState.OK else self.state
        return Quality(state, (*self.reasons, *reasons), tuple(sorted({*self.lost_pages, *lost_pages})))


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read."""

    name: str
    """File name as given, without folders."""
    sha256: str
    """Hex digest of the file's bytes."""
    format: str
    """`pdf` or `docx`."""
    title: str
    """The document's title as printed on it; empty if none stands out."""
    pages: int | None
    """Number of pages; None where the format has no fixed pages."""
    blocks: tuple[Block, ...]
    clauses: tuple[Clause, ...]
    quality: Quality = Quality()
