"""Which lines are headings: what stands beneath a line and what its siblings are like decide, not its words alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from extractors.document import Block, BlockKind
from extractors.numbering import Mark, MarkForm, MarkStyle
from extractors.structure.nesting import TITLED, Node
from extractors.structure.wording import introduces, is_label, is_sentence, is_verbal, squeeze

_PLAIN_BULLETS = "・･·-－‐–—−*＊•∙⁃○〇◯▪▫☐☑✓✔✅→⇒"
_WHOLE_BRACKET = re.compile(r"[(（〔][^()（）〔〕。]{1,40}[)）〕]")
_HEADING_BRACKET = re.compile(r"[【＜<《][^【】＜＞<>《》。]{1,40}[】＞>》]")
_BRACKET_BEHIND_NUMBER = re.compile(r"\s*([(（][^()（）。]{1,40}[)）])\s*(?=\S)")
_KNOWN = re.compile(r"(?:はじめに|まえがき|前文|序文|おわりに|あとがき|特記事項|記)")
_NO_CAPTION = re.compile(r".?|参考|抜粋|案の[0-9]|単位.*|様式.*|.*[0-9]年.*|別.[0-9]*")
"""What stands in brackets on a line of its own without naming the provision below: (案), (単位：円)."""
_ITEMS = (MarkStyle.KANA, MarkStyle.CIRCLED, MarkStyle.LATIN)
_LARGE = 1.12
_LONGEST = 60


def plain_headings(blocks: Sequence[Block], marks: Mapping[int, Mark], title: frozenset[int]) -> frozenset[int]:
    """Blocks without a mark that the format or their look shows as headings."""
    found = set()
    everything_bold = _mostly_bold(blocks)
    for index, block in enumerate(blocks):
        if index in marks or index in title or block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            continue
        text = squeeze(block.text)
        styled = block.level is not None or block.kind is BlockKind.HEADING
        if not text or (is_sentence(block.text) and not (styled and "。" not in text and len(text) <= _LONGEST)):
            continue
        shown = block.scale >= _LARGE or (block.bold and not everything_bold)
        named = _HEADING_BRACKET.fullmatch(text) or _KNOWN.fullmatch(text) or _names_annex(blocks, marks, index)
        if styled or ((shown or named) and not is_verbal(block.text) and _stands_above(blocks, index)):
            found.add(index)
    return frozenset(found)


def captions(blocks: Sequence[Block], marks: Mapping[int, Mark]) -> dict[int, int]:
    """Lines such as 「（定義）」 with the article or paragraph below that they name."""
    found = {}
    for index, block in enumerate(blocks):
        if index in marks or block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            continue
        next_index = _neighbour(blocks, index, 1)
        below = marks.get(next_index)
        numbered = below and below.style in (MarkStyle.ARTICLE, MarkStyle.BARE, MarkStyle.DECIMAL)
        if not numbered or not _WHOLE_BRACKET.fullmatch(squeeze(block.text)):
            continue
        inside = squeeze(block.text).strip("()〔〕")
        if is_label(inside) and not _NO_CAPTION.fullmatch(inside):
            found[index] = next_index
    return found


def decide_headings(root: Node, blocks: Sequence[Block], captions_below: Mapping[int, int]) -> None:
    """Set `heading` and `caption` throughout the tree."""
    named = {below: blocks[above].text.strip() for above, below in captions_below.items()}
    pending = [root]
    while pending:
        node = pending.pop()
        for _, group in groupby(node.children, key=lambda child: child.key):
            _decide(list(group), blocks)
        for child in node.children:
            child.caption = named.get(child.index, "") or ("" if child.heading else _caption_behind_number(child))
        pending.extend(node.children)


def _decide(group: list[Node], blocks: Sequence[Block]) -> None:
    labels = [node for node in group if _may_be_heading(node) and (node.children or node.content)]
    majority = len(labels) * 2 > len(group)
    for node in group:
        if _always(node):
            node.heading = True
        elif node in labels and _says_label(node, labels, group):
            trailing = node is group[-1] and len(labels) == 1 < len(group) and not node.children
            listed = _introduced(group[0], blocks) or (_counts_items(node) and not _set_off(node))
            node.heading = majority if listed else not trailing


def _always(node: Node) -> bool:
    if node.block is None:
        return True
    styled = node.level is not None or node.block.kind is BlockKind.HEADING
    holds = bool(node.children or node.content)
    if node.mark is None:
        return holds or not styled
    body = node.block.text[node.mark.body :]
    if node.mark.style in TITLED:
        return not body or not is_sentence(body)
    if node.mark.style is MarkStyle.ARTICLE:
        return bool(_WHOLE_BRACKET.fullmatch(body.strip())) or (not body and holds)
    return styled and holds and "。" not in squeeze(body) and len(squeeze(body)) <= _LONGEST


def _may_be_heading(node: Node) -> bool:
    if node.mark is None or node.block is None:
        return False
    if node.mark.style is MarkStyle.BULLET and node.mark.text in _PLAIN_BULLETS:
        return False
    body = node.block.text[node.mark.body :]
    return bool(body.strip()) and not is_sentence(body) and not (is_verbal(body) and introduces(body))


def _says_label(node: Node, labels: list[Node], group: list[Node]) -> bool:
    """Whether the line reads as a title.

    「使うときに守ること」 does where a sibling plainly is a title, all siblings have text beneath, or it is set off.
    """
    if node.block is None or node.mark is None:
        return False
    nouns = any(n.block and n.mark and not is_verbal(n.block.text[n.mark.body :]) for n in labels)
    alike = len(labels) == len(group) > 1
    return nouns or alike or _set_off(node)


def _set_off(node: Node) -> bool:
    return node.block is not None and (node.block.bold or node.block.scale >= _LARGE)


def _counts_items(node: Node) -> bool:
    """Whether the mark is one of those that count items within a section more often than sections."""
    mark = node.mark
    return mark is not None and (mark.form in (MarkForm.BRACKETED, MarkForm.RIGHT_BRACKET) or mark.style in _ITEMS)


def _introduced(first: Node, blocks: Sequence[Block]) -> bool:
    """Whether a sentence directly above the list leads to it."""
    at = _neighbour(blocks, first.index, -1)
    above = blocks[at] if at >= 0 else None
    if above is None or above.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
        return False
    return is_sentence(above.text) and introduces(above.text)


def _caption_behind_number(node: Node) -> str:
    """「（再委託）」 of 「第５条（再委託）　乙は、…」."""
    if node.mark is None or node.block is None or node.mark.style is not MarkStyle.ARTICLE:
        return ""
    found = _BRACKET_BEHIND_NUMBER.match(node.block.text, node.mark.end)
    return found[1] if found and is_label(found[1].strip("()（）")) else ""


def _names_annex(blocks: Sequence[Block], marks: Mapping[int, Mark], index: int) -> bool:
    """Whether the line is the title below 「別紙１」."""
    at = _neighbour(blocks, index, -1)
    above = marks.get(at)
    if above is None or above.style is not MarkStyle.ANNEX or blocks[at].text[above.body :].strip():
        return False
    return is_label(blocks[index].text)


def _neighbour(blocks: Sequence[Block], index: int, step: int) -> int:
    """The next block in the flow of text in a direction (1 or -1), past notes and page furniture; -1 if none."""
    index += step
    while 0 <= index < len(blocks) and blocks[index].kind in (BlockKind.FURNITURE, BlockKind.NOTE):
        index += step
    return index if index < len(blocks) else -1


def _stands_above(blocks: Sequence[Block], index: int) -> bool:
    """Whether something follows that the line can be the heading of."""
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    return below is not None and below.kind is not BlockKind.FURNITURE


def _mostly_bold(blocks: Sequence[Block]) -> bool:
    sizes = {bold: sum(len(b.text) for b in blocks if b.bold is bold) for bold in (False, True)}
    return sizes[True] > sizes[False]
