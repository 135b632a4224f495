"""Blobs in an object store (S3 and what speaks its protocol, Azure, Google): `<owner>/<digest>` below the URL's prefix."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Self

import obstore
from obstore.exceptions import BaseError
from obstore.exceptions import NotFoundError as ObjectMissingError
from obstore.store import ObjectStore, from_url

from app.storage.blobs import (
    BlobError,
    BlobMissingError,
    BlobOwner,
    BlobsUnavailableError,
    checked_digest,
    checked_owner,
    digest_of,
    verified,
)


class ObjectBlobs:
    """Blobs in an object store. Credentials come from where its own tools look, such as `AWS_…` variables."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    @classmethod
    def at(cls, url: str) -> Self:
        """The store at a URL.

        Raises:
            BlobError: the URL names no store.
        """
        try:
            return cls(from_url(url))
        except (BaseError, ValueError) as error:
            raise BlobError("the blob URL names no object store; use s3://BUCKET/PREFIX") from error

    def put(self, owner: str, data: bytes) -> str:
        """Keep bytes durably."""
        digest = digest_of(data)
        try:
            obstore.put(self._store, f"{checked_owner(owner)}/{digest}", data)
        except (BaseError, OSError) as error:
            raise BlobsUnavailableError(f"cannot write a blob: {type(error).__name__}") from error
        return digest

    def get(self, owner: str, digest: str) -> bytes:
        """The bytes."""
        try:
            data = obstore.get(self._store, f"{checked_owner(owner)}/{checked_digest(digest)}").bytes()
        except (ObjectMissingError, FileNotFoundError) as error:
            raise BlobMissingError("there is no such blob") from error
        except (BaseError, OSError) as error:
            raise BlobsUnavailableError(f"cannot read a blob: {type(error).__name__}") from error
        return verified(bytes(data), digest)

    def erase(self, owner: str) -> None:
        """Remove all blobs of an owner."""
        try:
            for batch in obstore.list(self._store, prefix=f"{checked_owner(owner)}/"):
                obstore.delete(self._store, [entry["path"] for entry in batch])
        except (ObjectMissingError, FileNotFoundError):
            return  # another process is erasing too
        except (BaseError, OSError) as error:
            raise BlobsUnavailableError(f"cannot erase blobs: {type(error).__name__}") from error

    def owners(self) -> Iterator[BlobOwner]:
        """All that blobs are kept for."""
        newest: dict[str, datetime.datetime] = {}
        try:
            for batch in obstore.list(self._store):
                for entry in batch:
                    owner = entry["path"].split("/")[-2]
                    newest[owner] = max(newest.get(owner, entry["last_modified"]), entry["last_modified"])
        except (BaseError, OSError) as error:
            raise BlobsUnavailableError(f"cannot list blobs: {type(error).__name__}") from error
        for owner, changed in newest.items():
            yield BlobOwner(owner, changed)
