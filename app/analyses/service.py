"""What can be done with analyses, inside the transaction of whoever asks for it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.analyses.model import Analysis, AnalysisFile, Status
from app.analyses.queue import AnalysisQueue
from app.analyses.repository import AnalysisRepository
from app.clock import now
from app.problems import (
    ANALYSIS_CANCELLED,
    ANALYSIS_FAILED,
    ANALYSIS_FINISHED,
    ANALYSIS_NOT_FOUND,
    BUSY,
    IDEMPOTENCY_KEY_REUSED,
    NOT_FINISHED,
    ServiceProblem,
)

_RETRY_SECONDS = 10
"""When to come again to a full queue: about the time that one analysis takes."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for: a package of files to be judged by an edition."""

    edition: str
    files: tuple[AnalysisFile, ...]
    key: str | None = None
    """Idempotency key: a request that comes again with it is not done again."""

    @property
    def content(self) -> str:
        """Digest of all but the key."""
        parts = [self.edition, *([file.name, file.kind, file.sha256] for file in self.files)]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class AnalysisService:
    """Takes packages of files and answers for them.

    Args:
        queue: where workers take them from.
        queue_length: how many may wait.
    """

    def __init__(self, queue: AnalysisQueue, queue_length: int) -> None:
        self._queue, self._queue_length = queue, queue_length

    def repeated(self, session: Session, request: Request) -> Analysis | None:
        """The analysis that the same request asked for before; None if it is new.

        Raises:
            ServiceProblem: its key was used for other content.
        """
        analyses = AnalysisRepository(session)
        known = analyses.keyed(request.key) if request.key is not None else None
        if known is None:
            return None
        if known.content != request.content:
            raise ServiceProblem(IDEMPOTENCY_KEY_REUSED)
        return self.get(session, known.id)

    def accept(self, session: Session, analysis_id: str, request: Request) -> Analysis:
        """Take a package, whose files are kept already; the one taken before if the request is a repeated one.

        Raises:
            ServiceProblem: too many are waiting, or the key was used for other content.
        """
        analyses = AnalysisRepository(session)
        analyses.hold_intake()
        if repeated := self.repeated(session, request):
            return repeated
        self.check_room(session)
        analysis = Analysis(analysis_id, request.edition, request.files, now())
        analyses.add(analysis, request.content, request.key)
        self._queue.add(session, analysis_id)
        return analysis

    def check_room(self, session: Session) -> None:
        """See whether another package can be taken.

        Raises:
            ServiceProblem: too many are waiting.
        """
        if AnalysisRepository(session).waiting() >= self._queue_length:
            raise ServiceProblem(BUSY, headers={"Retry-After": str(_RETRY_SECONDS)})

    def get(self, session: Session, analysis_id: str) -> Analysis:
        """An analysis.

        Raises:
            ServiceProblem: there is none of this id.
        """
        analysis = AnalysisRepository(session).get(analysis_id)
        if analysis is None:
            raise ServiceProblem(ANALYSIS_NOT_FOUND)
        return analysis

    def cancel(self, session: Session, analysis_id: str) -> Analysis:
        """End an analysis before it comes to its end; one that was cancelled before stays so.

        Raises:
            ServiceProblem: there is none of this id, or it has come to its end.
        """
        cancelled = AnalysisRepository(session).cancel(analysis_id, now())
        analysis = self.get(session, analysis_id)
        if not cancelled and analysis.status is not Status.CANCELLED:
            raise ServiceProblem(ANALYSIS_FINISHED)
        return analysis

    def remove(self, session: Session, analysis_id: str) -> None:
        """Forget an analysis.

        Raises:
            ServiceProblem: there is none of this id.
        """
        if not AnalysisRepository(session).remove(analysis_id):
            raise ServiceProblem(ANALYSIS_NOT_FOUND)


def report_of(analysis: Analysis) -> str:
    """Digest of an analysis's report.

    Raises:
        ServiceProblem: there is no report, or not yet.
    """
    if analysis.status is Status.FAILED:
        raise ServiceProblem(ANALYSIS_FAILED, problems=analysis.problems)
    if analysis.status is Status.CANCELLED:
        raise ServiceProblem(ANALYSIS_CANCELLED)
    if analysis.report is None:
        raise ServiceProblem(NOT_FINISHED, headers={"Retry-After": "1"})
    return analysis.report
