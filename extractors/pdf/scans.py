"""Pages without usable text, recognised from their pictures; then they go the way of all pages."""

from __future__ import annotations

import logging
import math
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import replace
from threading import BoundedSemaphore
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium

from extractors.ocr.ink import Grey
from extractors.ocr.options import RecognitionOptions
from extractors.ocr.pages import RecognisedPage, prepare, recognise
from extractors.ocr.recogniser import PageRecogniser, RecognitionError
from extractors.pdf.characters import Glyph, PageText
from extractors.pdf.consensus import with_like_running_lines
from extractors.pdf.drawings import Drawings, Rule
from extractors.pdf.geometry import Map, display_to_reading, turn_about
from extractors.pdf.grids import find_grids
from extractors.pdf.pages import Page, compose
from extractors.pdf.quality import PageState
from extractors.reader import Progress

RECOGNISABLE = frozenset({PageState.SCANNED, PageState.OUTLINED, PageState.GARBLED})
"""States of pages that show text which the file does not hold."""
_MOST_PIXELS = 40_000_000
"""An A2 sheet at 300 dpi has 35 million; plans are rendered smaller to bound the memory."""
_preparing = BoundedSemaphore(4)
"""Preparing a page holds several pictures of it at once; waiting for an engine holds one."""
_SIGN_OF_LIFE = 5.0
"""Seconds between two signs of life while a page is recognised."""
_log = logging.getLogger(__name__)


def recognise_pages(
    document: pdfium.PdfDocument,
    pages: Sequence[Page],
    engine: PageRecogniser,
    options: RecognitionOptions,
    progress: Progress,
) -> list[Page]:
    """Recognise those pages that need it, side by side; a page that the engine fails on stays as it is.

    PDFium is not made for threads: pages are rendered here one by one, only as many ahead as are worked on.
    """
    wanted = [number for number, page in enumerate(pages) if page.state in RECOGNISABLE]
    out = list(pages)
    settled = len(pages) - len(wanted)

    def tell(done: int) -> None:
        progress(settled + done, len(pages))

    with ThreadPoolExecutor(options.processes, thread_name_prefix="ocr") as pool:
        for done, (number, page) in enumerate(_recognised(pool, document, wanted, engine, options, tell), 1):
            if page is not None:
                out[number] = page
            tell(done)
    return with_like_running_lines(out)


def _recognised(
    pool: ThreadPoolExecutor,
    document: pdfium.PdfDocument,
    wanted: Sequence[int],
    engine: PageRecogniser,
    options: RecognitionOptions,
    tell: Callable[[int], None],
) -> Iterator[tuple[int, Page | None]]:
    waiting: deque[tuple[int, Future[Page | None]]] = deque()
    finished = 0
    for number in wanted:
        view = _render(document, number, options.dpi)
        if view is None:
            yield number, None
            finished += 1
            continue
        waiting.append((number, pool.submit(_read, view, number, engine, options)))
        if len(waiting) > options.processes:
            first, future = waiting.popleft()
            yield first, _awaited(future, finished, tell)
            finished += 1
    for first, future in waiting:
        yield first, _awaited(future, finished, tell)
        finished += 1


def _awaited(future: Future[Page | None], finished: int, tell: Callable[[int], None]) -> Page | None:
    """The page in the end; meanwhile it is told that the reading lives, for the engine has a time limit of its own."""
    while not wait((future,), _SIGN_OF_LIFE).done:
        tell(finished)
    return future.result()


class _View(NamedTuple):
    """A page as a picture, and its size in points."""

    picture: Grey
    dpi: int
    width: float
    height: float


def _render(document: pdfium.PdfDocument, index: int, dpi: int) -> _View | None:
    try:
        with closing(document[index]) as page:
            width, height = page.get_size()
            fitting = math.sqrt(_MOST_PIXELS / max(width * height, 1.0)) * 72
            used = int(min(dpi, fitting))
            with closing(page.render(scale=used / 72, grayscale=True)) as bitmap:
                picture = np.array(bitmap.to_numpy().squeeze(), np.uint8)
    except (pdfium.PdfiumError, MemoryError, ValueError) as error:
        _log.info("page %d cannot be rendered: %s", index + 1, type(error).__name__)
        return None
    return _View(picture, used, width, height)


def _read(view: _View, index: int, engine: PageRecogniser, options: RecognitionOptions) -> Page | None:
    try:
        with _preparing:
            prepared = prepare(view.picture, view.dpi)
        found = recognise(prepared, engine, options.page_seconds)
    except RecognitionError as error:
        _log.warning("page %d was not recognised: %s", index + 1, error)
        return None
    if found.confidence is None and not found.is_empty:
        return None
    state = PageState.BLANK if found.is_empty else PageState.RECOGNISED
    text, drawings = _as_text(found, view)
    page = compose(text, drawings, find_grids(drawings).grids, index, state)
    return replace(page, confidence=found.confidence)


def _as_text(found: RecognisedPage, view: _View) -> tuple[PageText, Drawings]:
    """The characters and rules of a recognised page in points."""
    prepared = found.prepared
    turn = 90 if prepared.image.vertical else 0
    reading = display_to_reading(view.width, view.height, turn)
    size = reading.box(0, 0, view.width, view.height)
    pixels_down, pixels_across = prepared.image.pixels.shape
    x, y = size.width / pixels_across, size.height / pixels_down
    glyphs = tuple(
        Glyph(char.text, char.x0 * x, char.y0 * y, char.x1 * x, char.y1 * y)
        for line in found.lines
        for char in line.characters
    )
    drawings = Drawings(
        horizontal=[Rule(rule.at * y, rule.start * x, rule.end * x) for rule in prepared.horizontal],
        vertical=[Rule(rule.at * x, rule.start * y, rule.end * y) for rule in prepared.vertical],
    )
    to_display = reading.inverse().then(turn_about(view.width / 2, view.height / 2, -prepared.skew))
    return PageText(glyphs, turn, size, _NOWHERE, to_display, 0), drawings


_NOWHERE = Map(1, 0, 0, 1, 0, 0)
"""Recognised characters have no place in the file's own space."""
