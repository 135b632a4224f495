from __future__ import annotations

import datetime
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from app_fakes import fake_checker

from app.analyses.model import Analysis, Status
from app.analyses.pipeline import Pipeline
from app.analyses.repository import Filter
from app.analyses.requests import Analyses
from app.analyses.service import AnalysisService
from app.checking import SourceFile
from app.storage.database import Database
from app.storage.folder_blobs import FolderBlobs
from app.workers.housekeeping import Housekeeping
from app.workers.workflow import WorkflowQueue
from checklist_data import load

DAY = datetime.timedelta(days=1)


class House:
    """Analyses in the real queue, with nobody to work on it."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.blobs, self.queue = FolderBlobs(folder), WorkflowQueue(database)
        self.analyses = Analyses(database, self.blobs, self.queue, AnalysisService(self.queue, 9))

    def submit(self) -> Analysis:
        return self.analyses.submit([SourceFile("a.pdf", b"a")], load())

    def finish(self, analysis: Analysis) -> None:
        Pipeline(self.database, self.blobs, fake_checker(), 1).run(analysis.id, lambda _, work: work())

    def keeping(self, retention: datetime.timedelta = DAY, lease: float = 60) -> Housekeeping:
        return Housekeeping(self.database, self.blobs, self.queue, lease, retention)

    def kept(self) -> set[str]:
        return {analysis.id for analysis in self.analyses.page(Filter(), None, 99)}

    def owners(self) -> set[str]:
        return {owner.id for owner in self.blobs.owners()}


@pytest.fixture
def house(database: Database, tmp_path: Path) -> Iterator[House]:
    house = House(database, tmp_path / "blobs")
    yield house
    house.queue.close()


def test_the_retention_erases_everything(house: House) -> None:
    expired, waiting = house.submit(), house.submit()
    house.finish(expired)
    house.keeping().erase_expired()
    assert house.kept() == {expired.id, waiting.id}
    house.keeping(-DAY).erase_expired()
    assert house.kept() == house.owners() == set(house.queue.known()) == {waiting.id}


def test_what_belongs_to_no_analysis_is_erased(house: House) -> None:
    analysis = house.submit()
    house.finish(analysis)
    for owner in ("stray", "recent"):
        house.blobs.put(owner, b"left")
    for owner in ("stray", analysis.id):
        hours_ago = time.time() - 7200
        os.utime(house.folder / owner[:2] / owner, (hours_ago, hours_ago))
    with house.database.writing() as session:
        house.queue.add(session, "forgotten")
    house.keeping().erase_strays()
    assert house.owners() == {analysis.id, "recent"}
    assert set(house.queue.known()) == {analysis.id}


def test_what_the_queue_will_not_end_is_ended(house: House, caplog: pytest.LogCaptureFixture) -> None:
    stranded, waiting = house.submit(), house.submit()
    house.queue.stop(stranded.id)
    house.keeping().end_stranded()
    assert house.analyses.get(stranded.id).status is Status.FAILED
    assert house.analyses.get(waiting.id).status is Status.QUEUED
    assert stranded.id in caplog.text


def test_one_worker_at_a_time_is_on_duty(house: House) -> None:
    expired = house.submit()
    house.finish(expired)
    first, second = house.keeping(), house.keeping(-DAY)
    first.do("first")
    second.do("second")
    assert house.kept() == {expired.id}
    first.resign("first")
    second.do("second")
    assert house.kept() == set()


def test_an_expired_duty_goes_to_another(house: House) -> None:
    expired = house.submit()
    house.finish(expired)
    house.keeping(lease=0.01).do("first")
    time.sleep(0.02)
    house.keeping(-DAY).do("second")
    assert house.kept() == set()


def test_what_a_rolled_back_transaction_added_is_never_run(house: House) -> None:
    def fail() -> None:
        with house.database.writing() as session:
            house.queue.add(session, "never")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert house.queue.known() == {}
