"""Labelled documents to learn from, cut into provisions by the same structure code that reads real files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.evaluation.labelled import LabelledDocument, LabelledKind, read_labelled
from extractors.document import Block, BlockKind
from extractors.structure import build
from matchers.view import Provision
from training.clauses import DATA, read_clauses

BLOCK_KINDS = {
    LabelledKind.HEADING: BlockKind.HEADING,
    LabelledKind.CLAUSE: BlockKind.PARAGRAPH,
    LabelledKind.HEADER: BlockKind.HEADER_ROW,
    LabelledKind.ROW: BlockKind.ROW,
    LabelledKind.NOTE: BlockKind.NOTE,
}


@dataclass(frozen=True, slots=True)
class Lesson:
    """A provision and what a careful reader finds in it.

    Attributes:
        source: document or file it came from; lessons of one source are never split between learning and measuring.
        kind: kind of the document.
        provision: its words and surroundings.
        labels: stance by aspect id.
        document: whether it comes from a whole document, where most provisions are evidence for nothing.
        judged: aspects that the labels speak of, for a lesson that was not judged for all of them.
    """

    source: str
    kind: str
    provision: Provision
    labels: dict[str, str]
    document: bool
    judged: frozenset[str] | None = None


def clause_lessons() -> Iterator[Lesson]:
    """The single labelled clauses. Each is a source of its own: they come from no common document."""
    for number, clause in enumerate(read_clauses()):
        provision = Provision(clause.text, clause.heading, clause.lead)
        yield Lesson(f"clause-{number}", clause.kind, provision, clause.labels, document=False)


def document_lessons(folder: Path = DATA / "documents") -> Iterator[Lesson]:
    """The clauses of all labelled documents in `folder`, in order of file name."""
    for file in sorted(folder.glob("*.lab")):
        yield from lessons_of(read_labelled(file))


def lessons_of(document: LabelledDocument) -> Iterator[Lesson]:
    """The clauses of one labelled document; a clause that the structure code cuts otherwise has no surroundings."""
    clauses = {_key(clause.text): clause for clause in build(blocks_of(document)).clauses}
    for block in document.clauses:
        clause = clauses.get(_key(block.text))
        provision = (
            Provision(clause.text, clause.heading, clause.lead, clause.cells, clause.header)
            if clause
            else Provision(block.text, cells=block.cells)
        )
        yield Lesson(document.id, document.kind, provision, dict(block.labels), document=True)


def _key(text: str) -> str:
    return "".join(text.split())


def blocks_of(document: LabelledDocument) -> Iterator[Block]:
    """The blocks of a labelled document, as a reader would give them."""
    table = -1
    for block in document.blocks:
        kind = BLOCK_KINDS.get(block.kind)
        if kind is None:
            continue
        table += kind is BlockKind.HEADER_ROW
        row = kind in (BlockKind.HEADER_ROW, BlockKind.ROW)
        yield Block(
            kind,
            block.text,
            level=block.level if kind is BlockKind.HEADING else None,
            indent=float(block.level) if kind is BlockKind.PARAGRAPH else 0.0,
            table=table if row else None,
            cells=block.cells if row else (),
        )
