"""Input rules of cells (18.3.1.32) and the choices of those that offer a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.exports.own_sheet.cells import Cell, Range, parse_range, parse_ranges
from app.exports.own_sheet.worksheet import Worksheet
from extractors.opc import Element

_FREE = ("none", "")
_MOST_CHOICES = 1000
"""Cells of a range that are read as choices; nobody picks from a longer list."""


@dataclass(frozen=True, slots=True)
class InputRule:
    """What a cell takes."""

    ranges: tuple[Range, ...]
    choices: tuple[str, ...]
    """What it offers; empty where that is no list, or one that is computed: then nothing is known to be allowed."""


class InputRules:
    """The input rules of a worksheet."""

    def __init__(
        self, sheet: Worksheet, names: Mapping[str, str], find_sheet: Callable[[str], Worksheet | None]
    ) -> None:
        """Read the rules.

        Args:
            sheet: the worksheet.
            names: defined names of the workbook in lower case, and what they stand for.
            find_sheet: gives a worksheet by its name.
        """
        self._sheet, self._names, self._find = sheet, names, find_sheet
        # The newer ones, which may refer to other sheets, stand in the list of extensions.
        self._rules = [
            self._rule(element)
            for element in sheet.root.iterfind(".//{*}dataValidation")
            if element.get("type", "none") not in _FREE
        ]

    def choices(self, cell: Cell) -> tuple[str, ...] | None:
        """What a cell offers; empty if nothing is known to be allowed, None if it takes any text."""
        rule = next((rule for rule in self._rules if any(one.holds(cell) for one in rule.ranges)), None)
        return None if rule is None else rule.choices

    def _rule(self, element: Element) -> InputRule:
        ranges = parse_ranges(element.get("sqref") or element.findtext("{*}sqref") or "")
        formula = element.find("{*}formula1")
        if element.get("type") != "list" or formula is None:
            return InputRule(ranges, ())
        inner = formula.find("{*}f")
        text = (formula if inner is None else inner).text or ""
        return InputRule(ranges, tuple(self._offered(text.strip())))

    def _offered(self, formula: str, depth: int = 0) -> list[str]:
        if formula.startswith('"') and formula.endswith('"'):
            return [part.strip() for part in formula[1:-1].replace('""', '"').split(",")]
        if depth == 0 and formula.lstrip("=").casefold() in self._names:
            return self._offered(self._names[formula.lstrip("=").casefold()], 1)
        name, bang, address = formula.lstrip("=").rpartition("!")
        sheet = self._find(name.strip("'").replace("''", "'")) if bang else self._sheet
        area = parse_range(address)
        if sheet is None or area is None:
            return []
        return [text for cell, text in sorted(sheet.texts.items()) if area.holds(cell)][:_MOST_CHOICES]
