"""Pictures of pages whose letters are squares with a hole: enough for everything but recognition."""

from __future__ import annotations

import numpy as np

from extractors.ocr.ink import Grey

DPI = 300
EM = 44
"""Pixels of a character of 10.5 points."""
_PITCH = 76
_INK = 38


def blank_page(height: int = 1900, width: int = 1700) -> Grey:
    """A white page."""
    return np.full((height, width), 255, np.uint8)


def write_block(page: Grey, top: int, left: int, *, lines: int, length: int, vertical: bool = False) -> None:
    """Write lines of letters; in vertical writing the lines run down and follow each other to the right."""
    rng = np.random.default_rng(lines * length)
    for line in range(lines):
        for place in range(length):
            along, across = place * EM + 3, line * _PITCH + 3
            y, x = (along, across) if vertical else (across, along)
            letter = np.zeros((_INK, _INK), np.uint8)
            hole = rng.integers(6, 16, size=2)
            letter[hole[0] : hole[0] + 14, hole[1] : hole[1] + 14] = 255
            letter[: rng.integers(0, 8), : rng.integers(0, 20)] = 255
            page[top + y : top + y + _INK, left + x : left + x + _INK] = letter
