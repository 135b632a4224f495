"""Documents that were read, as they are kept between two steps."""

from __future__ import annotations

from pydantic import TypeAdapter

from extractors.document import Document

_DOCUMENT = TypeAdapter(Document)


def to_bytes(document: Document) -> bytes:
    """A document as JSON."""
    return _DOCUMENT.dump_json(document)


def from_bytes(data: bytes) -> Document:
    """The document that was kept.

    Raises:
        pydantic.ValidationError: the bytes are not those of a document.
    """
    return _DOCUMENT.validate_json(data)
