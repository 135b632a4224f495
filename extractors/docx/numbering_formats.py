"""How Word writes the number of a list (ST_NumberFormat, ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

from extractors.numerals import AIUEO, HALF_WIDTH_KANA, IROHA, KANJI_DIGITS, LATIN, to_kanji, to_roman

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_LEGAL = str.maketrans("一二三十", "壱弐参拾")
_HALF_WIDTH = dict(zip(AIUEO, HALF_WIDTH_KANA, strict=True))
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_WEEKDAYS = "月火水木金土日"
_MOST = 32767
"""Word's largest list number."""
_MOST_REPEATED = 30
"""Word repeats a letter up to this often (aa, bb, …)."""

_SYMBOLS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x75: "◆",
    0x76: "❖",
    0x77: "◆",
    0x9F: "•",
    0xA7: "■",
    0xA8: "□",
    0xB2: "◇",
    0xB7: "・",
    0xD8: "➢",
    0xE0: "→",
    0xE8: "➔",
    0xF0: "⇨",
    0xFC: "✓",
    0xFE: "☑",
}
"""Characters of the fonts Symbol and Wingdings that lists use."""


def _letters(alphabet: str) -> Callable[[int], str]:
    def write(number: int) -> str:
        times, place = divmod(number - 1, len(alphabet))
        return alphabet[place] * (times + 1) if number >= 1 and times < _MOST_REPEATED else str(number)

    return write


def _enclosed(first: str, count: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= count else str(number)


def _digits(number: int) -> str:
    return "".join(KANJI_DIGITS[int(digit)] for digit in str(number))


def _kanji(number: int) -> str:
    return to_kanji(number) if number < 10_000 else _digits(number)


def _half_width(text: str) -> str:
    return "".join(_HALF_WIDTH.get(character, character) for character in text)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda n: str(n).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda n: str(n).translate(_FULL_WIDTH),
    "decimalZero": lambda n: f"{n:02}",
    "aiueo": lambda n: _half_width(_letters(AIUEO)(n)),
    "aiueoFullWidth": _letters(AIUEO),
    "iroha": lambda n: _half_width(_letters(IROHA)(n)),
    "irohaFullWidth": _letters(IROHA),
    "decimalEnclosedCircle": _enclosed("①", 20),
    "decimalEnclosedCircleChinese": _enclosed("①", 20),
    "decimalEnclosedParen": _enclosed("⑴", 20),
    "decimalEnclosedFullstop": _enclosed("⒈", 20),
    "ideographEnclosedCircle": _enclosed("㊀", 10),
    "japaneseCounting": _kanji,
    "japaneseDigitalTenThousand": _kanji,
    "chineseCounting": _kanji,
    "chineseCountingThousand": _kanji,
    "taiwaneseCounting": _kanji,
    "taiwaneseCountingThousand": _kanji,
    "ideographDigital": _digits,
    "japaneseLegal": lambda n: _kanji(n).translate(_LEGAL),
    "ideographTraditional": _letters(_STEMS),
    "ideographZodiac": _letters(_BRANCHES),
    "upperRoman": to_roman,
    "lowerRoman": lambda n: to_roman(n).lower(),
    "upperLetter": _letters(LATIN.upper()),
    "lowerLetter": _letters(LATIN),
    "none": lambda n: "",
}


def write_number(number: int, number_format: str, pattern: str = "") -> str:
    """A list number as Word writes it; formats that Japanese lists do not use come out as decimals.

    Args:
        number: from 0.
        number_format: value of `w:numFmt`.
        pattern: of the format `custom`, e.g. `001, 002, 003, ...`.
    """
    if number_format == "custom":
        return str(number).zfill(min(len(pattern.split(",")[0].strip()), 5))
    if not 0 <= number <= _MOST:
        return str(number)
    return _FORMATS.get(number_format, str)(number)


def write_symbol(text: str) -> str:
    """Bullets and symbols of the symbol fonts (private use area) as ordinary characters."""
    return "".join(
        _SYMBOLS.get(ord(character) & 0xFF, "・") if 0xF000 <= ord(character) <= 0xF0FF else character
        for character in text
    )
