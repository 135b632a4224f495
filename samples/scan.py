"""A PDF as a scanner would give it back: pages as slightly turned, noisy pictures without text."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable
from contextlib import closing

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

DPI = 300
"""Usual resolution of office scanners."""
SKEW = 1.0
"""Degrees by which pages are turned, to either side in turn: what a sheet feeder does at its worst."""
NOISE = 12.0
"""Standard deviation of the grey levels."""
_PAPER = 244
_BLUR = 0.7
"""Radius in pixels in which a scanner's lens smears an edge."""
_QUALITY = 60


def scan(data: bytes, pages: Collection[int] | None = None, *, dpi: int = DPI, skew: float = SKEW) -> bytes:
    """Turn pages of a PDF into pictures; the others stay as they are.

    Args:
        data: the PDF.
        pages: indices from 0 of those to turn into pictures; None: all.
        dpi: resolution of the pictures.
        skew: degrees by which they are turned.

    Returns:
        A PDF of as many pages.
    """
    with closing(pdfium.PdfDocument(data)) as source, closing(pdfium.PdfDocument.new()) as target:
        for index in range(len(source)):
            if pages is not None and index not in pages:
                target.import_pages(source, [index])
                continue
            turn = skew if index % 2 == 0 else -skew
            picture = _photograph(source, index, dpi, turn)
            with closing(pdfium.PdfDocument(as_pdf([picture], dpi))) as page:
                target.import_pages(page)
        buffer = io.BytesIO()
        target.save(buffer)
    return buffer.getvalue()


def as_pdf(pictures: Iterable[Image.Image], dpi: int = DPI) -> bytes:
    """A PDF with one picture a page, in its natural size."""
    first, *others = pictures
    buffer = io.BytesIO()
    first.save(buffer, "PDF", save_all=True, append_images=others, resolution=dpi, quality=_QUALITY)
    return buffer.getvalue()


def _photograph(document: pdfium.PdfDocument, index: int, dpi: int, turn: float) -> Image.Image:
    with closing(document[index]) as page:
        clean = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    turned = clean.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor=255)
    levels = np.asarray(turned.filter(ImageFilter.GaussianBlur(_BLUR)), dtype=np.float32) * (_PAPER / 255)
    levels += np.random.default_rng(index).normal(0.0, NOISE, levels.shape).astype(np.float32)
    return Image.fromarray(levels.clip(0, 255).astype(np.uint8))
