from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.storage.blobs import (
    BlobDamagedError,
    BlobError,
    BlobMissingError,
    Blobs,
    BlobsUnavailableError,
    check,
    digest_of,
    open_blobs,
)
from app.storage.folder_blobs import FolderBlobs


def local(folder: Path) -> Blobs:
    folder.mkdir()
    return open_blobs(folder.as_uri(), folder)


MAKERS: dict[str, Callable[[Path], Blobs]] = {
    "folder": lambda folder: open_blobs(None, folder),
    "memory": lambda folder: open_blobs("memory:///", folder),
    "local": local,
}


@pytest.fixture(params=MAKERS)
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    return MAKERS[request.param](tmp_path / "blobs")


def test_what_was_put_is_had_back(blobs: Blobs) -> None:
    for data in (b"", b"one", bytes(range(256)) * 5000):
        assert blobs.get("owner", blobs.put("owner", data)) == data
    assert blobs.put("owner", b"one") == digest_of(b"one")


def test_erasing_keeps_what_others_have(blobs: Blobs) -> None:
    digest = blobs.put("first", b"same")
    blobs.put("first", b"more")
    assert blobs.put("second", b"same") == digest
    before = datetime.datetime.now(datetime.UTC) - datetime.timedelta(minutes=1)
    assert {owner.id for owner in blobs.owners() if owner.last_put > before} == {"first", "second"}
    blobs.erase("first")
    assert [owner.id for owner in blobs.owners()] == ["second"]
    assert blobs.get("second", digest) == b"same"
    with pytest.raises(BlobMissingError):
        blobs.get("first", digest)
    blobs.erase("first")


def test_nobody_has_what_another_put(blobs: Blobs) -> None:
    digest = blobs.put("first", b"secret")
    with pytest.raises(BlobMissingError):
        blobs.get("second", digest)


@pytest.mark.parametrize("owner", ["", "..", "a/b", "a\\b", "あ", "a" * 65, ".hidden", "a\n"])
def test_paths_in_the_place_of_an_owner(blobs: Blobs, owner: str) -> None:
    with pytest.raises(ValueError, match="an owner is"):
        blobs.put(owner, b"")
    with pytest.raises(ValueError, match="an owner is"):
        blobs.erase(owner)


@pytest.mark.parametrize("digest", ["", "../x", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_paths_in_the_place_of_a_digest(blobs: Blobs, digest: str) -> None:
    with pytest.raises(ValueError, match="a digest is"):
        blobs.get("owner", digest)


def test_check(blobs: Blobs) -> None:
    check(blobs)


def test_damage_is_seen(tmp_path: Path) -> None:
    blobs = FolderBlobs(tmp_path)
    digest = blobs.put("owner", b"one")
    (tmp_path / "ow" / "owner" / digest).write_bytes(b"two")
    with pytest.raises(BlobDamagedError):
        blobs.get("owner", digest)
    blobs.put("owner", b"one")
    assert blobs.get("owner", digest) == b"one"


def test_a_write_that_was_cut_off_leaves_no_blob(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(_: int) -> None:
        raise OSError(28, "No space left on device")

    blobs = FolderBlobs(tmp_path)
    blobs.put("owner", b"before")
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", cut)
        with pytest.raises(BlobsUnavailableError, match="No space left"):
            blobs.put("owner", b"one")
    with pytest.raises(BlobMissingError):
        blobs.get("owner", digest_of(b"one"))
    assert [file.name for file in (tmp_path / "ow" / "owner").iterdir()] == [digest_of(b"before")]


def test_only_the_user_of_the_service_may_enter(tmp_path: Path) -> None:
    FolderBlobs(tmp_path / "blobs").put("owner", b"secret")
    assert (tmp_path / "blobs").stat().st_mode & 0o077 == 0


def test_a_url_of_no_store() -> None:
    with pytest.raises(BlobError, match="s3://"):
        open_blobs("gopher://somewhere", Path())
