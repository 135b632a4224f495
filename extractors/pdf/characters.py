"""Characters of a page with their boxes, in reading space.

PDFium gives the characters in the order of the page's content stream. Spaces are left out (a gap between boxes says the
same, and more reliably), doubles struck to make text look bold are removed, and what lies outside the page is ignored.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

import pypdfium2.raw as pdfium

from extractors.pdf.geometry import Box, Map, display_to_reading, user_to_display

_BOLD_WEIGHT = 600
"""CSS weight from which a font counts as bold (semi-bold)."""
_BOLD_NAMES = (b"bold", b"heavy", b"black", b"demi", b"-w6", b"-w7", b"-w8", b"-w9")
"""Parts of font names; Japanese fonts name their weights W3 … W9."""
_LAST_NEUTRAL = "\u3000"
"""Up to the full-width blank a character may be set in the font of Latin words."""
_LINE_END_HYPHEN = "\x02\ufffe"
"""PDFium marks a hyphen before a line break in this way; mail addresses and product names lose it otherwise."""
_HIGH_HALVES, _LOW_HALVES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_LEADERS = frozenset(".．・…‥")
_VOTERS = 80
"""Characters whose steps decide which way the text of a page runs."""

_ENOUGH_LIKE_BEFORE = 0.5
"""Share of the strongest direction that is enough for a page to run like the one before: headers may be the longer part."""


class Glyph(NamedTuple):
    """A character in reading space (points)."""

    char: str
    x0: float
    y0: float
    x1: float
    y1: float
    font: int = 0
    """Checksum of the name of the font of its line's first Japanese character; 0 before that character."""
    bold: bool = False
    spaced: bool = False
    """The file has a space before it."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The characters of a page and how its text runs."""

    glyphs: tuple[Glyph, ...]
    turn: int
    """Direction of the lines on the displayed page, degrees clockwise from rightwards; 90 is vertical writing."""
    size: Box
    """The page in reading space."""
    from_user: Map
    """User space → reading space."""
    to_display: Map
    """Reading space → display space."""
    unmapped: int
    """Number of characters for which the file gives no code point."""


def read_characters(
    text_page: pdfium.FPDF_TEXTPAGE, visible: Box, rotation: int, usual_turn: int = 0
) -> PageText:
    """Read the characters of a text page.

    Args:
        text_page: loaded from a page whose rotation was set to 0, so that PDFium orders by content alone.
        visible: the page's crop box in user space.
        rotation: /Rotate of the page, degrees clockwise.
        usual_turn: direction of the lines on the page before, which decides where the running lines of a short page
            outweigh its text.
    """
    text = _page_text(text_page)
    display = user_to_display(visible, rotation)
    width, height = visible.width, visible.height
    if rotation in (90, 270):
        width, height = height, width
    turn = (_step_direction(text_page, text, (usual_turn - rotation) % 360) + rotation) % 360
    reading = display_to_reading(width, height, turn)
    size, from_user = reading.box(0, 0, width, height), display.then(reading)
    glyphs, unmapped = _read_glyphs(text_page, text, from_user, size)
    return PageText(tuple(_without_doubles(glyphs)), turn, size, from_user, reading.inverse(), unmapped)


def _read_glyphs(
    text_page: pdfium.FPDF_TEXTPAGE, text: Sequence[str], from_user: Map, size: Box
) -> tuple[list[Glyph], int]:
    """The characters that can be seen, and the number of those without a code point."""
    # This loop runs for every character of every document: local names, one foreign call a character, no more.
    get_box, make = pdfium.FPDFText_GetLooseCharBox, Glyph._make
    rect = pdfium.FS_RECTF()
    rect_ref = ctypes.byref(rect)
    a, b, c, d, e, f = from_user
    upright = b == 0
    right, bottom = 2 * size.x1 + 2, 2 * size.y1 + 2
    out: list[Glyph] = []
    append = out.append
    new_line, spaced, bold, font, unmapped = True, False, False, 0, 0
    for index, char in enumerate(text):
        if char <= " " or char == "\xa0" or char == "\ufffe":
            if char in _LINE_END_HYPHEN and pdfium.FPDFText_IsHyphen(text_page, index):
                char = "-"
            else:
                if char in "\r\n":
                    new_line = True
                elif char < " " and char != "\t":
                    unmapped += 1
                elif not pdfium.FPDFText_IsGenerated(text_page, index):
                    spaced = True
                continue
        get_box(text_page, index, rect_ref)
        left, low, far, high = rect.left, rect.bottom, rect.right, rect.top
        if upright:
            x0, y0, x1, y1 = a * left + e, d * low + f, a * far + e, d * high + f
        else:
            x0, y0, x1, y1 = c * low + e, b * left + f, c * high + e, b * far + f
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        if not (-2 <= x0 + x1 <= right and -2 <= y0 + y1 <= bottom):
            continue
        if new_line or (font == 0 and char > _LAST_NEUTRAL):
            # One look at the font of a line's first Japanese character is enough: headings have a font as a whole,
            # while Latin words within Japanese text have one of their own, which says nothing about the line.
            name = _font_name(text_page, index)
            font, new_line = crc32(name) if char > _LAST_NEUTRAL else 0, False
            bold = _is_bold(text_page, index, name)
        append(make((char, x0, y0, x1, y1, font, bold, spaced)))
        spaced = False
    return out, unmapped


def _page_text(text_page: pdfium.FPDF_TEXTPAGE) -> list[str]:
    """The character of every index; an empty one for the first half of a surrogate pair."""
    count = max(0, pdfium.FPDFText_CountChars(text_page))
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(text_page, 0, count, buffer) == count + 1:
        text = bytes(buffer)[:-2].decode("utf-16-le", "replace")
        if len(text) == count and "\ufffd" not in text:
            return list(text)
    # The text is not one unit for each character; ask for them one by one.
    codes = [pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count)]
    return [
        "" if code in _HIGH_HALVES else _pair(codes[k - 1], code) if code in _LOW_HALVES and k else _char(code)
        for k, code in enumerate(codes)
    ]


def _pair(high: int, low: int) -> str:
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)) if high in _HIGH_HALVES else "\ufffd"


def _char(code: int) -> str:
    return chr(code) if code < 0x110000 and code not in _LOW_HALVES else "\ufffd"


def _font_name(text_page: pdfium.FPDF_TEXTPAGE, index: int) -> bytes:
    buffer = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(text_page, index, buffer, len(buffer), ctypes.byref(ctypes.c_int()))
    name = buffer.value.lower()
    # Parts of one font may be embedded one by one, each with a tag of its own (「ABCDEF+MS-Mincho」).
    return name[7:] if name[6:7] == b"+" else name


def _is_bold(text_page: pdfium.FPDF_TEXTPAGE, index: int, name: bytes) -> bool:
    if any(part in name for part in _BOLD_NAMES):
        return True
    if int(pdfium.FPDFText_GetFontWeight(text_page, index)) >= _BOLD_WEIGHT:
        return True
    text_object = pdfium.FPDFText_GetTextObject(text_page, index)
    # Word imitates a missing bold face by stroking the outline as well.
    return bool(
        text_object and pdfium.FPDFTextObj_GetTextRenderMode(text_object) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
    )


def _step_direction(text_page: pdfium.FPDF_TEXTPAGE, text: Sequence[str], usual: int) -> int:
    """Which way most characters follow each other in user space, as degrees clockwise from rightwards.

    The step tells more than a character's own angle: in vertical writing (縦書き) ideographs stand upright and Latin
    letters lie on their side, yet all of them step down.
    """
    votes = [0, 0, 0, 0]
    one, two = pdfium.FS_RECTF(), pdfium.FS_RECTF()
    visible = [index for index, char in enumerate(text) if char > " "]
    for k in range(0, len(visible) - 1, max(1, len(visible) // _VOTERS)):
        pdfium.FPDFText_GetLooseCharBox(text_page, visible[k], ctypes.byref(one))
        pdfium.FPDFText_GetLooseCharBox(text_page, visible[k + 1], ctypes.byref(two))
        dx = (two.left + two.right - one.left - one.right) / 2
        dy = (two.bottom + two.top - one.bottom - one.top) / 2
        size = max(two.right - two.left, two.top - two.bottom, 1.0)
        if abs(dy) < 0.35 * size and 0.2 * size < abs(dx) < 1.6 * size:
            votes[0 if dx > 0 else 2] += 1
        elif abs(dx) < 0.35 * size and 0.3 * size < abs(dy) < 1.6 * size:
            votes[1 if dy < 0 else 3] += 1
    if usual and votes[usual // 90] > max(10, _ENOUGH_LIKE_BEFORE * max(votes)):
        return usual
    winner = max(range(4), key=votes.__getitem__)
    return winner * 90 if votes[winner] > 10 and votes[winner] > 1.5 * votes[0] else 0


def _without_doubles(glyphs: list[Glyph]) -> list[Glyph]:
    """Drop a character struck again within a fifth of its size; the one that stays counts as bold."""
    cells = [(glyph[0], glyph[1] // 3, glyph[2] // 3) for glyph in glyphs if glyph[0] not in _LEADERS]
    if len(set(cells)) == len(cells):
        return glyphs  # where text is struck twice, many twins share a cell of 3 points, as do leaders anyway
    places: dict[tuple[str, int, int], int] = {}
    out: list[Glyph] = []
    for glyph in glyphs:
        char, x0, y0, x1, y1 = glyph[:5]
        reach = 0.2 * min(max(x1 - x0, 1.0), max(y1 - y0, 1.0))
        column, row = int(x0 / 3), int(y0 / 3)
        twin = places.get((char, column, row))
        if twin is None:
            # A twin may lie beyond the edge of its 3-point cell, to a side as well as across a corner.
            around = ((x0 + dx, y0 + dy) for dx in (-reach, 0, reach) for dy in (-reach, 0, reach))
            near = ((char, int(x / 3), int(y / 3)) for x, y in around)
            twin = next((places[cell] for cell in near if cell in places), None)
        if twin is not None and abs(out[twin].x0 - x0) <= reach and abs(out[twin].y0 - y0) <= reach:
            out[twin] = out[twin]._replace(bold=True)
            continue
        places[char, column, row] = len(out)
        out.append(glyph)
    return out
