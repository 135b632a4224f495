from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from analyses_maker import Desk
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.analyses.cursor import from_cursor, to_cursor
from app.analyses.model import Analysis, Status
from app.analyses.repository import Filter, Position
from app.problems import (
    ANALYSIS_FINISHED,
    ANALYSIS_NOT_FOUND,
    BUSY,
    IDEMPOTENCY_KEY_REUSED,
    INVALID_REQUEST,
    ProblemType,
    ServiceProblem,
)
from app.storage.blobs import BlobsUnavailableError
from app.storage.database import Database
from app.storage.folder_blobs import FolderBlobs

ROOM = 6


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return Desk(database, tmp_path / "blobs", queue_length=ROOM)


def at_once(number: int, work: Callable[[int], None]) -> None:
    """Do something in several threads at the same moment."""
    starting = threading.Barrier(number)

    def start(position: int) -> None:
        starting.wait()
        work(position)

    threads = [threading.Thread(target=start, args=(position,)) for position in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_what_was_submitted(desk: Desk) -> None:
    analysis = desk.analyses.get(desk.submit("一", "二二").id)
    assert analysis.status is Status.QUEUED
    assert [(file.name, file.size) for file in analysis.files] == [("仕様書0.pdf", 3), ("仕様書1.pdf", 6)]
    assert [desk.blobs.get(analysis.id, file.sha256).decode() for file in analysis.files] == ["一", "二二"]
    assert desk.queue.waiting == [analysis.id]


def test_a_repeated_request_is_not_done_again(desk: Desk) -> None:
    first = desk.submit("一", key="k")
    assert desk.submit("一", key="k") == first
    assert desk.submit("一", key="other").id != first.id
    assert desk.submit("一").id != first.id
    assert len(desk.queue.waiting) == len(desk.owners()) == 3


def test_a_repeated_request_finds_the_report(desk: Desk) -> None:
    first = desk.run(desk.submit("一", key="k"))
    assert first.status is Status.SUCCEEDED
    assert desk.submit("一", key="k") == first


@pytest.mark.parametrize("texts", [("二",), ("一", "一"), ()])
def test_a_key_with_other_content_is_refused(desk: Desk, texts: tuple[str, ...]) -> None:
    desk.submit("一", key="k")
    with pytest.raises(ServiceProblem) as caught:
        desk.submit(*texts, key="k")
    assert caught.value.kind is IDEMPOTENCY_KEY_REUSED
    assert len(desk.owners()) == 1


def test_a_key_is_free_again_when_its_analysis_is_gone(desk: Desk) -> None:
    desk.analyses.remove(desk.submit("一", key="k").id)
    assert desk.submit("二", key="k").status is Status.QUEUED


def test_the_same_request_several_times_at_once(desk: Desk) -> None:
    found: list[Analysis] = []
    at_once(5, lambda _: found.append(desk.submit("一", key="k")))
    assert len(found) == 5
    assert {one.id for one in found} == desk.owners() == set(desk.queue.waiting)
    assert len(desk.queue.waiting) == 1


def test_no_more_wait_than_may(desk: Desk) -> None:
    refused: list[ProblemType] = []

    def submit(number: int) -> None:
        try:
            desk.submit(str(number))
        except ServiceProblem as problem:
            refused.append(problem.kind)

    at_once(ROOM + 4, submit)
    assert refused == [BUSY] * 4
    assert len(desk.queue.waiting) == len(desk.owners()) == ROOM
    desk.run(desk.analyses.get(desk.queue.waiting[0]))
    assert desk.submit("一").status is Status.QUEUED


def test_what_cannot_be_kept_is_not_accepted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    put = FolderBlobs.put

    def full(self: FolderBlobs, owner: str, data: bytes) -> str:
        if data == "二".encode():
            raise BlobsUnavailableError("disk full")
        return put(self, owner, data)

    monkeypatch.setattr(FolderBlobs, "put", full)
    with pytest.raises(BlobsUnavailableError):
        desk.submit("一", "二")
    assert desk.owners() == set()
    assert desk.analyses.page(Filter(), None, 10) == []


def test_an_answer_that_the_database_could_not_give_costs_no_files(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The transaction may have been committed all the same."""

    @contextmanager
    def cut_off() -> Iterator[Session]:
        with writing() as session:
            yield session
        raise OperationalError("COMMIT", {}, Exception("connection lost"))

    writing = desk.database.writing
    with monkeypatch.context() as broken:
        broken.setattr(desk.database, "writing", cut_off)
        with pytest.raises(OperationalError):
            desk.submit("一", key="k")
    accepted = desk.submit("一", key="k")
    assert desk.run(accepted).status is Status.SUCCEEDED


def test_cancelling(desk: Desk) -> None:
    analysis = desk.submit("一")
    cancelled = desk.analyses.cancel(analysis.id)
    assert cancelled.status is Status.CANCELLED
    assert cancelled.finished
    assert desk.analyses.cancel(analysis.id) == cancelled
    assert desk.queue.waiting == []
    assert desk.owners() == set()


def test_cancelling_what_cannot_be(desk: Desk) -> None:
    done = desk.run(desk.submit("一"))
    for analysis_id, kind in ((done.id, ANALYSIS_FINISHED), ("none", ANALYSIS_NOT_FOUND)):
        with pytest.raises(ServiceProblem) as caught:
            desk.analyses.cancel(analysis_id)
        assert caught.value.kind is kind
    assert desk.analyses.report(done).edition == done.edition


def test_removing_one_keeps_the_same_file_of_another(desk: Desk) -> None:
    first, second = (desk.run(desk.submit("一")) for _ in range(2))
    assert first.files == second.files
    desk.analyses.remove(first.id)
    assert desk.owners() == {second.id}
    assert desk.blobs.get(second.id, second.files[0].sha256) == "一".encode()
    with pytest.raises(ServiceProblem):
        desk.analyses.remove(first.id)


def test_pages(desk: Desk) -> None:
    made = [desk.submit(str(number)).id for number in range(5)]
    found: list[Analysis] = []
    place = None
    while page := desk.analyses.page(Filter(), place, 2):
        assert len(page) <= 2
        found += page
        place = from_cursor(to_cursor(Position(page[-1].created, page[-1].id)))
    assert [one.id for one in found] == list(reversed(made))


def test_filters(desk: Desk) -> None:
    first = desk.run(desk.submit("一", name="仕様50%書"))
    second = desk.submit("一", "二", name="契約_書")
    japanese_time = second.created.astimezone(datetime.timezone(datetime.timedelta(hours=9)))

    def found(wanted: Filter) -> list[str]:
        return [analysis.id for analysis in desk.analyses.page(wanted, None, 10)]

    assert found(Filter(statuses=[Status.SUCCEEDED])) == [first.id]
    assert found(Filter(statuses=[Status.SUCCEEDED, Status.QUEUED])) == [second.id, first.id]
    assert found(Filter(statuses=[Status.CANCELLED])) == []
    assert found(Filter(created_from=second.created)) == found(Filter(created_from=japanese_time)) == [second.id]
    assert found(Filter(created_before=second.created)) == [first.id]
    assert found(Filter(name="0%")) == found(Filter(name="%")) == [first.id]
    assert found(Filter(name="_書1")) == [second.id]


@pytest.mark.parametrize("cursor", ["あ", "!", "AAAA", "MjAyNi0wMS0wMVQwMDowMDowMCBh"])
def test_wrong_cursors(cursor: str) -> None:
    with pytest.raises(ServiceProblem) as caught:
        from_cursor(cursor)
    assert caught.value.kind is INVALID_REQUEST
