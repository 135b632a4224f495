"""Makes blocks from plain text and looks clauses up."""

from __future__ import annotations

from extractors.document import Block, BlockKind, Clause
from extractors.structure import Structure


def lines(text: str) -> list[Block]:
    """A paragraph a line; leading half-width spaces are its indent, leading full-width ones belong to its text."""
    return [
        Block(BlockKind.PARAGRAPH, line.lstrip(" "), indent=float(len(line) - len(line.lstrip(" "))))
        for line in text.strip("\n").split("\n")
    ]


def table(*rows: str, ordinal: int = 0) -> list[Block]:
    cells = [tuple(row.split("|")) for row in rows]
    return [Block(BlockKind.ROW, "　".join(row), table=ordinal, cells=row) for row in cells]


def clause(structure: Structure, beginning: str) -> Clause:
    found = [c for c in structure.clauses if c.text.startswith(beginning)]
    assert len(found) == 1, (beginning, [c.text for c in structure.clauses])
    return found[0]


def headings(structure: Structure) -> list[str]:
    return [block.text for block in structure.blocks if block.kind is BlockKind.HEADING]
