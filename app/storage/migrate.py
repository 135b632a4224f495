"""Bringing a database's tables up to date."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from app.storage.database import Database, serialize

HEAD = "head"
"""The newest revision."""
_SCRIPTS = Path(__file__).parent / "migrations"


def migrate(database: Database, revision: str = HEAD) -> None:
    """Make or alter the tables up to a revision.

    All of it is one transaction, and several processes may start at once: the others wait and find the work done.
    """
    config = _config()
    database.make_folder()
    with database.writing() as session:
        serialize(session, "migrations")
        config.attributes["connection"] = session.connection()
        command.upgrade(config, revision)


def revisions() -> tuple[str, ...]:
    """All revisions, oldest first."""
    scripts = ScriptDirectory.from_config(_config())
    return tuple(reversed([script.revision for script in scripts.walk_revisions()]))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
