# Its presence puts this folder on the import path, so that the tests in its sub-folders find `app_fakes`.
from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import postgres_server
import pytest

from app.storage.database import Database
from app.workers.workflow import prepare


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The service under test keeps its data in a folder of the test's own."""
    monkeypatch.setenv("MORENASHI_DATA_FOLDER", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Base URL of a PostgreSQL server."""
    if reason := postgres_server.missing():
        pytest.skip(reason)
    # Not in pytest's own folder, which only its user may enter.
    with tempfile.TemporaryDirectory(prefix="morenashi-postgres-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with postgres_server.server(Path(folder) / "server") as base:
            yield base


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of an empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.db'}"
    else:
        with postgres_server.database(request.getfixturevalue("postgres")) as url:
            yield url


@pytest.fixture
def empty_database(database_url: str) -> Iterator[Database]:
    """An empty database of each kind."""
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def database(empty_database: Database) -> Database:
    """A database of each kind with all tables."""
    prepare(empty_database)
    return empty_database
