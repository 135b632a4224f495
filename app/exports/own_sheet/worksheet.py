"""One worksheet part: its cells as text, and answers written into it without touching anything else (18.3.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property, lru_cache

from lxml import etree

from app.exports.own_sheet.cells import Cell, Range, parse_cell, parse_ranges
from app.exports.text import without_controls
from app.exports.workbook import CELL_CHARACTERS
from extractors.opc import Element
from extractors.problems import DocumentProblem, ProblemCode

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TRUE = ("1", "true", "on")
_MOST_TEXTS = 20_000
"""Each is compared with every title; a check sheet has some hundreds."""
_WHOLE_DIGITS = 15
"""A number keeps that many digits in a cell."""


class Worksheet:
    """A worksheet in memory.

    Attributes:
        root: its XML.
        texts: text of every cell that has one; numbers as they would be typed.
        written: cells written here.
    """

    def __init__(self, root: Element, strings: Sequence[str]) -> None:
        """Read the cells.

        Args:
            root: the part's root element.
            strings: the shared strings of the workbook.

        Raises:
            DocumentProblem: an address or a reference to a shared string is wrong.
        """
        self.root = root
        self._space = etree.QName(root).namespace or ""
        self._rows: dict[int, Element] = {}
        self._cells: dict[Cell, Element] = {}
        self.texts: dict[Cell, str] = {}
        self.written: set[Cell] = set()
        self._read(strings)
        merged = root.iterfind(f"{self.name('mergeCells')}/{self.name('mergeCell')}")
        self._merges = tuple(one for merge in merged for one in parse_ranges(merge.get("ref", "")))
        self.merges_at = lru_cache(maxsize=4096)(self._merges_at)
        protection = root.find(self.name("sheetProtection"))
        self.protected = protection is not None and protection.get("sheet", "") in _TRUE

    def name(self, local: str) -> str:
        """A name of SpreadsheetML as lxml writes it, in the part's own dialect (Transitional or Strict)."""
        return f"{{{self._space}}}{local}"

    @property
    def has_formulas(self) -> bool:
        """Whether any cell is computed."""
        return any(self.has_formula(cell) for cell in self._cells)

    def has_formula(self, cell: Cell) -> bool:
        """Whether a cell is computed."""
        element = self._cells.get(cell)
        return element is not None and element.find(self.name("f")) is not None

    @cached_property
    def rows(self) -> dict[int, list[Cell]]:
        """Cells that had text when the sheet was read, by row, each row from left to right."""
        rows: dict[int, list[Cell]] = defaultdict(list)
        for cell in sorted(self.texts):
            rows[cell.row].append(cell)
        return dict(rows)

    def is_hidden(self, row: int) -> bool:
        """Whether a row is hidden, by hand or by a filter."""
        element = self._rows.get(row)
        return element is not None and element.get("hidden", "") in _TRUE

    def merge(self, cell: Cell) -> Range:
        """The merged range that a cell belongs to; the cell alone if it is in none."""
        return next((one for one in self.merges_at(cell.row) if one.holds(cell)), Range(*cell, *cell))

    def anchor(self, cell: Cell) -> Cell:
        """The cell that holds the value shown at a cell."""
        merge = self.merge(cell)
        return Cell(merge.top, merge.left)

    def shown(self, cell: Cell) -> str:
        """The text that a person sees at a cell."""
        return self.texts.get(self.anchor(cell), "")

    def style(self, cell: Cell) -> int:
        """Index of the cell format that holds at a cell: its own, that of its row or that of its column."""
        element, row = self._cells.get(cell), self._rows.get(cell.row)
        if element is not None:
            return _index(element.get("s"))
        if row is not None and row.get("customFormat", "") in _TRUE:
            return _index(row.get("s"))
        for column in self.root.iterfind(f"{self.name('cols')}/{self.name('col')}"):
            if _index(column.get("min")) <= cell.column <= _index(column.get("max")):
                return _index(column.get("style"))
        return 0

    def write(self, cell: Cell, text: str) -> None:
        """Put text into a cell as an inline string, which no program takes for a formula; its format stays."""
        element = self._cells.get(cell)
        if element is None:
            element = self._insert(cell)
        for local in ("v", "is"):
            for old in element.findall(self.name(local)):
                element.remove(old)
        element.attrib.pop("vm", "")  # metadata of the value that was there
        element.set("t", "inlineStr")
        inline = etree.Element(self.name("is"))
        element.insert(0, inline)
        run = etree.SubElement(inline, self.name("t"))
        run.set(_SPACE, "preserve")
        run.text = without_controls(text)[:CELL_CHARACTERS]
        self.texts[cell] = run.text
        self.written.add(cell)

    def xml(self) -> bytes:
        """The part as it is written back."""
        return etree.tostring(self.root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)

    def _read(self, strings: Sequence[str]) -> None:
        row_number = 0
        for row in self.root.iterfind(f"{self.name('sheetData')}/{self.name('row')}"):
            row_number = _position(row.get("r"), row_number)
            self._rows[row_number] = row
            column = 0
            for element in row.iterfind(self.name("c")):
                address = element.get("r")
                cell = Cell(row_number, column + 1) if address is None else parse_cell(address)
                if cell is None or cell.row != row_number:
                    raise DocumentProblem(ProblemCode.DAMAGED, f"address of a cell in row {row_number}")
                column = cell.column
                self._cells[cell] = element
                text = self._text(element, strings)
                if text.strip():
                    self.texts[cell] = text
        if len(self.texts) > _MOST_TEXTS:
            raise DocumentProblem(ProblemCode.TOO_COMPLEX, f"more than {_MOST_TEXTS} cells with text on a sheet")

    def _text(self, element: Element, strings: Sequence[str]) -> str:
        kind, value = element.get("t", "n"), element.findtext(self.name("v")) or ""
        if kind == "inlineStr":
            inline = element.find(self.name("is"))
            return "" if inline is None else plain_text(inline)
        if kind == "s":
            try:
                return strings[int(value)]
            except (ValueError, IndexError) as error:
                raise DocumentProblem(ProblemCode.DAMAGED, "reference to a shared string") from error
        whole, dot, fraction = value.partition(".")
        if kind == "n" and dot and not fraction.strip("0") and whole.isdigit() and len(whole) <= _WHOLE_DIGITS:
            return whole
        return value

    def _merges_at(self, row: int) -> tuple[Range, ...]:
        return tuple(one for one in self._merges if one.top <= row <= one.bottom)

    def _insert(self, cell: Cell) -> Element:
        """Make an empty cell where it belongs."""
        style = self.style(cell)
        row = self._rows.get(cell.row)
        if row is None:
            row = etree.Element(self.name("row"), r=str(cell.row))
            data = self.root.find(self.name("sheetData"))
            if data is None:
                raise DocumentProblem(ProblemCode.DAMAGED, "a worksheet without rows")
            below = next((self._rows[number] for number in sorted(self._rows) if number > cell.row), None)
            data.append(row) if below is None else below.addprevious(row)
            self._rows[cell.row] = row
        element = etree.Element(self.name("c"), r=cell.address)
        if style:
            element.set("s", str(style))
        right = [other for other in self._cells if other.row == cell.row and other.column > cell.column]
        if right:
            self._cells[min(right)].addprevious(element)
        else:
            row.append(element)
        row.attrib.pop("spans", "")  # a hint that may no longer hold
        self._cells[cell] = element
        return element


def plain_text(element: Element) -> str:
    """Text of a string item (18.4.8): all its runs, without the readings that stand over them."""
    return "".join(
        node.text or ""
        for node in element.iter()
        if isinstance(node.tag, str)
        and etree.QName(node).localname == "t"
        and ((above := node.getparent()) is None or etree.QName(above).localname != "rPh")
    )


def _position(text: str | None, before: int) -> int:
    """Number of a row that may leave it unsaid."""
    if text is None:
        return before + 1
    if not text.isdecimal() or int(text) <= before:
        raise DocumentProblem(ProblemCode.DAMAGED, f"number of the row after row {before}")
    return int(text)


def _index(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
