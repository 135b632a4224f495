"""How a document speaks: what it calls the parties and how its demands end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from extractors.document import Document

CONTRACTORS = ("受託者", "受注者", "請負者", "受託事業者", "事業者", "供給者", "乙", "当社")
"""Words for who has to do the work."""
ORDERERS = ("発注者", "委託者", "注文者", "甲", "契約者", "本市", "本県", "本町", "本村", "本区", "当市", "当県",
            "当庁", "当省", "本省", "当機構", "当法人")  # fmt: skip
"""Words for who orders the work."""
_BEFORE, _BEHIND = "(?<![一-鿿ァ-ヶーA-Za-zＡ-Ｚａ-ｚ])", "(?=[はがにのをとへ、])"
_DEFINED = 3
"""A definition (以下「受託者」という) counts as much as this many uses."""
_FEWEST, _LEAD, _SHARE = 3, 2, 0.6
"""Uses that a word needs, how many times those of the next one, and the share an ending needs of all endings."""


class Ending(Enum):
    """How the demands of a document end."""

    KOTO = "こと"
    MONO = "ものとする"
    MUST = "なければならない"
    POLITE = "ます"


@dataclass(frozen=True, slots=True)
class Manner:
    """What is sure about a document's manner; None is not."""

    contractor: str | None = None
    orderer: str | None = None
    ending: Ending | None = None


_ENDINGS: Mapping[Ending, re.Pattern[str]] = {
    Ending.KOTO: re.compile("こと$"),
    Ending.MONO: re.compile("ものとする$"),
    Ending.MUST: re.compile("なければならない$"),
    Ending.POLITE: re.compile("(?:ます|です|ません|ください)$"),
}


def read_manner(document: Document) -> Manner:
    """What the clauses of a document say about its manner."""
    texts = [clause.body for clause in document.clauses]
    return Manner(_party(texts, CONTRACTORS), _party(texts, ORDERERS), _ending(texts))


def _party(texts: Sequence[str], words: Sequence[str]) -> str | None:
    text = "\n".join(texts)
    uses = Counter({
        word: len(re.findall(f"{_BEFORE}{word}{_BEHIND}", text)) + _DEFINED * text.count(f"以下「{word}」")
        for word in words
    })  # fmt: skip
    (best, most), (_, next_most) = uses.most_common(2)
    return best if most >= max(_FEWEST, _LEAD * next_most) else None


def _ending(texts: Iterable[str]) -> Ending | None:
    last = [sentence.strip() for text in texts for sentence in text.split("。") if sentence.strip()]
    uses = Counter({ending: sum(1 for one in last if found.search(one)) for ending, found in _ENDINGS.items()})
    best, most = uses.most_common(1)[0]
    return best if most >= max(_FEWEST, _SHARE * uses.total()) else None
