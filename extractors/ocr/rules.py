"""Ruled lines of a scanned page: found, so that tables can be cut, and erased, so that no letter touches them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from scipy import ndimage

from extractors.ocr.ink import Grey, Mask, find_ink, paper_level, shrink

_SCALE = 2
"""Rules are found on a mask this many times smaller; the thinnest ones (0.3 points) still have a pixel there."""
_LONGEST_STROKE = 0.4
"""Inches; no stroke of a letter is longer."""
_SHORTEST = 0.18
"""Inches; a side of a table cell may be as short as its line of text is high."""
_THICKEST = 0.05
"""Inches; thicker bars are shading or pictures."""
_TOUCH = 0.03
"""Inches between the end of a rule and the one that it meets."""
_SOLID = 0.93
"""Share of a rule that has ink: the rest is worn away."""


class PixelRule(NamedTuple):
    """A straight rule parallel to an axis, in pixels: where it is, from where to where it goes."""

    at: float
    start: float
    end: float


class Rules(NamedTuple):
    """The rules of a page and the pixels that they cover."""

    horizontal: list[PixelRule]
    vertical: list[PixelRule]
    mask: Mask


def find_rules(image: Grey, dpi: int) -> Rules:
    """Find the rules of a straight page."""
    ink = shrink(find_ink(image), _SCALE)
    across = list(_bars(ink, dpi / _SCALE))
    down = list(_bars(ink.T, dpi / _SCALE))
    longest, touch = _LONGEST_STROKE * dpi / _SCALE, _TOUCH * dpi / _SCALE
    free = [[bar for bar in bars if bar.length >= longest] for bars in (across, down)]
    kept = [
        [bar for bar in bars if bar.length >= longest or bar.spans(others, touch)]
        for bars, others in ((across, free[1]), (down, free[0]))
    ]
    mask = np.zeros(image.shape, np.bool_)
    for bars, target in ((kept[0], mask), (kept[1], mask.T)):
        for bar in bars:
            # The row of pixels beside a rule is grey, neither ink nor paper.
            target[max(0, bar.top * _SCALE - 2) : bar.bottom * _SCALE + 2, bar.start * _SCALE : bar.end * _SCALE] = True
    horizontal, vertical = ([bar.rule() for bar in bars] for bars in kept)
    return Rules(horizontal, vertical, mask)


def erase(image: Grey, mask: Mask) -> Grey:
    """The picture with the colour of the paper where `mask` is set."""
    out = image.copy()
    out[mask] = paper_level(image)
    return out


class _Bar(NamedTuple):
    """A long, thin run of ink on the smaller mask; it lies across unless the mask was transposed."""

    top: int
    bottom: int
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start

    def spans(self, others: list[_Bar], touch: float) -> bool:
        """Whether both ends meet a bar of the other direction."""
        return all(
            any(
                other.top - touch <= end <= other.bottom + touch
                and other.start - touch <= self.top
                and self.bottom <= other.end + touch
                for other in others
            )
            for end in (self.start, self.end)
        )

    def rule(self) -> PixelRule:
        return PixelRule(_SCALE * (self.top + self.bottom) / 2, _SCALE * self.start, _SCALE * self.end)


def _bars(ink: Mask, dpi: float) -> Iterator[_Bar]:
    length = int(_SHORTEST * dpi)
    # What remains of the skew lets a long rule cross from one row of pixels to the next.
    thick = ink | np.roll(ink, 1, axis=0)
    share = ndimage.uniform_filter1d(thick.astype(np.float32), length, axis=1)
    runs = ndimage.maximum_filter1d((share >= _SOLID).view(np.uint8), length, axis=1).view(np.bool_)
    labels, _ = ndimage.label(runs)
    for rows, columns in ndimage.find_objects(labels):
        if rows.stop - rows.start <= _THICKEST * dpi + 1:
            yield _Bar(max(0, rows.start - 1), rows.stop, columns.start, columns.stop)
