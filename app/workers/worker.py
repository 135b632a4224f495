"""A worker: takes analyses from the queue, one at a time, and runs them in threads of this process."""

from __future__ import annotations

import datetime
import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from dbos import DBOS
from dbos import error as dbos_error
from sqlalchemy.exc import SQLAlchemyError

from app.analyses.pipeline import Pipeline
from app.checking import Checker, Step
from app.logs import where
from app.settings import Settings
from app.storage.blobs import BlobError, Blobs
from app.storage.database import Database
from app.storage.leases import Leases
from app.workers.housekeeping import WORKER_LEASES, Housekeeping
from app.workers.workflow import WORKFLOW, WorkflowQueue, worker_config

_LOG = logging.getLogger(__name__)
_BEATS = 4
"""How often a lease is renewed before it would expire: two beats may be late or lost."""
_ONE = threading.Lock()
"""Held by the worker of this process."""


class BackgroundWorker(Protocol):
    """What works on the queue besides the web service, in its process or in others."""

    @property
    def alive(self) -> bool:
        """Whether it works."""
        ...

    def start(self) -> None:
        """Begin to take analyses."""
        ...

    def stop(self) -> None:
        """Take no more, give the one that is running some time to end, and leave it to others if it does not."""
        ...


class Worker:
    """The worker of this process; there can be one at a time, because DBOS is one for a process.

    The tables must have been prepared.
    """

    def __init__(self, settings: Settings, database: Database, blobs: Blobs, checker: Checker) -> None:
        self.name = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        """Never used again, so that what it had taken can be told from what another has."""
        self._settings, self._database, self._blobs = settings, database, blobs
        self._pipeline = Pipeline(database, blobs, checker, settings.attempts)
        self._running: list[str] = []
        """Ids of analyses; one twice, if it came back to this worker while it still runs."""
        self._lost: frozenset[str] = frozenset()
        self._stopping = threading.Event()
        self._heart = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    @property
    def alive(self) -> bool:
        """Whether it holds its lease and takes analyses."""
        return self._heart.is_alive()

    def start(self) -> None:
        """Begin to take analyses.

        Raises:
            RuntimeError: this process has a worker already.
        """
        if not _ONE.acquire(blocking=False):
            raise RuntimeError("a process can have one worker only")
        self._queue = WorkflowQueue(self._database)
        self._housekeeping = Housekeeping(
            self._database,
            self._blobs,
            self._queue,
            self._settings.lease_seconds,
            datetime.timedelta(seconds=self._settings.retention_seconds),
        )
        self._renew()  # before the first analysis is taken: whoever has one without a lease counts as dead
        DBOS(config=worker_config(self._database, self.name))

        # Our own count of attempts also holds where DBOS begins its own anew.
        @DBOS.workflow(name=WORKFLOW, max_recovery_attempts=None)
        def run(analysis_id: str) -> None:
            self._run(analysis_id)

        DBOS.launch()
        self._heart.start()

    def stop(self) -> None:
        """Take no more, give the one that is running some time to end, and leave it to others if it does not."""
        seconds = self._settings.shutdown_seconds if self.busy else 0
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=seconds)
        self._pipeline.leave()
        self._stopping.set()
        self._heart.join()
        with suppress(SQLAlchemyError):  # without the database: the leases expire a little later
            self._housekeeping.resign(self.name)
            with self._database.writing() as session:
                Leases(session).release(self._lease, self.name)
        self._queue.close()
        _ONE.release()

    @property
    def busy(self) -> bool:
        """Whether an analysis is running."""
        return bool(self._running)

    def _run(self, analysis_id: str) -> None:
        self._running.append(analysis_id)
        try:
            self._pipeline.run(analysis_id, _checkpoint)
        finally:
            self._running.remove(analysis_id)

    @property
    def _lease(self) -> str:
        return WORKER_LEASES + self.name

    def _renew(self) -> None:
        with self._database.writing() as session:
            Leases(session).hold(self._lease, self.name, self._settings.lease_seconds)

    def _beat(self) -> None:
        steady = time.monotonic()
        while not self._stopping.wait(self._settings.lease_seconds / _BEATS):
            try:
                self._renew()
                self._give_up_lost()
                if time.monotonic() >= steady:
                    self._housekeeping.do(self.name)
            except (SQLAlchemyError, BlobError, dbos_error.DBOSException) as error:
                _LOG.warning("housekeeping is put off: %s", where(error))
                # While the database was away others could not renew their leases either: they are not dead for that.
                steady = time.monotonic() + self._settings.lease_seconds

    def _give_up_lost(self) -> None:
        """Give analyses to others that are this worker's but that it does not run, at two looks in a row.

        The database may fail just after an analysis was taken and before it was begun.
        """
        mine = {analysis_id for analysis_id, worker in self._queue.claimed().items() if worker == self.name}
        idle = frozenset(mine.difference(self._running))
        for analysis_id in idle & self._lost:
            _LOG.warning("analysis %s was taken and not begun", analysis_id)
            self._queue.give_again(analysis_id)
        self._lost = idle


def _checkpoint(step: Step, work: Callable[[], str | None]) -> str | None:
    """A step of the workflow, kept by DBOS."""
    return DBOS.run_step({"name": step.value}, work)
