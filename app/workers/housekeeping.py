"""What keeps the work going and the storage clean, done by one of the workers at a time, again and again.

- Analyses whose worker holds no lease any more are given to another.
- Analyses that neither wait nor run although they have no end are ended.
- What is older than the retention is erased, and so is what belongs to no analysis.
"""

from __future__ import annotations

import datetime
import logging
import time

from app.analyses.repository import AnalysisRepository
from app.analyses.runs import Runs
from app.clock import now
from app.problems import INTERNAL, ServiceProblem
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.storage.leases import Leases
from app.workers.workflow import WorkflowQueue

_LOG = logging.getLogger(__name__)
WORKER_LEASES = "worker/"
"""Every worker holds a lease of this prefix and its own name while it lives."""
_DUTY = "housekeeping"
_CLEANING_SECONDS = 60.0
"""Between two cleanings: a minute more or less is nothing to a retention of hours."""
_STRAY_AGE = datetime.timedelta(hours=1)
"""Blobs of no analysis are left alone for so long: they may belong to a request that is still being taken."""


class Housekeeping:
    """The duties of one worker.

    Args:
        database: where the analyses are.
        blobs: where their files are.
        queue: where they wait.
        lease_seconds: how long a worker that says nothing counts as alive.
        retention: how long an analysis that came to its end is kept.
    """

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        queue: WorkflowQueue,
        lease_seconds: float,
        retention: datetime.timedelta,
    ) -> None:
        self._database, self._blobs, self._queue = database, blobs, queue
        self._lease_seconds, self._retention = lease_seconds, retention
        self._cleaned = -_CLEANING_SECONDS

    def do(self, worker: str) -> None:
        """Do what is due, unless another worker is on duty."""
        with self._database.writing() as session:
            if not Leases(session).hold(_DUTY, worker, self._lease_seconds):
                return
        self.take_over(worker)
        if time.monotonic() - self._cleaned >= _CLEANING_SECONDS:
            self._cleaned = time.monotonic()
            self.end_stranded()
            self.erase_expired()
            self.erase_strays()

    def resign(self, worker: str) -> None:
        """Let another worker go on duty at once."""
        with self._database.writing() as session:
            Leases(session).release(_DUTY, worker)

    def take_over(self, worker: str) -> None:
        """Give the analyses of dead workers to others; `worker`, who does it, is not dead however late it renewed."""
        # In this order: a worker that starts in between holds its lease before it takes an analysis.
        claimed = self._queue.claimed()
        with self._database.reading() as session:
            alive = Leases(session).holders(WORKER_LEASES) | {worker}
        for analysis_id, holder in claimed.items():
            if holder not in alive:
                _LOG.warning("worker %s is gone: analysis %s is given to another", holder, analysis_id)
                self._queue.give_again(analysis_id)

    def end_stranded(self) -> None:
        """End the analyses that have no end and that the queue will never bring to one.

        None should be: this is for errors that nobody thought of, so that no analysis is lost in silence.
        """
        with self._database.reading() as session:
            unfinished = Runs(session).unfinished()
        active = {analysis_id for analysis_id, going in self._queue.known().items() if going}
        for analysis_id in set(unfinished) - active:
            with self._database.writing() as session:
                if Runs(session).fail(analysis_id, [ServiceProblem(INTERNAL)], now()):
                    _LOG.error("analysis %s was stranded and is ended", analysis_id)

    def erase_expired(self) -> None:
        """Erase the analyses that came to their end before the retention."""
        with self._database.reading() as session:
            expired = Runs(session).finished_before(now() - self._retention)
        for analysis_id in expired:
            self._blobs.erase(analysis_id)
            self._queue.forget(analysis_id)
            with self._database.writing() as session:
                AnalysisRepository(session).remove(analysis_id)

    def erase_strays(self) -> None:
        """Erase what belongs to no analysis: left by a request or a deletion that was cut off."""
        owners = [one.id for one in self._blobs.owners() if one.last_put < now() - _STRAY_AGE]
        queued = self._queue.known()
        with self._database.reading() as session:
            kept = Runs(session).all()
        for analysis_id in set(owners) - kept:
            self._blobs.erase(analysis_id)
        for analysis_id in queued.keys() - kept:
            self._queue.forget(analysis_id)
        with self._database.writing() as session:
            Leases(session).drop_expired(WORKER_LEASES, _STRAY_AGE.total_seconds())
