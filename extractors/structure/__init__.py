"""From blocks to headings and clauses, the same way for every file format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from extractors.document import Block, BlockKind, Clause
from extractors.numbering import Mark, MarkStyle
from extractors.structure.clauses import cut
from extractors.structure.contents import mark_contents
from extractors.structure.headings import captions, decide_headings, plain_headings
from extractors.structure.lines import split_lines
from extractors.structure.nesting import nest, parse_marks
from extractors.structure.tables import mark_headers
from extractors.structure.title import find_title


@dataclass(frozen=True, slots=True)
class Structure:
    """A document's blocks with their kinds decided, the clauses cut from them and the title."""

    blocks: tuple[Block, ...]
    clauses: tuple[Clause, ...]
    title: str


def build(reading_blocks: Iterable[Block]) -> Structure:
    """Decide headings, notes, column names and tables of contents, and cut the clauses.

    Args:
        reading_blocks: as a reader gives them, in reading order.
    """
    blocks = mark_headers(mark_contents([block for block in split_lines(reading_blocks) if block.text.strip()]))
    title = find_title(blocks)
    blocks = [replace(b, kind=BlockKind.HEADING) if i in title.blocks else b for i, b in enumerate(blocks)]
    marks = {i: mark for i, mark in parse_marks(blocks).items() if i not in title.blocks}
    blocks, marks = _notes(blocks, marks)
    named = captions(blocks, marks)
    apart = title.blocks | named.keys()
    root = nest(blocks, marks, plain_headings(blocks, marks, apart), apart)
    decide_headings(root, blocks, named)
    headings = {node.index for node in root.walk() if node.heading} | apart
    blocks = [_decided(block, index in headings) for index, block in enumerate(blocks)]
    return Structure(tuple(blocks), tuple(cut(blocks, root)), title.text)


def _notes(blocks: list[Block], marks: dict[int, Mark]) -> tuple[list[Block], dict[int, Mark]]:
    """Take remarks (※ …) out of the lists."""
    remarks = {i for i, mark in marks.items() if mark.style is MarkStyle.NOTE}
    blocks = [replace(block, kind=BlockKind.NOTE) if i in remarks else block for i, block in enumerate(blocks)]
    return blocks, {i: mark for i, mark in marks.items() if i not in remarks}


def _decided(block: Block, heading: bool) -> Block:
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
        return block
    return replace(block, kind=BlockKind.HEADING if heading else BlockKind.PARAGRAPH)
