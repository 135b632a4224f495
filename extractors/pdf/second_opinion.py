"""Where PDFium finds less than a page seems to hold, pdfplumber is asked, and the officer is told if they disagree.

It reads a page about ten times as slowly, so it is asked only about pages that draw text of which PDFium gets no
character, and about the number of pages where some cannot be opened.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from contextlib import closing
from typing import NamedTuple

import pdfplumber
import pypdfium2 as pdfium
import pypdfium2.raw as raw_pdfium

from extractors.pdf.quality import PageState

_MOST_PAGES = 5
"""Pages asked about; one is enough to make the officer look."""
_SOME_TEXT = 10
"""Characters from which a page counts as text."""
_TEXT_ONLY_THERE = "{}頁は、文字の有無が読み取り方法により異なり、読めませんでした。原本で確かめてください。"
_OTHER_COUNT = "頁数が読み取り方法により異なります（{}頁と{}頁）。全ての頁が読めているか、原本で確かめてください。"
_log = logging.getLogger(__name__)


class Opinion(NamedTuple):
    """Where the two disagree."""

    reasons: tuple[str, ...]
    pages: tuple[int, ...]
    """Pages, from 1, of which only pdfplumber finds text."""


def second_opinion(document: pdfium.PdfDocument, data: bytes, states: Sequence[PageState]) -> Opinion:
    """Ask pdfplumber where PDFium's reading is odd.

    Args:
        document: the open document.
        data: the file's bytes.
        states: of all pages, as PDFium reads them.
    """
    blank = [index for index, state in enumerate(states) if state is PageState.BLANK]
    drawn = [index for index in blank if _draws_text(document, index)][:_MOST_PAGES]
    pages = tuple(index + 1 for index in drawn if _characters(data, index) >= _SOME_TEXT)
    reasons = [_TEXT_ONLY_THERE.format("、".join(map(str, pages)))] if pages else []
    if PageState.BROKEN in states:
        count = _page_count(data)
        if count not in (0, len(states)):
            reasons.append(_OTHER_COUNT.format(len(states), count))
    return Opinion(tuple(reasons), pages)


def _draws_text(document: pdfium.PdfDocument, index: int) -> bool:
    try:
        with closing(document[index]) as page:
            objects = (
                raw_pdfium.FPDFPage_GetObject(page.raw, number)
                for number in range(raw_pdfium.FPDFPage_CountObjects(page.raw))
            )
            return any(raw_pdfium.FPDFPageObj_GetType(one) == raw_pdfium.FPDF_PAGEOBJ_TEXT for one in objects)
    except pdfium.PdfiumError:
        return False


def _characters(data: bytes, index: int) -> int:
    """Number of characters that pdfplumber finds on a page; 0 if it cannot read it."""
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[index + 1]) as document:
            return sum(not str(char["text"]).isspace() for char in document.pages[0].chars)
    except Exception as error:  # noqa: BLE001 - pdfminer raises untyped errors of many kinds; there is no opinion then
        _log.info("no second opinion on page %d: %s", index + 1, type(error).__name__)
        return 0


def _page_count(data: bytes) -> int:
    """Number of pages that pdfplumber finds; 0 if it cannot read the file."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return len(document.pages)
    except Exception as error:  # noqa: BLE001 - as above
        _log.info("no second opinion on the number of pages: %s", type(error).__name__)
        return 0
