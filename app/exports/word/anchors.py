"""Where a clause of a report stands in a Word file: the paragraphs that a comment on it goes around."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from extractors.docx.sources import SourcedClause
from extractors.docx.xml import Element, w
from matchers.report import Evidence

_BOX = w("txbxContent")


class Anchor(NamedTuple):
    """The first and the last paragraph (`w:p`) of a clause, in one cell or one text."""

    first: Element
    last: Element


class ClauseFinder:
    """Finds clauses by id and words; if the file has changed since it was read, by words alone."""

    def __init__(self, clauses: Sequence[SourcedClause]) -> None:
        self._by_id = {one.clause.id: one for one in clauses}
        self._by_words: dict[str, list[SourcedClause]] = {}
        for one in clauses:
            for words in {fold(one.clause.text), fold(one.clause.body)}:
                self._by_words.setdefault(words, []).append(one)

    def find(self, evidence: Evidence) -> Anchor | None:
        """Where the clause stands; None if its words are not in the file, or in several places of it."""
        words = fold(evidence.text)
        same = self._by_id.get(evidence.clause)
        found = [same] if same and fold(same.clause.text) == words else self._by_words.get(words, [])
        return anchor(found[0].source) if len(found) == 1 else None


def fold(text: str) -> str:
    """Words alone: without the difference of full and half width, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def anchor(source: Element) -> Anchor | None:
    """The paragraphs to comment on for a paragraph or a table row; of a row, those of the cell that says most."""
    if source.tag == w("p"):
        return Anchor(source, source)
    cells = [_paragraphs(cell) for cell in source.iter(w("tc"))]
    best = max((cell for cell in cells if cell), key=_length, default=None)
    return Anchor(best[0], best[-1]) if best else None


def _paragraphs(cell: Element) -> list[Element]:
    """Paragraphs of a cell itself, neither of tables nor of text boxes in it."""
    own = []
    for paragraph in cell.iter(w("p")):
        holder = next(above for above in paragraph.iterancestors() if above.tag in (w("tc"), _BOX))
        if holder is cell:
            own.append(paragraph)
    return own


def _length(paragraphs: Sequence[Element]) -> int:
    return sum(len(text.text or "") for paragraph in paragraphs for text in paragraph.iter(w("t")))
