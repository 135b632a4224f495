"""The seam between the house and a program that recognises characters.

To add an engine, write a class with these members and let `extractors.ocr.engines` find it:

    class OtherEngine:
        name = "other"

        def recognise(self, page: PageImage, seconds: float) -> Sequence[RecognisedLine]:
            ...
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np

from extractors.ocr.ink import Grey
from extractors.ocr.segments import Segment


class RecognitionError(RuntimeError):
    """An engine could not recognise a page; the message is for logs and never holds text of the document."""


class Character(NamedTuple):
    """A recognised character in reading space, in pixels of the page."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float
    """How sure the engine is, 0 … 1; for engines that rate lines alone, that of the line."""


class RecognisedLine(NamedTuple):
    """The characters of one line, or a piece of it, in reading order."""

    characters: tuple[Character, ...]
    crosswise: bool = False
    """They follow each other across the reading direction of the page."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page made ready: straight, without rules, cut into lines."""

    pixels: Grey
    """In reading space: a page in vertical writing is turned anticlockwise, so that its lines run from left to right."""
    dpi: int
    vertical: bool
    segments: tuple[Segment, ...]
    """Lines in reading order; an engine that finds lines itself need not use them."""

    @property
    def upright(self) -> Grey:
        """The page as a person holds it."""
        return np.ascontiguousarray(np.rot90(self.pixels, -1)) if self.vertical else self.pixels

    def to_reading(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """The rectangle in reading space of one on the upright page."""
        if not self.vertical:
            return x0, y0, x1, y1
        height = self.pixels.shape[0]
        return y0, height - x1, y1, height - x0


@runtime_checkable
class PageRecogniser(Protocol):
    """Recognises the characters of Japanese pages; used from several threads at once."""

    name: str
    """What an officer knows the engine by."""

    def recognise(self, page: PageImage, seconds: float) -> Sequence[RecognisedLine]:
        """Recognise a page.

        Args:
            page: the page made ready.
            seconds: the longest that it may take.

        Raises:
            RecognitionError: the engine failed, or took too long.
        """
        ...
