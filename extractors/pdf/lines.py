"""Characters to lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from statistics import median_high
from typing import TypeAlias

from extractors.numbering import parse_mark
from extractors.pdf.characters import Glyph
from extractors.pdf.geometry import Box, bounding
from extractors.text import close_up, repair

_WIDE = "\u2e80"
"""From here on characters are as wide as the font is high."""
_HALF_WIDTH_KANA = "\uff61"
_NARROW_JAPANESE = re.compile(r"[\u2010-\u206f\u2190-\u25ff\u2460-\u24ff\u00d7\u00f7]")
_KANA_ONLY = re.compile(r"[ぁ-ゖァ-ヺー・\u3000 ]{1,24}")
_WORD_GAP, _MARK_GAP, _DIGIT_GAP, _BLANK_GAP, _BREAK_GAP = 0.15, 0.22, 0.35, 1.2, 3.0
"""Gaps in character widths: between Latin words, behind an item mark, between numbers, for a full-width blank, between
two lines."""
_CLOSING = frozenset(".,:;)]}%")
"""No space stands before these."""
_LONGEST_MARK = 9
_AHEAD = 3
"""Characters behind a number that tell a heading (「5　個人情報」) from a quantity (「5 個の」)."""
_NOTE_MARKS = frozenset("0123456789０１２３４５６７８９*＊)）※注")
"""Characters of a reference to a note, which is no part of the sentence."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or the part of it in one column, in reading space (points)."""

    text: str
    box: Box
    size: float
    """Width of a full-width character; where the line has none, its height."""
    count: int
    """Number of characters."""
    bold: bool
    font: int = 0
    """Checksum of the name of the font of its first Japanese character; 0 if there is none."""

    def shares_row(self, other: Line) -> bool:
        """Whether both stand on one row."""
        overlap = min(self.box.y1, other.box.y1) - max(self.box.y0, other.box.y0)
        return overlap > 0.5 * min(self.box.height, other.box.height)


Piece: TypeAlias = tuple[Line, list[Glyph]]
"""A line or a part of one, and its characters."""


def make_lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """Lines in the order of the content, with ruby readings left out and the parts of a row joined."""
    if not glyphs:
        return []
    lines: list[Line] = []
    for run, crosswise in _runs(glyphs):
        if crosswise:
            lines.append(_crosswise_line(run))
        else:
            lines.extend(line for line, _ in _reordered(list(_split_into_lines(run))))
    return _join_rows(_without_ruby(lines))


def _runs(glyphs: Sequence[Glyph]) -> Iterator[tuple[Sequence[Glyph], bool]]:
    """Cut where characters step across the reading direction: page numbers beside vertical text, upright labels."""
    # A cheap test first: along a line the next character's centre is far away.
    near = [k for k, (a, b) in enumerate(pairwise(glyphs), 1) if -8 < b[1] + b[3] - a[1] - a[3] < 8]
    across = {k for k in near if _steps_across(glyphs[k - 1], glyphs[k])}
    start = 0
    for k in sorted(k - 1 for k in across if k - 1 not in across):
        end = k + 1
        while end in across:
            end += 1
        # Two digits side by side in a vertical line (縦中横) are part of the line.
        if end - k >= 3 and abs(glyphs[end - 1].y0 - glyphs[k].y0) > 1.6 * (glyphs[k].x1 - glyphs[k].x0):
            if k > start:
                yield glyphs[start:k], False
            yield glyphs[k:end], True
            start = end
    if start < len(glyphs):
        yield glyphs[start:], False


def _steps_across(one: Glyph, two: Glyph) -> bool:
    width, height = max(two.x1 - two.x0, one.x1 - one.x0), max(two.y1 - two.y0, one.y1 - one.y0)
    dx, dy = abs(one.x0 + one.x1 - two.x0 - two.x1) / 2, abs(one.y0 + one.y1 - two.y0 - two.y1) / 2
    return dx < 0.2 * width and 0.3 * height < dy < 1.6 * max(height, 0.8 * width)


def _crosswise_line(run: Sequence[Glyph]) -> Line:
    box = bounding(Box(glyph.x0, glyph.y0, glyph.x1, glyph.y1) for glyph in run)
    text = "".join((" " if glyph.spaced else "") + glyph.char for glyph in run)
    size = median_high([glyph.x1 - glyph.x0 for glyph in run])
    return Line(close_up(repair(text)).strip(), box, size, len(run), run[0].bold)


def _reordered(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Sort the characters of a row whose parts were written in no order.

    Some producers write what a font lacks (「○○」, blanks) before or after the rest of its line.
    """
    start = 0
    while start < len(pieces):
        end = start + 1
        while end < len(pieces) and pieces[start][0].shares_row(pieces[end][0]):
            end += 1
        row = pieces[start:end]
        if any(two.box.x0 < one.box.x1 - 1 for (one, _), (two, _) in pairwise(row)) and _interlock(row):
            glyphs = sorted((glyph for _, members in row for glyph in members), key=attrgetter("x0"))
            yield from _split_into_lines(glyphs)
        else:
            yield from row
        start = end


def _interlock(row: Sequence[Piece]) -> bool:
    """Whether the pieces of a row reach into each other's extents and yet no characters overlap."""
    visible = sorted((glyph for _, members in row for glyph in members if glyph.char != "\u3000"), key=attrgetter("x0"))
    return all(two.x0 > one.x1 - 0.3 * row[0][0].box.height for one, two in pairwise(visible))


def _split_into_lines(glyphs: Sequence[Glyph]) -> Iterator[Piece]:
    """Cut the stream of characters where the next one is on another row, goes back, or stands far away."""
    text: list[str] = []
    members: list[Glyph] = []
    last = glyphs[0]
    top = bottom = size = 0.0
    for index, glyph in enumerate(glyphs):
        char, x0, y0, x1, y1, _, _, spaced = glyph
        gap = x0 - last[3]
        if -0.05 * size < gap < _WORD_GAP * size and abs(y1 - last[4]) < 0.1 * size and (not spaced or char >= _WIDE):
            # By far the commonest case: the next character, right beside the last one.
            text.append(char)
            members.append(glyph)
            last = glyph
            continue
        height = max(y1 - y0, 0.1)
        em = x1 - x0 if _WIDE <= char < _HALF_WIDTH_KANA else height
        if members and _begins_line(last, glyph, min(y1, bottom) - max(y0, top), bottom - top, max(size, em)):
            yield _line(text, members), members
            text, members = [], []
        if not members:
            top, bottom, size = y0, max(y1, y0 + 1), em
        elif _is_note_mark(last, glyph, top, bottom):
            last = glyph
            continue
        else:
            text.append(_gap_text(text, last, glyphs[index : index + _AHEAD], gap / max(size, em)))
            if height >= 0.9 * (bottom - top):
                top, bottom, size = min(top, y0), max(bottom, y1), max(size, em)
        text.append(char)
        members.append(glyph)
        last = glyph
    if members:
        yield _line(text, members), members


def _begins_line(last: Glyph, glyph: Glyph, overlap: float, line_height: float, em: float) -> bool:
    """Whether a character leaves the row of the line before it, goes back in it, or stands far from it."""
    height = max(glyph.y1 - glyph.y0, 0.1)
    return (
        overlap <= 0.45 * min(height, line_height)
        or glyph.x0 <= last.x0 - 0.6 * max(height, 3.0)
        or glyph.x0 - last.x1 > _BREAK_GAP * em
    )


def _is_note_mark(last: Glyph, glyph: Glyph, top: float, bottom: float) -> bool:
    """Whether a character is a small raised reference to a note; behind a Latin letter it is an exponent (m²)."""
    height = bottom - top
    small_and_raised = glyph.y1 - glyph.y0 < 0.72 * height and glyph.y1 < bottom - 0.15 * height
    return small_and_raised and glyph.char in _NOTE_MARKS and not (last.char.isascii() and last.char.isalpha())


def _gap_text(text: list[str], before: Glyph, ahead: Sequence[Glyph], gap: float) -> str:
    """What a gap, in character widths, stands for in the text; `ahead` are the characters behind it."""
    if gap > _BLANK_GAP:
        return "\u3000"
    if gap > _MARK_GAP and len(text) < _LONGEST_MARK and _is_mark("".join(text), "".join([g.char for g in ahead])):
        return "\u3000"
    after = ahead[0]
    if after.char in _CLOSING or not (_is_latin(before.char) and _is_latin(after.char)):
        return ""
    # Digits of one number may stand wide apart.
    needed = _DIGIT_GAP if before.char.isdigit() and after.char.isdigit() else _WORD_GAP
    return " " if after.spaced or gap > needed else ""


def _is_latin(char: str) -> bool:
    return char < _WIDE and not _NARROW_JAPANESE.match(char)


def _is_mark(text: str, following: str) -> bool:
    # What follows is filled up, for a single ideograph would look like a spaced word (「一　般」).
    mark = parse_mark(f"{text}\u3000{following}もの")
    return mark is not None and mark.end >= len(text)


def _line(text: list[str], members: list[Glyph]) -> Line:
    # A line begins with its first letter, but blanks at its end may be what fills it.
    first = next((k for k, glyph in enumerate(members) if glyph.char != "\u3000"), 0)
    box = Box(
        members[first].x0,
        min([glyph.y0 for glyph in members]),
        max([glyph.x1 for glyph in members]),
        max([glyph.y1 for glyph in members]),
    )
    size = max(_character_size(members), 1.0)
    font = next((glyph.font for glyph in members if glyph.font), 0)
    bold = 2 * sum([glyph.bold for glyph in members]) > len(members)
    return Line(close_up(repair("".join(text))).strip(), box, size, len(members), bold, font)


def _character_size(members: Sequence[Glyph]) -> float:
    """Width of a full-width character: in proportional fonts only ideographs keep it, kana are narrower."""
    ideographs = [glyph.x1 - glyph.x0 for glyph in members if "\u3400" <= glyph.char <= "\u9fff"]
    if ideographs:
        return median_high(ideographs)
    wide = [glyph.x1 - glyph.x0 for glyph in members if _WIDE <= glyph.char < _HALF_WIDTH_KANA]
    return max(wide) if wide else median_high([glyph.y1 - glyph.y0 for glyph in members])


def _without_ruby(lines: list[Line]) -> list[Line]:
    """Leave out readings: tiny lines of kana right above a bigger line."""
    return [line for k, line in enumerate(lines) if not (_KANA_ONLY.fullmatch(line.text) and _is_ruby(line, lines, k))]


def _is_ruby(line: Line, lines: list[Line], k: int) -> bool:
    for j in (k - 1, k + 1, k - 2, k + 2):
        if 0 <= j < len(lines):
            base = lines[j]
            if (
                line.size <= 0.62 * base.size
                and base.box.y0 - 1.2 * base.size <= line.box.y0 <= base.box.y1
                and line.box.x0 >= base.box.x0 - base.size
                and line.box.x1 <= base.box.x1 + base.size
            ):
                return True
    return False


def _join_rows(lines: list[Line]) -> list[Line]:
    """Join a number, a gap and its text that follow each other on one row."""
    out: list[Line] = []
    for line in lines:
        if not line.text:
            continue
        if out and _continues_row(out[-1], line):
            before = out.pop()
            blank = "\u3000" if line.box.x0 - before.box.x1 > 0.75 * before.size else ""
            line = Line(
                before.text + blank + line.text,
                bounding((before.box, line.box)),
                max(before.size, line.size),
                before.count + line.count,
                before.bold and line.bold,
                before.font or line.font,
            )
        out.append(line)
    return out


def _continues_row(before: Line, line: Line) -> bool:
    return (
        before.shares_row(line)
        and -0.5 <= line.box.x0 - before.box.x1 < 12 * before.size
        and abs(before.box.height - line.box.height) < 0.35 * before.box.height
    )
