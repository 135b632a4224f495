"""Counts how often analyses come to an end, by triggers: the database itself sees what no process could hide."""

from __future__ import annotations

from sqlalchemy import text

from app.storage.database import Database


def count_endings(database: Database) -> None:
    """Have the database itself note every change of an analysis to an end."""
    if database.engine.dialect.name == "sqlite":
        statements = [
            "CREATE TRIGGER ending AFTER UPDATE OF status ON analyses WHEN NEW.status NOT IN ('queued', 'running') "
            "BEGIN INSERT INTO endings VALUES (NEW.id); END",
        ]
    else:
        statements = [
            "CREATE FUNCTION ending() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN INSERT INTO endings VALUES (NEW.id); RETURN NULL; END $$",
            "CREATE TRIGGER ending AFTER UPDATE OF status ON analyses FOR EACH ROW "
            "WHEN (NEW.status NOT IN ('queued', 'running')) EXECUTE FUNCTION ending()",
        ]
    with database.writing() as session:
        for statement in ("CREATE TABLE endings (id TEXT)", *statements):
            session.execute(text(statement))


def endings(database: Database) -> list[str]:
    """Every analysis as often as it came to an end."""
    with database.reading() as session:
        return list(session.scalars(text("SELECT id FROM endings")))
