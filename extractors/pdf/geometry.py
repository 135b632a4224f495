"""Rectangles and the maps between the coordinate systems of a page.

Three systems are used. *User space* is the file's own (origin bottom left, before /Rotate). *Display space* is the
page as a person sees it (origin top left, y down). *Reading space* has its x axis along the lines of text and its y
axis from line to line, so that one set of rules serves horizontal, vertical and turned text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in points; `x0 <= x1`, `y0 <= y1`."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Extent in x."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Extent in y."""
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        """Area in square points."""
        return self.width * self.height

    def holds(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Whether a point lies in the rectangle widened by `margin`."""
        return self.x0 - margin <= x <= self.x1 + margin and self.y0 - margin <= y <= self.y1 + margin


def bounding(boxes: Iterable[Box]) -> Box:
    """The smallest rectangle around `boxes`, of which there is at least one."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return Box(min(x0), min(y0), max(x1), max(y1))


class Map(NamedTuple):
    """`x' = a·x + c·y + e`, `y' = b·x + d·y + f`, as in a PDF matrix."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """The rectangle around the image of a rectangle given by two opposite corners."""
        px, py = self.point(x0, y0)
        qx, qy = self.point(x1, y1)
        if self.a and self.b:  # turned by an odd angle: the other corners stick out
            rx, ry = self.point(x0, y1)
            sx, sy = self.point(x1, y0)
            return Box(min(px, qx, rx, sx), min(py, qy, ry, sy), max(px, qx, rx, sx), max(py, qy, ry, sy))
        return Box(min(px, qx), min(py, qy), max(px, qx), max(py, qy))

    def then(self, after: Map) -> Map:
        """This map followed by `after`."""
        e, f = after.point(self.e, self.f)
        return Map(
            after.a * self.a + after.c * self.b,
            after.b * self.a + after.d * self.b,
            after.a * self.c + after.c * self.d,
            after.b * self.c + after.d * self.d,
            e,
            f,
        )

    def inverse(self) -> Map:
        """The map back; the map is not degenerate."""
        det = self.a * self.d - self.b * self.c
        a, b, c, d = self.d / det, -self.b / det, -self.c / det, self.a / det
        return Map(a, b, c, d, -(a * self.e + c * self.f), -(b * self.e + d * self.f))


def turn_about(x: float, y: float, degrees: float) -> Map:
    """Turn by an angle about a point, clockwise as seen on a page whose y axis points down."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return Map(cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)


def user_to_display(page: Box, rotation: int) -> Map:
    """Map user space to display space.

    Args:
        page: the visible page in user space (crop box).
        rotation: /Rotate in degrees clockwise: 0, 90, 180 or 270.
    """
    if rotation == 90:
        return Map(0, 1, 1, 0, -page.y0, -page.x0)
    if rotation == 180:
        return Map(-1, 0, 0, 1, page.x1, -page.y0)
    if rotation == 270:
        return Map(0, -1, -1, 0, page.y1, page.x1)
    return Map(1, 0, 0, -1, -page.x0, page.y1)


def display_to_reading(width: float, height: float, turn: int) -> Map:
    """Map display space to reading space; both have their origin at a corner and all points of the page positive.

    Args:
        width: of the page in display space.
        height: of the page in display space.
        turn: direction of the lines on the displayed page, degrees clockwise from rightwards. Vertical writing is 90:
            lines run down and follow each other leftwards, just as in text turned by a quarter.
    """
    if turn == 90:
        return Map(0, -1, 1, 0, 0, width)
    if turn == 180:
        return Map(-1, 0, 0, -1, width, height)
    if turn == 270:
        return Map(0, 1, -1, 0, height, 0)
    return Map(1, 0, 0, 1, 0, 0)
