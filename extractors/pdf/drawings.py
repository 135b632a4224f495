"""Ruled lines and pictures of a page, from its drawing operations."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2.raw as pdfium

from extractors.pdf.geometry import Box, Map

_THIN = 3.0
"""A filled shape up to this many points thick is a rule."""
_SHORTEST = 6.0
"""A rule is at least this long; shorter strokes belong to dashes, ticks and letters."""
_MOST_OBJECTS = 60_000
_MOST_SEGMENTS = 4000
"""Maps and plans have millions of strokes and no tables."""
_DEEPEST_FORM = 4


class Rule(NamedTuple):
    """A straight line parallel to an axis of reading space: where it is, from where to where it goes (points)."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Drawings:
    """What is drawn on a page besides text, in reading space."""

    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    shapes: int = 0
    """Filled or stroked areas that are not rules; glyphs drawn as outlines are such."""


def read_drawings(page: pdfium.FPDF_PAGE, from_user: Map) -> Drawings:
    """Collect the rules and pictures of a page."""
    found = Drawings()
    budget = iter(range(_MOST_OBJECTS))
    count = pdfium.FPDFPage_CountObjects(page)
    _collect((pdfium.FPDFPage_GetObject(page, k) for k in range(count)), from_user, found, budget, 0)
    return found


def _collect(
    objects: Iterator[pdfium.FPDF_PAGEOBJECT], to_reading: Map, found: Drawings, budget: Iterator[int], depth: int
) -> None:
    sides = [ctypes.c_float() for _ in range(4)]
    left, bottom, right, top = sides
    refs = [ctypes.byref(side) for side in sides]
    get_type, get_bounds = pdfium.FPDFPageObj_GetType, pdfium.FPDFPageObj_GetBounds
    for item, _ in zip(objects, budget, strict=False):
        kind = get_type(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            if get_bounds(item, *refs):
                _add_path(item, to_reading.box(left.value, bottom.value, right.value, top.value), to_reading, found)
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE and get_bounds(item, *refs):
                found.pictures.append(to_reading.box(left.value, bottom.value, right.value, top.value))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            inner = (
                pdfium.FPDFFormObj_GetObject(item, k) for k in range(max(0, pdfium.FPDFFormObj_CountObjects(item)))
            )
            _collect(inner, _matrix(item).then(to_reading), found, budget, depth + 1)


def _matrix(item: pdfium.FPDF_PAGEOBJECT) -> Map:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
    return Map(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _add_path(item: pdfium.FPDF_PAGEOBJECT, box: Box, to_reading: Map, found: Drawings) -> None:
    if box.height <= _THIN:
        if box.width >= _SHORTEST:
            found.horizontal.append(Rule((box.y0 + box.y1) / 2, box.x0, box.x1))
        return
    if box.width <= _THIN:
        if box.height >= _SHORTEST:
            found.vertical.append(Rule((box.x0 + box.x1) / 2, box.y0, box.y1))
        return
    found.shapes += 1
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    segments = pdfium.FPDFPath_CountSegments(item)
    # A filled rectangle is shading; one path of many segments may hold all rules of a table as thin rectangles.
    if (stroke.value or segments > 6) and segments <= _MOST_SEGMENTS:
        _add_edges(item, segments, _matrix(item).then(to_reading), found)


def _add_edges(item: pdfium.FPDF_PAGEOBJECT, segments: int, to_reading: Map, found: Drawings) -> None:
    x, y = ctypes.c_float(), ctypes.c_float()
    start: tuple[float, float] | None = None
    here: tuple[float, float] | None = None
    for k in range(segments):
        segment = pdfium.FPDFPath_GetPathSegment(item, k)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = to_reading.point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and here is not None:
            _add_edge(here, point, found)
        here = point
        if pdfium.FPDFPathSegment_GetClose(segment) and start is not None:
            _add_edge(here, start, found)
            here = start


def _add_edge(one: tuple[float, float], two: tuple[float, float], found: Drawings) -> None:
    (x0, y0), (x1, y1) = one, two
    if abs(y1 - y0) < 1 and abs(x1 - x0) > _SHORTEST:
        found.horizontal.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(x1 - x0) < 1 and abs(y1 - y0) > _SHORTEST:
        found.vertical.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
