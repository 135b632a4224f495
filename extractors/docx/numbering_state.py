"""Automatic numbers as Word shows them (ECMA-376 part 1, 17.9): definitions, and the counters while reading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.docx.numbering_formats import write_number, write_symbol
from extractors.docx.styles import NO_INDENT, Indent, StyleSheet, read_indent
from extractors.docx.xml import ALTERNATE, Element, child, chosen, integer, switch, value, w

_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    start: int = 1
    number_format: str = "decimal"
    pattern: str = ""
    """Of a custom format."""
    text: str = ""
    """With %1 … %9 for the numbers of the levels."""
    style: str | None = None
    """Paragraph style that this level numbers."""
    legal: bool = False
    """Whether outer numbers are written as decimals."""
    restart: int | None = None
    """Levels from 1 whose advance restarts this one; 0 for never, None for every outer one."""
    indent: Indent = NO_INDENT


@dataclass(slots=True)
class _List:
    levels: dict[int, Level] = field(default_factory=dict)
    link: str | None = None
    """Numbering style that holds the levels instead."""


@dataclass(slots=True)
class _Instance:
    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Element | None, styles: StyleSheet) -> None:
        """Read the numbering part; None for a document without one."""
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._instances: dict[str, _Instance] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if root is None:
            return
        for element in root.iterfind(w("abstractNum")):
            levels = {_level_index(level): _read_level(level) for level in element.iterfind(w("lvl"))}
            link = value(child(element, "numStyleLink"))
            self._lists[value(element, "abstractNumId") or ""] = _List(levels, link)
        for element in root.iterfind(w("num")):
            instance = _Instance(value(child(element, "abstractNumId")) or "")
            for override in element.iterfind(w("lvlOverride")):
                index = _level_index(override)
                start, level = integer(value(child(override, "startOverride"))), child(override, "lvl")
                if start is not None:
                    instance.starts[index] = start
                if level is not None:
                    instance.levels[index] = _read_level(level)
            self._instances[value(element, "numId") or ""] = instance

    def level(self, number: str, index: int) -> Level | None:
        """A level of the list instance `number`, if it is defined."""
        instance = self._instances.get(number)
        if instance is None:
            return None
        return instance.levels.get(index) or self._lists.get(self._abstract(number), _List()).levels.get(index)

    def level_of_style(self, number: str, style: str | None) -> int:
        """Index of the level that numbers paragraphs of a style; 0 if none names it."""
        levels = self._lists.get(self._abstract(number), _List()).levels
        return next((index for index, level in sorted(levels.items()) if style and level.style == style), 0)

    def advance(self, number: str, index: int) -> str:
        """Count one entry of a list on and give its label; empty if the list is not defined."""
        level = self.level(number, index)
        if level is None:
            return ""
        counts = self._counts.setdefault(self._abstract(number), {})
        if number not in self._begun:
            self._begun.add(number)
            counts.update({i: start - 1 for i, start in self._instances[number].starts.items()})
        for outer in range(index):
            counts.setdefault(outer, self._start(number, outer))
        counts[index] = counts.get(index, level.start - 1) + 1
        for inner in [i for i in counts if i > index]:
            restart = (self.level(number, inner) or Level()).restart
            if restart is None or index < restart:
                del counts[inner]
        return self._label(number, index, level, counts)

    def _label(self, number: str, index: int, level: Level, counts: dict[int, int]) -> str:
        if level.number_format == "bullet":
            return write_symbol(level.text).strip()

        def written(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            own = self.level(number, at) or Level()
            plain = level.legal and at != index
            count = counts.get(at, own.start)
            return write_number(count, "decimal" if plain else own.number_format, own.pattern)

        return _PLACEHOLDER.sub(written, level.text).strip()

    def _start(self, number: str, index: int) -> int:
        return (self.level(number, index) or Level()).start

    def _abstract(self, number: str) -> str:
        """The list that really holds the levels, through numbering styles."""
        seen: set[str] = set()
        while number in self._instances and number not in seen:
            seen.add(number)
            abstract = self._instances[number].abstract
            link = self._lists.get(abstract, _List()).link
            linked = self._styles.character(link).number_list if link else None
            if linked is None or linked == number:
                return abstract
            number = linked
        return ""


def _level_index(element: Element) -> int:
    return min(max(integer(value(element, "ilvl")) or 0, 0), _LEVELS - 1)


def _read_level(element: Element) -> Level:
    number_format = child(element, "numFmt")
    alternate = element.find(ALTERNATE)
    if alternate is not None:
        branch = chosen(alternate)
        number_format = child(branch, "numFmt") if child(branch, "numFmt") is not None else number_format
    return Level(
        start=integer(value(child(element, "start"))) or 0,
        number_format=value(number_format) or "decimal",
        pattern=value(number_format, "format") or "",
        text=(value(child(element, "lvlText")) or "")[:100],
        style=value(child(element, "pStyle")),
        legal=bool(switch(child(element, "isLgl"))),
        restart=integer(value(child(element, "lvlRestart"))),
        indent=read_indent(child(element, "pPr")),
    )
