"""The parts of an Office Open XML package, opened with bounds (ECMA-376 part 2)."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections import Counter
from urllib.parse import unquote

from lxml import etree

from extractors.docx.xml import RELATIONSHIPS, WORDPROCESSING, Element
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Limits

_TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": WORDPROCESSING.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": RELATIONSHIPS.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}
"""Namespaces of Strict documents and the Transitional ones that say the same."""
_MAIN_PART = "word/document.xml"
_ENCRYPTED_FLAG = 0x1
_RESOURCE_LIMIT = 114
"""XML_ERR_RESOURCE_LIMIT of libxml2, which lxml has no name for."""


class Package:
    """A package in memory.

    Attributes:
        main: name of the main document part.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open a package.

        Raises:
            DocumentProblem: it is no zip file, has too many or too large parts, or has no main document.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise DocumentProblem(ProblemCode.DAMAGED, f"zip: {type(error).__name__}") from error
        entries = self._zip.infolist()
        if len(entries) > limits.parts:
            raise DocumentProblem(ProblemCode.TOO_COMPLEX, f"{len(entries)} parts, limit {limits.parts}")
        unpacked = sum(entry.file_size for entry in entries)
        if unpacked > limits.unpacked_bytes:
            raise DocumentProblem(ProblemCode.TOO_COMPLEX, f"{unpacked} bytes unpacked, limit {limits.unpacked_bytes}")
        self._left = limits.unpacked_bytes
        names = Counter(_normal(entry.filename) for entry in entries)
        self._ambiguous = {name for name, count in names.items() if count > 1}
        self._entries = {_normal(entry.filename): entry for entry in entries}
        self.main = self._find_main()
        self._related = self._relationships(self.main)

    def __contains__(self, name: str) -> bool:
        return _normal(name) in self._entries

    def related(self, kind: str) -> Element | None:
        """The root of the part that the main document is related to as `kind` (`styles`, `numbering`, …).

        None if there is none or the relationship points at nothing.
        """
        name = next((target for type_, target in self._related if type_ == kind and target in self), None)
        return None if name is None else self.xml(name)

    def related_to(self, kind: str) -> bool:
        """Whether the main document is related to a part as `kind`; the part is not opened."""
        return any(type_ == kind and target in self for type_, target in self._related)

    def xml(self, name: str) -> Element:
        """Parse a part.

        Raises:
            DocumentProblem: the part is missing, broken, too deep, or has a document type declaration.
        """
        data = self._read(name)
        for strict, transitional in _TRANSITIONAL.items():
            data = data.replace(strict, transitional)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _xml_problem(error, name) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise DocumentProblem(ProblemCode.DAMAGED, f"document type declaration in {name[:80]}")
        return root

    def _read(self, name: str) -> bytes:
        entry = self._entries.get(_normal(name))
        if entry is None:
            raise DocumentProblem(ProblemCode.DAMAGED, f"part {name[:80]} is missing")
        if _normal(name) in self._ambiguous:
            # Which of them another application shows is anyone's guess.
            raise DocumentProblem(ProblemCode.DAMAGED, f"several parts are named {name[:80]}")
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise DocumentProblem(ProblemCode.ENCRYPTED, "zip encryption")
        try:
            with self._zip.open(entry) as part:
                # Asked for more, it would unpack more than the directory says before it notices.
                data = part.read(min(self._left, entry.file_size) + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            OSError,
        ) as error:
            raise DocumentProblem(ProblemCode.DAMAGED, f"part {name[:80]}: {type(error).__name__}") from error
        self._left -= len(data)
        if self._left < 0:
            raise DocumentProblem(ProblemCode.TOO_COMPLEX, f"part {name[:80]} exceeds the limit of unpacked bytes")
        return data

    def _find_main(self) -> str:
        for kind, target in self._relationships(""):
            if kind == "officeDocument" and target in self:
                return target
        if _MAIN_PART in self:
            return _MAIN_PART
        raise DocumentProblem(ProblemCode.DAMAGED, "no main document part")

    def _relationships(self, source: str) -> list[tuple[str, str]]:
        """Kind and target of the relationships of a part (of the package for 「」) that stay inside the package."""
        folder, name = posixpath.split(source)
        part = posixpath.join(folder, "_rels", f"{name}.rels")
        if part not in self:
            return []
        found = []
        for relationship in self.xml(part):
            if relationship.get("TargetMode") == "External":
                continue
            kind = relationship.get("Type", "").rsplit("/", 1)[-1]
            found.append((kind, posixpath.join("/", folder, unquote(relationship.get("Target", "")))))
        return found


def _xml_problem(error: etree.XMLSyntaxError | ValueError, name: str) -> Exception:
    number = getattr(error, "code", None)  # of a syntax error
    if number == etree.ErrorTypes.ERR_NO_MEMORY:
        return MemoryError(f"XML of {name[:80]}")
    beyond = number == _RESOURCE_LIMIT or "depth" in str(error) or "huge" in str(error)
    return DocumentProblem(ProblemCode.TOO_COMPLEX if beyond else ProblemCode.DAMAGED, f"XML of {name[:80]}")


def _normal(name: str) -> str:
    """Part names are compared without case; some producers write backslashes or a leading slash."""
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()
