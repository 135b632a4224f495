"""How far a running analysis is, written often enough to watch and seldom enough not to load the database."""

from __future__ import annotations

import time

from sqlalchemy.exc import OperationalError

from app.analyses.runs import Runs
from app.checking import Step
from app.storage.database import Database

_SECONDS = 0.5
"""Between two writes of one step: what is written more often, nobody sees."""


class StoppedError(Exception):
    """The analysis is no longer running: it was cancelled, deleted or finished by another worker."""


class ProgressWriter:
    """Writes one analysis's progress, and learns that way whether it is still wanted."""

    def __init__(self, database: Database, analysis_id: str) -> None:
        self._database, self._id = database, analysis_id
        self._at: tuple[Step, int] | None = None
        self._written = 0.0
        self._stopped = False

    def begin(self, step: Step, percent: int) -> None:
        """Note that the work is at the beginning of `step` and that `percent` of all of it is done.

        Raises:
            StoppedError: the analysis is no longer running.
        """
        self._at = (step, percent)
        self._write()
        if self._stopped:
            raise StoppedError

    def tell(self, percent: int) -> None:
        """Note that `percent` of all of it is done; may be called as often as one likes."""
        if self._at is not None:
            self._at = (self._at[0], percent)
        self.is_stopped()

    def is_stopped(self) -> bool:
        """Whether the analysis is no longer running, as of a moment ago; may be called as often as one likes."""
        if not self._stopped and time.monotonic() - self._written >= _SECONDS:
            try:
                self._write()
            except OperationalError:  # not being able to tell is no reason to stop reading
                self._written = time.monotonic()
        return self._stopped

    def _write(self) -> None:
        if self._at is None:
            return
        with self._database.writing() as session:
            self._stopped = not Runs(session).progress(self._id, *self._at)
        self._written = time.monotonic()
