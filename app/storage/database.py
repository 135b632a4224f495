"""Transactions. Whoever serves a request or does a job opens one; repositories and services work inside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.storage.engine import WRITES, open_engine, parse_url


class Database:
    """A database that analyses are kept in; safe to use from several threads."""

    def __init__(self, url: str) -> None:
        """Open it without connecting.

        Raises:
            DatabaseUrlError: the URL is malformed or names a database that is not supported.
        """
        parsed = parse_url(url)
        self.url = parsed.render_as_string(hide_password=False)
        """With its password."""
        self.engine = open_engine(parsed)
        self._writer = self.engine.execution_options(**{WRITES: True})

    def make_folder(self) -> None:
        """Make the folder of a SQLite file."""
        if self.engine.dialect.name == "sqlite":
            Path(self.engine.url.database or "").parent.mkdir(parents=True, exist_ok=True, mode=0o700)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only reads."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that is committed at the end, or rolled back by an error.

        SQLite has one writer at a time: it is the only one from its beginning.
        """
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    def check(self) -> None:
        """Ask the database something.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: it does not answer.
        """
        with self.reading() as session:
            session.execute(text("SELECT 1"))

    def close(self) -> None:
        """Close all connections that are not in use."""
        self.engine.dispose()


def serialize(session: Session, name: str) -> None:
    """Wait for, then keep out until the transaction's end, every other transaction that serializes under `name`."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))
    # A writing transaction of SQLite is the only one anyway.
