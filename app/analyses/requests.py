"""Analyses as requests use them: each method is one transaction and what has to happen before or after it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

import anyio
from anyio import to_thread

from app.analyses.model import Analysis, AnalysisFile
from app.analyses.queue import AnalysisQueue
from app.analyses.repository import AnalysisRepository, Filter, Position
from app.analyses.service import AnalysisService, Request, report_of
from app.checking import SourceFile
from app.problems import ServiceProblem
from app.storage.blobs import Blobs, BlobsUnavailableError, digest_of
from app.storage.database import Database
from checklist_data import Edition
from matchers.report import Report

_POLL_SECONDS = 0.2
"""How often a waiting request looks: the work is done by another process, which cannot wake it."""


class Analyses:
    """The analyses of this installation; all methods but `wait` block on the database or the disk."""

    def __init__(self, database: Database, blobs: Blobs, queue: AnalysisQueue, service: AnalysisService) -> None:
        self._database, self._blobs, self._queue, self._service = database, blobs, queue, service

    def submit(self, files: Sequence[SourceFile], edition: Edition, key: str | None = None) -> Analysis:
        """Take a package; once this returns it will be analysed whatever happens.

        Raises:
            ServiceProblem: too many are waiting, or the idempotency key was used for other content.
        """
        request = Request(edition.id, tuple(_described(file) for file in files), key)
        with self._database.reading() as session:
            if repeated := self._service.repeated(session, request):
                return repeated
            self._service.check_room(session)
        analysis_id = secrets.token_urlsafe(18)
        try:
            for file in files:
                self._blobs.put(analysis_id, file.data)
            accepted = self._accept(analysis_id, request)
        # Not at an error of the database: it may have accepted the package and been cut off before it said so.
        except (ServiceProblem, BlobsUnavailableError):
            self._blobs.erase(analysis_id)
            raise
        if accepted.id != analysis_id:
            self._blobs.erase(analysis_id)
        return accepted

    def _accept(self, analysis_id: str, request: Request) -> Analysis:
        with self._database.writing() as session:
            return self._service.accept(session, analysis_id, request)

    def get(self, analysis_id: str) -> Analysis:
        """An analysis.

        Raises:
            ServiceProblem: there is none of this id.
        """
        with self._database.reading() as session:
            return self._service.get(session, analysis_id)

    def page(self, wanted: Filter, after: Position | None, size: int) -> Sequence[Analysis]:
        """At most `size` analyses, newest first, from a position on."""
        with self._database.reading() as session:
            return AnalysisRepository(session).page(wanted, after, size)

    def report(self, analysis: Analysis) -> Report:
        """The report of an analysis.

        Raises:
            ServiceProblem: there is no report, or not yet.
        """
        return Report.model_validate_json(self._blobs.get(analysis.id, report_of(analysis)))

    def cancel(self, analysis_id: str) -> Analysis:
        """End an analysis before it comes to its end, and erase its files.

        Raises:
            ServiceProblem: there is none of this id, or it has come to its end.
        """
        with self._database.writing() as session:
            analysis = self._service.cancel(session, analysis_id)
        self._queue.stop(analysis_id)
        self._blobs.erase(analysis_id)
        return analysis

    def remove(self, analysis_id: str) -> None:
        """Forget an analysis and erase its files, their text and the report; it stops if it is running.

        Raises:
            ServiceProblem: there is none of this id.
        """
        with self._database.writing() as session:
            self._service.remove(session, analysis_id)
        # Should this fail, housekeeping finds blobs and queue entries that belong to no analysis.
        self._queue.forget(analysis_id)
        self._blobs.erase(analysis_id)

    async def wait(self, analysis_id: str, seconds: float) -> Analysis:
        """The analysis when it has come to its end, or after `seconds`.

        Raises:
            ServiceProblem: there is none of this id.
        """
        return await self.changed(analysis_id, lambda analysis: analysis.done, seconds)

    async def changed(self, analysis_id: str, wanted: Callable[[Analysis], bool], seconds: float) -> Analysis:
        """The analysis when it is as wanted, or after `seconds`.

        Raises:
            ServiceProblem: there is none of this id.
        """
        deadline = anyio.current_time() + seconds
        while True:
            analysis = await to_thread.run_sync(self.get, analysis_id)
            if wanted(analysis) or anyio.current_time() >= deadline:
                return analysis
            await anyio.sleep(_POLL_SECONDS)


def _described(file: SourceFile) -> AnalysisFile:
    return AnalysisFile(file.name, file.kind, digest_of(file.data), len(file.data))
