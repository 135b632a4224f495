"""Analyses without a worker: a queue that is a list, and checkpoints that are a dictionary."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from app_fakes import fake_checker
from sqlalchemy.orm import Session

from app.analyses.model import Analysis
from app.analyses.pipeline import Pipeline
from app.analyses.requests import Analyses
from app.analyses.service import AnalysisService
from app.checking import Checker, SourceFile, Step
from app.problems import ServiceProblem
from app.storage.database import Database
from app.storage.folder_blobs import FolderBlobs
from checklist_data import load

ATTEMPTS = 3


class ListQueue:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.waiting: list[str] = []

    def add(self, session: Session, analysis_id: str) -> None:
        self.waiting.append(analysis_id)

    def stop(self, analysis_id: str) -> None:
        self.waiting = [one for one in self.waiting if one != analysis_id]

    def forget(self, analysis_id: str) -> None:
        self.stop(analysis_id)


class CutOffError(Exception):
    """The process ends here."""


@dataclass
class Checkpoints:
    """Keeps what steps returned, over several runs; `cut` ends a run: before its n-th step, or after it but unkept."""

    kept: dict[int, str | None] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    cut: tuple[int, str] | None = None

    def begin(self, cut: tuple[int, str] | None = None) -> Checkpoints:
        self.steps, self.cut = [], cut
        return self

    def __call__(self, step: Step, work: Callable[[], str | None]) -> str | None:
        number = len(self.steps)
        self.steps.append(step)
        if number in self.kept:
            return self.kept[number]
        if self.cut == (number, "before"):
            raise CutOffError
        result = work()
        if self.cut == (number, "after"):
            raise CutOffError
        self.kept[number] = result
        return result


class Desk:
    """Analyses with all that belongs to them."""

    def __init__(self, database: Database, folder: Path, checker: Checker | None = None, queue_length: int = 99) -> None:
        self.database = database
        self.queue = ListQueue()
        self.blobs = FolderBlobs(folder)
        self.analyses = Analyses(database, self.blobs, self.queue, AnalysisService(self.queue, queue_length))
        self.pipeline = Pipeline(database, self.blobs, checker or fake_checker(), ATTEMPTS)

    def submit(self, *texts: str, key: str | None = None, name: str = "仕様書") -> Analysis:
        files = [SourceFile(f"{name}{number}.pdf", text.encode()) for number, text in enumerate(texts)]
        return self.analyses.submit(files, load(), key)

    def run(self, analysis: Analysis, checkpoints: Checkpoints | None = None) -> Analysis:
        self.pipeline.run(analysis.id, checkpoints or Checkpoints())
        return self.analyses.get(analysis.id)

    def owners(self) -> set[str]:
        return {owner.id for owner in self.blobs.owners()}


def codes(problems: Iterable[ServiceProblem]) -> list[str]:
    return [problem.kind.code for problem in problems]
