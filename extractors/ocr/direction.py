"""Whether the lines of a scanned page run across it (横書き) or down (縦書き)."""

from __future__ import annotations

import numpy as np

from extractors.ocr.ink import Mask, shrink

_SCALE = 4
_BAND = 1.5
"""Inches; white between lines goes on that far, white between the letters of neighbouring lines does not."""
_NARROW, _WIDE = 0.04, 0.3
"""Inches of white between two lines: letters stand closer, paragraphs may stand farther apart."""


def is_vertical(ink: Mask, dpi: int) -> bool:
    """Whether the text of a straight page without rules is vertical writing.

    In bands as wide as a few letters the lines of horizontal text lie apart; in bands as high as a few lines those of
    vertical text do.
    """
    small = shrink(ink, _SCALE)
    return _gaps(small, dpi / _SCALE) > _gaps(small.T, dpi / _SCALE)


def _gaps(ink: Mask, dpi: float) -> int:
    """How often white of the width between lines stands between ink in bands across the rows of a mask."""
    band = round(_BAND * dpi)
    height = ink.shape[0] // band * band
    bands = ink[:height].reshape(height // band, band, ink.shape[1]).any(axis=1)
    rows, columns = np.nonzero(bands)
    steps = np.diff(columns)[np.diff(rows) == 0] - 1
    return int(((steps >= _NARROW * dpi) & (steps <= _WIDE * dpi)).sum())
