"""Latin words and numbers that lie on their side in a line of vertical writing.

A model for vertical writing knows upright letters and makes signs of the others. In reading space, where such lines run
from left to right, it is these letters that stand upright: what was read with doubt is cut out there, to be read again
as horizontal text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from extractors.ocr.ink import Mask, any_along
from extractors.ocr.recogniser import Character, PageImage
from extractors.ocr.segments import Segment

_DOUBT = 0.8
"""Characters below this confidence may be others that lie on their side; signs made of such have less than 0.7."""
_LATIN = re.compile(r"[!-~]*[0-9A-Za-z][!-~]*")
_LIKE_LATIN = frozenset("乙二三ニミ")
"""They look like N, 11 and 111 when they lie on their side."""
_OFF = 0.3
"""Ems by which an engine may misplace a character."""
_SURE = 0.6
"""Confidence from which a Latin reading is believed."""
_UPRIGHT = re.compile("[\u3001\u3002\u3005-\u300d\u3041-\u30ff\u3400-\u9fff]")
"""What stands upright in vertical writing; digits, brackets and signs there may be parts of a word on its side."""
CLOSE = (0.0, 0.7)
"""Ems from one letter to the next that make them one word: the doubtful letters alone are tried first, then with what
stands closer to them than ideographs and most kana do."""
_DARK = 128
_BEHIND, _BEFORE = (0.6, 1.35), (-0.75, 0.2)
"""Where the white around such a word is looked for, in ems from the beginning of the character before it and behind
it; engines place characters no more exactly than that."""
_LEAST = 0.2
"""Ems; nothing narrower is a letter."""


class Span(NamedTuple):
    """A part of a line in doubt: its characters, from which to which, and its place."""

    start: int
    stop: int
    segment: Segment


def doubtful_spans(
    page: PageImage, segment: Segment, characters: Sequence[Character], em: float, close: float
) -> list[Span]:
    """The parts of a line of vertical writing that may hold words on their side.

    Args:
        page: the page.
        segment: the line.
        characters: what was read on it.
        em: size of its letters in pixels.
        close: distance in ems at which neighbours of a doubtful letter are taken in.
    """
    ink = any_along(page.pixels[segment.y0 : segment.y1] < _DARK, 0)
    out = []
    for start, stop in _runs_of_doubt(characters, close * em):
        x0, x1 = segment.x0, segment.x1
        if start > 0:
            x0 = _widest_white(ink, characters[start - 1].x0, _BEHIND, em)
        if stop < len(characters):
            x1 = _widest_white(ink, characters[stop].x0, _BEFORE, em)
        if x1 - x0 >= _LEAST * em:
            out.append(Span(start, stop, segment._replace(x0=x0, x1=x1, cut=True)))
    return out


def merged(before: Sequence[Character], again: Sequence[Character], em: float) -> list[Character]:
    """The characters of a span with the Latin words and numbers of its second reading in their places."""
    text = "".join(character.text for character in again)
    out = list(before)
    for found in _LATIN.finditer(text):
        word = again[found.start() : found.end()]
        covered = _covered(before, word, em, whole=len(word) == len(again))
        if any(character.text in _LIKE_LATIN for character in covered):
            continue
        if covered and _mean(word) >= max(_SURE, _mean(covered)):
            out = [character for character in out if character not in covered] + list(word)
    return sorted(out, key=lambda character: character.x0)


def _covered(before: Sequence[Character], word: Sequence[Character], em: float, *, whole: bool) -> Sequence[Character]:
    """The doubtful characters that a word takes the place of: all of the span, those beside it, or the nearest."""
    doubtful = [character for character in before if _is_doubtful(character)]
    x0, x1 = word[0].x0, word[-1].x1
    beside = [character for character in doubtful if x0 - _OFF * em <= character.x0 <= x1 + _OFF * em]
    if whole or beside:
        return doubtful if whole else beside
    near = [character for character in doubtful if abs(character.x0 - x0) <= em]
    return sorted(near, key=lambda character: abs(character.x0 - x0))[:1]


def _mean(characters: Sequence[Character]) -> float:
    return sum(character.confidence for character in characters) / len(characters)


def _is_doubtful(character: Character) -> bool:
    return character.confidence < _DOUBT or _UPRIGHT.match(character.text) is None


def _runs_of_doubt(characters: Sequence[Character], close: float) -> list[tuple[int, int]]:
    """Characters in doubt with their neighbours that stand as close as Latin letters do."""
    out: list[tuple[int, int]] = []
    for number, character in enumerate(characters):
        if not _is_doubtful(character):
            continue
        start, stop = number, number + 1
        while start > 0 and characters[start].x0 - characters[start - 1].x0 < close:
            start -= 1
        while stop < len(characters) and characters[stop].x0 - characters[stop - 1].x0 < close:
            stop += 1
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(stop, out[-1][1]))
        else:
            out.append((start, stop))
    return out


def _widest_white(ink: Mask, x: float, window: tuple[float, float], em: float) -> int:
    """The middle of the widest white gap in a window around `x`; the window's middle if it has none."""
    low, high = (max(0, min(len(ink), round(x + share * em))) for share in window)
    edges = np.flatnonzero(np.diff(np.concatenate(([True], ink[low:high], [True])).astype(np.int8)))
    gaps = edges.reshape(-1, 2)
    if len(gaps) == 0:
        return (low + high) // 2
    left, right = gaps[int((gaps[:, 1] - gaps[:, 0]).argmax())]
    return low + int(left + right) // 2
