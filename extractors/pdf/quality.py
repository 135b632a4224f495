"""Whether the text of a page is to be trusted, and what to tell the officer about pages that are not."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum

from extractors.document import Quality, QualityState


class PageState(StrEnum):
    """How well a page could be read."""

    READ = "read"
    BLANK = "blank"
    """Nothing on it."""
    SCANNED = "scanned"
    """A picture without text."""
    OUTLINED = "outlined"
    """Letters drawn as shapes."""
    GARBLED = "garbled"
    """Text whose characters are not those that are shown."""
    BROKEN = "broken"
    """The page's data cannot be opened."""
    RECOGNISED = "recognised"
    """Read from its picture by character recognition (OCR)."""


_READ = frozenset({PageState.READ, PageState.RECOGNISED})

_REASONS = {
    PageState.SCANNED: "は文字情報がない画像のため読めませんでした。",
    PageState.OUTLINED: "は文字が図形として描かれているため読めませんでした。",
    PageState.GARBLED: "は文字情報が壊れている（文字化けする）ため読めませんでした。",
    PageState.BROKEN: "はデータが壊れているため読めませんでした。",
}
_RECOGNISED = "頁は文字認識（OCR）で読み取りました（確からしさ{percent}％）。誤認識がないか確認してください。"
_UNSURE = "頁は文字認識（OCR）の確からしさが低いため（{percent}％）、正しく読めていないおそれがあります。原本で確かめてください。"
_DO_ALL = "元のWord文書か、文字認識（OCR）をしたPDFを選んでください。"
_DO_SOME = "読めなかった頁は判定に含まれていません。原本で確かめてください。"
_NO_TEXT = "文字のある頁がありません。"

_UNUSABLE = frozenset({"Cc", "Co", "Cn", "Cs"})
_SYMBOLS = frozenset(map(chr, range(0xF020, 0xF100)))
"""Where symbol fonts (Wingdings) put their signs."""
_MISREAD_UTF8 = "縺繧繝"
"""The first byte of kana in UTF-8, read as Shift_JIS, gives one of these characters."""
_LEADERS = frozenset(".-_・…‥=*")


def page_state(text: str, unmapped: int, covered: float, shapes: int) -> PageState:
    """Judge a page.

    Args:
        text: its characters, without spaces.
        unmapped: number of characters on it for which the file gives no code point.
        covered: share of the page that pictures cover, 0 … 1 (or more where they overlap).
        shapes: number of drawn areas.
    """
    count = len(text)
    if count == 0 and unmapped == 0:
        if covered > 0.05:
            return PageState.SCANNED
        return PageState.OUTLINED if shapes > 50 else PageState.BLANK
    if is_garbled(text, unmapped):
        return PageState.GARBLED
    # A scan with a stamped page number, or a page of outlines with a few real letters.
    if count < 20 and covered > 0.5:
        return PageState.SCANNED
    return PageState.OUTLINED if count < 20 and shapes > 500 else PageState.READ


def is_garbled(text: str, unmapped: int = 0) -> bool:
    """Whether the characters of a page cannot be what a reader sees.

    Bullets from a symbol font do no harm, other code points for private use do. Japanese prose always has kana.
    """
    total = len(text) + unmapped
    counts = Counter(text)
    unusable = unmapped + sum(count for char, count in counts.items() if _is_unusable(char))
    symbols = sum(count for char, count in counts.items() if char in _SYMBOLS)
    if total >= 10 and (unusable > 0.1 * total or symbols > 0.3 * total):
        return True
    if 6 * text.count("(cid:") > 0.3 * total:
        return True
    ideographs = sum(count for char, count in counts.items() if "\u3400" <= char <= "\u9fff")
    kana = sum(count for char, count in counts.items() if "\u3041" <= char <= "\u30fe" or "\uff66" <= char <= "\uff9d")
    if ideographs >= 200 and kana < 0.005 * ideographs:
        return True
    if total >= 40 and sum(counts[char] for char in _MISREAD_UTF8) > 0.05 * total:
        return True
    foreign = sum(count for char, count in counts.items() if _is_foreign(char))
    if total >= 40 and foreign > 0.2 * total:
        return True
    signs = sum(count for char, count in counts.items() if _is_sign(char))
    return total >= 100 and signs > 0.4 * total


def _is_unusable(char: str) -> bool:
    return char == "\ufffd" or (unicodedata.category(char) in _UNUSABLE and char not in _SYMBOLS)


def _is_sign(char: str) -> bool:
    return "!" <= char <= "~" and not char.isalnum() and char not in _LEADERS


def _is_foreign(char: str) -> bool:
    """A letter that Japanese documents do not have in quantity: accented Latin (mojibake), Arabic, Thai, Hangul."""
    if char < "\u0080" or "\u0370" <= char < "\u0530" or "\u2e80" <= char < "\ua000" or char >= "\uf900":
        return False
    return unicodedata.category(char)[0] == "L" or char < "\u0100"


def judge(
    states: Sequence[PageState], confidence: Mapping[int, float] | None = None, low_confidence: float = 0.0
) -> Quality:
    """The quality of a document from the states of its pages.

    Args:
        states: one for each page.
        confidence: of the pages that were recognised, counted from 1: mean certainty of their characters, 0 … 1.
        low_confidence: pages less sure than this do not count as read in full.
    """
    lost = {
        state: [k + 1 for k, own in enumerate(states) if own is state]
        for state in _REASONS
        if any(own is state for own in states)
    }
    pages = tuple(sorted(page for group in lost.values() for page in group))
    if not _READ & set(states):
        reasons = _sentences(lost) or (_NO_TEXT,)
        return Quality(QualityState.UNREADABLE, (*reasons, _DO_ALL), pages)
    sure = {page: value for page, value in (confidence or {}).items() if value >= low_confidence}
    unsure = {page: value for page, value in (confidence or {}).items() if value < low_confidence}
    recognised = (*_recognition(_RECOGNISED, sure), *_recognition(_UNSURE, unsure))
    if pages:
        return Quality(QualityState.PARTIAL, (*_sentences(lost), _DO_SOME, *recognised), pages)
    return Quality(QualityState.PARTIAL if unsure else QualityState.OK, recognised)


def _recognition(sentence: str, confidence: Mapping[int, float]) -> tuple[str, ...]:
    if not confidence:
        return ()
    mean = sum(confidence.values()) / len(confidence)
    return (_page_list(sorted(confidence)) + sentence.format(percent=round(100 * mean)),)


def _sentences(lost: Mapping[PageState, Sequence[int]]) -> tuple[str, ...]:
    return tuple(f"{_page_list(pages)}頁{_REASONS[state]}" for state, pages in lost.items())


def _page_list(pages: Sequence[int]) -> str:
    """「3、5～8」."""
    spans: list[list[int]] = []
    for page in pages:
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    return "、".join(str(a) if a == b else f"{a}～{b}" for a, b in spans)
