from __future__ import annotations

import datetime
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.storage.base import UtcDateTime
from app.storage.database import Database, serialize
from app.storage.engine import DatabaseUrlError, parse_url


@pytest.fixture
def counter(empty_database: Database) -> Database:
    empty_database.make_folder()
    with empty_database.writing() as session:
        session.execute(text("CREATE TABLE counter (n INTEGER)"))
        session.execute(text("INSERT INTO counter VALUES (0)"))
    return empty_database


def count(database: Database) -> int:
    with database.reading() as session:
        return int(session.scalar(text("SELECT n FROM counter")) or 0)


def test_an_error_rolls_back(counter: Database) -> None:
    def fail() -> None:
        with counter.writing() as session:
            session.execute(text("UPDATE counter SET n = 1"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert count(counter) == 0


def test_serialized_transactions_do_not_lose_updates(counter: Database) -> None:
    def add() -> None:
        for _ in range(10):
            with counter.writing() as session:
                serialize(session, "counter")
                n = session.scalar(text("SELECT n FROM counter"))
                session.execute(text("UPDATE counter SET n = :n"), {"n": n + 1})

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(counter) == 40


def test_check(empty_database: Database) -> None:
    empty_database.make_folder()
    empty_database.check()


def test_no_database(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    database = Database(f"sqlite:///{tmp_path}/file/test.db")
    with pytest.raises(OperationalError):
        database.check()
    database.close()


def test_sqlite_survives_a_crash_of_the_machine(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/test.db")
    with database.reading() as session:
        pragmas = [session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")]
    database.close()
    assert pragmas == ["wal", 2, 1]


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://host/name", "sqlite://", "sqlite:///:memory:", "http://x"])
def test_wrong_urls(url: str) -> None:
    with pytest.raises(DatabaseUrlError, match="use sqlite:///FILE"):
        parse_url(url)


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
def test_the_driver_is_ours(scheme: str) -> None:
    assert parse_url(f"{scheme}://user@host/name").drivername == "postgresql+psycopg"


def test_moments_without_a_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        UtcDateTime().process_bind_param(datetime.datetime(2026, 1, 1), None)  # type: ignore[arg-type]  # noqa: DTZ001
