"""Word's automatic numbering: the number of a clause is counted by Word and stands nowhere in its text."""

from __future__ import annotations

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from samples.marks import Mark


class AutomaticNumbering:
    """Gives paragraphs of one document their marks by numbering definitions.

    A list goes on while its values follow each other and starts anew, by a start override, where they do not.
    """

    def __init__(self, document: Document) -> None:
        self._root: etree._Element = document.part.numbering_part.element
        self._definitions: dict[tuple[str, str], int] = {}
        self._running: dict[tuple[str, str], tuple[int, int]] = {}  # list and its last value, by sequence

    def apply(self, paragraph: Paragraph, mark: Mark) -> None:
        """Number a paragraph; its own indents hold.

        Raises:
            ValueError: Word has no such sequence.
        """
        if not mark.word_format:
            raise ValueError(f"not an automatic number: {mark.text}")
        sequence = (mark.word_format, mark.word_pattern)
        number, last = self._running.get(sequence, (0, 0))
        if not number or mark.value != last + 1:
            number = self._start(sequence, mark.value)
        self._running[sequence] = (number, mark.value)
        # python-docx makes this method at run time, out of the types' sight
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # type: ignore[attr-defined]
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = number

    def _start(self, sequence: tuple[str, str], value: int) -> int:
        number = 1 + max((int(num.get(qn("w:numId"), "0")) for num in self._root.findall(qn("w:num"))), default=0)
        num = _element("num", numId=number)
        num.append(_element("abstractNumId", val=self._definition(sequence)))
        override = _element("lvlOverride", ilvl=0)
        override.append(_element("startOverride", val=value))
        num.append(override)
        self._root.append(num)
        return number

    def _definition(self, sequence: tuple[str, str]) -> int:
        if sequence in self._definitions:
            return self._definitions[sequence]
        existing = self._root.findall(qn("w:abstractNum"))
        number = 1 + max((int(each.get(qn("w:abstractNumId"), "0")) for each in existing), default=0)
        definition = _element("abstractNum", abstractNumId=number)
        definition.append(_element("multiLevelType", val="singleLevel"))
        level = _element("lvl", ilvl=0)
        for name, setting in (("start", 1), ("numFmt", sequence[0]), ("lvlText", sequence[1]), ("lvlJc", "left")):
            level.append(_element(name, val=setting))
        definition.append(level)
        self._root.insert(len(existing), definition)  # the schema wants every abstractNum before the first num
        self._definitions[sequence] = number
        return number


def _element(name: str, **attributes: str | int) -> etree._Element:
    element: etree._Element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    return element
