"""Where PDFium and pdfplumber disagree."""

from __future__ import annotations

from contextlib import closing

import pypdfium2 as pdfium
import pytest
from pdf_maker import PdfMaker
from pdf_texts import FIRST

from extractors.document import Quality, QualityState
from extractors.pdf.quality import PageState
from extractors.pdf.second_opinion import second_opinion


def two_pages() -> bytes:
    """A page of text and one of rules only."""
    maker = PdfMaker()
    maker.page().text(60, 80, FIRST)
    maker.page().rule(60, 80, 300, 80)
    return maker.build()


@pytest.mark.parametrize(
    ("states", "pages"),
    [
        ((PageState.BLANK, PageState.BLANK), (1,)),
        ((PageState.READ, PageState.BLANK), ()),
        ((PageState.GARBLED, PageState.SCANNED), ()),
    ],
)
def test_a_page_that_only_pdfplumber_reads(states: tuple[PageState, ...], pages: tuple[int, ...]) -> None:
    data = two_pages()
    with closing(pdfium.PdfDocument(data)) as document:
        opinion = second_opinion(document, data, states)
    assert opinion.pages == pages
    assert [reason.startswith("1頁は、文字の有無が") for reason in opinion.reasons] == [True] * len(pages)


@pytest.mark.parametrize(
    ("states", "said"), [([PageState.BROKEN] * 3, True), ([PageState.BROKEN] * 2, False), ([PageState.READ] * 3, False)]
)
def test_a_number_of_pages_that_differs(states: list[PageState], said: bool) -> None:
    data = two_pages()
    with closing(pdfium.PdfDocument(data)) as document:
        opinion = second_opinion(document, data, states)
    assert any("3頁と2頁" in reason for reason in opinion.reasons) is said


def test_no_opinion_on_a_file_that_pdfplumber_cannot_read() -> None:
    with closing(pdfium.PdfDocument(two_pages())) as document:
        assert second_opinion(document, b"no PDF", [PageState.BLANK, PageState.BROKEN]) == ((), ())


def test_disagreement_lessens_the_quality() -> None:
    assert Quality().lessened((), ()) == Quality()
    assert Quality().lessened(("疑い",), (2,)) == Quality(QualityState.PARTIAL, ("疑い",), (2,))
    lost = Quality(QualityState.UNREADABLE, ("理由",), (3,))
    assert lost.lessened(("疑い",), (2,)) == Quality(QualityState.UNREADABLE, ("理由", "疑い"), (2, 3))
