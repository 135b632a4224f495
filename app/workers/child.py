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
_PATIENCE_SECONDS = 5.0
"""How long a child may take to end beyond the time that it gives its analysis."""


class WorkerProcesses:
    """A number of child processes that work on the queue; one that dies is started again.

    A child ends when its standard input does: it does not outlive this process, however that ends.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._children: list[subprocess.Popen[bytes]] = []
        self._stopping = threading.Event()
        self._watch = threading.Thread(target=self._restart, name="worker-watch", daemon=True)

    @property
    def alive(self) -> bool:
        """Whether all children run."""
        return self._watch.is_alive() and all(child.poll() is None for child in self._children)

    def start(self) -> None:
        """Start the children."""
        self._children = [self._spawn() for _ in range(self._settings.workers)]
        self._watch.start()

    def stop(self) -> None:
        """Have the children take no more, and wait for them to end."""
        self._stopping.set()
        self._watch.join()
        for child in self._children:
            _close(child)
        deadline = time.monotonic() + self._settings.shutdown_seconds + _PATIENCE_SECONDS
        for child in self._children:
            try:
                child.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def _spawn(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "app.cli", "worker", "--attached"]
        return subprocess.Popen(command, stdin=subprocess.PIPE, env=self._settings.environment())  # noqa: S603 - our own program

    def _restart(self) -> None:
        while not self._stopping.wait(_WATCH_SECONDS):
            for position, child in enumerate(self._children):
                if (code := child.poll()) is not None:
                    _LOG.error("a worker process ended with %d and is started again", code)
                    _close(child)
                    self._children[position] = self._spawn()


def _close(child: subprocess.Popen[bytes]) -> None:
    if child.stdin is not None:
        child.stdin.close()
