"""Running analyses outside the event loop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol


class QueueFullError(Exception):
    """No more jobs are taken for the moment."""


class JobRunner(Protocol):
    """Runs jobs some time after they were submitted."""

    def submit(self, job: Callable[[], None]) -> None:
        """Run `job` when a worker is free; `job` deals with its own errors.

        Raises:
            QueueFullError: too many jobs are waiting, or the runner has been shut down.
        """
        ...

    def shutdown(self) -> None:
        """Take no more jobs, drop those waiting, and wait for those running."""
        ...


class ThreadJobRunner:
    """Runs jobs in threads of this process."""

    def __init__(self, workers: int, queue_length: int) -> None:
        self._executor = ThreadPoolExecutor(workers, thread_name_prefix="analysis")
        self._free = threading.BoundedSemaphore(workers + queue_length)

    def submit(self, job: Callable[[], None]) -> None:
        """Run `job` when a worker is free.

        Raises:
            QueueFullError: too many jobs are waiting, or the runner has been shut down.
        """
        if not self._free.acquire(blocking=False):
            raise QueueFullError
        try:
            future = self._executor.submit(job)
        except RuntimeError as error:
            self._free.release()
            raise QueueFullError from error
        future.add_done_callback(self._release)

    def shutdown(self) -> None:
        """Take no more jobs, drop those waiting, and wait for those running."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _release(self, _: Future[None]) -> None:
        self._free.release()
