"""Packages of the Open Packaging Conventions (ECMA-376 part 2), opened with bounds: the frame of DOCX and XLSX."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Limits

Element = etree._Element
_ENCRYPTED_FLAG = 0x1
_RESOURCE_LIMIT = 114
"""XML_ERR_RESOURCE_LIMIT of libxml2, which lxml has no name for."""


class Relationship(NamedTuple):
    """A relationship that stays inside the package."""

    id: str
    kind: str
    """Last segment of its type: `styles`, `worksheet` …"""
    target: str
    """Name of the part it points at."""


class OpcPackage:
    """A package in memory.

    Every part is read within what is left of `Limits.unpacked_bytes`, so that no zip file can unpack without end.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open a package.

        Raises:
            DocumentProblem: it is no zip file, or has too many or too large parts.
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
        names = Counter(part_key(entry.filename) for entry in entries)
        self._ambiguous = {name for name, count in names.items() if count > 1}
        self._entries = {part_key(entry.filename): entry for entry in entries}

    def __contains__(self, name: str) -> bool:
        return part_key(name) in self._entries

    @property
    def entries(self) -> tuple[zipfile.ZipInfo, ...]:
        """The entries of the zip file, each name once."""
        return tuple(self._entries.values())

    def size(self, name: str) -> int:
        """Bytes of a part as the zip file states them, which bounds what is read; 0 if there is no such part."""
        entry = self._entries.get(part_key(name))
        return 0 if entry is None else entry.file_size

    def read(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            DocumentProblem: it is missing, one of several of that name, encrypted or broken, or the bound on unpacked
                bytes is reached.
        """
        entry = self._entries.get(part_key(name))
        if entry is None:
            raise DocumentProblem(ProblemCode.DAMAGED, f"part {name[:80]} is missing")
        if part_key(name) in self._ambiguous:
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

    def xml(self, name: str, *, renamed: Mapping[bytes, bytes] | None = None, verbatim: bool = False) -> Element:
        """Parse a part.

        Args:
            name: of the part.
            renamed: byte strings (namespaces) to be replaced before it is parsed.
            verbatim: keep comments and processing instructions, for a part that will be written again.

        Raises:
            DocumentProblem: the part is missing, broken, too deep, or has a document type declaration.
        """
        data = self.read(name)
        for old, new in (renamed or {}).items():
            data = data.replace(old, new)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=not verbatim,
            remove_pis=not verbatim,
            strip_cdata=not verbatim,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _xml_problem(error, name) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise DocumentProblem(ProblemCode.DAMAGED, f"document type declaration in {name[:80]}")
        return root

    def relationships(self, source: str = "") -> list[Relationship]:
        """Relationships of a part, or of the package, that stay inside the package.

        Raises:
            DocumentProblem: they cannot be parsed.
        """
        folder, name = posixpath.split(source)
        part = posixpath.join(folder, "_rels", f"{name}.rels")
        if part not in self:
            return []
        return [
            Relationship(
                one.get("Id", ""),
                one.get("Type", "").rsplit("/", 1)[-1],
                posixpath.join("/", folder, unquote(one.get("Target", ""))),
            )
            for one in self.xml(part)
            if one.get("TargetMode") != "External"
        ]


def _xml_problem(error: etree.XMLSyntaxError | ValueError, name: str) -> Exception:
    number = getattr(error, "code", None)  # of a syntax error
    if number == etree.ErrorTypes.ERR_NO_MEMORY:
        return MemoryError(f"XML of {name[:80]}")
    beyond = number == _RESOURCE_LIMIT or "depth" in str(error) or "huge" in str(error)
    return DocumentProblem(ProblemCode.TOO_COMPLEX if beyond else ProblemCode.DAMAGED, f"XML of {name[:80]}")


def part_key(name: str) -> str:
    """A part's name for comparison: without case; some producers write backslashes or a leading slash."""
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()
