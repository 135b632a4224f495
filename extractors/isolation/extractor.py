"""Reading a document in a process of its own."""

from __future__ import annotations

import socket
from importlib.util import find_spec
from tempfile import TemporaryDirectory

from extractors.document import Document
from extractors.isolation.codec import Job, encode_job
from extractors.isolation.fork_server import ForkServer
from extractors.isolation.limits import IsolationLimits
from extractors.isolation.outcomes import Ending, problem, settle
from extractors.isolation.reading import Reading
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Cancelled, Limits, Progress, never, unheard

EXTRACTOR = "extractors.extract:extract"
"""The reader of the product."""


class IsolationUnavailableError(RuntimeError):
    """This system cannot bound processes."""

    def __init__(self) -> None:
        super().__init__(
            "documents are read in processes with limits, which needs a POSIX system (Linux, macOS, WSL); "
            "without one, only trusted files should be read, by `extractors.extract`"
        )


class IsolatedExtractor:
    """Reads documents, each in a new process that can be killed; safe to use from several threads.

    Usage: `IsolatedExtractor()(data, "仕様書.pdf")`. The readers are loaded once, in a fork server that starts at first
    use and ends with this object.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        isolation: IsolationLimits | None = None,
        extractor: str = EXTRACTOR,
    ) -> None:
        """Prepare; no process is started yet.

        Args:
            limits: bounds on the document.
            isolation: bounds on the process.
            extractor: `module:function` that reads, with the parameters of `extractors.extract`.

        Raises:
            IsolationUnavailableError: the system is not POSIX.
        """
        if find_spec("resource") is None:
            raise IsolationUnavailableError
        self._limits, self._isolation = limits or Limits(), isolation or IsolationLimits()
        self._server = ForkServer(extractor)

    def __call__(
        self, data: bytes, name: str, progress: Progress = unheard, cancelled: Cancelled = never, /
    ) -> Document:
        """Read a document.

        Args:
            data: the whole file.
            name: its name; folders are dropped.
            progress: told how far the reading is.
            cancelled: once it is true, the reading is stopped at once.

        Raises:
            DocumentProblem: the file cannot be read, or its reading was stopped; nothing else is raised for any file.
        """
        if len(data) > self._limits.file_bytes:
            raise DocumentProblem(ProblemCode.TOO_LARGE, f"{len(data)} bytes, limit {self._limits.file_bytes}")
        try:
            with TemporaryDirectory(prefix="morenashi-", ignore_cleanup_errors=True) as folder:
                name = name.encode("utf-8", "replace").decode()
                job = Job(name, len(data), folder, self._limits, self._isolation)
                try:
                    return self._read(job, data, progress, cancelled)
                except ConnectionError:  # the fork server died with the order in hand: the next one carries it out
                    return self._read(job, data, progress, cancelled)
        except OSError as error:
            raise problem(Ending.UNAVAILABLE, type(error).__name__) from error

    def close(self) -> None:
        """End the fork server; a later reading starts another."""
        self._server.close()

    def _read(self, job: Job, data: bytes, progress: Progress, cancelled: Cancelled) -> Document:
        lifeline, guardian_end = socket.socketpair()
        channel, worker_end = socket.socketpair()
        with lifeline, channel:
            with guardian_end, worker_end:
                self._server.fork(guardian_end, worker_end)
            lifeline.sendall(encode_job(job))
            reading = Reading(lifeline, channel, job.isolation, progress)
            try:
                report = reading.follow(data, cancelled)
            finally:
                reading.stop()
            return settle(report, reading.last, job.isolation)
