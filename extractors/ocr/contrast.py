"""Evens out a scan: grain smoothed away, paper white however it was shaded, ink black."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

from extractors.ocr.ink import Grey, find_ink

_GRAIN = 1 / 290
"""Inches; radius of the smoothing. Of the radii tried on noisy scans, about this one gave the fewest errors."""
_TILE = 32
"""Pixels; in tiles this large some paper shows between the letters."""
_WHITE = 0.92
"""Share of the paper's brightness from which on a pixel counts as paper: the rest of the grain lies above it."""
_LEAST_WHITE = 96
"""Grey level that paper has at least: darker is a bar or picture, to be left as it is."""


def normalised(picture: Grey, dpi: int) -> Grey:
    """The picture with the paper at 255 and the usual ink at 0.

    The fill of a table's heading or a grey back page becomes white like the rest of the paper, so that the letters on
    it are as clear as all others.
    """
    smooth = np.asarray(Image.fromarray(picture).filter(ImageFilter.GaussianBlur(_GRAIN * dpi)))
    white = _paper(smooth) * _WHITE
    ink = find_ink(smooth)
    black = float(np.median(smooth[ink])) if ink.any() else 0.0
    black = min(black, 0.5 * float(np.median(white)))
    levels = (smooth.astype(np.float32) - black) * (255 / (white - black))
    return levels.clip(0, 255).astype(np.uint8)


def _paper(picture: Grey) -> Grey:
    """The brightness of the paper at every pixel."""
    height, width = picture.shape
    rows, columns = -(-height // _TILE), -(-width // _TILE)
    padded = np.pad(picture, ((0, rows * _TILE - height), (0, columns * _TILE - width)), mode="edge")
    tiles = padded.reshape(rows, _TILE, columns, _TILE).transpose(0, 2, 1, 3).reshape(rows, columns, -1)
    level = np.percentile(tiles[:, :, ::4], 80, axis=2)
    filled = np.maximum(level, _LEAST_WHITE).astype(np.uint8)
    grown = (
        Image.fromarray(filled)
        .filter(ImageFilter.MedianFilter(3))
        .resize((columns * _TILE, rows * _TILE), Image.Resampling.BILINEAR)
    )
    return np.asarray(grown)[:height, :width]
