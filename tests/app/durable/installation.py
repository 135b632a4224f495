"""An installation of several processes that are killed and started again, and a client that does not mind."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from app.settings import Settings

ROOT = Path(__file__).parents[3]
CHEAP = (sys.executable, str(Path(__file__).parent / "cheap_worker.py"))
REAL = (sys.executable, "-m", "app.cli", "worker")
API = "/api/v1/analyses"
PATIENCE = 240.0
"""Seconds after which a test gives up on something that must happen; generous, because machines differ."""


class Installation:
    """A web process and workers on one database and one folder of blobs."""

    def __init__(self, settings: Settings, workers: int, worker: Sequence[str], with_worker: bool) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.settings = settings
        serve = [sys.executable, "-m", "app.cli", "serve", "--port", str(port)]
        self.commands: list[Sequence[str]] = [serve if with_worker else [*serve, "--no-worker"], *[worker] * workers]
        self.processes = [self._start(command) for command in self.commands]
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, trust_env=False)

    def _start(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, cwd=ROOT, env=self.settings.environment(), stdin=subprocess.DEVNULL)

    def kill(self, position: int) -> None:
        """Kill a process as a failing machine would, and start another in its place."""
        self.processes[position].kill()
        self.processes[position].wait()
        self.processes[position] = self._start(self.commands[position])

    def ask(self, method: str, path: str, **request: Any) -> httpx.Response:
        """The answer to a request, which is sent again while nobody answers."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self.client.request(method, path, **request)
            except httpx.TransportError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def submit(self, key: str, name: str, data: bytes) -> str:
        """Send a document until it is accepted; the path of its analysis."""
        deadline = time.monotonic() + PATIENCE
        while True:
            answer = self.ask("POST", API, files={"files": (name, data)}, headers={"Idempotency-Key": key})
            if answer.status_code in (201, 202):
                return str(answer.headers["Location"])
            assert answer.status_code == 503, answer.text
            assert time.monotonic() < deadline
            time.sleep(0.2)

    def finished(self, path: str) -> dict[str, Any]:
        """The analysis at its end."""
        deadline = time.monotonic() + PATIENCE
        while True:
            body: dict[str, Any] = self.ask("GET", path, headers={"Prefer": "wait=5"}).json()
            if body["finished"]:
                return body
            assert time.monotonic() < deadline, body

    def close(self) -> None:
        """End all processes."""
        self.client.close()
        for process in self.processes:
            process.kill()
            process.wait()


@contextmanager
def installation(
    settings: Settings, workers: int, worker: Sequence[str] = CHEAP, *, with_worker: bool = False
) -> Iterator[Installation]:
    """An installation that leaves no process behind; `with_worker`: the web process has one of its own besides."""
    made = Installation(settings, workers, worker, with_worker)
    try:
        yield made
    finally:
        made.close()
