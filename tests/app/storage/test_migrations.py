from __future__ import annotations

import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from app.analyses import tables as analysis_tables
from app.storage import leases
from app.storage.base import Base
from app.storage.database import Database
from app.storage.migrate import migrate, revisions

assert analysis_tables
assert leases


def differences(database: Database) -> list[object]:
    with database.reading() as session:
        return list(compare_metadata(MigrationContext.configure(session.connection()), Base.metadata))


@pytest.mark.parametrize("earlier", [None, *revisions()])
def test_from_every_earlier_revision(empty_database: Database, earlier: str | None) -> None:
    if earlier is not None:
        migrate(empty_database, earlier)
        with empty_database.writing() as session:
            session.execute(text("INSERT INTO leases VALUES ('kept', 'somebody', 1.5)"))
    migrate(empty_database)
    assert differences(empty_database) == []
    with empty_database.reading() as session:
        kept = session.execute(text("SELECT name, holder, expires FROM leases")).all()
    assert [tuple(row) for row in kept] == ([("kept", "somebody", 1.5)] if earlier else [])


def test_an_out_of_date_database_differs(empty_database: Database) -> None:
    migrate(empty_database, revisions()[0])
    assert differences(empty_database)


def test_several_at_once(empty_database: Database) -> None:
    starting = threading.Barrier(4)
    errors: list[BaseException] = []

    def start() -> None:
        try:
            starting.wait()
            migrate(empty_database)
        except BaseException as error:
            errors.append(error)
            raise

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert differences(empty_database) == []


def test_a_failed_migration_leaves_nothing_behind(
    empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("cut off")

    monkeypatch.setattr("alembic.operations.Operations.create_index", fail)
    with pytest.raises(RuntimeError):
        migrate(empty_database)
    with empty_database.reading() as session:
        assert inspect(session.connection()).get_table_names() == []
