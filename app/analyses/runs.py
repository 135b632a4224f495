"""Analyses in the database: all statements of workers, inside one transaction.

Every change requires that the analysis is unfinished. Whoever comes second, because a worker was taken for dead and
came back, or because the analysis was cancelled or deleted meanwhile, changes nothing and is told so.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from app.analyses.model import UNFINISHED, AnalysisFile, Reading, Status
from app.analyses.stored_problems import from_json, to_json
from app.analyses.tables import AnalysisRow, FileRow
from app.checking import Step
from app.problems import ServiceProblem


class Runs:
    """What workers do with analyses, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def begin(self, analysis_id: str, now: datetime.datetime) -> int | None:
        """Mark an analysis as running; how often it has been begun, or None if it is not unfinished."""
        return self._session.scalar(
            update(AnalysisRow)
            .where(AnalysisRow.id == analysis_id, AnalysisRow.status.in_(UNFINISHED))
            .values(
                status=Status.RUNNING,
                attempts=AnalysisRow.attempts + 1,
                started=func.coalesce(AnalysisRow.started, now, type_=AnalysisRow.started.type),
            )
            .returning(AnalysisRow.attempts)
        )

    def progress(self, analysis_id: str, step: Step, percent: int) -> bool:
        """Note how far it is, never less than before; False if it is not running."""
        self._session.execute(
            update(AnalysisRow)
            .where(AnalysisRow.id == analysis_id, AnalysisRow.status == Status.RUNNING, AnalysisRow.percent <= percent)
            .values(step=step, percent=percent)
        )
        return self._session.scalar(_running(analysis_id)) is not None

    def edition(self, analysis_id: str) -> str | None:
        """Edition it is judged by; None if there is no such analysis."""
        return self._session.scalar(select(AnalysisRow.edition).where(AnalysisRow.id == analysis_id))

    def files(self, analysis_id: str) -> Sequence[AnalysisFile]:
        """Its files in order."""
        return [AnalysisFile(row.name, row.kind, row.sha256, row.size) for row in self._rows(analysis_id)]

    def readings(self, analysis_id: str) -> Sequence[Reading]:
        """What came of reading each file."""
        return [
            Reading(row.document, from_json(row.problem) if row.problem else None) for row in self._rows(analysis_id)
        ]

    def record(self, analysis_id: str, position: int, reading: Reading) -> bool:
        """Keep what came of reading a file; False if the analysis is not running."""
        kept = (
            update(FileRow)
            .where(FileRow.analysis_id == analysis_id, FileRow.position == position, _running(analysis_id).exists())
            .values(document=reading.document, problem=to_json(reading.problem) if reading.problem else None)
        )
        return self._session.scalar(kept.returning(FileRow.position)) is not None

    def succeed(self, analysis_id: str, report: str, now: datetime.datetime) -> bool:
        """End it with a report; False if it had come to its end."""
        return self._finish(analysis_id, status=Status.SUCCEEDED, report=report, percent=100, finished=now)

    def fail(self, analysis_id: str, problems: Collection[ServiceProblem], now: datetime.datetime) -> bool:
        """End it with problems; False if it had come to its end."""
        kept = [to_json(problem) for problem in problems]
        return self._finish(analysis_id, status=Status.FAILED, problems=kept, finished=now)

    def unfinished(self) -> Sequence[str]:
        """All analyses that have not come to their end."""
        return self._session.scalars(select(AnalysisRow.id).where(AnalysisRow.status.in_(UNFINISHED))).all()

    def finished_before(self, moment: datetime.datetime) -> Sequence[str]:
        """All analyses that came to their end before a moment."""
        return self._session.scalars(select(AnalysisRow.id).where(AnalysisRow.finished < moment)).all()

    def all(self) -> frozenset[str]:
        """All analyses."""
        return frozenset(self._session.scalars(select(AnalysisRow.id)))

    def _finish(self, analysis_id: str, **values: object) -> bool:
        ended = update(AnalysisRow).where(AnalysisRow.id == analysis_id, AnalysisRow.status.in_(UNFINISHED))
        return self._session.scalar(ended.values(**values).returning(AnalysisRow.id)) is not None

    def _rows(self, analysis_id: str) -> Sequence[FileRow]:
        return self._session.scalars(
            select(FileRow).where(FileRow.analysis_id == analysis_id).order_by(FileRow.position)
        ).all()


def _running(analysis_id: str) -> Select[str]:
    return select(AnalysisRow.id).where(AnalysisRow.id == analysis_id, AnalysisRow.status == Status.RUNNING)
