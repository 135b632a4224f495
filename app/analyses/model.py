"""An analysis, its files and its state."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from app.checking import Step
from app.problems import ServiceProblem


class Status(StrEnum):
    """Where an analysis stands."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNFINISHED = frozenset({Status.QUEUED, Status.RUNNING})
"""All others are final."""


@dataclass(frozen=True, slots=True)
class AnalysisFile:
    """A file of a package; its bytes are a blob of the analysis."""

    name: str
    kind: str | None
    """Kind of document; None: to be detected."""
    sha256: str
    """Digest of its bytes, by which the blob is had."""
    size: int
    """In bytes."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a file: a blob with its document, or a problem; neither if it was not read yet."""

    document: str | None = None
    """Digest of the blob."""
    problem: ServiceProblem | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """A package of documents on its way to a report."""

    id: str
    """Unguessable: whoever knows it may read the report."""
    edition: str
    files: tuple[AnalysisFile, ...]
    """In the order they were sent."""
    created: datetime.datetime
    status: Status = Status.QUEUED
    step: Step | None = None
    percent: int = 0
    started: datetime.datetime | None = None
    finished: datetime.datetime | None = None
    problems: tuple[ServiceProblem, ...] = ()
    """Why it failed: one for each file that cannot be read."""
    report: str | None = None
    """Digest of the blob with the report; set when succeeded."""

    @property
    def done(self) -> bool:
        """Whether it has come to its end, well or not."""
        return self.status not in UNFINISHED
