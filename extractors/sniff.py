"""What kind of file the bytes are; the name only decides between kinds that look alike."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum

from extractors.problems import ProblemCode


class FileType(StrEnum):
    """A kind of file."""

    PDF = "pdf"
    DOCX = "docx"
    DAMAGED_DOCX = "damaged_docx"
    ENCRYPTED_OFFICE = "encrypted_office"
    LEGACY_WORD = "legacy_word"
    ICHITARO = "ichitaro"
    SPREADSHEET = "spreadsheet"
    PRESENTATION = "presentation"
    IMAGE = "image"
    EMPTY = "empty"
    OTHER = "other"


PROBLEMS = {
    FileType.PDF: ProblemCode.DAMAGED,
    FileType.DOCX: ProblemCode.DAMAGED,
    FileType.DAMAGED_DOCX: ProblemCode.DAMAGED,
    FileType.ENCRYPTED_OFFICE: ProblemCode.ENCRYPTED,
    FileType.LEGACY_WORD: ProblemCode.LEGACY_WORD,
    FileType.ICHITARO: ProblemCode.ICHITARO,
    FileType.SPREADSHEET: ProblemCode.SPREADSHEET,
    FileType.PRESENTATION: ProblemCode.PRESENTATION,
    FileType.IMAGE: ProblemCode.IMAGE,
    FileType.EMPTY: ProblemCode.EMPTY,
    FileType.OTHER: ProblemCode.NOT_A_DOCUMENT,
}
"""What is wrong with a file of each kind that no reader takes."""

_PDF_HEADER = b"%PDF-"
_PDF_HEADER_WITHIN = 1024
"""Readers accept that many bytes of junk in front of the header (ISO 32000-1, annex H)."""
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"II+\x00",
    b"MM\x00+",
    b"\x00\x00\x00\x0cjP  ",
    b"\xff\x4f\xff\x51",
    b"II\xbc\x01",
)
_IMAGE_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"heim", b"hevc")
_BITMAP_RESERVED = slice(6, 10)
"""Always zero in a BMP; tells it from text that begins with BM."""
_OLE_STREAMS = (
    ("EncryptedPackage", FileType.ENCRYPTED_OFFICE),
    ("DocumentText", FileType.ICHITARO),
    ("JSRV_SegmentInformation", FileType.ICHITARO),
    ("WordDocument", FileType.LEGACY_WORD),
    ("PowerPoint Document", FileType.PRESENTATION),
    ("Workbook", FileType.SPREADSHEET),
    ("Book", FileType.SPREADSHEET),
)
"""Streams by which the kinds of compound files ([MS-CFB]) are told apart, the surest first."""
_OPEN_DOCUMENT = (
    (b"opendocument.spreadsheet", FileType.SPREADSHEET),
    (b"opendocument.presentation", FileType.PRESENTATION),
)
_ICHITARO_NAMES = (".jtd", ".jtt", ".jtdc", ".jttc", ".jfw", ".juw", ".jsw")
_WORD_NAMES = (".docx", ".docm", ".dotx", ".dotm")
_MIME_TYPE_BYTES = 200


def sniff(data: bytes, name: str) -> FileType:
    """The kind of a file.

    Args:
        data: the whole file.
        name: its name, used only where the bytes leave a doubt.
    """
    lower = name.lower()
    if not data:
        return FileType.EMPTY
    if data.startswith(_ZIP):
        return _sniff_zip(data, lower)
    if data.startswith(_OLE):
        return _sniff_compound(data, lower)
    if _is_image(data):
        return FileType.IMAGE
    if _PDF_HEADER in data[:_PDF_HEADER_WITHIN]:
        return FileType.PDF
    return FileType.ICHITARO if lower.endswith(_ICHITARO_NAMES) else FileType.OTHER


def _sniff_zip(data: bytes, name: str) -> FileType:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {entry.filename.replace("\\", "/").lower().lstrip("/") for entry in archive.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return _sniff_broken_zip(data, name)
    if any(entry.startswith("word/") for entry in names):
        return FileType.DOCX
    if any(entry.startswith("xl/") for entry in names):
        return FileType.SPREADSHEET
    if any(entry.startswith("ppt/") for entry in names):
        return FileType.PRESENTATION
    if "[content_types].xml" in names and name.endswith(_WORD_NAMES):
        return FileType.DOCX
    return next((kind for mark, kind in _OPEN_DOCUMENT if mark in data[:_MIME_TYPE_BYTES]), FileType.OTHER)


def _sniff_broken_zip(data: bytes, name: str) -> FileType:
    """A zip file without its directory: its local headers still name the parts."""
    if b"xl/" in data and b"word/" not in data:
        return FileType.SPREADSHEET
    if b"ppt/" in data and b"word/" not in data:
        return FileType.PRESENTATION
    office = b"word/" in data or b"[Content_Types].xml" in data or name.endswith(_WORD_NAMES)
    return FileType.DAMAGED_DOCX if office else FileType.OTHER


def _sniff_compound(data: bytes, name: str) -> FileType:
    if name.endswith(_ICHITARO_NAMES):
        return FileType.ICHITARO
    for stream, kind in _OLE_STREAMS:
        if f"{stream}\0".encode("utf-16-le") in data:
            return kind
    return FileType.LEGACY_WORD if name.endswith((".doc", ".dot")) else FileType.OTHER


def _is_image(data: bytes) -> bool:
    if data.startswith(b"BM"):
        return data[_BITMAP_RESERVED] == bytes(4) and len(data) > _BITMAP_RESERVED.stop
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return True
    if data[4:8] == b"ftyp" and data[8:12] in _IMAGE_BRANDS:
        return True
    return data.startswith(_IMAGES)
