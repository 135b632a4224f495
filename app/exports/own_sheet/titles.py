"""Marks and titles of items as offices write them: shortened, broken over lines, in other widths, with a mark in front."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from checklist_data import Item

_JUNK = re.compile(r"[\s、。，．,.・「」『』（）()\[\]【】〔〕/:;\-‐―–—~〜…_'\"|]+")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_CIRCLED = re.compile(r"[①-⑳㉑-㉟㊱-㊿⑴-⒇⒈-⒛]")
_MARK = re.compile(
    r"\s*(?:(?P<circled>[①-⑳㉑-㉟㊱-㊿⑴-⒇⒈-⒛])[.)、:\s]*"
    r"|(?:no\.?|項番|項目|第)?\s*[(（\[]?(?P<digits>\d{1,3})(?P<end>[)）\].．、:：]?\s*$|[)）\].．、:：]\s*|\s+))",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"(…|\.\.\.|等|など|ほか|他)+$")
_SHORTEST_PART = 6
"""Characters of a part of a title that still says which one it is."""
_SHORTEST_START = 4
_LONGEST_CELL = 400
"""A title with explanations; longer text is no cell of a title column."""
_SIMILAR = 0.8
"""Share of common characters (twice over both lengths) from which a reworded title counts as the same."""


class Mark(NamedTuple):
    """An item mark and the text after it."""

    written: str
    number: str
    """Half-width digits."""
    rest: str


class TitledItem:
    """An item with its title folded once."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.number = fold(item.number)

    @cached_property
    def title(self) -> str:
        """The whole title, folded."""
        return fold(self.item.title.text)

    @cached_property
    def core(self) -> str:
        """The title without what stands in brackets, folded; the whole title if nothing else does."""
        return fold(_BRACKETED.sub("", self.item.title.text)) or self.title

    def likeness(self, text: str) -> float:
        """How surely folded text is this title: 1 the same, 0 another."""
        if text in (self.title, self.core):
            return 1.0
        if len(text) < _SHORTEST_START:
            return 0.0
        if text.startswith(self.core) and len(self.core) >= _SHORTEST_START:
            return 0.95
        part = _ABBREVIATED.sub("", text)
        if len(part) >= _SHORTEST_PART and self.title.startswith(part):
            return 0.9
        if len(part) >= _SHORTEST_PART and part in self.title:
            return 0.85
        return max(_ratio(text, self.title), _ratio(text, self.core))


def fold(text: str) -> str:
    """Text without what differs between two writings of the same: widths, spaces, line breaks, punctuation, case."""
    return _JUNK.sub("", unicodedata.normalize("NFKC", text)).casefold()


def read_mark(text: str) -> Mark | None:
    """The item mark at the start of a cell: `①`, `(1)`, `１．`, `No.1` or a bare number; None if there is none."""
    match = _MARK.match(text)
    if match is None:
        return None
    written = match["circled"] or match["digits"]
    number = fold(written).lstrip("0")
    return Mark(written, number, text[match.end() :]) if number.isdecimal() else None


def is_circled(written: str) -> bool:
    """Whether a mark is one character of its own and so hardly a quantity or a row number."""
    return _CIRCLED.fullmatch(written) is not None


def title_text(text: str) -> str:
    """What of a cell may be a title, folded; empty if it is too long for one."""
    if len(text) > _LONGEST_CELL:
        return ""
    mark = read_mark(text)
    return fold(mark.rest if mark and mark.rest.strip() else text)


def _ratio(text: str, title: str) -> float:
    if not _SIMILAR / (2 - _SIMILAR) <= len(text) / len(title) <= (2 - _SIMILAR) / _SIMILAR:
        return 0.0  # cannot reach the bound
    if 2 * len(set(text) & set(title)) < len(set(title)):
        return 0.0  # hardly can, and comparing is slow
    ratio = SequenceMatcher(None, text, title, autojunk=False).ratio()
    return 0.8 * ratio if ratio >= _SIMILAR else 0.0
