from __future__ import annotations

import time

import pytest
from sqlalchemy import select

from app.storage.database import Database
from app.storage.leases import LeaseRow, Leases


def hold(database: Database, name: str, holder: str, seconds: float) -> bool:
    with database.writing() as session:
        return Leases(session).hold(name, holder, seconds)


def holders(database: Database, prefix: str) -> set[str]:
    with database.reading() as session:
        return set(Leases(session).holders(prefix))


def test_one_holder_at_a_time(database: Database) -> None:
    assert hold(database, "duty", "a", 60)
    assert not hold(database, "duty", "b", 60)
    assert hold(database, "duty", "a", 60)
    assert hold(database, "other", "b", 60)


def test_an_expired_lease_is_free(database: Database) -> None:
    assert hold(database, "duty", "a", 0.01)
    time.sleep(0.02)
    assert holders(database, "duty") == set()
    assert hold(database, "duty", "b", 60)
    assert not hold(database, "duty", "a", 60)


def test_only_the_holder_gives_back(database: Database) -> None:
    hold(database, "duty", "a", 60)
    for holder, expected in (("b", {"a"}), ("a", set[str]())):
        with database.writing() as session:
            Leases(session).release("duty", holder)
        assert holders(database, "duty") == expected


def test_holders_of_a_prefix(database: Database) -> None:
    for name in ("worker/a", "worker/b", "worker%", "duty"):
        hold(database, name, name[-1], 60)
    assert holders(database, "worker/") == {"a", "b"}


@pytest.mark.parametrize(("age", "left"), [(0.0, {"live"}), (60.0, {"live", "dead"})])
def test_expired_leases_are_forgotten(database: Database, age: float, left: set[str]) -> None:
    hold(database, "worker/live", "live", 60)
    hold(database, "worker/dead", "dead", 0.01)
    time.sleep(0.02)
    with database.writing() as session:
        Leases(session).drop_expired("worker/", age)
    with database.reading() as session:
        assert set(session.scalars(select(LeaseRow.holder))) == left
