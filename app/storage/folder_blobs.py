"""Blobs in a folder: `ab/<owner>/<digest>`, each complete or absent whatever happens to the process or the power."""

from __future__ import annotations

import datetime
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from app.storage.blobs import (
    BlobMissingError,
    BlobOwner,
    BlobsUnavailableError,
    checked_digest,
    checked_owner,
    digest_of,
    verified,
)

_TEMPORARY = ".part"
"""Suffix of files that are being written; they are erased with their owner's blobs."""


class FolderBlobs:
    """Blobs below one folder of this machine, or of one that several machines mount."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, owner: str, data: bytes) -> str:
        """Keep bytes durably."""
        digest = digest_of(data)
        place = self._place(owner)
        target = place / digest
        temporary = place / f"{secrets.token_hex(8)}{_TEMPORARY}"
        try:
            _make(place)
            with temporary.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(target)
            _sync(place)
        except OSError as error:
            with suppress(OSError):  # of whatever made the write fail; it is erased with its owner's blobs then
                temporary.unlink(missing_ok=True)
            raise BlobsUnavailableError(f"cannot write a blob: {error.strerror}") from error
        return digest

    def get(self, owner: str, digest: str) -> bytes:
        """The bytes."""
        try:
            data = (self._place(owner) / checked_digest(digest)).read_bytes()
        except FileNotFoundError as error:
            raise BlobMissingError("there is no such blob") from error
        except OSError as error:
            raise BlobsUnavailableError(f"cannot read a blob: {error.strerror}") from error
        return verified(data, digest)

    def erase(self, owner: str) -> None:
        """Remove all blobs of an owner."""
        place = self._place(owner)
        try:
            shutil.rmtree(place)
            _sync(place.parent)
        except FileNotFoundError:
            return  # nothing was put, or another process is erasing too
        except OSError as error:
            raise BlobsUnavailableError(f"cannot erase blobs: {error.strerror}") from error

    def owners(self) -> Iterator[BlobOwner]:
        """All that blobs are kept for."""
        for place in self._folder.glob("*/*/"):
            try:
                changed = place.stat().st_mtime
            except FileNotFoundError:
                continue  # erased meanwhile
            yield BlobOwner(place.name, datetime.datetime.fromtimestamp(changed, datetime.UTC))

    def _place(self, owner: str) -> Path:
        # Two levels: a folder with very many entries is slow on some file systems.
        return self._folder / checked_owner(owner)[:2] / owner


def _make(folder: Path) -> None:
    """Make a folder and those above it, so that they last."""
    if folder.is_dir():
        return
    _make(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _sync(folder.parent)


def _sync(folder: Path) -> None:
    """Write a folder's entries to the disk: without, a file may be gone after a power failure although it was synced."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
