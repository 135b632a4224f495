"""An officer's Word file opened to be changed: some parts are written anew, all others come out byte for byte."""

from __future__ import annotations

import io
import posixpath
import zipfile

from lxml import etree

from extractors.docx.package import Package
from extractors.docx.xml import RELATIONSHIPS, WORDPROCESSING, Element
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Limits

_STRICT = {
    WORDPROCESSING: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    RELATIONSHIPS: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "http://purl.oclc.org/ooxml/officeDocument/math",
}
"""Transitional namespaces and those of Strict documents, which `Package` reads as Transitional."""
_PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_CONTENT_TYPES_PART = "[Content_Types].xml"


class WordFile:
    """The parts of a file; those set with `put` replace the ones read.

    Attributes:
        package: the file as the reader of Word documents sees it.
        document: root of the main part, to be changed in place.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open a file.

        Raises:
            DocumentProblem: it is no Word document or exceeds a limit.
        """
        self.package = Package(data, limits)
        self.document = self.package.xml(self.package.main)
        self._data = data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._names = {_normal(name): name for name in archive.namelist()}
            self._strict = _STRICT[WORDPROCESSING].encode() in archive.read(self._names[_normal(self.package.main)])
        self._changed: dict[str, bytes] = {}

    def related(self, kind: str, name: str, content_type: str, empty: str) -> tuple[str, Element]:
        """The part that the main part is related to as `kind`; added if there is none.

        Args:
            kind: last word of the relationship's type, e.g. `comments`.
            name: file name of an added part.
            content_type: media type of an added part.
            empty: name of the root element of an added part.

        Returns:
            The part's name and its root, to be given to `put` after the change.
        """
        folder, main = posixpath.split(_normal(self.package.main))
        part = posixpath.join(folder, "_rels", f"{main}.rels")
        relations = self._parse(part) if part in self._names else etree.Element(f"{{{_PACKAGE_RELATIONSHIPS}}}Relationships")
        for relation in relations:
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                target = _normal(posixpath.join("/", folder, relation.get("Target", "")))
                if target in self._names:
                    return target, self.package.xml(target)
        target = posixpath.join(folder, name)
        used = {relation.get("Id") for relation in relations}
        identifier = next(f"rIdMorenashi{n}" for n in range(1, len(used) + 2) if f"rIdMorenashi{n}" not in used)
        base = _STRICT[RELATIONSHIPS] if self._strict else RELATIONSHIPS
        etree.SubElement(relations, f"{{{_PACKAGE_RELATIONSHIPS}}}Relationship",
                         {"Id": identifier, "Type": f"{base}/{kind}", "Target": f"/{target}"})  # fmt: skip
        types = self._parse(_normal(_CONTENT_TYPES_PART))
        etree.SubElement(types, f"{{{_CONTENT_TYPES}}}Override",
                         {"PartName": f"/{target}", "ContentType": content_type})  # fmt: skip
        self.put(part, relations)
        self.put(_normal(_CONTENT_TYPES_PART), types)
        return target, etree.Element(f"{{{WORDPROCESSING}}}{empty}", nsmap={"w": WORDPROCESSING})

    def put(self, name: str, root: Element) -> None:
        """Write a part anew."""
        data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        if self._strict:
            for transitional, strict in _STRICT.items():
                for end in (b'"', b"/"):  # a namespace, or the beginning of a relationship's type
                    data = data.replace(b'"' + transitional.encode() + end, b'"' + strict.encode() + end)
        self._changed[_normal(name)] = data

    def to_bytes(self) -> bytes:
        """The file with the main part and all that was put."""
        self.put(self.package.main, self.document)
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self._data)) as old, zipfile.ZipFile(buffer, "w") as new:
            for entry in old.infolist():
                data = self._changed.pop(_normal(entry.filename), None)
                new.writestr(entry, old.read(entry) if data is None else data, compress_type=zipfile.ZIP_DEFLATED)
            for name, data in self._changed.items():
                new.writestr(name, data, compress_type=zipfile.ZIP_DEFLATED)
        return buffer.getvalue()

    def _parse(self, part: str) -> Element:
        if part not in self._names:
            raise DocumentProblem(ProblemCode.DAMAGED, f"part {part} is missing")
        return self.package.xml(part)


def _normal(name: str) -> str:
    """Part names are compared without case; some producers write backslashes or a leading slash."""
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()
