from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import pytest
from analyses_maker import ATTEMPTS, Checkpoints, CutOffError, Desk, codes
from app_fakes import CONFIDENTIAL, fake_extract, fake_judge

from app.analyses import pipeline
from app.analyses import progress as writing
from app.analyses.model import Status
from app.analyses.runs import Runs
from app.checking import Checker, Step
from app.storage.blobs import BlobsUnavailableError
from app.storage.database import Database
from app.storage.folder_blobs import FolderBlobs
from checklist_data import Edition
from extractors.document import Document
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Cancelled, Progress, never, unheard
from matchers.report import Report

STEPS = [Step.EXTRACT, Step.EXTRACT, Step.MATCH, Step.REPORT]


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return Desk(database, tmp_path / "blobs")


def test_from_files_to_report(desk: Desk) -> None:
    checkpoints = Checkpoints()
    analysis = desk.run(desk.submit("一", "二"), checkpoints)
    assert checkpoints.steps == STEPS
    assert (analysis.status, analysis.percent) == (Status.SUCCEEDED, 100)
    assert analysis.started
    assert analysis.finished
    assert analysis.created <= analysis.started <= analysis.finished
    assert [document.name for document in desk.analyses.report(analysis).documents] == ["仕様書0.pdf", "仕様書1.pdf"]


@pytest.mark.parametrize("number", range(len(STEPS)))
@pytest.mark.parametrize("moment", ["before", "after"])
def test_cut_off_at_any_step(desk: Desk, number: int, moment: str) -> None:
    undisturbed = desk.run(desk.submit("一", "二"))
    analysis = desk.submit("一", "二")
    checkpoints = Checkpoints()
    with pytest.raises(CutOffError):
        desk.run(analysis, checkpoints.begin((number, moment)))
    resumed = desk.run(analysis, checkpoints.begin())
    assert resumed.status is Status.SUCCEEDED
    assert resumed.report == undisturbed.report


def test_two_workers_at_once_make_one_report(database: Database, tmp_path: Path) -> None:
    """The slower one was taken for dead, and goes on when the other has done all."""
    ended: list[datetime.datetime | None] = []

    def slow_judge(edition: Edition, documents: Sequence[Document], kinds: Sequence[str | None]) -> Report:
        ended.append(fast.run(analysis).finished)
        return fake_judge(edition, documents, kinds)

    fast = Desk(database, tmp_path / "blobs")
    slow = Desk(database, tmp_path / "blobs", Checker(fake_extract, slow_judge))
    analysis = fast.submit("一")
    after = slow.run(analysis)
    assert [after.finished] == ended
    assert after.status is Status.SUCCEEDED
    assert fast.analyses.report(after).edition == analysis.edition


def test_unreadable_members_fail_the_package(desk: Desk) -> None:
    analysis = desk.run(desk.submit("PROBLEM damaged", "二", "PROBLEM image"))
    assert analysis.status is Status.FAILED
    assert [(problem.kind.code, problem.file) for problem in analysis.problems] == [
        ("damaged", "仕様書0.pdf"),
        ("image", "仕様書2.pdf"),
    ]
    assert "found 3, limit 2" in analysis.problems[0].detail_en
    assert desk.owners() == set()


def test_a_bug_ends_the_analysis_without_telling_its_text(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    analysis = desk.run(desk.submit("CRASH"))
    assert (analysis.status, codes(analysis.problems)) == (Status.FAILED, ["internal"])
    assert "in fake_judge" in caplog.text
    assert CONFIDENTIAL not in caplog.text
    assert desk.owners() == set()


def test_an_analysis_that_brings_its_worker_down_is_given_up(desk: Desk) -> None:
    analysis = desk.submit("一")
    checkpoints = Checkpoints()
    for _ in range(ATTEMPTS):
        with pytest.raises(CutOffError):
            desk.run(analysis, checkpoints.begin((0, "before")))
    given_up = desk.run(analysis, checkpoints.begin())
    assert (given_up.status, codes(given_up.problems)) == (Status.FAILED, ["given_up"])
    assert checkpoints.steps == []


@pytest.mark.parametrize("remove", [False, True])
@pytest.mark.parametrize("at", [Step.EXTRACT, Step.MATCH])
def test_ended_by_the_caller_while_it_runs(database: Database, tmp_path: Path, at: Step, remove: bool) -> None:
    def end() -> None:
        if remove:
            desk.analyses.remove(analysis.id)
        else:
            desk.analyses.cancel(analysis.id)

    def extract(
        data: bytes, name: str, progress: Progress = unheard, cancelled: Cancelled = never, /
    ) -> Document:
        if at is Step.EXTRACT:
            end()
        return fake_extract(data, name)

    def judge(edition: Edition, documents: Sequence[Document], kinds: Sequence[str | None]) -> Report:
        end()
        return fake_judge(edition, documents, kinds)

    desk = Desk(database, tmp_path / "blobs", Checker(extract, judge))
    analysis = desk.submit("一")
    checkpoints = Checkpoints()
    desk.pipeline.run(analysis.id, checkpoints)
    assert checkpoints.steps[-1] is at
    assert desk.owners() == set()
    if not remove:
        assert desk.analyses.get(analysis.id).status is Status.CANCELLED


def test_percent_goes_up_page_by_page(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[Step | None, int]] = []

    def extract(data: bytes, name: str, progress: Progress = unheard, cancelled: Cancelled = never, /) -> Document:
        for page in range(1, 4):
            progress(page, 4)
            analysis_now = desk.analyses.get(analysis.id)
            shown.append((analysis_now.step, analysis_now.percent))
        return fake_extract(data, name)

    monkeypatch.setattr(writing, "_SECONDS", 0.0)
    desk = Desk(database, tmp_path / "blobs", Checker(extract, fake_judge))
    analysis = desk.submit("一", "二")
    assert desk.run(analysis).percent == 100
    assert shown == [(Step.EXTRACT, percent) for percent in (7, 15, 22, 37, 45, 52)]


def test_what_is_not_shown_is_not_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    analysis = desk.submit("一")
    with desk.database.writing() as session:
        Runs(session).begin(analysis.id, analysis.created)
    progress = writing.ProgressWriter(desk.database, analysis.id)
    progress.begin(Step.EXTRACT, 1)
    progress.tell(2)
    assert desk.analyses.get(analysis.id).percent == 1
    monkeypatch.setattr(writing, "_SECONDS", 0.0)
    progress.tell(3)
    assert desk.analyses.get(analysis.id).percent == 3
    progress.begin(Step.MATCH, 2)
    assert desk.analyses.get(analysis.id).percent == 3


@pytest.mark.parametrize("left", [False, True])
def test_a_reading_that_nobody_wants_is_stopped(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: bool
) -> None:
    asked: list[bool] = []

    def extract(data: bytes, name: str, progress: Progress = unheard, cancelled: Cancelled = never, /) -> Document:
        asked.append(cancelled())
        if left:
            desk.pipeline.leave()
        else:
            desk.analyses.cancel(analysis.id)
        asked.append(cancelled())
        raise DocumentProblem(ProblemCode.CANCELLED)

    monkeypatch.setattr(writing, "_SECONDS", 0.0)
    desk = Desk(database, tmp_path / "blobs", Checker(extract, fake_judge))
    analysis = desk.submit("一")
    after = desk.run(analysis)
    assert asked == [False, True]
    assert after.status is (Status.RUNNING if left else Status.CANCELLED)
    assert after.problems == ()
    assert desk.owners() == ({analysis.id} if left else set())


def test_what_ended_is_not_begun(desk: Desk) -> None:
    analysis = desk.submit("一")
    desk.analyses.cancel(analysis.id)
    checkpoints = Checkpoints()
    assert desk.run(analysis, checkpoints).status is Status.CANCELLED
    assert checkpoints.steps == []


def test_blobs_that_come_back(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Away(FolderBlobs):
        calls = 0

        def get(self, owner: str, digest: str) -> bytes:
            self.calls += 1
            if self.calls <= 3:
                raise BlobsUnavailableError("away")
            return super().get(owner, digest)

    monkeypatch.setattr(pipeline, "_FIRST_PAUSE", 0.0)
    desk = Desk(database, tmp_path / "blobs")
    analysis = desk.submit("一")
    desk.pipeline = pipeline.Pipeline(database, Away(tmp_path / "blobs"), Checker(fake_extract, fake_judge), 1)
    assert desk.run(analysis).status is Status.SUCCEEDED
    assert caplog.text.count("trying again") == 3
