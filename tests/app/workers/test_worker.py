from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import anyio
import pytest
from app_fakes import CONFIDENTIAL, GatedChecker, fake_checker
from sqlalchemy import MetaData, inspect, select

from app.analyses.model import Analysis, Status
from app.analyses.requests import Analyses
from app.analyses.service import AnalysisService
from app.checking import Checker, SourceFile
from app.settings import Settings
from app.storage.database import Database
from app.storage.folder_blobs import FolderBlobs
from app.workers.worker import Worker
from app.workers.workflow import WorkflowQueue
from checklist_data import load


@contextmanager
def working(database: Database, folder: Path, checker: Checker) -> Iterator[tuple[Analyses, Worker]]:
    settings = Settings(data_folder=folder, database_url=database.url, lease_seconds=60, shutdown_seconds=60)
    blobs, queue = FolderBlobs(settings.blob_folder), WorkflowQueue(database)
    worker = Worker(settings, database, blobs, checker)
    worker.start()
    try:
        yield Analyses(database, blobs, queue, AnalysisService(queue, 9)), worker
    finally:
        worker.stop()
        queue.close()


def submit(analyses: Analyses, text: str) -> Analysis:
    return analyses.submit([SourceFile("秘密の件名.pdf", text.encode())], load())


def finished(analyses: Analyses, analysis: Analysis) -> Analysis:
    return anyio.run(analyses.wait, analysis.id, 120)


def everything(database: Database) -> dict[str, str]:
    """All rows of all tables, those of the queue too."""
    found = {}
    for schema in (None, "dbos") if database.engine.dialect.name == "postgresql" else (None,):
        metadata = MetaData(schema=schema)
        metadata.reflect(database.engine)
        with database.reading() as session:
            for table in metadata.sorted_tables:
                found[table.fullname] = repr(session.execute(select(table)).all())
    return found


def test_nothing_of_a_document_is_in_the_database(database: Database, tmp_path: Path) -> None:
    with working(database, tmp_path, fake_checker()) as (analyses, _):
        ended = [finished(analyses, submit(analyses, f"{CONFIDENTIAL}\n{text}")) for text in ("一", "CRASH")]
        assert [analysis.status for analysis in ended] == [Status.SUCCEEDED, Status.FAILED]
        kept = everything(database)
        assert any(ended[0].id in rows for rows in kept.values())
        assert all(CONFIDENTIAL not in rows for rows in kept.values())
        assert {name.rsplit(".")[-1] for name, rows in kept.items() if "秘密の件名" in rows} == {"files"}
        for analysis in ended:
            analyses.remove(analysis.id)
        left = everything(database)
    assert [name for name, rows in left.items() if any(one.id in rows for one in ended)] == []
    assert len(left) > 5
    assert inspect(database.engine).has_table("analyses")


def test_a_waiting_analysis_that_is_cancelled_is_never_run(database: Database, tmp_path: Path) -> None:
    checker = GatedChecker()
    with working(database, tmp_path, checker) as (analyses, _):
        first, second = submit(analyses, "一"), submit(analyses, "二")
        assert checker.started.wait(60)
        analyses.cancel(second.id)
        checker.gate.set()
        assert finished(analyses, first).status is Status.SUCCEEDED
        third = finished(analyses, submit(analyses, "三"))
        assert third.status is Status.SUCCEEDED
        cancelled = analyses.get(second.id)
    assert (cancelled.status, cancelled.started) == (Status.CANCELLED, None)


def test_a_running_analysis_that_is_cancelled_makes_room(database: Database, tmp_path: Path) -> None:
    checker = GatedChecker()
    with working(database, tmp_path, checker) as (analyses, _):
        first = submit(analyses, "一")
        assert checker.started.wait(60)
        analyses.cancel(first.id)
        checker.gate.set()
        assert finished(analyses, submit(analyses, "二")).status is Status.SUCCEEDED
        assert analyses.get(first.id).status is Status.CANCELLED


def test_stopping_lets_the_running_analysis_end(database: Database, tmp_path: Path) -> None:
    checker = GatedChecker()
    with working(database, tmp_path, checker) as (analyses, worker):
        first = submit(analyses, "一")
        assert checker.started.wait(60)
        assert worker.busy
        opening = threading.Timer(0.5, checker.gate.set)
        opening.start()
    opening.join()
    assert analyses.get(first.id).status is Status.SUCCEEDED
    assert not worker.alive


def test_a_process_has_one_worker(database: Database, tmp_path: Path) -> None:
    with working(database, tmp_path, fake_checker()) as (analyses, _):
        second = Worker(Settings(), database, FolderBlobs(tmp_path), fake_checker())
        with pytest.raises(RuntimeError, match="one worker"):
            second.start()
        assert finished(analyses, submit(analyses, "一")).status is Status.SUCCEEDED


def test_a_taken_analysis_that_was_not_begun_is_given_again(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the connection is lost between taking and beginning."""
    with working(database, tmp_path, fake_checker()) as (_, worker):
        given: list[str] = []
        monkeypatch.setattr(WorkflowQueue, "claimed", lambda _: {"lost": worker.name, "other": "another worker"})
        monkeypatch.setattr(WorkflowQueue, "give_again", lambda _, analysis_id: given.append(analysis_id))
        worker._give_up_lost()
        assert given == []
        worker._give_up_lost()
        assert given == ["lost"]
