from __future__ import annotations

import datetime
from dataclasses import replace

from app.analyses.model import Analysis, Status
from app.analyses.repository import InMemoryAnalysisRepository

START = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime.datetime:
        return self.now


def analysis(name: str, *, finished: bool) -> Analysis:
    made = Analysis(name, "edition", ("a.pdf",), START)
    return replace(made, status=Status.SUCCEEDED, finished=START) if finished else made


def repository(capacity: int, clock: Clock) -> InMemoryAnalysisRepository:
    return InMemoryAnalysisRepository(capacity, datetime.timedelta(hours=1), clock)


def kept(repository: InMemoryAnalysisRepository, names: str) -> str:
    return "".join(name for name in names if repository.get(name))


def test_the_oldest_finished_one_makes_room() -> None:
    analyses = repository(2, Clock())
    for name in "abc":
        analyses.add(analysis(name, finished=True))
    assert kept(analyses, "abc") == "bc"


def test_unfinished_ones_are_never_dropped() -> None:
    analyses = repository(2, Clock())
    for name in "abc":
        analyses.add(analysis(name, finished=False))
    analyses.add(analysis("d", finished=True))
    analyses.add(analysis("e", finished=False))
    assert kept(analyses, "abcde") == "abce"


def test_finished_ones_leave_after_their_retention() -> None:
    clock = Clock()
    analyses = repository(9, clock)
    analyses.add(analysis("a", finished=True))
    analyses.add(analysis("b", finished=False))
    clock.now += datetime.timedelta(hours=1)
    assert kept(analyses, "ab") == "ab"
    clock.now += datetime.timedelta(seconds=1)
    assert kept(analyses, "ab") == "b"


def test_update_and_remove() -> None:
    analyses = repository(9, Clock())
    analyses.add(analysis("a", finished=False))
    changed = analyses.update("a", lambda one: replace(one, percent=50))
    assert changed is not None
    assert changed == analyses.get("a")
    assert changed.percent == 50
    assert analyses.update("none", lambda one: one) is None
    assert analyses.remove("a")
    assert not analyses.remove("a")
    assert analyses.update("a", lambda one: one) is None
