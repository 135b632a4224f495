"""Analyses in the database: all statements of requests, inside one transaction. Those of workers: `runs.py`."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import String, delete, exists, func, select, tuple_, update
from sqlalchemy.orm import Session

from app.analyses.model import UNFINISHED, Analysis, AnalysisFile, Status
from app.analyses.stored_problems import from_json
from app.analyses.tables import AnalysisRow, FileRow
from app.checking import Step
from app.storage.base import UtcDateTime
from app.storage.database import serialize


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the list of analyses, newest first: just after this one."""

    created: datetime.datetime
    id: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Which analyses to list; what is empty does not restrict."""

    statuses: Collection[Status] = ()
    created_from: datetime.datetime | None = None
    created_before: datetime.datetime | None = None
    name: str = ""
    """Part of the name of one of its files."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """An analysis that was asked for with an idempotency key."""

    id: str
    content: str
    """Digest of what was asked for."""


class AnalysisRepository:
    """Analyses, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def hold_intake(self) -> None:
        """Keep other transactions from adding analyses until this one ends, so that what is counted stays true."""
        serialize(self._session, "analyses intake")

    def waiting(self) -> int:
        """How many are queued."""
        return self._session.scalar(select(func.count()).where(AnalysisRow.status == Status.QUEUED)) or 0

    def keyed(self, key: str) -> Keyed | None:
        """The analysis with an idempotency key."""
        found = self._session.execute(
            select(AnalysisRow.id, AnalysisRow.content).where(AnalysisRow.idempotency_key == key)
        ).one_or_none()
        return Keyed(found.id, found.content) if found else None

    def add(self, analysis: Analysis, content: str, key: str | None) -> None:
        """Keep a new analysis."""
        files = [
            FileRow(position=position, name=file.name, kind=file.kind, sha256=file.sha256, size=file.size)
            for position, file in enumerate(analysis.files)
        ]
        self._session.add(
            AnalysisRow(
                id=analysis.id, edition=analysis.edition, status=analysis.status, created=analysis.created,
                content=content, idempotency_key=key, files=files,
            )
        )  # fmt: skip
        self._session.flush()

    def get(self, analysis_id: str) -> Analysis | None:
        """The analysis; None if there is none, or no longer."""
        row = self._session.get(AnalysisRow, analysis_id)
        return _analysis(row) if row else None

    def page(self, wanted: Filter, after: Position | None, size: int) -> Sequence[Analysis]:
        """At most `size` analyses, newest first, from a position on."""
        query = select(AnalysisRow).order_by(AnalysisRow.created.desc(), AnalysisRow.id.desc()).limit(size)
        if wanted.statuses:
            query = query.where(AnalysisRow.status.in_(wanted.statuses))
        if wanted.created_from:
            query = query.where(AnalysisRow.created >= wanted.created_from)
        if wanted.created_before:
            query = query.where(AnalysisRow.created < wanted.created_before)
        if wanted.name:
            named = FileRow.name.contains(wanted.name, autoescape=True)
            query = query.where(exists().where(FileRow.analysis_id == AnalysisRow.id, named))
        if after:
            place = tuple_(AnalysisRow.created, AnalysisRow.id)
            query = query.where(place < tuple_(after.created, after.id, types=(UtcDateTime(), String())))
        return [_analysis(row) for row in self._session.scalars(query)]

    def cancel(self, analysis_id: str, now: datetime.datetime) -> bool:
        """End an analysis that has not come to its end; False if it has, or there is none."""
        cancelled = (
            update(AnalysisRow)
            .where(AnalysisRow.id == analysis_id, AnalysisRow.status.in_(UNFINISHED))
            .values(status=Status.CANCELLED, finished=now)
        )
        return self._session.scalar(cancelled.returning(AnalysisRow.id)) is not None

    def remove(self, analysis_id: str) -> bool:
        """Forget an analysis and its files; False if there was none."""
        removed = delete(AnalysisRow).where(AnalysisRow.id == analysis_id)
        return self._session.scalar(removed.returning(AnalysisRow.id)) is not None


def _analysis(row: AnalysisRow) -> Analysis:
    return Analysis(
        id=row.id,
        edition=row.edition,
        files=tuple(AnalysisFile(file.name, file.kind, file.sha256, file.size) for file in row.files),
        created=row.created,
        status=Status(row.status),
        step=Step(row.step) if row.step else None,
        percent=row.percent,
        started=row.started,
        finished=row.finished,
        problems=tuple(from_json(problem) for problem in row.problems),
        report=row.report,
    )
