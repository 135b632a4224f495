"""Sets recognised characters evenly, as a typesetter would have: engines place them roughly.

Japanese type stands on squares of one size. The boxes that engines give are too wide, too narrow or overlap, which
would look like other sizes and gaps. Each full-width character gets a square that begins where its ink begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractors.ocr.recogniser import Character, RecognisedLine

_FULL_WIDTH = "\u2e80"
_HALF_WIDTH_KANA = "\uff61"
_RIGHT_HALF = frozenset("「『（(〔【［《〈")
"""Characters whose ink is in the right half of their square."""
_LEFT_HALF = frozenset("、。，．」』）)〕】］》〉")
_SAME_SIZE = 0.13
"""Lines whose sizes differ by less than this share are of one size."""
_SIDE = 0.04
"""Share of a square that is white on either side of an ideograph."""
_USUAL_EM = 10.5 / 72
_INK_SHARE = 0.93
"""Height of a line's ink in ems."""


def set_evenly(lines: Sequence[RecognisedLine], dpi: int) -> tuple[RecognisedLine, ...]:
    """Give the full-width characters of each line squares of one size, the page's own where it is near."""
    sizes = [_size(line) for line in lines]
    known = [size for size, line in zip(sizes, lines, strict=True) if size for _ in line.characters]
    usual = median(known) if known else _USUAL_EM * dpi
    return tuple(
        line if line.crosswise else _set(line, _snapped(size or _height(line) / _INK_SHARE, usual))
        for line, size in zip(lines, sizes, strict=True)
    )


def _snapped(size: float, usual: float) -> float:
    return usual if abs(size - usual) <= _SAME_SIZE * usual else size


def _height(line: RecognisedLine) -> float:
    return max(character.y1 - character.y0 for character in line.characters)


def _size(line: RecognisedLine) -> float | None:
    """The usual distance between neighbouring full-width characters; None in a line that has too few of them."""
    if line.crosswise:
        return None
    height = _height(line)
    steps = [two.x0 - one.x0 for one, two in pairwise(line.characters) if _is_square(one.text) and _is_square(two.text)]
    near = [step for step in steps if 0.7 * height < step < 1.5 * height]
    return median(near) if len(near) >= 5 else None


def _is_square(char: str) -> bool:
    return _FULL_WIDTH <= char < _HALF_WIDTH_KANA and char not in _RIGHT_HALF and char not in _LEFT_HALF


def _set(line: RecognisedLine, size: float) -> RecognisedLine:
    middle = (line.characters[0].y0 + line.characters[0].y1) / 2
    y0, y1 = middle - size / 2, middle + size / 2
    out: list[Character] = []
    for character in line.characters:
        x0, x1 = character.x0, character.x1
        if character.text in _RIGHT_HALF and x1 - x0 < 0.6 * size:
            x0 = x0 - size / 2
            x1 = x0 + size
        elif character.text in _LEFT_HALF or _FULL_WIDTH <= character.text < _HALF_WIDTH_KANA:
            x0 -= _SIDE * size
            x1 = x0 + size
        else:
            x1 = min(x1, x0 + 0.6 * size)
        out.append(Character(character.text, x0, y0, x1, y1, character.confidence))
    # A square that reaches into the next one was begun too late or is half as wide.
    clipped = [
        one._replace(x1=max(one.x0 + 0.3 * size, min(one.x1, two.x0))) if two.text not in _RIGHT_HALF else one
        for one, two in pairwise([*out, out[-1]._replace(x0=out[-1].x1)])
    ]
    return RecognisedLine(tuple(clipped))
