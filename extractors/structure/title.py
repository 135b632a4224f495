"""The document's title: what stands largest, or first under the name of a kind of document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.document import Block, BlockKind
from extractors.numbering import parse_mark
from extractors.structure.wording import is_sentence, squeeze

_KIND_OF_DOCUMENT = re.compile(
    r"(?:仕様書|契約書|協定書|覚書|約款|要領|要綱|要項|規程|規則|規約|ルール|ガイドライン|ガイド|指針|方針|基準|手引き?|マニュアル"
    r"|条件書|要求書|定義書|提案書|特記事項|計画書|説明書|公告)"
    r"(?:\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|案|書|第?[0-9.]+版|ver\.?[0-9.]+)*$",
    re.IGNORECASE,
)
_OPENING = 25
"""Blocks among which a title is looked for: a cover page and the head of the first page."""
_LONGEST = 90
_LARGE = 1.15
_FULL = 0.8
"""Share of the column that a line fills if the column's edge broke it."""
_BARE_KIND = 10
"""Up to this many characters a line such as 「業務委託仕様書」 goes on from the line above."""


@dataclass(frozen=True, slots=True)
class Title:
    """The title's text and the blocks that print it, in reading order."""

    text: str = ""
    blocks: frozenset[int] = frozenset()


def find_title(blocks: Sequence[Block]) -> Title:
    """Find the title among the first blocks, up to the first sentence or numbered line."""
    opening = _opening(blocks)
    if not opening:
        return Title()
    largest = max(blocks[i].scale for i in opening)
    named = [i for i in opening if _KIND_OF_DOCUMENT.search(squeeze(blocks[i].text))]
    large = [i for i in opening if largest >= _LARGE and blocks[i].scale >= largest - 0.05]
    best = next((i for i in named if i in large), None)
    if best is None:
        best = named[0] if named else large[0] if large else None
    if best is None:
        return Title()
    lines = [best]
    while lines[0] - 1 in opening and _goes_on(blocks[lines[0] - 1], blocks[lines[0]], best in large):
        lines.insert(0, lines[0] - 1)
    if best in large and best not in named:
        while lines[-1] + 1 in large:
            lines.append(lines[-1] + 1)
    text = _joined([blocks[i] for i in lines], _widest(blocks))
    printed = {squeeze(text), *(squeeze(blocks[i].text) for i in lines if len(lines) == 1)}
    again = {i for i, b in enumerate(blocks) if b.kind is BlockKind.PARAGRAPH and squeeze(b.text) in printed}
    return Title(text, frozenset({*lines, *again}))


def _opening(blocks: Sequence[Block]) -> list[int]:
    opening = []
    for index, block in enumerate(blocks[:_OPENING]):
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.BOX):
            continue
        if not block.text.strip():
            continue
        if _is_provision(block):
            break
        opening.append(index)
    return opening


def _is_provision(block: Block) -> bool:
    """Whether a block is a provision rather than a line of a title page."""
    if parse_mark(block.text) is not None and block.scale < _LARGE:
        return True
    return len(squeeze(block.text)) > _LONGEST or (is_sentence(block.text) and "。" in block.text)


def _joined(lines: Sequence[Block], widest: float) -> str:
    """The lines as one, with a space where the writer, not the column's edge, broke them."""
    text = ""
    for line in lines:
        text += " ".join(line.text.split("\n")).strip()
        full = line.regions and line.regions[0].x1 - line.regions[0].x0 >= _FULL * widest
        text += "" if full else "　"
    return text.strip()


def _widest(blocks: Sequence[Block]) -> float:
    return max((region.x1 - region.x0 for block in blocks for region in block.regions), default=0.0)


def _goes_on(above: Block, line: Block, large: bool) -> bool:
    if parse_mark(above.text) is not None or _KIND_OF_DOCUMENT.search(squeeze(above.text)):
        return False
    same_size = abs(above.scale - line.scale) <= 0.05
    return same_size and (large or len(squeeze(line.text)) <= _BARE_KIND) and len(squeeze(above.text)) > 4
