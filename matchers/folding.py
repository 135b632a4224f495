"""Compatibility folding (NFKC) that knows where each character came from."""

from __future__ import annotations

import unicodedata


class _Folded(dict[str, str]):
    """The folded form of each character met so far: a look-up is several times faster than folding again."""

    def __missing__(self, char: str) -> str:
        self[char] = folded = unicodedata.normalize("NFKC", char)
        return folded


_FOLDED = _Folded()


def fold(text: str, *, keep_space: bool = False) -> tuple[str, list[int]]:
    """NFKC character by character, and for each character of the result its offset in `text`.

    Args:
        text: what to fold.
        keep_space: keep white space; by default it is left out.
    """
    folded: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        plain = _FOLDED[char]
        if not keep_space and plain.isspace():
            continue
        folded.append(plain)
        if len(plain) == 1:
            offsets.append(offset)
        else:
            offsets.extend([offset] * len(plain))
    return "".join(folded), offsets


def squeeze(text: str) -> str:
    """NFKC without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())
