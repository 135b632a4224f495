"""The mark that comes next in a list, written as the list writes its marks."""

from __future__ import annotations

import re
from collections.abc import Callable

from extractors.numbering import Mark, MarkStyle, parse_mark
from extractors.numerals import AIUEO, IROHA, enclosed_value, to_kanji

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_DIGITS = re.compile("[0-9０-９]+(?=[^0-9０-９]*$)")
_KANJI = re.compile("[〇一二三四五六七八九十百]+(?=[^〇一二三四五六七八九十百]*$)")
_LETTER = re.compile("[a-yA-Yａ-ｙＡ-Ｙ](?=[^a-zA-Zａ-ｚＡ-Ｚ]*$)")
_KANA = re.compile(f"[{AIUEO}](?=[^{AIUEO}]*$)")
_PROBE = "　本文"


def next_mark(mark: str, before: str = "") -> str:
    """The mark behind `mark`.

    Args:
        mark: the last mark of a list as written: 「(3)」「ウ」「第１２条」「F-12」.
        before: the mark in front of it, which tells ハ of イロハ from ハ of アイウ.

    Returns:
        The next mark; a bullet for a bullet; empty if it cannot be told.
    """
    parsed = parse_mark(mark + _PROBE)
    if parsed is None:
        return _replace(_DIGITS, mark, _next_number) if mark[-1:].isdigit() else ""
    if parsed.style is MarkStyle.BULLET:
        return mark
    written = _written(parsed, before)
    check = parse_mark(written + _PROBE) if written else None
    return written if check and check.key == parsed.key and check.text == written else ""


def _written(mark: Mark, before: str) -> str:
    if mark.style is MarkStyle.KANA:
        return _replace(_KANA, mark.text, lambda kana: _next_kana(kana, before))
    if mark.style is MarkStyle.LATIN and _LETTER.search(mark.text):
        return _replace(_LETTER, mark.text, lambda letter: chr(ord(letter) + 1))
    for character in mark.text:
        if (number := _enclosed(character)) is not None:
            following = chr(ord(character) + 1)
            return mark.text.replace(character, following) if _enclosed(following) == number + 1 else ""
    if _DIGITS.search(mark.text):
        return _replace(_DIGITS, mark.text, _next_number)
    if not mark.value:
        return ""
    return _replace(_KANJI, mark.text, lambda _: to_kanji(mark.value[-1] + 1))


def _replace(pattern: re.Pattern[str], text: str, following: Callable[[str], str]) -> str:
    found = pattern.search(text)
    now = following(found[0]) if found else ""
    return text[: found.start()] + now + text[found.end() :] if found and now else ""


def _next_number(digits: str) -> str:
    number = str(int(digits) + 1).zfill(len(digits) if digits[0] in "0０" else 1)
    return number if digits.isascii() else number.translate(_FULL_WIDTH)


def _next_kana(kana: str, before: str) -> str:
    previous = _KANA.search(before)
    in_iroha = IROHA.find(kana) == IROHA.find(previous[0]) + 1 if previous else kana == IROHA[0]
    order = IROHA if in_iroha else AIUEO
    at = order.find(kana)
    return order[at + 1] if 0 <= at < len(order) - 1 else ""


def _enclosed(character: str) -> int | None:
    try:
        return enclosed_value(character)
    except KeyError:
        return None
