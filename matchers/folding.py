"""Compatibility folding (NFKC) that knows where each character came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_SPACE = re.compile(r"\s")


class _Folded(dict[int, str]):
    """The folded form of each code point met so far: a look-up is several times faster than folding again."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = unicodedata.normalize("NFKC", chr(code))
        return folded


_FOLDED = _Folded()


def fold(text: str, *, keep_space: bool = False) -> tuple[str, Sequence[int]]:
    """NFKC character by character, and for each character of the result its offset in `text`.

    Args:
        text: what to fold.
        keep_space: keep white space; by default it is left out.
    """
    folded = text.translate(_FOLDED)
    if len(folded) == len(text) and (keep_space or not _SPACE.search(folded)):
        return folded, range(len(text))  # no character folds to nothing, so each has folded to one
    kept: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        plain = _FOLDED[ord(char)]
        if not keep_space and plain.isspace():
            continue
        kept.append(plain)
        offsets.extend([offset] * len(plain))
    return "".join(kept), offsets


def squeeze(text: str) -> str:
    """NFKC without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())
