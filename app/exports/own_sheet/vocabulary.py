"""Saying a verdict in the words that an office's sheet offers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from app.exports.wording import VERDICTS
from matchers.report import Verdict

_WORDS: Mapping[Verdict, tuple[str, ...]] = {
    Verdict.COVERED: ("○", "充足", "記載あり", "記載有", "記載有り", "記載済", "記載済み", "対応済", "対応済み", "対応",
                      "あり", "有", "有り", "済", "済み", "はい", "yes"),
    Verdict.PARTIAL: ("△", "一部", "一部記載", "一部記載あり", "一部対応", "一部対応済", "一部充足", "一部あり", "一部有",
                      "部分的", "部分対応", "部分的に記載", "不十分", "要補足"),
    Verdict.CONTRARY: ("反対の定め", "反対の定めあり", "反対", "矛盾", "×"),
    Verdict.MISSING: ("記載なし", "記載無", "記載無し", "未記載", "×", "なし", "無", "無し", "未対応", "対応なし", "未", "不足",
                      "いいえ", "no"),
    Verdict.UNVERIFIABLE: ("判定不能", "判定不可", "要確認", "確認中", "不明", "?"),
}  # fmt: skip
"""Options that mean each verdict, the plainest first. The word of conformity (適合) means none: the officer decides that."""
_SEPARATORS = re.compile(r"[\s:・/,、()\[\]…=]+")
_SAME = str.maketrans({"〇": "○", "◯": "○", "⭕": "○", "✕": "×", "✖": "×", "☓": "×", "❌": "×"})
_BRACKETED = re.compile(r"\(([^()]*)\)")
_SIGNS = re.compile(r"[○△×]+")


def choose(verdict: Verdict, options: Sequence[str]) -> str | None:
    """The option that means a verdict, as written; None if none does."""
    parts = {option: _parts(option) for option in options}
    for word in _WORDS[verdict]:
        for option, said in parts.items():
            if word in said:
                return option
    return None


def spoken(verdict: Verdict, head: str) -> str:
    """A verdict for a cell that takes any text: by the signs or words that its head offers, else in the report's."""
    return choose(verdict, _offered(head)) or str(VERDICTS[verdict])


def _offered(head: str) -> list[str]:
    plain = _plain(head)
    offered: list[str] = []
    for text in (*_BRACKETED.findall(plain), plain):
        for part in _SEPARATORS.split(text):
            offered += list(part) if _SIGNS.fullmatch(part) else [part]
    if plain.split("(")[0].strip().endswith("有無"):
        offered += ["有", "無"]
    return [part for part in offered if len(part) <= 4 and "有無" not in part]


def _parts(option: str) -> set[str]:
    """The words of an option, and all of it."""
    plain = _plain(option)
    return {part for part in (*_SEPARATORS.split(plain), _SEPARATORS.sub("", plain)) if part}


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_SAME).casefold()
