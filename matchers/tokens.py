"""Text as the matchers see it: Sudachi tokens with offsets back to the raw text.

Tokens are the shortest units (mode A) in normalized form: 「サーバ」「サーバー」, 「行なう」「おこなう」 and inflected forms
meet in one string. Compounds (機械学習) are seen as their parts, so that a word matches inside a compound but never
inside another word.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import version
from itertools import accumulate

import sudachipy

from matchers.folding import fold

MAX_BYTES = 48_000
"""Sudachi refuses inputs over 49,149 bytes; the margin leaves room for normalization that lengthens the text."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token.

    Attributes:
        norm: Sudachi's normalized form.
        pos: part of speech, first two levels joined by a hyphen (名詞-普通名詞).
        begin: offset of its first character in the raw text.
        end: offset after its last character in the raw text.
    """

    norm: str
    pos: str
    begin: int
    end: int


Span = tuple[int, int]
"""Indices of a run of tokens: the first, and the one after the last."""


@dataclass(frozen=True)
class Tokens:
    """A tokenized text.

    Attributes:
        text: the raw text.
        tokens: in order, without white space.
    """

    text: str
    tokens: tuple[Token, ...]

    @cached_property
    def norm(self) -> str:
        """Normalized forms of all tokens joined."""
        return "".join([token.norm for token in self.tokens])

    @cached_property
    def bounds(self) -> tuple[int, ...]:
        """Where each token begins in `norm`, and last where the last one ends."""
        return tuple(accumulate([len(token.norm) for token in self.tokens], initial=0))

    def words(self, span: Span) -> str:
        """The raw words of a run of tokens."""
        return self.text[self.tokens[span[0]].begin : self.tokens[span[1] - 1].end]


_local = threading.local()


def _tokenizer() -> sudachipy.Tokenizer:
    """The thread's own tokenizer: Sudachi's is not safe to share."""
    if not hasattr(_local, "tokenizer"):
        _local.tokenizer = sudachipy.Dictionary(dict="core").tokenizer(mode=sudachipy.SplitMode.A)
    tokenizer: sudachipy.Tokenizer = _local.tokenizer
    return tokenizer


def tokenize(text: str) -> Tokens:
    """Tokenize a clause of any length; texts over `MAX_BYTES` are cut at sentence ends first."""
    folded, offsets = fold(text, keep_space=True)
    tokens: list[Token] = []
    for begin, end in _pieces(folded):
        for morpheme in _tokenizer().tokenize(folded[begin:end]):
            if not morpheme.surface().strip():
                continue
            pos = morpheme.part_of_speech()
            first, after = begin + morpheme.begin(), begin + morpheme.end()
            tokens.append(
                Token(morpheme.normalized_form(), f"{pos[0]}-{pos[1]}", offsets[first], offsets[after - 1] + 1)
            )
    return Tokens(text, tuple(tokens))


def _pieces(text: str) -> list[tuple[int, int]]:
    """Cuts a text into pieces of at most `MAX_BYTES`, after a full stop where there is one."""
    if len(text) * 4 <= MAX_BYTES:
        return [(0, len(text))]
    pieces = []
    begin = 0
    longest = MAX_BYTES // 4
    while len(text) - begin > longest:
        stop = text.rfind("。", begin, begin + longest)
        end = stop + 1 if stop > begin else begin + longest
        pieces.append((begin, end))
        begin = end
    pieces.append((begin, len(text)))
    return pieces


CARRIERS = (("", ""), ("の", "を"), ("を", "。"), ("", "こと"), ("し", "こと"), ("は", "である"))
"""Surroundings in which a term is tokenized: alone, Sudachi takes 「控え」 for a verb and 「ない」 for an adjective."""


@lru_cache(maxsize=100_000)
def term_forms(term: str) -> frozenset[str]:
    """The forms in which a text may hold a term of a pattern, normalized and joined; at least one."""
    forms = set()
    for before, after in CARRIERS:
        run = [t for t in tokenize(before + term + after).tokens if t.begin >= len(before)]
        inside = [t for t in run if t.end <= len(before) + len(term)]
        if inside and inside[0].begin == len(before) and inside[-1].end == len(before) + len(term):
            forms.add("".join(token.norm for token in inside))
    return frozenset(forms) or frozenset({tokenize(term).norm})


def dictionary_name() -> str:
    """Name and version of the dictionary, for the report."""
    return f"sudachidict_core {version('sudachidict_core')}"
