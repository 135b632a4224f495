"""What a worker does with an analysis: read each file, judge the package, end it with the report.

Each step may be done again: by the same worker after a restart, or by two workers at once when one was taken for dead
and was not. A step therefore leaves the same behind however often it is done, and only one can end the analysis.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol, TypeVar

from sqlalchemy.exc import OperationalError

from app.analyses import documents
from app.analyses.model import Reading, Status
from app.analyses.progress import ProgressWriter, StoppedError
from app.analyses.repository import AnalysisRepository
from app.analyses.runs import Runs
from app.checking import EXTRACT_SHARE, Checker, Step, find_edition
from app.clock import now
from app.logs import where
from app.problems import GIVEN_UP, INTERNAL, ServiceProblem, document_problem
from app.storage.blobs import Blobs, BlobsUnavailableError
from app.storage.database import Database
from extractors.problems import DocumentProblem, ProblemCode

T = TypeVar("T")
_LOG = logging.getLogger(__name__)
_UNAVAILABLE = (OperationalError, BlobsUnavailableError)
"""Errors of what is around: what was tried will succeed once the database and the blobs are back."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 10.0
"""Seconds before trying again, and at most, as each pause is twice the one before."""


class Checkpoint(Protocol):
    """Does a step unless it was done before, and keeps what it returned."""

    def __call__(self, step: Step, work: Callable[[], str | None]) -> str | None:
        """What `work` returns, now or when it was done before."""
        ...


class Pipeline:
    """Takes analyses from their files to their end; safe to use from several threads.

    Args:
        database: where the analyses are.
        blobs: where their files are.
        checker: reads and judges.
        attempts: how often an analysis may be begun; one more, and it is given up.
    """

    def __init__(self, database: Database, blobs: Blobs, checker: Checker, attempts: int) -> None:
        self._database, self._blobs, self._checker, self._attempts = database, blobs, checker, attempts
        self._left = threading.Event()

    def leave(self) -> None:
        """Stop what is being read and leave it to others; to be called once no step can be kept any more."""
        self._left.set()

    def run(self, analysis_id: str, checkpoint: Checkpoint) -> None:
        """Bring an analysis to its end, from where it stands."""
        files = _patiently(partial(self._begin, analysis_id))
        for position in range(files):
            if checkpoint(Step.EXTRACT, partial(self._guarded, self._read, analysis_id, position, files)) is None:
                return
        report = checkpoint(Step.MATCH, partial(self._guarded, self._judge, analysis_id)) if files else None
        if report is not None:
            checkpoint(Step.REPORT, partial(self._guarded, self._succeed, analysis_id, report))

    def _begin(self, analysis_id: str) -> int:
        """How many files there are to read; 0 if the analysis is at its end."""
        with self._database.writing() as session:
            attempt = Runs(session).begin(analysis_id, now())
            files = len(Runs(session).files(analysis_id))
        if attempt is None:
            return 0
        if attempt > self._attempts:
            _LOG.error("analysis %s is given up: begun %d times before", analysis_id, attempt - 1)
            self._fail(analysis_id, [ServiceProblem(GIVEN_UP)])
            return 0
        return files

    def _guarded(self, work: Callable[..., str | None], analysis_id: str, *args: object) -> str | None:
        """What `work` returns; None if it, or somebody else meanwhile, has ended the analysis.

        Nothing that it raises leaves here: the message of an error could hold text of a document, and whoever keeps
        checkpoints also keeps errors.
        """
        try:
            return _patiently(partial(work, analysis_id, *args))
        except StoppedError:
            _patiently(partial(self._clear, analysis_id))
        except Exception as error:  # noqa: BLE001 - a worker has nobody above it: whatever happens must end in a state and the log
            _patiently(partial(self._break_off, analysis_id, error))
        return None

    def _break_off(self, analysis_id: str, error: Exception) -> None:
        with self._database.reading() as session:
            analysis = AnalysisRepository(session).get(analysis_id)
        if analysis is None or analysis.done:  # its blobs were erased under the step's feet
            self._clear(analysis_id)
        else:
            _LOG.error("analysis %s failed: %s", analysis_id, where(error))
            self._fail(analysis_id, [ServiceProblem(INTERNAL)])

    def _read(self, analysis_id: str, position: int, files: int) -> str | None:
        progress = ProgressWriter(self._database, analysis_id)
        progress.begin(Step.EXTRACT, position * EXTRACT_SHARE // files)

        def tell(done: int, total: int) -> None:
            progress.tell(int((position + min(done / max(total, 1), 1)) * EXTRACT_SHARE / files))

        with self._database.reading() as session:
            file = Runs(session).files(analysis_id)[position]
        data = self._blobs.get(analysis_id, file.sha256)
        try:
            document = self._checker.extract(
                data, file.name, tell, lambda: self._left.is_set() or progress.is_stopped()
            )
        except DocumentProblem as error:
            if error.code is ProblemCode.CANCELLED:
                raise StoppedError from error
            reading = Reading(problem=document_problem(file.name, error))
        else:
            reading = Reading(document=self._blobs.put(analysis_id, documents.to_bytes(document)))
        with self._database.writing() as session:
            if not Runs(session).record(analysis_id, position, reading):
                raise StoppedError
        return file.sha256

    def _judge(self, analysis_id: str) -> str | None:
        progress = ProgressWriter(self._database, analysis_id)
        progress.begin(Step.MATCH, EXTRACT_SHARE)
        with self._database.reading() as session:
            runs = Runs(session)
            edition, files, readings = runs.edition(analysis_id), runs.files(analysis_id), runs.readings(analysis_id)
        problems = [reading.problem for reading in readings if reading.problem is not None]
        if problems:
            self._fail(analysis_id, problems)
            return None
        if edition is None:
            raise StoppedError
        report = self._checker.judge(
            find_edition(edition),
            [documents.from_bytes(self._blobs.get(analysis_id, reading.document or "")) for reading in readings],
            [file.kind for file in files],
        )
        progress.begin(Step.REPORT, 99)
        return self._blobs.put(analysis_id, report.model_dump_json().encode())

    def _succeed(self, analysis_id: str, report: str) -> str | None:
        with self._database.writing() as session:
            if not Runs(session).succeed(analysis_id, report, now()):
                raise StoppedError
        return report

    def _fail(self, analysis_id: str, problems: Sequence[ServiceProblem]) -> None:
        with self._database.writing() as session:
            Runs(session).fail(analysis_id, problems, now())
        self._clear(analysis_id)

    def _clear(self, analysis_id: str) -> None:
        """Erase the blobs of an analysis that ended without a report: nobody needs them any more."""
        with self._database.reading() as session:
            analysis = AnalysisRepository(session).get(analysis_id)
        if analysis is None or analysis.status in (Status.FAILED, Status.CANCELLED):
            self._blobs.erase(analysis_id)


def _patiently(work: Callable[[], T]) -> T:
    """What `work` returns, once the database and the blobs are there: an accepted analysis is not lost by their absence."""
    pause = _FIRST_PAUSE
    while True:
        try:
            return work()
        except _UNAVAILABLE as error:
            _LOG.warning("database or blobs are unavailable, trying again in %.1f s: %s", pause, where(error))
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
