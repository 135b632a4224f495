"""The PDF reader: bytes to blocks and the quality of the reading."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw_pdfium

from extractors.ocr.engines import find_engine
from extractors.ocr.options import RecognitionMode, RecognitionOptions
from extractors.pdf.carried import carried
from extractors.pdf.layout import make_blocks
from extractors.pdf.pages import Page, read_page
from extractors.pdf.quality import PageState, judge
from extractors.pdf.scans import RECOGNISABLE, recognise_pages
from extractors.pdf.second_opinion import second_opinion
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Limits, Progress, Reading, unheard

_HEAD, _TAIL = 1024, 16 << 10
"""Bytes at either end where readers look for the header and for the reference to the table of objects."""


class PdfReader:
    """Reads PDF files with PDFium."""

    format = "pdf"

    def score(self, data: bytes, name: str) -> int:
        """How sure it is that `data` is a PDF: 20 by its header, 0 otherwise."""
        return 20 if b"%PDF-" in data[:_HEAD] else 0

    def read(self, data: bytes, limits: Limits, progress: Progress = unheard) -> Reading:
        """Read the file; see `extractors.reader.Reader.read`."""
        _check(data, limits)
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise _open_problem(error) from error
        with closing(document):
            if len(document) > limits.pages:
                raise DocumentProblem(ProblemCode.TOO_COMPLEX, f"{len(document)} pages, limit {limits.pages}")
            pages = _read_pages(document, data, limits, progress)
            if all(page.state is PageState.BROKEN for page in pages):
                raise DocumentProblem(ProblemCode.DAMAGED, "no page can be opened")
            pages = _recognised(document, pages, limits.recognition, progress)
            states = [page.state for page in pages]
            opinion = second_opinion(document, data, states)
            left_out = carried(document, data)
        confidence = {number: page.confidence for number, page in enumerate(pages, 1) if page.confidence is not None}
        quality = judge(states, confidence, limits.recognition.low_confidence)
        quality = quality.lessened(opinion.reasons, opinion.pages)
        return Reading(make_blocks(pages), len(pages), replace(quality, reasons=(*quality.reasons, *left_out)))


def _check(data: bytes, limits: Limits) -> None:
    if not data:
        raise DocumentProblem(ProblemCode.EMPTY)
    if len(data) > limits.file_bytes:
        raise DocumentProblem(ProblemCode.TOO_LARGE, f"{len(data)} bytes, limit {limits.file_bytes}")
    if b"%PDF-" not in data[:_HEAD]:
        raise DocumentProblem(ProblemCode.NOT_A_DOCUMENT, "no PDF header")
    if b"startxref" not in data[-_TAIL:]:
        # PDFium would rebuild what is there and pass over the pages that are not.
        raise DocumentProblem(ProblemCode.DAMAGED, "the end of the file is missing")


def _read_pages(document: pdfium.PdfDocument, data: bytes, limits: Limits, progress: Progress) -> list[Page]:
    pages: list[Page] = []
    characters = settled = 0
    for index in range(len(document)):
        page = read_page(document, index, data, pages[-1].turn if pages else 0)
        characters += page.characters
        if characters > limits.characters:
            raise DocumentProblem(ProblemCode.TOO_COMPLEX, f"more than {limits.characters} characters")
        pages.append(page)
        settled += page.state not in RECOGNISABLE
        progress(settled, len(document))
    return pages


def _recognised(
    document: pdfium.PdfDocument, pages: list[Page], options: RecognitionOptions, progress: Progress
) -> list[Page]:
    """The pages with those recognised that hold no usable text."""
    if all(page.state not in RECOGNISABLE for page in pages):
        return pages
    engine = find_engine(options)
    if engine is not None:
        return recognise_pages(document, pages, engine, options, progress)
    if options.mode is RecognitionMode.ON:
        raise DocumentProblem(ProblemCode.NO_RECOGNISER)
    return pages


def _open_problem(error: pdfium.PdfiumError) -> DocumentProblem:
    if error.err_code in (raw_pdfium.FPDF_ERR_PASSWORD, raw_pdfium.FPDF_ERR_SECURITY):
        return DocumentProblem(ProblemCode.ENCRYPTED)
    return DocumentProblem(ProblemCode.DAMAGED, "PDFium cannot open the file")
