"""Styles of a document with what they inherit (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.docx.xml import Element, child, integer, switch, value, w

_HEADING_NAME = re.compile(r"(?:heading|見出し)\s*([1-9])")
_CONTENTS_NAME = re.compile(r"toc ?(?:\d|heading)|目次.*|table of figures|図表目次")
_BODY_LEVEL = 9
_DEFAULT_SIZE = 20
"""Half-points where a document says nothing."""


@dataclass(frozen=True, slots=True)
class Indent:
    """Where a paragraph's lines begin; None is inherited. Lengths in twips, `chars` in hundredths of a character."""

    left: int | None = None
    first: int | None = None
    left_chars: int | None = None
    first_chars: int | None = None

    def over(self, below: Indent) -> Indent:
        """This indent with the gaps filled from the one it inherits from."""
        return Indent(
            self.left if self.left is not None else below.left,
            self.first if self.first is not None else below.first,
            self.left_chars if self.left_chars is not None else below.left_chars,
            self.first_chars if self.first_chars is not None else below.first_chars,
        )

    def widths(self, character: float) -> float:
        """Distance of the first character from the column's edge in character widths (`character` twips each)."""
        left = self.left_chars / 100 if self.left_chars else (self.left or 0) / character
        first = self.first_chars / 100 if self.first_chars else (self.first or 0) / character
        return max(left + first, 0.0)


NO_INDENT = Indent()


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph or character style settles; None is inherited."""

    name: str = ""
    number_list: str | None = None
    number_level: int | None = None
    outline: int | None = None
    """From 0; 9 is body text."""
    hidden: bool | None = None
    bold: bool | None = None
    size: int | None = None
    """Half-points."""
    indent: Indent = NO_INDENT

    @property
    def level(self) -> int | None:
        """Outline level from 1, if the style makes headings."""
        if self.outline is not None:
            return self.outline + 1 if 0 <= self.outline < _BODY_LEVEL else None
        named = _HEADING_NAME.fullmatch(self.name)
        return int(named[1]) if named else None

    @property
    def contents(self) -> bool:
        """Whether the style is that of a table of contents."""
        return _CONTENTS_NAME.fullmatch(self.name) is not None

    def over(self, below: Style) -> Style:
        """This style with the gaps filled from the one it is based on."""
        return replace(
            self,
            name=self.name or below.name,
            number_list=self.number_list if self.number_list is not None else below.number_list,
            number_level=self.number_level if self.number_level is not None else below.number_level,
            outline=self.outline if self.outline is not None else below.outline,
            hidden=self.hidden if self.hidden is not None else below.hidden,
            bold=self.bold if self.bold is not None else below.bold,
            size=self.size if self.size is not None else below.size,
            indent=self.indent.over(below.indent),
        )


class StyleSheet:
    """The styles of a document by id."""

    def __init__(self, root: Element | None) -> None:
        """Read the styles part; None for a document without one."""
        self._styles: dict[str, Style] = {}
        self._based_on: dict[str, str] = {}
        self._resolved: dict[str, Style] = {}
        self._default_id = ""
        run = child(root, "docDefaults", "rPrDefault", "rPr")
        self._defaults = Style(size=integer(value(child(run, "sz"))) or _DEFAULT_SIZE)
        for element in root.iterfind(w("style")) if root is not None else ():
            identifier = value(element, "styleId")
            if identifier is None:
                continue
            self._styles[identifier] = read_style(element)
            base = value(child(element, "basedOn"))
            if base is not None:
                self._based_on[identifier] = base
            if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true", "on"):
                self._default_id = identifier

    def paragraph(self, identifier: str | None) -> Style:
        """A paragraph style with all it inherits; the default one for None and for unknown ids."""
        return self._resolve(identifier if identifier in self._styles else self._default_id).over(self._defaults)

    def character(self, identifier: str | None) -> Style:
        """A character style with what it is based on."""
        return self._resolve(identifier) if identifier is not None else Style()

    def _resolve(self, identifier: str | None) -> Style:
        if identifier is None or identifier not in self._styles:
            return Style()
        if identifier not in self._resolved:
            style, seen, base = self._styles[identifier], {identifier}, self._based_on.get(identifier)
            while base in self._styles and base not in seen:
                seen.add(base)
                style, base = style.over(self._styles[base]), self._based_on.get(base)
            self._resolved[identifier] = style
        return self._resolved[identifier]


def read_style(element: Element) -> Style:
    """What an element with paragraph and run properties (a style or a paragraph) settles itself."""
    paragraph, run = child(element, "pPr"), child(element, "rPr")
    numbers = child(paragraph, "numPr")
    return Style(
        name=(value(child(element, "name")) or "").strip().lower(),
        number_list=value(child(numbers, "numId")),
        number_level=integer(value(child(numbers, "ilvl"))),
        outline=integer(value(child(paragraph, "outlineLvl"))),
        hidden=switch(child(run, "vanish")),
        bold=switch(child(run, "b")),
        size=integer(value(child(run, "sz"))),
        indent=read_indent(paragraph),
    )


def read_indent(properties: Element | None) -> Indent:
    """The indent in paragraph properties."""
    element = child(properties, "ind")
    return Indent(
        left=_first(element, "left", "start"),
        first=_signed(element, "firstLine", "hanging"),
        left_chars=_first(element, "leftChars", "startChars"),
        first_chars=_signed(element, "firstLineChars", "hangingChars"),
    )


def _first(element: Element | None, *names: str) -> int | None:
    return next((n for n in (integer(value(element, name)) for name in names) if n is not None), None)


def _signed(element: Element | None, forward: str, back: str) -> int | None:
    hanging = integer(value(element, back))
    return -hanging if hanging is not None else integer(value(element, forward))
