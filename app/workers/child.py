"""Workers as child processes, so that reading and matching never hold up the requests of this one."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time

from app.settings import Settings

_LOG = logging.getLogger(__name__)
_WATCH_SECONDS = 1.0
_LONGEST_PAUSE = 60.0
"""Seconds before a child is started again, at most: each pause is twice the one before while children die young."""
_GROWN_UP_SECONDS = 60.0
"""How long a child has to live for the next one to be started at once."""
_PATIENCE_SECONDS = 5.0
"""How long a child may take to end beyond the time that it gives its analysis."""


class WorkerProcess:
    """One child process."""

    def __init__(self, settings: Settings, pause: float = 0.0) -> None:
        command = [sys.executable, "-m", "app.cli", "worker", "--attached"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, env=settings.environment())  # noqa: S603 - our own program
        self._settings, self._started, self._pause = settings, time.monotonic(), pause
        self._ended: float | None = None

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.process.poll() is None

    def close(self) -> None:
        """Tell it to end."""
        if self.process.stdin is not None:
            self.process.stdin.close()

    def replaced(self) -> WorkerProcess:
        """The one that should run: itself, or another if it died and the pause is over."""
        if self.alive:
            return self
        now = time.monotonic()
        if self._ended is None:
            _LOG.error("a worker process ended with %d and will be started again", self.process.returncode)
            self.close()
            self._ended = now
            self._pause = 0.0 if now - self._started >= _GROWN_UP_SECONDS else self._pause
        if now - self._ended < self._pause:
            return self
        return WorkerProcess(self._settings, min(max(2 * self._pause, _WATCH_SECONDS), _LONGEST_PAUSE))


class WorkerProcesses:
    """A number of child processes that work on the queue; one that dies is started again.

    A child ends when its standard input does: it does not outlive this process, however that ends.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._children: list[WorkerProcess] = []
        self._stopping = threading.Event()
        self._watch = threading.Thread(target=self._restart, name="worker-watch", daemon=True)

    @property
    def alive(self) -> bool:
        """Whether all children run."""
        return self._watch.is_alive() and all(child.alive for child in self._children)

    def start(self) -> None:
        """Start the children."""
        self._children = [WorkerProcess(self._settings) for _ in range(self._settings.workers)]
        self._watch.start()

    def stop(self) -> None:
        """Have the children take no more, and wait for them to end."""
        self._stopping.set()
        self._watch.join()
        for child in self._children:
            child.close()
        deadline = time.monotonic() + self._settings.shutdown_seconds + _PATIENCE_SECONDS
        for child in self._children:
            try:
                child.process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()

    def _restart(self) -> None:
        while not self._stopping.wait(_WATCH_SECONDS):
            self._children = [child.replaced() for child in self._children]
