"""The tree of marked lines: which list stands inside which.

No fixed order of mark styles holds for all drafters. What a document itself shows counts first: a list that begins
between two neighbouring entries of another list stands inside it. The customary order decides the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.document import Block, BlockKind
from extractors.numbering import Mark, MarkForm, MarkStyle, begins, follows, parse_mark
from extractors.structure.wording import introduces, is_label, is_sentence, squeeze

Key = tuple[str, str, int]

_PLAIN_KEY: Key = ("plain", "", 0)
_ORDER = {
    MarkStyle.ANNEX: 0,
    MarkStyle.SUPPLEMENT: 0,
    MarkStyle.PART: 10,
    MarkStyle.CHAPTER: 20,
    MarkStyle.SECTION: 30,
    MarkStyle.SUBSECTION: 40,
    MarkStyle.DIVISION: 50,
    MarkStyle.ROMAN: 55,
    MarkStyle.BARE: 60,
    MarkStyle.ARTICLE: 65,
    MarkStyle.DECIMAL: 70,
    MarkStyle.HYPHENATED: 71,
    MarkStyle.KANJI: 80,
    MarkStyle.KANA: 110,
    MarkStyle.CIRCLED: 120,
    MarkStyle.LATIN: 125,
    MarkStyle.BULLET: 140,
    MarkStyle.NOTE: 150,
}
"""Customary rank of each style without brackets, outermost first."""
_BRACKETED_NUMBER = 95
_BRACKETED_LETTER = 112
"""A bracketed form ranks below its plain one (ア above (ア)), a half-bracketed one below that."""
_HALF_BRACKETED = 5
TITLED = (
    MarkStyle.ANNEX,
    MarkStyle.SUPPLEMENT,
    MarkStyle.PART,
    MarkStyle.CHAPTER,
    MarkStyle.SECTION,
    MarkStyle.SUBSECTION,
    MarkStyle.DIVISION,
)
"""Styles that only titles are numbered with."""
_DIVISIONS = _ORDER[MarkStyle.DIVISION]
_OUTSIDE = (BlockKind.TOC, BlockKind.FURNITURE, BlockKind.BOX, BlockKind.NOTE)
"""Blocks that make no line above them a heading."""
_FOREWORD = re.compile("はじめに|まえがき|前文|序文|序|おわりに|あとがき")
"""Headings that stand beside the numbered ones, never above them; numbered sentences may stand beneath."""
_DEEPEST = 30
"""Levels that are told apart; the deepest real documents have about ten."""
_DEEPER = 0.9
"""Character widths of indent that make another level of a list with the same marks."""


@dataclass(eq=False, slots=True)
class Node:
    """A marked line, or a heading without a mark, and what stands beneath it."""

    index: int
    """Its block; -1 for the root."""
    block: Block | None = None
    mark: Mark | None = None
    parent: Node | None = None
    before: Node | None = None
    """The entry of the same list that goes before it."""
    children: list[Node] = field(default_factory=list)
    content: list[int] = field(default_factory=list)
    """Blocks without a mark directly beneath it: paragraphs and rows."""
    heading: bool = False
    caption: str = ""
    """「（再委託の制限）」 standing above or behind an article's number."""

    @property
    def key(self) -> Key:
        """Equal for the nodes of one list."""
        return self.mark.key if self.mark else _PLAIN_KEY

    @property
    def level(self) -> int | None:
        """Outline level that the format itself gives."""
        return self.block.level if self.block else None

    @property
    def path(self) -> list[Node]:
        """The nodes from the outermost to this one, without the root."""
        path, node = [], self
        while node.parent:
            path.append(node)
            node = node.parent
        return path[::-1]

    def walk(self) -> Iterator[Node]:
        """Every node beneath this one."""
        pending = [self]
        while pending:
            children = pending.pop().children
            yield from children
            pending.extend(children)


def parse_marks(blocks: Sequence[Block]) -> dict[int, Mark]:
    """The mark of every paragraph and heading that has one, by block.

    A line that only names an annex in a list of annexes opens none and is passed over.
    """
    marks: dict[int, Mark] = {}
    latest: dict[MarkForm, Mark] = {}
    for index, block in enumerate(blocks):
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            continue
        mark = parse_mark(block.text)
        if mark is None:
            continue
        mark = parse_mark(block.text, latest.get(mark.form)) or mark
        marks[index] = latest[mark.form] = mark
    annexes = {index for index, mark in marks.items() if mark.style is MarkStyle.ANNEX}
    return {i: mark for i, mark in marks.items() if not (i in annexes and {i - 1, i + 1} & annexes)}


def nest(
    blocks: Sequence[Block], marks: Mapping[int, Mark], headings: frozenset[int], apart: frozenset[int] = frozenset()
) -> Node:
    """Build the tree.

    Args:
        blocks: the document in reading order; only paragraphs, headings and rows are placed.
        marks: from `parse_marks`.
        headings: blocks without a mark that the layout shows as headings.
        apart: blocks that stand outside the tree (titles, captions).

    Returns:
        The root.
    """
    inside = _observed(marks)
    root = Node(-1)
    stack = [root]
    for index, block in enumerate(blocks):
        if index in apart or block.kind in _OUTSIDE:
            continue
        if index not in marks and index not in headings:
            stack[-1].content.append(index)
            continue
        node = Node(index, block, marks.get(index))
        _place(node, stack, inside)
        del stack[_DEEPEST:]
        siblings = stack[-1].children
        node.parent, node.before = stack[-1], siblings[-1] if siblings and siblings[-1].key == node.key else None
        siblings.append(node)
        stack.append(node)
    return root


def _place(node: Node, stack: list[Node], inside: Counter[tuple[Key, Key]]) -> None:
    """Cut the stack back to the node's parent."""
    if node.level is not None:
        while len(stack) > 1 and _yields_to_level(stack[-1], node, inside):
            stack.pop()
        return
    if _led(stack[-1], node) or _repeats_number(stack[-1], node):
        return
    same = _same_list(node, stack, inside)
    if same:
        del stack[same:]
        return
    while len(stack) > 1 and not _above(stack[-1], node, inside):
        stack.pop()


def _yields_to_level(top: Node, node: Node, inside: Counter[tuple[Key, Key]]) -> bool:
    if top.level is not None:
        return top.level >= (node.level or 0)
    if top.mark is None or top.mark.style not in TITLED:
        return True
    return node.mark is not None and not _above(top, node, inside)


def _same_list(node: Node, stack: list[Node], inside: Counter[tuple[Key, Key]]) -> int:
    """Place in the stack of the entry whose list the node goes on with; 0 if it goes on with none."""
    inward = range(len(stack) - 1, 0, -1)
    if _is_foreword(node):
        return 0
    if node.mark is None:
        unnumbered = (i for i in inward if stack[i].mark is None and stack[i].level is None)
        return next((i for i in unnumbered if _weight(stack[i]) == _weight(node)), 0)
    places = [i for i in inward if stack[i].key == node.key and stack[i].level is None]
    if node.mark.style is MarkStyle.ARTICLE:
        return places[-1] if places else 0
    if _begins_titles(node):
        places = [i for i in places if not _is_foreword(stack[i - 1])]
    if node.mark.style is MarkStyle.BULLET:
        return next((i for i in places if abs(_indent(stack[i]) - _indent(node)) <= _DEEPER), 0)
    next_of = [i for i in places if (mark := stack[i].mark) and follows(mark, node.mark)]
    if next_of:
        return next((i for i in next_of if _width(stack[i].mark) is _width(node.mark)), next_of[0])
    if not places:
        return 0
    indented = _indent(node) - _indent(stack[places[0]]) > _DEEPER
    nested = inside[stack[-1].key, node.key] > inside[node.key, stack[-1].key]
    return 0 if begins(node.mark) and (indented or nested) else places[0]


def _width(mark: Mark | None) -> bool:
    """Whether the mark is typed in half-width characters."""
    return mark is not None and mark.text.isascii()


def _led(top: Node, node: Node) -> bool:
    """Whether the node begins the list that the line above it introduces, whatever the marks."""
    if node.mark is None or top.block is None or top.mark is None or top.content:
        return False
    if not begins(node.mark) or follows(top.mark, node.mark):
        return False
    return _ORDER[node.mark.style] > _ORDER[MarkStyle.ARTICLE] and introduces(top.block.text)


def _repeats_number(top: Node, node: Node) -> bool:
    """Whether 「第２条　…」 stands below the title 「第２条（定義）」."""
    if top.mark is None or node.mark is None or node.mark.style is not MarkStyle.ARTICLE:
        return False
    return (top.mark.style, top.mark.value) == (node.mark.style, node.mark.value) and not _states(top)


def _states(node: Node) -> bool:
    """Whether the line is a sentence rather than a title."""
    return node.block is not None and node.mark is not None and is_sentence(node.block.text[node.mark.body :])


def _begins_titles(node: Node) -> bool:
    """Whether the line opens the sections, which no foreword holds."""
    return node.mark is not None and begins(node.mark) and _rank(node) <= _ORDER[MarkStyle.KANJI] and not _states(node)


def _is_foreword(node: Node) -> bool:
    return node.block is not None and node.mark is None and bool(_FOREWORD.fullmatch(squeeze(node.block.text)))


def _above(entry: Node, node: Node, inside: Counter[tuple[Key, Key]]) -> bool:
    """Whether the entry may hold the node."""
    if entry.block is None:
        return True
    if _is_foreword(node):
        return entry.mark is not None and entry.mark.style is MarkStyle.ANNEX
    if node.mark is None:
        numbered_alike = entry.mark is not None and _weight(entry) == _weight(node)
        return entry.level is not None or numbered_alike or _weight(entry) > _weight(node)
    if entry.mark is None:
        if entry.level is not None:
            return _rank(node) > _ORDER[MarkStyle.SUPPLEMENT]
        if _is_foreword(entry):
            return _rank(node) > _ORDER[MarkStyle.KANJI] or (_rank(node) > _ORDER[MarkStyle.ARTICLE] and _states(node))
        return _rank(node) > _DIVISIONS or _weight(entry) > _weight(node)
    if _rank(node) <= _DIVISIONS:
        return _rank(entry) < _rank(node)
    if entry.parent and _is_foreword(entry.parent) and _begins_titles(node):
        return False
    if _rank(entry) < _rank(node) and _opens(entry, node):
        return True
    down, up = inside[entry.key, node.key], inside[node.key, entry.key]
    if down != up:
        return down > up
    if _rank(entry) != _rank(node):
        return _rank(entry) < _rank(node) or _opens_beneath(entry, node)
    deeper = _indent(node) - _indent(entry)
    if entry.key == node.key:
        return deeper > _DEEPER or begins(node.mark)
    return deeper > -_DEEPER


def _weight(node: Node) -> tuple[float, bool]:
    """How much a line stands out."""
    return (round(node.block.scale, 1), node.block.bold) if node.block else (0.0, False)


def _indent(node: Node) -> float:
    return node.block.indent if node.block else 0.0


def _opens_beneath(entry: Node, node: Node) -> bool:
    """Whether a list of higher rank opens beneath the first line of one of lower rank, or beneath a later, set deeper."""
    deeper = _indent(node) - _indent(entry) > _DEEPER
    return entry.mark is not None and (begins(entry.mark) or deeper) and _opens(entry, node)


def _opens(entry: Node, node: Node) -> bool:
    """Whether a list opens directly beneath a line that reads as its heading or its introduction."""
    if node.mark is None or entry.mark is None or entry.block is None or not begins(node.mark):
        return False
    body = entry.block.text[entry.mark.body :]
    return not entry.content and not entry.children and (is_label(body) or introduces(body))


def _rank(node: Node) -> int:
    if node.mark is None:
        return _DIVISIONS
    mark = node.mark
    rank = _ORDER[mark.style]
    if mark.form in (MarkForm.BRACKETED, MarkForm.RIGHT_BRACKET) and _DIVISIONS < rank < _ORDER[MarkStyle.BULLET]:
        rank = _BRACKETED_NUMBER if mark.style in (MarkStyle.DECIMAL, MarkStyle.KANJI) else max(rank, _BRACKETED_LETTER)
        rank += _HALF_BRACKETED if mark.form is MarkForm.RIGHT_BRACKET else 0
    return rank + (mark.key[2] if mark.style in (MarkStyle.DECIMAL, MarkStyle.HYPHENATED) else 0)


def _observed(marks: Mapping[int, Mark]) -> Counter[tuple[Key, Key]]:
    """How often a list with the second key begins between two neighbours of a list with the first."""
    inside: Counter[tuple[Key, Key]] = Counter()
    latest: dict[Key, tuple[int, Mark]] = {}
    begun: dict[Key, int] = {}
    for index, mark in sorted(marks.items()):
        before = latest.get(mark.key)
        if before and mark.value and follows(before[1], mark):
            inside.update((mark.key, key) for key, place in begun.items() if place > before[0] and key != mark.key)
        latest[mark.key] = index, mark
        if begins(mark):
            begun[mark.key] = index
    return inside
