"""Blobs: bytes kept for an owner under the digest of their content.

Each owner has its own blobs, even where two have the same bytes: erasing one owner's never removes another's, without
counting references, and nobody can tell from a store whether another has the same file.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

_OWNER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_PROBE = "readiness-probe"
"""Owner of what `check` writes."""


class BlobError(Exception):
    """Something is wrong with a blob or its store."""


class BlobsUnavailableError(BlobError):
    """The store cannot be read or written, for the moment at least."""


class BlobMissingError(BlobError):
    """There is no such blob."""


class BlobDamagedError(BlobError):
    """The bytes are not those that were put."""


@dataclass(frozen=True, slots=True)
class BlobOwner:
    """Somebody blobs are kept for."""

    id: str
    last_put: datetime.datetime
    """When the newest of its blobs was put."""


class Blobs(Protocol):
    """Keeps blobs; all methods may be called from any thread and process, and raise `BlobsUnavailableError`."""

    def put(self, owner: str, data: bytes) -> str:
        """Keep bytes durably for an owner; the SHA-256 digest in hex that they are had by. May be repeated."""
        ...

    def get(self, owner: str, digest: str) -> bytes:
        """The bytes.

        Raises:
            BlobMissingError: the owner has no such blob.
            BlobDamagedError: the bytes are not those that were put.
        """
        ...

    def erase(self, owner: str) -> None:
        """Remove all blobs of an owner. May be repeated."""
        ...

    def owners(self) -> Iterator[BlobOwner]:
        """All that blobs are kept for."""
        ...


def open_blobs(url: str | None, folder: Path) -> Blobs:
    """The store at a URL such as `s3://bucket/prefix`; None: the folder.

    Raises:
        BlobError: the URL names no store.
    """
    # Imported at use: the two ways of keeping blobs import this module.
    if url is None:
        from app.storage.folder_blobs import FolderBlobs

        return FolderBlobs(folder)
    from app.storage.object_blobs import ObjectBlobs

    return ObjectBlobs.at(url)


def check(blobs: Blobs) -> None:
    """Write, read and erase something.

    Raises:
        BlobError: one of these fails.
    """
    blobs.get(_PROBE, blobs.put(_PROBE, b"ready"))


def digest_of(data: bytes) -> str:
    """The name of a blob with this content."""
    return hashlib.sha256(data).hexdigest()


def checked_owner(owner: str) -> str:
    """The owner, if it can be part of a path.

    Raises:
        ValueError: it cannot.
    """
    if not _OWNER.fullmatch(owner):
        raise ValueError("an owner is 1 to 64 letters, digits, hyphens and underscores")
    return owner


def checked_digest(digest: str) -> str:
    """The digest, if it is one.

    Raises:
        ValueError: it is not.
    """
    if not _DIGEST.fullmatch(digest):
        raise ValueError("a digest is 64 hexadecimal digits")
    return digest


def verified(data: bytes, digest: str) -> bytes:
    """The data, if it has the digest.

    Raises:
        BlobDamagedError: it has not.
    """
    if digest_of(data) != digest:
        raise BlobDamagedError("a blob's content does not have its digest")
    return data
