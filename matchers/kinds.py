"""What kind of document it is, from its title, its file name and the words it uses most."""

from __future__ import annotations

from collections.abc import Iterable

from checklist_data.models import Edition
from extractors.document import Document
from matchers.folding import squeeze

TITLE_WEIGHT = 3.0
"""A title that names the kind outweighs any drift of words: contracts quote specifications and the reverse."""
NAME_WEIGHT = 1.0
OPENING = 12
"""Blocks at the beginning in which the title is looked for besides `Document.title`."""


class UnknownKindError(LookupError):
    """The edition has no such kind of document.

    Attributes:
        kind: the kind asked for.
        known: kinds of the edition.
    """

    def __init__(self, kind: str, known: Iterable[str]) -> None:
        self.kind, self.known = kind, tuple(known)
        super().__init__(f"unknown kind {kind!r}; known kinds: {', '.join(self.known)}")


def detect_kind(document: Document, edition: Edition) -> str:
    """The most probable kind; the edition's first where nothing tells."""
    title = squeeze(document.title)
    opening = squeeze("\n".join(block.text for block in document.blocks[:OPENING]))
    name = squeeze(document.name)
    text = squeeze("".join(clause.text for clause in document.clauses))
    shares = _shares(text, edition)
    scores = {
        kind.id: TITLE_WEIGHT * _ends_with(title, kind.title_cues)
        + TITLE_WEIGHT / 2 * _contains(title, kind.title_cues)
        + NAME_WEIGHT * _contains(name, kind.title_cues)
        + NAME_WEIGHT * _contains(opening, kind.title_cues)
        + 2 * shares[kind.id]
        for kind in edition.kinds
    }
    return max(scores, key=lambda kind: scores[kind])


def _shares(text: str, edition: Edition) -> dict[str, float]:
    """Share of each kind's words among those of all kinds."""
    counts = {
        kind.id: sum(text.count(squeeze(cue)) for cue in kind.text_cues) / len(kind.text_cues) for kind in edition.kinds
    }
    total = sum(counts.values()) or 1.0
    return {kind: count / total for kind, count in counts.items()}


def _contains(text: str, cues: Iterable[str]) -> bool:
    return any(squeeze(cue) in text for cue in cues)


def _ends_with(text: str, cues: Iterable[str]) -> bool:
    bare = text.split("(")[0].split("「")[-1].rstrip("」案")
    return any(bare.endswith(squeeze(cue)) for cue in cues)
