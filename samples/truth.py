"""What a reader should make of a labelled document: its headings, rows and clauses, from the source's own nesting.

A clause's number and lead follow from the indentation of the source and the headings above it, its table's from the
sentence just above the table. Nothing here looks at what the extractors do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.evaluation.labelled import LabelledBlock, LabelledDocument, LabelledKind
from samples.marks import split_mark

SILENT = frozenset({LabelledKind.TOC, LabelledKind.PAGEBREAK})
"""Blocks that show no text of their own."""
_NUMBER = "[0-9０-９一二三四五六七八九十百]"
_HEADING_MARK = re.compile(
    rf"第{_NUMBER}+[章節条]?(?:の[0-9０-９]+)?|別[紙表]{_NUMBER}*|附則"
    r"|[0-9０-９]+(?:[.．][0-9０-９]+)*[.．]?(?=　)"
)
_ARTICLE = re.compile(r"第.+条")
_ARTICLE_COUNTS_THROUGH = re.compile(r"第.+[章節]")
_BULLETS = "・※○●"
_SEPARATOR = re.compile(r"[.．]$")
_ROW_NUMBER = re.compile(r"[A-Z]{0,2}[-－]?[0-9０-９]{1,3}")


@dataclass(frozen=True, slots=True)
class TrueClause:
    """A clause as a person would cut it."""

    text: str
    number: str
    """Marks of its headings, its parents and its own, outermost first."""
    heading: tuple[str, ...]
    lead: str
    """Sentences that introduce it, outermost first."""


@dataclass(slots=True)
class _Place:
    """Where in the document the reading stands."""

    headings: list[LabelledBlock] = field(default_factory=list)
    parents: list[LabelledBlock] = field(default_factory=list)
    """Clauses that the next one may lie under, outermost first."""
    above: LabelledBlock | None = None
    """The clause just above, if nothing stands between."""
    above_parents: tuple[LabelledBlock, ...] = ()
    table: tuple[LabelledBlock, ...] = ()
    """The clauses that introduce the current table, outermost first."""

    def heading_marks(self) -> list[str]:
        return [mark for block in self.headings if (mark := heading_mark(block.text))]


def true_lines(source: LabelledDocument) -> list[str]:
    """The title and every block that shows, in order."""
    return [source.title, *(block.text for block in source.blocks if block.kind not in SILENT)]


def true_headings(source: LabelledDocument) -> list[str]:
    """The headings in order, without the title."""
    return [block.text for block in source.blocks if block.kind is LabelledKind.HEADING]


def true_rows(source: LabelledDocument) -> list[tuple[str, ...]]:
    """The cells of every row, those that name columns too."""
    return [block.cells for block in source.blocks if block.cells]


def true_clauses(source: LabelledDocument) -> list[TrueClause]:
    """The clauses in order."""
    place = _Place()
    found = []
    for block in source.blocks:
        match block.kind:
            case LabelledKind.HEADING:
                outer = [heading for heading in place.headings if heading.level < block.level]
                place = _Place(headings=[*outer, block])
            case LabelledKind.HEADER:
                place.table = _introduction(place)
                place.above = None
            case LabelledKind.ROW:
                found.append(_row(place, block))
            case LabelledKind.CLAUSE:
                found.append(_clause(place, block))
            case LabelledKind.NOTE:
                found.append(TrueClause(block.text, join_marks(place.heading_marks()), _names(place), ""))
    return found


def heading_mark(text: str) -> str:
    """The number in front of a heading; empty if it has none."""
    found = _HEADING_MARK.match(text)
    return found[0] if found else ""


def join_marks(marks: Sequence[str]) -> str:
    """Marks as one number: articles count through chapters, and 1.2 repeats the 1 above it."""
    articles = [index for index, mark in enumerate(marks) if _ARTICLE.fullmatch(mark)]
    kept: list[str] = []
    for index, mark in enumerate(marks):
        if articles and index < articles[-1] and _ARTICLE_COUNTS_THROUGH.fullmatch(mark):
            continue
        bare = _SEPARATOR.sub("", mark)
        if any(re.match(re.escape(bare) + r"[.．]\S", inner) for inner in marks[index + 1 :]):
            continue
        kept.append(bare)
    return "".join(kept)


def _clause(place: _Place, block: LabelledBlock) -> TrueClause:
    del place.parents[block.level :]
    parents = tuple(place.parents)
    marks = [mark for each in (*parents, block) if (mark := _mark(each))]
    clause = TrueClause(
        block.text,
        join_marks([*place.heading_marks(), *marks]),
        _names(place),
        "".join(_body(parent) for parent in parents),
    )
    place.above, place.above_parents = block, parents
    place.parents.append(block)
    return clause


def _row(place: _Place, block: LabelledBlock) -> TrueClause:
    marks = [mark for each in place.table if (mark := _mark(each))]
    own = [block.cells[0]] if len(block.cells) > 1 and _ROW_NUMBER.fullmatch(block.cells[0]) else []
    return TrueClause(
        block.text,
        join_marks([*place.heading_marks(), *marks, *own]),
        _names(place),
        "".join(_body(each) for each in place.table),
    )


def _introduction(place: _Place) -> tuple[LabelledBlock, ...]:
    """The clauses that lead to a table: the one above if it speaks of what follows, and those above that one."""
    if place.above is None or not re.search("次|表", place.above.text):
        return ()
    return (*place.above_parents, place.above)


def _names(place: _Place) -> tuple[str, ...]:
    return tuple(block.text for block in place.headings)


def _mark(block: LabelledBlock) -> str:
    mark = split_mark(block.text)
    return mark.text.strip(_BULLETS) if mark else ""


def _body(block: LabelledBlock) -> str:
    mark = split_mark(block.text)
    return mark.body if mark else block.text
