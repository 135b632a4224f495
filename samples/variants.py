"""What other programs make of a PDF: the same pages, with their text stored differently. Needs pypdf (extra `dev`)."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterator

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, StreamObject

Variant = Callable[[bytes], bytes]
"""Makes another file of a PDF."""
_RADICALS = {ord(unicodedata.normalize("NFKC", chr(code))): code for code in range(0x2F00, 0x2FD6)}
"""Kangxi radical by the ideograph that looks the same."""
_HEX = rb"<([0-9A-Fa-f]+)>"
_ONE = re.compile(rb"^" + _HEX + rb"\s*" + _HEX + rb"\s*$", re.MULTILINE)
_RANGE = re.compile(rb"^" + _HEX + rb"\s*" + _HEX + rb"\s*" + _HEX + rb"\s*$", re.MULTILINE)
_MAPPING = NameObject("/ToUnicode")
_STRIKE = 0.3
"""Points by which the second of two strikes lies to the right."""


def with_radicals(data: bytes) -> bytes:
    """Let the fonts say ⽤ (U+2F64, a radical) for 用 (U+7528), as fonts do whose tables give one glyph for both."""
    writer = _copy(data)
    for font in _mapped_fonts(writer):
        stream = font[_MAPPING].get_object()
        mapping = DecodedStreamObject()
        if isinstance(stream, StreamObject):
            mapping.set_data(_ONE.sub(_radical, _RANGE.sub(_one_by_one, stream.get_data())))
        font[_MAPPING] = writer._add_object(mapping)
    return _written(writer)


def without_mapping(data: bytes) -> bytes:
    """Take from the fonts what their codes mean: the pages look the same and their text is lost."""
    writer = _copy(data)
    for font in _mapped_fonts(writer):
        del font[_MAPPING]
    return _written(writer)


def turned(data: bytes, degrees: int) -> bytes:
    """Have all pages shown turned clockwise."""
    writer = _copy(data)
    for page in writer.pages:
        page.rotate(degrees)
    return _written(writer)


def stored_turned(data: bytes, degrees: int) -> bytes:
    """Store the pages turned and have them shown upright again."""
    writer = _copy(data)
    for page in writer.pages:
        page.rotate(degrees)
        page.transfer_rotation_to_content()
        page.rotate(-degrees)
    return _written(writer)


def struck_twice(data: bytes) -> bytes:
    """Draw everything a second time a little to the right, as printer drivers make bold letters."""
    return _with_content(data, lambda content: b"q\n%b\nQ\nq 1 0 0 1 %.1f 0 cm\n%b\nQ\n" % (content, _STRIKE, content))


def underlaid(data: bytes) -> bytes:
    """Draw all text a second time, invisibly, as programs for recognition do on pages that have text already."""
    return _with_content(data, lambda content: b"q\n%b\nQ\nq 3 Tr\n%b\nQ\n" % (content, content))


def owner_locked(data: bytes) -> bytes:
    """Forbid copying and changing by an owner's password; anybody may read."""
    writer = _copy(data)
    writer.encrypt(user_password="", owner_password="owner", algorithm="RC4-128")  # noqa: S106 - it protects nothing
    return _written(writer)


def repeated(data: bytes, pages: int) -> bytes:
    """The pages over and over, until there are as many as wanted."""
    reader, writer = PdfReader(io.BytesIO(data)), PdfWriter()
    for number in range(pages):
        writer.add_page(reader.pages[number % len(reader.pages)])
    return _written(writer)


def _copy(data: bytes) -> PdfWriter:
    return PdfWriter(clone_from=io.BytesIO(data))


def _written(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _mapped_fonts(writer: PdfWriter) -> Iterator[DictionaryObject]:
    """Every font of the file that says what its codes mean."""
    for thing in list(writer._objects):
        if isinstance(thing, DictionaryObject) and thing.get("/Type") == "/Font" and _MAPPING in thing:
            yield thing


def _with_content(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    writer = _copy(data)
    for page in writer.pages:
        content = page.get_contents()
        if content is None:
            continue
        changed = DecodedStreamObject()
        changed.set_data(change(content.get_data()))
        page[NameObject("/Contents")] = writer._add_object(changed.flate_encode())
    return _written(writer)


def _radical(entry: re.Match[bytes]) -> bytes:
    """An entry of a character map, its ideograph replaced."""
    return b"<%b> <%b>" % (entry[1], _hex(int(entry[2], 16)))


def _one_by_one(entry: re.Match[bytes]) -> bytes:
    """An entry for a range of codes with the characters listed."""
    first, last, target = (int(code, 16) for code in entry.groups())
    listed = b" ".join(b"<%b>" % _hex(target + step) for step in range(last - first + 1))
    return b"<%b> <%b> [%b]" % (entry[1], entry[2], listed)


def _hex(code: int) -> bytes:
    return b"%04X" % _RADICALS.get(code, code)
