"""Where in a document a draft clause would go, and under which number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from app.drafting.marks import next_mark
from extractors.document import Clause, ClauseKind, Document
from extractors.numbering import Mark, MarkForm, MarkStyle, begins, follows, parse_mark

_APART = (MarkStyle.ANNEX, MarkStyle.SUPPLEMENT)
"""Headings behind the body of a document."""
_FIRST_ITEM, _SECOND_PARAGRAPH = "(1)", "２"
"""Marks used where a document shows none of its own."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place behind the last entry of a list or section."""

    behind: Clause
    last: str
    """Mark of the entry it goes behind; empty if it has none."""
    before: str
    """Mark of the entry in front of that."""
    in_article: bool
    """Whether it goes behind the only paragraph of an article, which has no mark of its own."""


class Places:
    """The lists and sections of a document."""

    def __init__(self, document: Document) -> None:
        self._clauses = document.clauses
        self._index = {clause.id: index for index, clause in enumerate(document.clauses)}

    def near(self, clause_id: str) -> Place | None:
        """Behind the list that a clause belongs to; None if the document has no such clause."""
        index = self._index.get(clause_id)
        if index is None:
            return None
        clause = self._clauses[index]
        section = self._section(index)
        if clause.kind is ClauseKind.ROW:
            return _behind_rows(section)
        mark = parse_mark(clause.text) if clause.kind is ClauseKind.ITEM else None
        unmarked = clause.kind is ClauseKind.PARAGRAPH and _is_article(clause)
        if unmarked or (mark and mark.style is MarkStyle.ARTICLE):
            entries = [one for one in section if _is_paragraph_mark(parse_mark(one.text))]
            if not entries:
                return Place(clause, "", "", in_article=True)
            clause, mark = entries[0], parse_mark(entries[0].text)
        last, before = clause, ""
        for one in section:
            other = parse_mark(one.text, mark)
            if mark and other and one.kind is ClauseKind.ITEM and follows(mark, other):
                before, mark, last = mark.text, other, one
        return Place(last, mark.text if mark else "", before, in_article=False)

    def _section(self, index: int) -> list[Clause]:
        """The clauses from `index` on under the same heading, up to the next article."""
        clause = self._clauses[index]
        following = takewhile(
            lambda one: one.heading == clause.heading and not _opens_article(one), self._clauses[index + 1 :]
        )
        return [clause, *following]

    def paragraph_mark(self) -> str:
        """The mark of an article's second paragraph as the document writes it."""
        marks = (parse_mark(one.text) for one in self._clauses if one.kind is ClauseKind.ITEM and _is_article(one))
        return next((mark.text for mark in marks if mark and _is_paragraph_mark(mark) and mark.value == (2,)),
                    _SECOND_PARAGRAPH)  # fmt: skip

    def next_section(self) -> tuple[str, bool]:
        """Mark of a section behind the last one, and whether it is an article; empty if sections have no numbers."""
        last: Mark | None = None
        articles = any(_is_article(clause) or _opens_article(clause) for clause in self._clauses)
        for clause in self._clauses:
            lines = [*clause.heading, clause.text] if articles else clause.heading
            marks = [mark for line in lines if (mark := parse_mark(line))]
            if marks and marks[0].style in _APART:
                continue
            if articles:
                marks = [mark for mark in marks if mark.style is MarkStyle.ARTICLE]
            last = marks[0] if marks else last
        return (next_mark(last.text) if last else ""), articles

    def first_item(self) -> str:
        """The mark that most lists directly under a section begin with."""
        marks = [parse_mark(one.text) for one in self._clauses
                 if one.kind is ClauseKind.ITEM and len(one.heading) == 1 and not _is_article(one)]  # fmt: skip
        firsts = Counter(mark.text for mark in marks if mark and begins(mark))
        return firsts.most_common(1)[0][0] if firsts else _FIRST_ITEM


def _behind_rows(section: Sequence[Clause]) -> Place:
    rows = [one for one in section if one.kind is ClauseKind.ROW and one.header == section[0].header]
    marks = [one.mark for one in rows if one.mark]
    return Place(rows[-1], marks[-1] if marks else "", marks[-2] if len(marks) > 1 else "", in_article=False)


def _is_article(clause: Clause) -> bool:
    mark = parse_mark(clause.heading[-1]) if clause.heading else None
    return mark is not None and mark.style is MarkStyle.ARTICLE


def _opens_article(clause: Clause) -> bool:
    mark = parse_mark(clause.text) if clause.kind is ClauseKind.ITEM else None
    return mark is not None and mark.style is MarkStyle.ARTICLE


def _is_paragraph_mark(mark: Mark | None) -> bool:
    plain = (MarkForm.PLAIN, MarkForm.DOTTED)
    return mark is not None and mark.style is MarkStyle.DECIMAL and mark.form in plain and len(mark.value) == 1
