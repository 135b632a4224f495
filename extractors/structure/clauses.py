"""Cut the nested document into clauses, each with its number, headings and lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractors.document import Block, BlockKind, Clause, ClauseKind
from extractors.numbering import Mark, MarkStyle, begins, follows, number_path, parse_mark
from extractors.structure.nesting import TITLED, Node
from extractors.structure.tables import row_identifier
from extractors.structure.wording import introduces, introduces_table, is_answer, is_label, is_question, is_sentence


@dataclass(slots=True)
class _Place:
    """Where in the document the cutting stands."""

    node: Node
    leads: dict[Node, str] = field(default_factory=dict)
    """Lead of each node: the sentences that introduce it."""
    pending: str = ""
    """A paragraph that introduces what comes next and has not yet been followed by a list."""
    question: str = ""
    """The question that the next answer answers."""
    before: Clause | None = None
    """The clause just above, while no heading has come between."""
    table: tuple[int | None, str, str] = (None, "", "")
    """Ordinal, number and lead of the current table."""
    header: dict[int | None, tuple[str, ...]] = field(default_factory=dict)


def cut(blocks: Sequence[Block], root: Node) -> list[Clause]:
    """Give every block that provides something as a clause.

    Args:
        blocks: the document in reading order, kinds decided.
        root: the tree with headings decided.
    """
    nodes = {node.index: node for node in root.walk()}
    place = _Place(root)
    clauses: list[Clause] = []
    for index, block in enumerate(blocks):
        if node := nodes.get(index):
            _enter(place, node)
        if block.kind in (BlockKind.HEADING, BlockKind.TOC, BlockKind.FURNITURE):
            place.before = place.before if block.kind is BlockKind.FURNITURE else None
            continue
        if block.kind is BlockKind.HEADER_ROW:
            _enter_table(place, block)
            place.header[block.table] = block.cells
            continue
        if not block.text.strip():
            continue
        clause = _clause(place, index, block, f"c{len(clauses) + 1:04}", nodes)
        clauses.append(clause)
    return clauses


def _clause(place: _Place, index: int, block: Block, identifier: str, nodes: Mapping[int, Node]) -> Clause:
    if block.kind is BlockKind.ROW:
        return _row(place, index, block, identifier)
    node = nodes.get(index)
    mark = node.mark if node else parse_mark(block.text)
    in_flow = block.kind is BlockKind.PARAGRAPH
    text = block.text.strip()
    lead = ""
    if node and mark and in_flow:
        lead = place.leads[node]
        number = number_path(_marks(node))
    else:
        own = [mark] if mark and not in_flow else []
        number = number_path([*_heading_marks(place.node), *own])
        lead = _paragraph_lead(place, text) if in_flow else ""
    if in_flow and is_answer(text):
        lead = _join(lead, place.question)
    body = block.text[mark.body :].strip() if mark else text
    kind = ClauseKind.NOTE if block.kind is BlockKind.NOTE else ClauseKind.ITEM if mark else ClauseKind.PARAGRAPH
    clause = Clause(
        id=identifier,
        kind=kind,
        text=text,
        body=body,
        mark=mark.text if mark else "",
        number=number,
        heading=_headings(place.node),
        lead=lead,
        page=block.page,
        regions=block.regions,
        block=index,
    )
    if in_flow:
        place.question = text if is_question(text) else "" if is_answer(text) else place.question
        if not node and introduces(text):
            place.pending = text
        if not _names_table(text):
            place.before = clause
    return clause


def _paragraph_lead(place: _Place, text: str) -> str:
    return _join(_inherited(place), "" if is_sentence(text) else place.pending)


def _inherited(place: _Place) -> str:
    """Lead of the heading or article that the cutting stands beneath."""
    governing = _governing(place.node)
    return place.leads.get(governing, "") if governing else ""


def _row(place: _Place, index: int, block: Block, identifier: str) -> Clause:
    _enter_table(place, block)
    _, number, lead = place.table
    text, mark = block.text.strip(), row_identifier(block.cells)
    own = bool(mark) and text.startswith(mark)
    space = " " if number and mark[:1].isascii() and mark[:1].isalnum() else ""
    return Clause(
        id=identifier,
        kind=ClauseKind.ROW,
        text=text,
        body=(text.removeprefix(mark).strip() if own else "") or text,
        mark=mark if own else "",
        number=number + space + mark,
        heading=_headings(place.node),
        lead=lead,
        page=block.page,
        regions=block.regions,
        cells=block.cells,
        header=place.header.get(block.table, ()),
        block=index,
    )


def _enter(place: _Place, node: Node) -> None:
    """Move to a node and settle its lead: that of its list, or of its parent and the sentence that opens the list."""
    parent = node.parent
    reopened = bool(place.pending) and _reopens(node)
    opens = node.mark is None or begins(node.mark) or not node.mark.value
    if node.mark and (node.mark.style in TITLED or node.mark.style is MarkStyle.ARTICLE):
        place.leads[node] = ""
    elif node.before and not reopened:
        place.leads[node] = place.leads[node.before]
    else:
        above = place.leads.get(parent, "") if parent else ""
        place.leads[node] = _join(above, (place.pending or _own_lead(parent)) if opens else "")
    place.node = node
    place.pending = ""


def _reopens(node: Node) -> bool:
    """Whether the node begins a new list with the marks of the one before."""
    before = node.before.mark if node.before else None
    return node.mark is not None and begins(node.mark) and not (before and follows(before, node.mark))


def _own_lead(parent: Node | None) -> str:
    """What a provision says to introduce the list beneath it."""
    if parent is None or parent.block is None or parent.heading or parent.mark is None:
        return ""
    body = parent.block.text[parent.mark.body :].strip().removeprefix(parent.caption).strip()
    return body if introduces(body) or is_label(body) else ""


def _enter_table(place: _Place, block: Block) -> None:
    if place.table[0] == block.table and block.table is not None:
        return
    number, lead = number_path(_heading_marks(place.node)), _inherited(place)
    if place.before and introduces_table(place.before.text):
        lead = _join(place.before.lead, place.before.body)
        number = place.before.number
    place.table = (block.table, number, lead)
    place.before = None
    place.pending = ""


def _names_table(text: str) -> bool:
    return text.startswith(("表", "図", "(単位", "（単位", "単位")) and is_label(text)


def _headings(node: Node) -> tuple[str, ...]:
    written = []
    for above in node.path:
        if above.block is None:
            continue
        if above.heading:
            written.append(" ".join(above.block.text.split("\n")).strip() + above.caption)
        elif above.caption and above.mark:
            written.append(above.mark.text + above.caption)
    return tuple(written)


def _marks(node: Node) -> list[Mark]:
    return [above.mark for above in node.path if above.mark]


def _governing(node: Node) -> Node | None:
    """The heading or article that a paragraph without a mark of its own belongs to."""
    return next((n for n in reversed(node.path) if n.heading or (n.mark and n.mark.style is MarkStyle.ARTICLE)), None)


def _heading_marks(node: Node) -> list[Mark]:
    governing = _governing(node)
    return _marks(governing) if governing else []


def _join(*sentences: str) -> str:
    joined = ""
    for sentence in sentences:
        joined += ("　" if joined and sentence and not joined.endswith("。") else "") + sentence
    return joined
