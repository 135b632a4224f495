"""Line breaks inside a paragraph: a list typed with Shift+Enter is cut into its entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.document import Block, BlockKind
from extractors.numbering import parse_mark

_FLOWING = (BlockKind.PARAGRAPH, BlockKind.BOX, BlockKind.NOTE)


def split_lines(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give every line that begins with a mark a block of its own; other lines stay with the line before.

    The parts share the regions of the whole: where a line stands inside a paragraph the reader does not tell.
    """
    for block in blocks:
        parts = _parts(block.text) if block.kind in _FLOWING else [block.text]
        if len(parts) == 1:
            yield block
            continue
        for part in parts:
            leading = len(part) - len(part.lstrip("　"))
            yield replace(block, text=part.strip(), indent=block.indent + leading)


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    for line in text.split("\n"):
        if not parts or (line.strip() and parse_mark(line) is not None):
            parts.append(line)
        else:
            parts[-1] += "\n" + line
    return [part for part in parts if part.strip()] or [text]
