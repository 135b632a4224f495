"""On which page a heading will stand: an estimate for the table of contents, until Word computes it.

Counts lines of full-width characters in the measures of `samples.look`; right to about a page in fifteen.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from app.evaluation.labelled import LabelledBlock, LabelledKind
from samples.look import (
    BODY_LINE,
    BODY_SIZE,
    MARGIN_BOTTOM,
    MARGIN_TOP,
    PAGE_HEIGHT,
    TABLE_SIZE,
    TEXT_WIDTH,
    TOC_LINE,
)

_HEIGHT = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM
_PAGE = _HEIGHT / BODY_LINE  # in lines of body text
_LINE = TEXT_WIDTH / BODY_SIZE  # in characters
_CELL_LINE = TEXT_WIDTH / TABLE_SIZE


def toc_pages(lines: int) -> int:
    """Number of pages that a table of contents of so many lines takes."""
    return ceil((lines + 2) * TOC_LINE / _HEIGHT)


def heading_pages(blocks: Sequence[LabelledBlock], *, first_page: int) -> dict[int, int]:
    """Page of every heading by its source line; the blocks begin at the top of `first_page`."""
    pages: dict[int, int] = {}
    page, used = first_page, 0.0
    for block in blocks:
        height = _height(block)
        if block.kind is LabelledKind.PAGEBREAK or used + height > _PAGE:
            page, used = page + 1, 0.0
        if block.kind is LabelledKind.HEADING:
            pages[block.line] = page
        used += height
    return pages


def _height(block: LabelledBlock) -> float:
    match block.kind:
        case LabelledKind.PAGEBREAK | LabelledKind.TOC:
            return 0.0
        case LabelledKind.HEADING:
            return 1.6
        case LabelledKind.ROW | LabelledKind.HEADER:
            return 0.78 * ceil(len(block.text) / (_CELL_LINE * 0.85)) + 0.22
    return float(ceil((len(block.text) + 2) / (_LINE - 2)))
