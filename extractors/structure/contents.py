"""Tables of contents, which repeat headings and are no provisions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.document import Block, BlockKind
from extractors.structure.wording import squeeze

_TITLE = re.compile(r"[<【\[(]*(?:目次|もくじ|contents|tableofcontents)[>】\])]*", re.IGNORECASE)
_LEADER = re.compile(r"(?:[.．・･…‥⋯·_]\s*){4,}[-–－(（]?\s*[0-9０-９ivx]{0,4}\s*[-–－)）]?\s*$")
_PAGE_NUMBER = re.compile(r"[\s　.…‥・]+[-–－(（]?[0-9０-９]{1,4}[-–－)）]?\s*$")


_TAIL = 120
"""Characters at the end of a line that are searched, so that long runs of dots or spaces cost no time."""


def mark_contents(blocks: Sequence[Block]) -> list[Block]:
    """Mark as TOC every line with leaders and the lines below 「目次」 that name a page or a heading further down."""
    below = _headings_below(blocks)
    marked: list[Block] = []
    inside = False
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.TOC:
            inside = True
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.BOX):
            title = bool(_TITLE.fullmatch(squeeze(block.text)))
            listed = inside and (_PAGE_NUMBER.search(block.text[-_TAIL:]) or below.get(_entry(block.text), 0) > index)
            inside = title or bool(listed) or (inside and bool(_LEADER.search(block.text[-_TAIL:])))
            if title or listed or _LEADER.search(block.text[-_TAIL:]):
                block = replace(block, kind=BlockKind.TOC)
        marked.append(block)
    return marked


def _entry(text: str) -> str:
    return squeeze(text[:-_TAIL] + _PAGE_NUMBER.sub("", text[-_TAIL:])).rstrip(".…・")


def _headings_below(blocks: Sequence[Block]) -> dict[str, int]:
    """Last place of each text that stands in the document as a paragraph."""
    return {_entry(b.text): i for i, b in enumerate(blocks) if b.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)}
