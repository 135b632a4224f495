"""One page from picture to characters: straighten, take the rules out, cut into lines, recognise, set in order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extractors.ocr.contrast import normalised
from extractors.ocr.correction import corrected
from extractors.ocr.direction import is_vertical
from extractors.ocr.ink import Grey, find_ink
from extractors.ocr.recogniser import PageImage, PageRecogniser, RecognisedLine
from extractors.ocr.rules import PixelRule, Rules, erase, find_rules
from extractors.ocr.segments import find_segments
from extractors.ocr.setting import set_evenly
from extractors.ocr.skew import skew_angle, turned


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """A page ready to be recognised, with what was found out about it; all in pixels of reading space."""

    image: PageImage
    horizontal: tuple[PixelRule, ...]
    vertical: tuple[PixelRule, ...]
    skew: float
    """Degrees by which it was turned clockwise to lie straight."""


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """What an engine read on a page, in pixels of reading space."""

    prepared: PreparedPage
    lines: tuple[RecognisedLine, ...]

    @property
    def confidence(self) -> float | None:
        """Mean over its characters, 0 … 1; None if there are none."""
        values = [character.confidence for line in self.lines for character in line.characters]
        return math.fsum(values) / len(values) if values else None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing on it that could be text."""
        return not self.lines and not self.prepared.image.segments


def prepare(picture: Grey, dpi: int) -> PreparedPage:
    """Make a page ready to be recognised.

    Args:
        picture: the page as a person holds it.
        dpi: its resolution.
    """
    clear = normalised(picture, dpi)
    skew = skew_angle(clear)
    straight = turned(clear, skew)
    rules = find_rules(straight, dpi)
    bare = erase(straight, rules.mask)
    ink = find_ink(bare)
    if is_vertical(ink, dpi):
        bare, ink, rules = np.rot90(bare), np.rot90(ink), _turned(rules)
        vertical = True
    else:
        vertical = False
    segments = tuple(find_segments(ink, rules.mask, dpi))
    return PreparedPage(PageImage(bare, dpi, vertical, segments), tuple(rules.horizontal), tuple(rules.vertical), skew)


def recognise(page: PreparedPage, engine: PageRecogniser, seconds: float) -> RecognisedPage:
    """Let an engine read a page.

    Raises:
        RecognitionError: it failed, or took longer than `seconds`.
    """
    lines: Sequence[RecognisedLine] = engine.recognise(page.image, seconds) if page.image.segments else ()
    return RecognisedPage(page, set_evenly([corrected(line) for line in lines if line.characters], page.image.dpi))


def _turned(rules: Rules) -> Rules:
    """The rules of a page that is turned anticlockwise by a quarter."""
    width = rules.mask.shape[1]
    horizontal = [PixelRule(width - rule.at, rule.start, rule.end) for rule in rules.vertical]
    vertical = [PixelRule(rule.at, width - rule.end, width - rule.start) for rule in rules.horizontal]
    return Rules(horizontal, vertical, np.rot90(rules.mask))
