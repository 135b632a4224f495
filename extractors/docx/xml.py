"""Names, attributes and switches of WordprocessingML (ECMA-376 part 1, clause 17)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

Element = etree._Element

WORDPROCESSING = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_INTEGER = re.compile(r"[+-]?[0-9]{1,9}")


def w(name: str) -> str:
    """A WordprocessingML name as lxml writes it."""
    return f"{{{WORDPROCESSING}}}{name}"


ALTERNATE = f"{{{COMPATIBILITY}}}AlternateContent"
_CHOICE = f"{{{COMPATIBILITY}}}Choice"
_FALLBACK = f"{{{COMPATIBILITY}}}Fallback"


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of that name, its first child of the next name, and so on."""
    for name in names:
        if element is None:
            return None
        element = element.find(w(name))
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute of an element that may be missing."""
    return None if element is None else element.get(w(name))


def integer(text: str | None) -> int | None:
    """A whole number of at most nine digits; None for anything else."""
    text = text.strip() if text else ""
    return int(text) if _INTEGER.fullmatch(text) else None


def switch(element: Element | None) -> bool | None:
    """State of an on/off property (17.17.4); None if the element is missing."""
    if element is None:
        return None
    return element.get(w("val"), "1").lower() not in ("0", "false", "off")


def chosen(alternate: Element) -> Element | None:
    """The branch of an AlternateContent that is read: the first choice, else the fallback."""
    choice = alternate.find(_CHOICE)
    return choice if choice is not None else alternate.find(_FALLBACK)


def elements(parent: Element) -> Iterator[Element]:
    """Children that are elements, not comments or processing instructions."""
    for node in parent:
        if isinstance(node.tag, str):
            yield node
