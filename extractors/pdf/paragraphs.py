"""Wrapped lines to paragraphs, one item to each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.numbering import Mark, MarkStyle, begins, follows, parse_mark
from extractors.pdf.columns import Column
from extractors.pdf.lines import Line
from extractors.text import join_wrapped

_ENDS = "。．"
_NEVER_FIRST = "、。，．）」』】〕！？々ー"
"""Characters that begin no paragraph (行頭禁則)."""
_CAPTION = re.compile(r"[表図][ 　]?[0-9０-９]+|[0-9０-９]{1,2}$")
"""The caption of a table or figure, a number alone."""
_TITLE = re.compile(rf"[(（〔【][^（）()]{{1,30}}[)）〕】]$|[QAＱＡ問答][.．]?[0-9０-９]{{1,3}}|{_CAPTION.pattern}")
"""Behind a full stop also a title in brackets on a line of its own (「（総則）」) and a question or answer (Q2)."""
_FIRST_WORD = re.compile(r"[「『（(〔【［]*(?:[!-~]+|[^!-~])[、。，．）」』】〕！？)]*")
_IDEOGRAPH = re.compile("[\u3400-\u9fff]")
_NUMBER = "[0-9０-９一二三四五六七八九十百]+"
_TITLED_ARTICLE = re.compile(rf"第{_NUMBER}条(?:の{_NUMBER})*[ 　]?[(（][^()（）]+[)）]")
"""The number and title of an article, which end with the bracket."""
_EASILY_MISTAKEN = (MarkStyle.KANA, MarkStyle.KANJI, MarkStyle.DECIMAL, MarkStyle.LATIN, MarkStyle.ROMAN)
"""Marks that look like the end of a word, a number or a sum that a line break has cut off."""
_DEFAULT_PITCH = 1.6
_SAME_SIZE = 0.06
"""Share by which the sizes of two lines may differ where the second looks like an item: headings shrink by steps."""


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A line where it stands in the flow of the document."""

    line: Line
    page: int
    """Index of the page, from 0."""
    column: Column

    @property
    def offset(self) -> float:
        """Distance from the left edge of the column, in points."""
        return self.line.box.x0 - self.column.left

    def may_wrap_before(self, word: float) -> bool:
        """Whether the line is so full that a word `word` points wide had to go to the next one."""
        # Without a full stop the sentence goes on, so that a rather short line is believed to be wrapped.
        short = 1.3 if self.line.text[-1] in _ENDS else 4.0
        return self.line.box.x1 + max(word, short * self.line.size) >= self.column.right

    def beside(self, other: FlowLine) -> bool:
        """Whether both stand in one column of one page."""
        return self.page == other.page and self.column.number == other.column.number


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that make one paragraph."""

    text: str
    lines: tuple[FlowLine, ...]


def line_pitch(lines: Iterable[FlowLine]) -> float:
    """The commonest distance from a wrapped line to the next one, in character widths."""
    steps: Counter[float] = Counter()
    for before, here in pairwise(lines):
        size = here.line.size
        step = here.line.box.y0 - before.line.box.y0
        if (
            0.8 * size < step < 4 * size
            and abs(size - before.line.size) < 0.15 * size
            and here.beside(before)
            and before.line.text[-1] not in _ENDS
            and before.may_wrap_before(_first_word_width(here.line))
        ):
            steps[round(step / size * 5) / 5] += 1
    return max(steps, key=lambda step: (steps[step], -step)) if steps else _DEFAULT_PITCH


def make_paragraphs(lines: Sequence[FlowLine], pitch: float) -> list[Paragraph]:
    """Join wrapped lines.

    Args:
        lines: in reading order.
        pitch: usual distance from line to line, in character widths.
    """
    out: list[Paragraph] = []
    joined: list[FlowLine] = []
    text = ""
    mark: Mark | None = None
    open_lists: dict[tuple[str, str, int], Mark] = {}
    for here in lines:
        own = parse_mark(here.line.text)
        if own is not None and joined and text[-1] not in _ENDS and not _is_expected(own, open_lists):
            own = None
        if joined and _goes_on(text, mark, joined, here, own, pitch):
            text = join_wrapped(text, here.line.text)
        else:
            if joined:
                out.append(Paragraph(text, tuple(joined)))
            joined, text, mark = [], here.line.text, own
            if own is not None:
                open_lists[own.key] = own
        joined.append(here)
    if joined:
        out.append(Paragraph(text, tuple(joined)))
    return out


def _is_expected(mark: Mark, open_lists: dict[tuple[str, str, int], Mark]) -> bool:
    """Whether a mark within a sentence may be one: it opens or continues a list. 「サイ|ト、広報紙」 has none."""
    if mark.style not in _EASILY_MISTAKEN or begins(mark):
        return True
    before = open_lists.get(mark.key)
    return before is not None and follows(before, mark)


def _goes_on(
    text: str, mark: Mark | None, joined: Sequence[FlowLine], here: FlowLine, own: Mark | None, pitch: float
) -> bool:
    """Whether `here` continues the paragraph made of `joined`."""
    before = joined[-1]
    size = max(before.line.size, here.line.size)
    ended = text[-1] in _ENDS
    if not before.may_wrap_before(_first_word_width(here.line)) or _has_other_size(before.line, here.line):
        return False
    # Beside headings, a face of its own may belong to a term at the beginning of a line within a sentence.
    if _has_other_face(before.line, here.line) and (ended or own or (len(joined) == 1 and text[-1] != "、")):
        return False
    if own is not None and abs(before.line.size - here.line.size) > _SAME_SIZE * size:
        return False
    if _TITLED_ARTICLE.fullmatch(text) and here.line.text[0] not in _NEVER_FIRST:
        return False
    beside = here.beside(before)
    step = (here.line.box.y0 - before.line.box.y0) / size
    if beside and (step < -1 or step > (1.3 * pitch if ended else max(1.3 * pitch, 2.3))):
        return False
    if own is not None and (ended or (mark is not None and follows(mark, own))):
        return False
    begins = own is not None or (_TITLE if ended else _CAPTION).match(here.line.text) is not None
    shift = here.offset - before.offset
    if len(joined) == 1:
        return _second_line_goes_on(mark, here, begins, ended, shift)
    if begins and abs(shift) > 0.3 * size:
        return False
    if beside:
        return abs(shift) <= 0.7 * size
    if ended:
        # Where the first line of a paragraph stands apart from the rest, a line at the edge of the rest belongs to it.
        return abs(joined[0].offset - before.offset) > 0.7 * size and abs(shift) < 0.3 * size
    return abs(shift) <= 1.5 * size or here.line.text[0] in _NEVER_FIRST


def _has_other_face(one: Line, two: Line) -> bool:
    return one.bold != two.bold or (one.font != two.font and 0 not in (one.font, two.font))


def _has_other_size(one: Line, two: Line) -> bool:
    # A short rest (「る。」) of kana alone tells no size: kana are narrower in proportional fonts.
    telling = two.count >= 4 or _IDEOGRAPH.search(two.text) is not None
    return telling and abs(one.size - two.size) > 0.14 * one.size


def _first_word_width(line: Line) -> float:
    """Width in points of what cannot be parted at the beginning of a line: a Latin word, brackets and a character."""
    word = _FIRST_WORD.match(line.text)
    return sum(0.55 if char.isascii() else 1.0 for char in word[0]) * line.size if word else 0.0


def _second_line_goes_on(mark: Mark | None, here: FlowLine, begins: bool, ended: bool, shift: float) -> bool:
    size = here.line.size
    if begins:
        # Only under a marked first line may something that looks like a mark be the hanging second line.
        return mark is not None and shift >= 0.3 * size
    # One full line, ended, and the next indented like it: two indented paragraphs rather than one.
    return not (ended and mark is None and abs(shift) < 0.3 * size and here.offset > 0.7 * size)
