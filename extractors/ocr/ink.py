"""Grey pictures of pages and the ink on them."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Grey: TypeAlias = NDArray[np.uint8]
"""A picture, rows by columns, 0 black … 255 white."""
Mask: TypeAlias = NDArray[np.bool_]
"""Pixels of a picture, rows by columns."""

_LEAST_CONTRAST = 40
"""Grey levels between paper and ink; less than that is the texture of an empty sheet."""


def find_ink(image: Grey) -> Mask:
    """The pixels darker than the threshold that parts paper from ink best (Otsu 1979)."""
    counts = np.bincount(image.ravel(), minlength=256).astype(np.float64)
    levels = np.arange(256)
    below, sums = counts.cumsum(), (counts * levels).cumsum()
    above = below[-1] - below
    with np.errstate(invalid="ignore", divide="ignore"):
        dark, light = sums / below, (sums[-1] - sums) / above
        between = np.nan_to_num(below * above * (light - dark) ** 2)
    threshold = int(between.argmax())
    if not between.any() or light[threshold] - dark[threshold] < _LEAST_CONTRAST:
        return np.zeros(image.shape, np.bool_)
    return image <= threshold


def shrink(mask: Mask, factor: int) -> Mask:
    """A mask `factor` times smaller in which a pixel is set if any of those that it stands for is."""
    height, width = (side // factor * factor for side in mask.shape)
    blocks = mask[:height, :width].reshape(height // factor, factor, width // factor, factor)
    return np.asarray(blocks.any(axis=(1, 3)), np.bool_)


def any_along(mask: Mask, axis: int) -> Mask:
    """Which rows (axis 1) or columns (axis 0) of a mask have a pixel set."""
    return np.asarray(mask.any(axis=axis), np.bool_)


def paper_level(image: Grey) -> int:
    """The grey level of the paper: what most of a page is."""
    return int(np.median(image[::8, ::8]))
