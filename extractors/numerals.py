"""The counting alphabets of Japanese documents: kanji numerals, kana orders, enclosed characters, roman numerals."""

from __future__ import annotations

AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
HALF_WIDTH_KANA = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
LATIN = "abcdefghijklmnopqrstuvwxyz"
KANJI_DIGITS = "〇一二三四五六七八九"

_KANJI_UNITS = {"十": 10, "百": 100, "千": 1000}
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_RUNS = (
    ("①", 20, 1),
    ("㉑", 15, 21),
    ("㊱", 15, 36),
    ("❶", 10, 1),
    ("⓫", 10, 11),
    ("⓵", 10, 1),
    ("㋐", 47, 1),
    ("ⓐ", 26, 1),
    ("Ⓐ", 26, 1),
    ("㊀", 10, 1),
    ("⑴", 20, 1),
    ("⒈", 20, 1),
    ("⒜", 26, 1),
    ("㈠", 10, 1),
    ("Ⅰ", 12, 1),
    ("ⅰ", 12, 1),
)
"""Characters that carry a number in themselves: first of the run, its length, the first one's number."""

_ENCLOSED = {chr(ord(first) + i): start + i for first, length, start in _RUNS for i in range(length)}


def enclosed_value(character: str) -> int:
    """The number of a character such as 「①」「⑴」「㈠」「Ⅳ」「㋐」; `KeyError` if it carries none."""
    return _ENCLOSED[character]


def kanji_value(text: str) -> int:
    """The number written in kanji, either with units (二十三) or as digits (二三)."""
    if not any(unit in text for unit in _KANJI_UNITS):
        return int("".join(str(KANJI_DIGITS.index(c)) for c in text))
    total = pending = 0
    for character in text:
        unit = _KANJI_UNITS.get(character)
        if unit is None:
            pending = KANJI_DIGITS.index(character)
        else:
            total += (pending or 1) * unit
            pending = 0
    return total + pending


def to_kanji(number: int) -> str:
    """A number from 0 to 9999 in kanji with units (二十三)."""
    if number == 0:
        return KANJI_DIGITS[0]
    written = ""
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        count, number = divmod(number, value)
        if count:
            written += ("" if count == 1 and unit else KANJI_DIGITS[count]) + unit
    return written


def roman_value(text: str) -> int | None:
    """The number of a roman numeral of either case; None if it is not well formed."""
    total, rest = 0, text.upper()
    for value, numeral in _ROMAN:
        while rest.startswith(numeral):
            total, rest = total + value, rest[len(numeral) :]
    return total if not rest and to_roman(total) == text.upper() else None


def to_roman(number: int) -> str:
    """A positive number as an upper-case roman numeral."""
    written = ""
    for value, numeral in _ROMAN:
        count, number = divmod(number, value)
        written += numeral * count
    return written
