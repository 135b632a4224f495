"""Whether the lines of a scanned page run across it (横書き) or down (縦書き)."""

from __future__ import annotations

import numpy as np

from extractors.ocr.ink import Mask, shrink

_SCALE = 4
_GAP = 0.065
"""Inches; letters of a line stand closer than this, lines mostly farther apart."""
_SHORTEST = 30
"""Pixels of the smaller mask with ink, below which there is hardly a letter."""


def is_vertical(ink: Mask, dpi: int) -> bool:
    """Whether the text of a straight page without rules is vertical writing.

    Ink with the gaps between letters closed makes long runs along the lines, and runs of one letter across them.
    """
    small = shrink(ink, _SCALE)
    if small.sum() < _SHORTEST:
        return False
    return _run_length(small.T, dpi / _SCALE) > _run_length(small, dpi / _SCALE)


def _run_length(ink: Mask, dpi: float) -> float:
    """The length of the runs along the rows of a mask, averaged over what they cover."""
    rows, columns = np.nonzero(ink)
    breaks = np.flatnonzero((np.diff(rows) != 0) | (np.diff(columns) > _GAP * dpi + 1))
    starts = columns[np.concatenate(([0], breaks + 1))]
    ends = columns[np.concatenate((breaks, [len(columns) - 1]))]
    lengths = (ends - starts + 1).astype(np.float64)
    return float((lengths**2).sum() / lengths.sum())
