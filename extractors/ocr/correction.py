"""Mends what engines confuse again and again, where the neighbours leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Callable

from extractors.ocr.recogniser import RecognisedLine

_JAPANESE = "\u3041-\u30ff\u3400-\u9fff"
_KATAKANA = "\u30a1-\u30fa"
_DASHES = "ー一―－‐‑–—−ｰ"

_PAGE_NUMBER = re.compile(rf"[{_DASHES}-]+([0-9]{{1,4}}|[lI|エ])[{_DASHES}-]+")
"""A page's number between dashes, of which engines make one long vowel or two; a lone 1 has many look-alikes."""

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def _rule(pattern: str, mend: Callable[[re.Match[str]], str]) -> Rule:
    return re.compile(pattern), mend


def _same(char: str) -> Callable[[re.Match[str]], str]:
    """Put `char` in place of every character of the match."""
    return lambda found: char * len(found[0])


_RULES: tuple[Rule, ...] = (
    # A hyphen between digits or letters (3-1, A-02) is neither a long vowel nor a number.
    _rule(rf"(?<=[0-9A-Za-z])[{_DASHES}](?=[0-9A-Za-z])", _same("-")),
    # A long vowel stands behind kana, the number one between ideographs.
    _rule(rf"(?<=[{_KATAKANA}])[一―－—](?=[{_KATAKANA}])", _same("ー")),
    _rule(r"(?<=[\u3400-\u9fff])ー(?=[\u3400-\u9fff])", _same("一")),
    # Small and large forms within a word of katakana; ideographs that look like katakana.
    _rule(rf"(?<=[{_KATAKANA}ー])ロ(?=[{_KATAKANA}ー])|(?<=[{_KATAKANA}ー])口(?=[{_KATAKANA}ー])", _same("ロ")),
    _rule(rf"(?<=[{_KATAKANA}ー])カ(?=[{_KATAKANA}ー])|(?<=[{_KATAKANA}ー])力(?=[{_KATAKANA}ー])", _same("カ")),
    _rule(rf"(?<=[{_KATAKANA}ー])二(?=[{_KATAKANA}ー])", _same("ニ")),
    _rule(rf"(?<=[{_KATAKANA}ー])工(?=[{_KATAKANA}ー])", _same("エ")),
    # 「AI」 and other words of capitals.
    _rule(r"(?<=A)[l|](?![a-z])", _same("I")),
    # Blanks to be filled in (○○); zero among the numerals of a year stays.
    _rule(r"(?<![一二三四五六七八九0-9A-Za-z])[〇○OＯ◯0]{2,}(?![0-9A-Za-z])", lambda found: _blank(found[0])),
    # The stop at the end of a sentence.
    _rule(rf"(?<=[{_JAPANESE}）」])[o.]$", _same("。")),
)


def corrected(line: RecognisedLine) -> RecognisedLine:
    """A line with its confusions mended; every character keeps its place."""
    text = "".join(character.text for character in line.characters)
    if number := _PAGE_NUMBER.fullmatch(text):
        return _page_number(line, *number.span(1))
    mended = text
    for pattern, mend in _RULES:
        mended = pattern.sub(mend, mended)
    if mended == text:
        return line
    return line._replace(
        characters=tuple(character._replace(text=char) for character, char in zip(line.characters, mended, strict=True))
    )


def _blank(found: str) -> str:
    return "○" * len(found) if any(char != "0" for char in found) else found


def _page_number(line: RecognisedLine, start: int, end: int) -> RecognisedLine:
    first, *_, last = line.characters
    digits = [
        character._replace(text=character.text if character.text.isdigit() else "1")
        for character in line.characters[start:end]
    ]
    return line._replace(characters=(first._replace(text="-"), *digits, last._replace(text="-")))
