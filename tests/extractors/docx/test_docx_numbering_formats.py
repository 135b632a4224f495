"""List numbers as Word writes them."""

from __future__ import annotations

import pytest

from extractors.docx.numbering_formats import write_number, write_symbol


@pytest.mark.parametrize(
    ("number_format", "number", "written"),
    [
        ("decimal", 12, "12"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 3, "03"),
        ("aiueoFullWidth", 2, "イ"),
        ("aiueoFullWidth", 46, "ン"),
        ("aiueoFullWidth", 47, "アア"),
        ("aiueo", 2, "ｲ"),
        ("irohaFullWidth", 2, "ロ"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("japaneseCounting", 23, "二十三"),
        ("japaneseCounting", 110, "百十"),
        ("ideographDigital", 20, "二〇"),
        ("japaneseLegal", 12, "拾弐"),
        ("ideographTraditional", 2, "乙"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 4, "iv"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 3, "c"),
        ("none", 3, ""),
        ("chicago", 3, "3"),
        ("upperRoman", 10**8, "100000000"),
        ("lowerLetter", 30000, "30000"),
        ("aiueoFullWidth", 0, "0"),
    ],
)
def test_write_number(number_format: str, number: int, written: str) -> None:
    assert write_number(number, number_format) == written


def test_custom_format_pads_with_zeros() -> None:
    assert write_number(7, "custom", "001, 002, 003, ...") == "007"


def test_symbol_fonts() -> None:
    assert write_symbol("\uf0b7\uf06c\uf0d8") == "・●➢"
    assert write_symbol("※") == "※"
