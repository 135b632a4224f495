from __future__ import annotations

import unicodedata

import pytest

from extractors.text import REPAIRS, close_up, join_wrapped, repair


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        ("⼀般競争⼊札により⽤いる", "一般競争入札により用いる"),
        ("⻑期の⻘⾊申告", "長期の青色申告"),
        ("神社", "神社"),
        ("︵別紙︶︒", "（別紙）。"),
        ("葛\U000e0100飾区", "葛飾区"),
        ("デ\u200bータ\ufeff", "データ"),
        ("か\u3099き\u3099フ\u309a", "がぎプ"),
    ],
)
def test_what_layout_software_stored_becomes_what_was_written(stored: str, meant: str) -> None:
    assert repair(stored) == meant


@pytest.mark.parametrize("text", ["①㈠⑴", "ＡＢＣ１２３", "ﾃﾞｰﾀ", "㎡", "第１条　（目的）", "髙﨑"])
def test_the_authors_own_characters_stay(text: str) -> None:
    assert repair(text) == text


def test_every_kangxi_radical_becomes_an_ideograph() -> None:
    repaired = [repair(chr(code)) for code in range(0x2F00, 0x2FD6)]
    assert all(unicodedata.name(char).startswith("CJK UNIFIED IDEOGRAPH") for char in repaired)


def test_no_repair_needs_another() -> None:
    assert all(form == form.translate(REPAIRS) for form in REPAIRS.values())


@pytest.mark.parametrize(
    ("spaced", "closed"),
    [
        ("生成 AI を 利用 する", "生成AIを利用する"),
        ("large language model", "large language model"),
        ("第１条　目的", "第１条　目的"),
        ("JIS X 8341-3", "JIS X 8341-3"),
    ],
)
def test_spaces_beside_japanese_are_closed_up(spaced: str, closed: str) -> None:
    assert close_up(spaced) == closed


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("入力情報を学", "習に利用しない", "入力情報を学習に利用しない"),
        ("ISO/IEC", "27001", "ISO/IEC 27001"),
        ("生成", "AI", "生成AI"),
        ("ai-", "room@example.go.jp", "ai-room@example.go.jp"),
        ("", "本文", "本文"),
    ],
)
def test_wrapped_lines_join(first: str, second: str, joined: str) -> None:
    assert join_wrapped(first, second) == joined
