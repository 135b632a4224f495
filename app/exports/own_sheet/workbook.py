"""The workbook file: which sheets it has, and the same file with some parts replaced."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from app.exports.own_sheet.worksheet import Worksheet, plain_text
from app.problems import SHEET_NOT_WORKBOOK, ServiceProblem
from extractors.opc import Element, OpcPackage, part_key
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Limits
from extractors.sniff import FileType, sniff

_XML_BYTES = 32 << 20
"""Of all parts that are parsed: a tree takes many times its bytes, and check sheets stay under 1 MB."""
_ZIP = b"PK"
_BEFORE_CALCULATION = ("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
                       "functionGroups", "externalReferences", "definedNames")  # fmt: skip
"""Children of a workbook that stand before `calcPr` (18.2.27)."""


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A worksheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


class WorkbookFile:
    """A workbook (.xlsx, .xlsm) in memory.

    Attributes:
        sheets: its worksheets in order, without chart sheets.
        names: defined names and what they stand for.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open a workbook.

        Raises:
            DocumentProblem: the file is empty, encrypted, broken, or exceeds a limit.
            ServiceProblem: it is no workbook of this format.
        """
        _check(data, limits)
        self._data, self._limits, self._parsed = data, limits, 0
        self._package = OpcPackage(data, limits)
        self._main = next((one.target for one in self._package.relationships() if one.kind == "officeDocument"), "")
        if not self._main.lower().endswith(".xml"):
            raise ServiceProblem(SHEET_NOT_WORKBOOK)
        self._root = self._xml(self._main)
        self._related = self._package.relationships(self._main)
        self.sheets = tuple(self._sheets())
        self.names = {
            name.get("name", "").casefold(): (name.text or "").strip() for name in self._root.iterfind(".//{*}definedName")
        }
        self._strings = tuple(plain_text(item) for item in self._children("sharedStrings", "{*}si"))
        self._unlocked = frozenset(
            number
            for number, style in enumerate(self._children("styles", "{*}cellXfs/{*}xf"))
            if (lock := style.find("{*}protection")) is not None and lock.get("locked") in ("0", "false")
        )
        self._open: dict[str, Worksheet] = {}

    def worksheet(self, entry: SheetEntry) -> Worksheet:
        """A worksheet, read at first use.

        Raises:
            DocumentProblem: it is broken or too large.
        """
        if entry.name not in self._open:
            self._open[entry.name] = Worksheet(self._xml(entry.part), self._strings)
        return self._open[entry.name]

    def is_locked(self, style: int) -> bool:
        """Whether a cell format locks its cells on a protected sheet."""
        return style not in self._unlocked

    def saved(self) -> bytes:
        """The file with the worksheets that were written; every other part keeps its bytes.

        Where any cell is computed, the workbook is told to compute when it is opened: sums over the answers would show
        their old values otherwise.
        """
        parts = {entry.part: self._open[entry.name] for entry in self.sheets
                 if entry.name in self._open and self._open[entry.name].written}  # fmt: skip
        changed = {part: sheet.xml() for part, sheet in parts.items()}
        if parts and any(sheet.has_formulas for sheet in self._open.values()):
            changed[self._main] = self._computing()
        return _rewritten(OpcPackage(self._data, self._limits), changed)

    def _sheets(self) -> list[SheetEntry]:
        targets = {one.id: one.target for one in self._related if one.kind == "worksheet"}
        found = []
        for sheet in self._root.iterfind("{*}sheets/{*}sheet"):
            relation = next((str(value) for name, value in sheet.items() if str(name).endswith("}id")), "")
            if relation in targets:
                hidden = sheet.get("state", "visible") != "visible"
                found.append(SheetEntry(sheet.get("name", ""), targets[relation], hidden))
        return found

    def _children(self, kind: str, path: str) -> list[Element]:
        """Elements of a part that the workbook is related to; none if there is no such part."""
        part = next((one.target for one in self._related if one.kind == kind and one.target in self._package), None)
        return [] if part is None else self._xml(part).findall(path)

    def _xml(self, part: str) -> Element:
        self._parsed += self._package.size(part)
        if self._parsed > _XML_BYTES:
            raise DocumentProblem(ProblemCode.TOO_COMPLEX, f"more than {_XML_BYTES} bytes of XML in sheets")
        return self._package.xml(part, verbatim=True)

    def _computing(self) -> bytes:
        space = etree.QName(self._root).namespace
        calculation = self._root.find(f"{{{space}}}calcPr")
        if calculation is None:
            calculation = etree.Element(f"{{{space}}}calcPr")
            before = [child for name in _BEFORE_CALCULATION for child in self._root.findall(f"{{{space}}}{name}")]
            self._root.insert(0, calculation) if not before else before[-1].addnext(calculation)
        calculation.set("fullCalcOnLoad", "1")
        return etree.tostring(self._root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def _check(data: bytes, limits: Limits) -> None:
    if not data:
        raise DocumentProblem(ProblemCode.EMPTY)
    if len(data) > limits.file_bytes:
        raise DocumentProblem(ProblemCode.TOO_LARGE, f"{len(data)} bytes, limit {limits.file_bytes}")
    kind = sniff(data, "")
    if kind is FileType.ENCRYPTED_OFFICE:
        raise DocumentProblem(ProblemCode.ENCRYPTED)
    if kind is not FileType.SPREADSHEET or not data.startswith(_ZIP):
        raise ServiceProblem(SHEET_NOT_WORKBOOK)


def _rewritten(package: OpcPackage, changed: Mapping[str, bytes]) -> bytes:
    """The package with the bytes of some parts replaced; order, dates and compression of its entries stay."""
    replaced = {part_key(name): data for name, data in changed.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in package.entries:
            copy = zipfile.ZipInfo(entry.filename, entry.date_time)
            copy.compress_type = zipfile.ZIP_STORED if entry.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
            copy.external_attr, copy.comment = entry.external_attr, entry.comment
            key = part_key(entry.filename)
            archive.writestr(copy, replaced[key] if key in replaced else package.read(entry.filename))
    return buffer.getvalue()
