"""How far a running analysis is, written often enough to watch and seldom enough not to load the database."""

from __future__ import annotations

import time

from app.analyses.runs import Runs
from app.checking import Step
from app.storage.database import Database

_SECONDS = 0.5
"""Between two writes of one step: the interval in which events are sent (`app/analyses/events.py`)."""


class StoppedError(Exception):
    """The analysis is no longer running: it was cancelled, deleted or finished by another worker."""


class ProgressWriter:
    """Listener of one analysis's progress."""

    def __init__(self, database: Database, analysis_id: str) -> None:
        self._database, self._id = database, analysis_id
        self._step: Step | None = None
        self._written = 0.0

    def __call__(self, step: Step, percent: int) -> None:
        """Note that the work is at `step` and that `percent` of all of it is done.

        Raises:
            StoppedError: the analysis is no longer running.
        """
        now = time.monotonic()
        if step is self._step and now - self._written < _SECONDS:
            return
        self._step, self._written = step, now
        with self._database.writing() as session:
            going = Runs(session).progress(self._id, step, percent)
        if not going:
            raise StoppedError
