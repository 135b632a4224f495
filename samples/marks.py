"""The mark in front of a clause or heading, and its place in a sequence: 「(3)」 is the third of its kind."""

from __future__ import annotations

import re
from dataclasses import dataclass

_KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ASCII = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Mark:
    """A clause's own number, as written and as Word would count it."""

    text: str
    body: str
    """What follows the mark and its space."""
    word_format: str
    """Word's name of the number format (`w:numFmt`); empty if Word has no such sequence."""
    word_pattern: str
    """Word's pattern (`w:lvlText`) with `%1` for the number."""
    value: int


@dataclass(frozen=True, slots=True)
class _Sequence:
    number: str
    word_format: str

    def value(self, number: str) -> int:
        match self.word_format:
            case "aiueoFullWidth":
                return _KATAKANA.index(number) + 1
            case "decimalEnclosedCircle":
                return _CIRCLED.index(number) + 1
        return int(number.translate(_ASCII))


_SEQUENCES = (
    _Sequence("[0-9]+", "decimal"),
    _Sequence("[０-９]+", "decimalFullWidth"),
    _Sequence(f"[{_KATAKANA}]", "aiueoFullWidth"),
    _Sequence(f"[{_CIRCLED}]", "decimalEnclosedCircle"),
)
_COUNTED = tuple(
    (
        sequence,
        re.compile(rf"(?P<before>第|\(|（|)(?P<number>{sequence.number})(?P<after>条|章|\)|）|\.|．|)　(?P<body>.+)"),
    )
    for sequence in _SEQUENCES
)
# Marks that are typed by hand even where numbering is automatic: 1.1, 3-2, 第３条（目的）, 第三条, 二, （三）, 別紙１, ・
_KANJI = "[一二三四五六七八九十]+"
_TYPED = re.compile(
    rf"(?P<mark>第(?:[0-9０-９]+|{_KANJI})条(?:の[0-9０-９]+)?(?:（[^）]*）)?|{_KANJI}|（{_KANJI}）"
    r"|[0-9０-９]+(?:[.．\-－][0-9０-９]+)+[.．]?"
    r"|別[紙表][0-9０-９]*|[・※○●][0-9０-９]*)(?:　|$)(?P<body>.*)"
)


def split_mark(text: str) -> Mark | None:
    """Split a clause into its mark and the rest; None if it has no mark.

    >>> split_mark("(3)　検査を行う。").value
    3
    """
    for sequence, pattern in _COUNTED:
        if found := pattern.fullmatch(text):
            before, number, after = found["before"], found["number"], found["after"]
            return Mark(
                text=f"{before}{number}{after}",
                body=found["body"],
                word_format=sequence.word_format,
                word_pattern=f"{before}%1{after}",
                value=sequence.value(number),
            )
    if found := _TYPED.fullmatch(text):
        return Mark(text=found["mark"], body=found["body"], word_format="", word_pattern="", value=0)
    return None
