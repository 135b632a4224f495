"""Blobs over S3's protocol."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from s3_server import s3_server

from app.storage.blobs import BlobMissingError, Blobs, BlobsUnavailableError, digest_of, open_blobs


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Blobs, dict[str, bytes]]]:
    with s3_server() as (address, objects):
        for name, value in {
            "AWS_ENDPOINT_URL": address,
            "AWS_ALLOW_HTTP": "true",
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_REGION": "us-east-1",
        }.items():
            monkeypatch.setenv(name, value)
        yield open_blobs("s3://bucket/some/prefix", Path()), objects


def test_blobs_are_objects_below_the_prefix(store: tuple[Blobs, dict[str, bytes]]) -> None:
    blobs, objects = store
    objects["some/other"] = b"not ours"
    digest = blobs.put("owner", b"one")
    assert objects[f"some/prefix/owner/{digest}"] == b"one"
    assert blobs.get("owner", digest) == b"one"
    blobs.put("other", b"one")
    assert {owner.id for owner in blobs.owners()} == {"owner", "other"}
    blobs.erase("owner")
    assert sorted(objects) == ["some/other", f"some/prefix/other/{digest}"]
    with pytest.raises(BlobMissingError):
        blobs.get("owner", digest)


def test_a_store_that_refuses(store: tuple[Blobs, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    blobs, _ = store
    monkeypatch.setattr("s3_server._Handler.do_PUT", lambda self: self._answer(403, b"<Error/>"))
    monkeypatch.setattr("s3_server._Handler.do_GET", lambda self: self._answer(403, b"<Error/>"))
    with pytest.raises(BlobsUnavailableError):
        blobs.put("owner", b"one")
    with pytest.raises(BlobsUnavailableError):
        blobs.get("owner", digest_of(b"one"))
    with pytest.raises(BlobsUnavailableError):
        list(blobs.owners())
