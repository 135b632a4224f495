"""Connections to SQLite or PostgreSQL, set up so that what was committed survives a crash."""

from __future__ import annotations

import sqlite3

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

WRITES = "morenashi_writes"
"""Execution option of connections whose transactions will write."""
_BUSY_MILLISECONDS = 30_000
"""How long SQLite waits for another writer. Writes take milliseconds: whoever waits this long meets a stuck process."""


class DatabaseUrlError(ValueError):
    """The database URL is malformed or names a database that is not supported."""


def parse_url(url: str) -> URL:
    """A database URL with the driver that is used.

    Raises:
        DatabaseUrlError: it is malformed or names another database than SQLite in a file or PostgreSQL.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseUrlError("not a database URL; use sqlite:///FILE or postgresql://USER@HOST/NAME") from error
    backend = parsed.get_backend_name()
    if backend == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed.set(drivername="sqlite")
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    raise DatabaseUrlError(f"{backend} is not supported; use sqlite:///FILE or postgresql://USER@HOST/NAME")


def open_engine(url: URL) -> Engine:
    """An engine for a URL of `parse_url`, not connected yet."""
    # Parameters stay out of error messages: they hold names of files.
    if url.get_backend_name() == "postgresql":
        return create_engine(url, hide_parameters=True, pool_pre_ping=True)
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _: object) -> None:
    # The driver would begin transactions by itself, and only before some statements.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {_BUSY_MILLISECONDS}",
        "journal_mode = WAL",  # readers do not wait for the writer
        "synchronous = FULL",  # in WAL mode, less may lose the last commits when the power fails
        "foreign_keys = ON",
        "secure_delete = ON",  # what was deleted is overwritten
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A transaction that reads first and then writes fails at once when another has written meanwhile, without waiting.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
