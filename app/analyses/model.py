"""An analysis and its state."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum

from app.checking import Step
from app.problems import ServiceProblem
from matchers.report import Report


class Status(StrEnum):
    """Where an analysis stands."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Analysis:
    """A package of documents on its way to a report; replaced, never changed. It does not hold the files."""

    id: str
    """Unguessable: whoever knows it may read the report."""
    edition: str
    files: tuple[str, ...]
    """Names of the files, in order."""
    created: datetime.datetime
    status: Status = Status.QUEUED
    step: Step | None = None
    percent: int = 0
    finished: datetime.datetime | None = None
    report: Report | None = field(default=None, repr=False)
    """Set when succeeded."""
    problems: tuple[ServiceProblem, ...] = ()
    """Why it failed: one for each file that cannot be read."""

    @property
    def done(self) -> bool:
        """Whether it has finished, well or not."""
        return self.status in (Status.SUCCEEDED, Status.FAILED)
