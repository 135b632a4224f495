"""Text made safe for where it goes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")


class Segment(NamedTuple):
    """A run of text, marked or not."""

    text: str
    marked: bool


def without_controls(text: str) -> str:
    """Text without the characters that steer a terminal or that XML forbids; tabs and line ends stay."""
    return _CONTROLS.sub("", text)


def starts_like_formula(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula."""
    return text.startswith(_FORMULA)


def segments(text: str, words: Iterable[str]) -> tuple[Segment, ...]:
    """Cut `text` at every occurrence of every word; runs together give `text` again."""
    marked = [False] * len(text)
    for word in {word for word in words if word}:
        for match in re.finditer(re.escape(word), text):
            marked[match.start() : match.end()] = [True] * len(word)
    runs: list[Segment] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or marked[end] != marked[start]:
            runs.append(Segment(text[start:end], marked[start]))
            start = end
    return tuple(runs)
