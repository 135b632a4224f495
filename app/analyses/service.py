"""What can be done with analyses."""

from __future__ import annotations

import asyncio
import datetime
import logging
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from app.analyses.jobs import JobRunner, QueueFullError
from app.analyses.model import Analysis, Status
from app.analyses.repository import AnalysisRepository
from app.checking import Checker, SourceFile, Step, UnreadableFilesError, find_edition
from app.logs import where
from app.problems import ANALYSIS_FAILED, ANALYSIS_NOT_FOUND, BUSY, INTERNAL, NOT_FINISHED, ServiceProblem
from checklist_data import Edition
from matchers.report import Report

_LOG = logging.getLogger(__name__)
_POLL_SECONDS = 0.05
"""How often a waiting request looks: a repository may be shared with another process, which cannot wake it."""
_RETRY_SECONDS = 10
"""When to come again to a full queue: about the time that one analysis takes."""


class AnalysisService:
    """Takes packages of files, has them checked, and hands out the reports."""

    def __init__(
        self,
        repository: AnalysisRepository,
        runner: JobRunner,
        checker: Checker,
        now: Callable[[], datetime.datetime],
    ) -> None:
        self._repository, self._runner, self._checker, self._now = repository, runner, checker, now
        self._stopping = threading.Event()

    def submit(self, files: Sequence[SourceFile], edition: Edition) -> Analysis:
        """Take a package.

        Raises:
            ServiceProblem: too many are waiting.
        """
        analysis = Analysis(
            id=secrets.token_urlsafe(18),
            edition=edition.id,
            files=tuple(file.name for file in files),
            created=self._now(),
        )
        self._repository.add(analysis)
        try:
            self._runner.submit(lambda: self._run(analysis.id, tuple(files), edition))
        except QueueFullError as error:
            self._repository.remove(analysis.id)
            raise ServiceProblem(BUSY, headers={"Retry-After": str(_RETRY_SECONDS)}) from error
        return analysis

    def shutdown(self) -> None:
        """Take no more packages, stop the readings, and wait for what is being judged."""
        self._stopping.set()
        self._runner.shutdown()

    def get(self, analysis_id: str) -> Analysis:
        """An analysis.

        Raises:
            ServiceProblem: there is none of this id.
        """
        analysis = self._repository.get(analysis_id)
        if analysis is None:
            raise ServiceProblem(ANALYSIS_NOT_FOUND)
        return analysis

    def report(self, analysis_id: str) -> tuple[Report, Edition]:
        """The report of an analysis and the edition it was judged by.

        Raises:
            ServiceProblem: there is no such analysis, it has not finished, or it failed.
        """
        analysis = self.get(analysis_id)
        if analysis.status is Status.FAILED:
            raise ServiceProblem(ANALYSIS_FAILED, problems=analysis.problems)
        if analysis.report is None:
            raise ServiceProblem(NOT_FINISHED, headers={"Retry-After": "1"})
        return analysis.report, find_edition(analysis.edition)

    def remove(self, analysis_id: str) -> None:
        """Forget an analysis and its report; if its files are being read, that is stopped at once.

        Raises:
            ServiceProblem: there is none of this id.
        """
        if not self._repository.remove(analysis_id):
            raise ServiceProblem(ANALYSIS_NOT_FOUND)

    async def wait(self, analysis_id: str, seconds: float) -> Analysis:
        """The analysis when it has finished, or after `seconds`.

        Raises:
            ServiceProblem: there is none of this id.
        """
        clock = asyncio.get_running_loop().time
        deadline = clock() + seconds
        while not (analysis := self.get(analysis_id)).done and clock() < deadline:
            await asyncio.sleep(_POLL_SECONDS)
        return analysis

    def _run(self, analysis_id: str, files: Sequence[SourceFile], edition: Edition) -> None:
        def progress(step: Step, percent: int) -> None:
            self._update(analysis_id, status=Status.RUNNING, step=step, percent=percent)

        def cancelled() -> bool:
            return self._stopping.is_set() or self._repository.get(analysis_id) is None

        if cancelled():  # while it waited
            return
        try:
            report = self._checker.check(files, edition, progress, cancelled)
        except UnreadableFilesError as error:
            self._finish(analysis_id, Status.FAILED, problems=error.problems)
        except ServiceProblem as problem:
            self._finish(analysis_id, Status.FAILED, problems=(problem,))
        except Exception as error:  # noqa: BLE001 - a job has nobody above it: whatever happens must end in a state and the log
            _LOG.error("analysis %s failed: %s", analysis_id, where(error))
            self._finish(analysis_id, Status.FAILED, problems=(ServiceProblem(INTERNAL),))
        else:
            self._finish(analysis_id, Status.SUCCEEDED, report=report, percent=100)

    def _finish(self, analysis_id: str, status: Status, **changes: object) -> None:
        self._update(analysis_id, status=status, finished=self._now(), **changes)

    def _update(self, analysis_id: str, **changes: object) -> None:
        self._repository.update(analysis_id, lambda analysis: replace(analysis, **changes))  # type: ignore[arg-type]
