"""The parts of a DOCX file."""

from __future__ import annotations

from extractors.docx.xml import RELATIONSHIPS, WORDPROCESSING, Element
from extractors.opc import OpcPackage
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Limits

_TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": WORDPROCESSING.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": RELATIONSHIPS.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}
"""Namespaces of Strict documents and the Transitional ones that say the same."""
_MAIN_PART = "word/document.xml"


class Package:
    """A DOCX file in memory.

    Attributes:
        main: name of the main document part.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open a package.

        Raises:
            DocumentProblem: it is no zip file, has too many or too large parts, or has no main document.
        """
        self._parts = OpcPackage(data, limits)
        self.main = self._find_main()
        self._related = self._parts.relationships(self.main)

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def related(self, kind: str) -> Element | None:
        """The root of the part that the main document is related to as `kind` (`styles`, `numbering`, …).

        None if there is none or the relationship points at nothing.
        """
        name = next((one.target for one in self._related if one.kind == kind and one.target in self), None)
        return None if name is None else self.xml(name)

    def related_to(self, kind: str) -> bool:
        """Whether the main document is related to a part as `kind`; the part is not opened."""
        return any(one.kind == kind and one.target in self for one in self._related)

    def xml(self, name: str) -> Element:
        """Parse a part.

        Raises:
            DocumentProblem: the part is missing, broken, too deep, or has a document type declaration.
        """
        return self._parts.xml(name, renamed=_TRANSITIONAL)

    def _find_main(self) -> str:
        for one in self._parts.relationships():
            if one.kind == "officeDocument" and one.target in self:
                return one.target
        if _MAIN_PART in self:
            return _MAIN_PART
        raise DocumentProblem(ProblemCode.DAMAGED, "no main document part")
