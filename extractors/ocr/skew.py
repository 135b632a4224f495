"""Straightens a scanned page: finds the angle by which it lies turned, and turns it back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from extractors.ocr.ink import Grey, find_ink, shrink

_WIDEST = 4.0
"""Degrees; a sheet feeder turns a page by hardly more than one."""
_COARSE, _FINE = 0.4, 0.05
"""Degrees between the angles tried; 0.05° moves the end of a line at 300 dpi by two pixels."""
_STRAIGHT = 0.08
"""Degrees below which turning would blur more than it mends."""
_SCALE = 3
"""Angles are measured on a picture this many times smaller."""


def skew_angle(image: Grey) -> float:
    """Degrees by which the lines of a page rise to the right (anticlockwise positive), up to 4 either way.

    Along the lines of text or the rules of a table the ink adds up to sharp steps when the page lies straight. Both
    directions are tried, so that vertical writing counts too.
    """
    ys, xs = np.nonzero(shrink(find_ink(image), _SCALE))
    if len(ys) < 50:
        return 0.0
    best = 0.0
    for step, reach in ((_COARSE, _WIDEST), (_FINE, _COARSE)):
        angles = best + np.arange(-reach, reach + step / 2, step)
        rows = np.array([_sharpness(ys + xs * slope) for slope in np.tan(np.radians(angles))])
        columns = np.array([_sharpness(xs - ys * slope) for slope in np.tan(np.radians(angles))])
        clearer = rows if rows.max() / rows.mean() >= columns.max() / columns.mean() else columns
        best = float(angles[int(clearer.argmax())])
    return best if abs(best) >= _STRAIGHT else 0.0


def _sharpness(places: NDArray[np.float64]) -> float:
    counts = np.bincount((places - places.min()).astype(np.int64)).astype(np.float64)
    return float((np.diff(counts) ** 2).sum())


def turned(image: Grey, degrees: float) -> Grey:
    """The picture turned clockwise about its centre, in the same size; what comes in at the corners is white."""
    if not degrees:
        return image
    picture = Image.fromarray(image).rotate(-degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    return np.asarray(picture)
