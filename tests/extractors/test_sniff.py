"""File kinds by content."""

from __future__ import annotations

import io
import zipfile

import pytest

from extractors.sniff import PROBLEMS, FileType, sniff


def archive(*names: str, mime_type: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        if mime_type:
            file.writestr("mimetype", mime_type)
        for name in names:
            file.writestr(name, "x")
    return buffer.getvalue()


def compound(*streams: str) -> bytes:
    """The head of a compound file and directory entries, which name their streams in UTF-16."""
    entries = b"".join(stream.encode("utf-16-le").ljust(64, b"\0") for stream in ("Root Entry", *streams))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries


WORD = archive("[Content_Types].xml", "word/document.xml")
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."

CASES = [
    (b"", "a.docx", FileType.EMPTY),
    (WORD, "a.bin", FileType.DOCX),
    (archive("[Content_Types].xml", "doc/main.xml"), "a.dotx", FileType.DOCX),
    (WORD[:60], "a.docx", FileType.DAMAGED_DOCX),
    (b"PK\x03\x04", "a.docx", FileType.DAMAGED_DOCX),
    (b"PK\x03\x04" + b"\0" * 40, "a.zip", FileType.OTHER),
    (archive("[Content_Types].xml", "xl/workbook.xml"), "a.docx", FileType.SPREADSHEET),
    (archive("[Content_Types].xml", "xl/workbook.xml")[:90], "a.xlsx", FileType.SPREADSHEET),
    (archive("[Content_Types].xml", "ppt/presentation.xml"), "a.pptx", FileType.PRESENTATION),
    (archive("content.xml", mime_type=OPEN_DOCUMENT + "spreadsheet"), "a.ods", FileType.SPREADSHEET),
    (archive("content.xml", mime_type=OPEN_DOCUMENT + "presentation"), "a.odp", FileType.PRESENTATION),
    (archive("content.xml", mime_type=OPEN_DOCUMENT + "text"), "a.odt", FileType.OTHER),
    (archive("a.txt"), "a.zip", FileType.OTHER),
    (compound("EncryptionInfo", "EncryptedPackage"), "a.docx", FileType.ENCRYPTED_OFFICE),
    (compound("WordDocument", "1Table"), "a.docx", FileType.LEGACY_WORD),
    (compound("Workbook"), "a.xls", FileType.SPREADSHEET),
    (compound("Book"), "a.xls", FileType.SPREADSHEET),
    (compound("PowerPoint Document"), "a.ppt", FileType.PRESENTATION),
    (compound("DocumentText"), "a.bin", FileType.ICHITARO),
    (compound("Contents"), "報告.JTD", FileType.ICHITARO),
    (compound("Contents"), "a.msg", FileType.OTHER),
    (b"\x1aJTD", "a.jtdc", FileType.ICHITARO),
    (b"\x89PNG\r\n\x1a\n....", "a.docx", FileType.IMAGE),
    (b"\xff\xd8\xff\xe0", "a.pdf", FileType.IMAGE),
    (b"II*\x00....", "a.tif", FileType.IMAGE),
    (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a.webp", FileType.IMAGE),
    (b"\x00\x00\x00\x18ftypheic", "a.heic", FileType.IMAGE),
    (b"BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00", "a.bmp", FileType.IMAGE),
    (b"BMI is a number.", "a.txt", FileType.OTHER),
    (b"\xef\xbb\xbf\n%PDF-1.7", "a.bin", FileType.PDF),
    (b"<html><body>x</body></html>", "a.doc", FileType.OTHER),
    (rb"{\rtf1\ansi x}", "a.doc", FileType.OTHER),
    ("仕様書".encode("cp932"), "a.txt", FileType.OTHER),
]


@pytest.mark.parametrize(("data", "name", "kind"), CASES)
def test_sniff(data: bytes, name: str, kind: FileType) -> None:
    assert sniff(data, name) is kind


def test_every_kind_has_a_problem() -> None:
    assert set(PROBLEMS) == set(FileType)
