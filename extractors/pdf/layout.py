"""All pages together: running lines, notes, paragraphs and tables that go on over pages, as blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractors.document import Block, BlockKind, Region
from extractors.pdf.columns import in_reading_order, place, settle_gutters
from extractors.pdf.furniture import find_contents, find_running
from extractors.pdf.geometry import Box, bounding
from extractors.pdf.lines import Line
from extractors.pdf.pages import Frame, Page
from extractors.pdf.paragraphs import FlowLine, Paragraph, line_pitch, make_paragraphs
from extractors.pdf.tables import Row, Table, continued

_NOTE_SIZE = 0.95
"""Notes are set smaller than this share of the body text."""


def make_blocks(pages: Sequence[Page]) -> tuple[Block, ...]:
    """Turn pages into blocks in reading order."""
    return _Assembly(pages).blocks()


class _Assembly:
    """Collects the blocks of one document."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._body = _body_size(pages)
        self._flow: list[FlowLine] = []
        """Body lines since the last table."""
        self._aside: list[tuple[int, Block]] = []
        """Blocks met within the flow, each with the number of body lines before it."""
        self._blocks: list[Block] = []
        self._table: Table | None = None
        self._table_page = -1
        self._tables = 0
        self._pitch = 0.0

    def blocks(self) -> tuple[Block, ...]:
        lines = [page.lines for page in self._pages]
        sizes, turned = [page.size for page in self._pages], [page.turned for page in self._pages]
        running = find_running(lines, sizes, turned)
        kept = [[line for k, line in enumerate(own) if k not in out] for own, out in zip(lines, running, strict=True)]
        gutters = settle_gutters(kept)
        columns = place(kept, gutters, sizes)
        flows = [
            [FlowLine(line, number, column) for line, column in zip(own, placed, strict=True)]
            for number, (own, placed) in enumerate(zip(kept, columns, strict=True))
        ]
        self._pitch = line_pitch(here for flow in flows for here in flow if here.line.count > 12)
        for number, page in enumerate(self._pages):
            furniture = [lines[number][k] for k in sorted(running[number])]
            self._add_page(number, page, gutters[number], flows[number], furniture)
        self._end_table()
        self._end_flow()
        return tuple(self._blocks)

    def _add_page(
        self, number: int, page: Page, gutter: float | None, flow: list[FlowLine], furniture: list[Line]
    ) -> None:
        contents = find_contents([here.line for here in flow])
        by_line = {id(here.line): (k, here) for k, here in enumerate(flow)}
        notes: list[FlowLine] = []
        for line in furniture:
            self._set_aside(self._line_block(BlockKind.FURNITURE, line, number))
        running = {id(line) for line in furniture}
        for item in in_reading_order([item for item in page.items if id(item) not in running], gutter):
            if isinstance(item, Table):
                self._add_table(item, number)
            elif isinstance(item, Frame):
                self._set_aside(self._frame_block(item, number))
            else:
                k, here = by_line[id(item)]
                if k in contents:
                    self._end_table()
                    self._end_flow()
                    self._blocks.append(self._line_block(BlockKind.TOC, item, number))
                elif self._is_note(item, page):
                    notes.append(here)
                else:
                    self._end_table()
                    self._flow.append(here)
        for paragraph in make_paragraphs(notes, 3.0):
            self._set_aside(self._paragraph_block(BlockKind.NOTE, paragraph))

    def _is_note(self, line: Line, page: Page) -> bool:
        return (
            page.footnote_top is not None and line.box.y0 >= page.footnote_top and line.size < _NOTE_SIZE * self._body
        )

    def _set_aside(self, block: Block) -> None:
        # A sentence that goes on over a footnote or a page's edge stays whole: an aside follows the paragraph.
        if self._flow or self._table is not None:
            self._aside.append((len(self._flow), block))
        else:
            self._blocks.append(block)

    def _add_table(self, table: Table, page: int) -> None:
        before = self._table
        # It may go on over the next page or in the next column.
        beside = before is not None and page == self._table_page and table.box.x0 > before.box.x1
        if before is not None and (page == self._table_page + 1 or beside):
            joined = continued(before, table)
            if joined is not None:
                self._table, self._table_page = joined, page
                return
        self._end_table()
        self._end_flow()
        self._table, self._table_page = table, page

    def _end_table(self) -> None:
        """Write the table that nothing can continue any more, then what was set aside meanwhile."""
        if self._table is None:
            return
        for number, row in enumerate(self._table.rows):
            if not row.is_empty:
                kind = BlockKind.HEADER_ROW if number < self._table.headers else BlockKind.ROW
                self._blocks.append(self._row_block(kind, row))
        self._tables += 1
        self._table = None
        self._end_flow()

    def _end_flow(self) -> None:
        """Write the paragraphs of the flow, each followed by what was set aside while it ran."""
        aside = list(self._aside)
        seen = 0
        for paragraph in make_paragraphs(self._flow, self._pitch):
            while aside and aside[0][0] <= seen:
                self._blocks.append(aside.pop(0)[1])
            self._blocks.append(self._paragraph_block(BlockKind.PARAGRAPH, paragraph))
            seen += len(paragraph.lines)
        self._blocks += [block for _, block in aside]
        self._flow, self._aside = [], []

    def _paragraph_block(self, kind: BlockKind, paragraph: Paragraph) -> Block:
        first = paragraph.lines[0]
        parts: dict[tuple[int, int], list[Box]] = {}
        for here in paragraph.lines:
            parts.setdefault((here.page, here.column.number), []).append(here.line.box)
        return Block(
            kind,
            paragraph.text,
            first.page + 1,
            tuple(self._region(page, bounding(boxes)) for (page, _), boxes in parts.items()),
            indent=round(max(0.0, first.offset) / first.line.size, 2),
            scale=self._scale(first.line.size),
            bold=first.line.bold,
        )

    def _line_block(self, kind: BlockKind, line: Line, page: int) -> Block:
        region = self._region(page, line.box)
        return Block(kind, line.text, page + 1, (region,), scale=self._scale(line.size), bold=line.bold)

    def _frame_block(self, frame: Frame, page: int) -> Block:
        region = self._region(page, frame.box)
        return Block(BlockKind.BOX, frame.text, page + 1, (region,), scale=self._scale(frame.size))

    def _row_block(self, kind: BlockKind, row: Row) -> Block:
        return Block(
            kind,
            "\u3000".join(cell for cell in row.own if cell),
            row.places[0][0] + 1,
            tuple(self._region(page, box) for page, box in row.places),
            scale=self._scale(row.size),
            bold=row.bold,
            table=self._tables,
            cells=row.cells,
        )

    def _region(self, page: int, box: Box) -> Region:
        display = self._pages[page].to_display.box(*box)
        return Region(page + 1, *(round(value, 1) for value in display))

    def _scale(self, size: float) -> float:
        return round(size / self._body, 2)


def _body_size(pages: Sequence[Page]) -> float:
    """The character size in which most of the document is set, in points, to the nearest half."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for item in page.items:
            if isinstance(item, Line):
                sizes[_half(item.size)] += item.count
            elif isinstance(item, Table):
                for row in item.rows:
                    sizes[_half(row.size)] += sum(map(len, row.own))
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _half(size: float) -> float:
    return max(round(size * 2) / 2, 1.0)
