"""The process that reads one document: gives up what it does not need, reads, says what came out, and is gone."""

from __future__ import annotations

import gc
import os
import resource
import signal
import socket
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from extractors.document import Document
from extractors.isolation.codec import Job, encode_document, encode_problem, plain
from extractors.isolation.frames import FrameKind, encode, encode_progress
from extractors.isolation.limits import IsolationLimits
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Limits, Progress

Extractor = Callable[[bytes, str, Limits, Progress], Document]
"""`extractors.extract`, or what a test puts in its place."""

_RESERVE = 64 << 20
"""Address space kept back, in bytes, so that a process that has none left can still say so."""
_PROGRESS_EVERY = 0.05
"""Seconds between two frames of progress: more often nobody looks."""


def work(channel: socket.socket, job: Job, extract: Extractor) -> None:
    """Read the document whose bytes come through `channel` and send the outcome there."""
    harden(job.isolation, job.folder)
    data = _receive(channel, job.size)
    channel.sendall(_outcome(channel, job, data, extract))


def harden(limits: IsolationLimits, folder: str) -> None:
    """Bound what this process and its children can use, and keep their files in `folder`."""
    for name in ("TMPDIR", "HOME"):
        os.environ[name] = folder
    os.chdir(folder)
    tempfile.tempdir = None
    with suppress(OSError):
        # Linux: where memory runs out for all, this process goes rather than the service.
        Path("/proc/self/oom_score_adj").write_text("1000")
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    _bound(resource.RLIMIT_CORE, 0, 0)  # a core file would hold the document
    _bound(resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1)
    _bound(resource.RLIMIT_FSIZE, limits.temp_bytes, limits.temp_bytes)
    _bound(resource.RLIMIT_NOFILE, limits.descriptors, limits.descriptors)
    if sys.platform != "darwin":  # which knows the limit and takes no value for it
        _bound(resource.RLIMIT_AS, limits.memory_bytes, limits.memory_bytes + _RESERVE)


def _bound(kind: int, soft: int, hard: int) -> None:
    """Set a limit, never above one that the process already has."""
    _, highest = resource.getrlimit(kind)
    if highest != resource.RLIM_INFINITY:
        soft, hard = min(soft, highest), min(hard, highest)
    resource.setrlimit(kind, (soft, hard))


def _receive(channel: socket.socket, size: int) -> bytes:
    data = bytearray(size)
    view = memoryview(data)
    while view:
        count = channel.recv_into(view)
        if count == 0:
            raise ConnectionError("the file ended early")
        view = view[count:]
    return bytes(data)


def _outcome(channel: socket.socket, job: Job, data: bytes, extract: Extractor) -> bytes:
    """The closing frame."""
    try:
        document = extract(data, job.name, job.limits, _teller(channel))
        return encode(FrameKind.DOCUMENT, encode_document(document))
    except DocumentProblem as problem:
        return encode(FrameKind.PROBLEM, encode_problem(problem))
    except MemoryError:
        pass  # what the exception holds is let go before anything is said
    except RecursionError:
        return encode(FrameKind.PROBLEM, encode_problem(DocumentProblem(ProblemCode.TOO_COMPLEX, "nested too deep")))
    except Exception as error:  # noqa: BLE001 - whatever the reader raises must cross as one typed problem
        return encode(FrameKind.FAILURE, _where(error).encode("ascii", "replace"))
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    gc.collect()
    return encode(FrameKind.MEMORY)


def _teller(channel: socket.socket) -> Progress:
    """Sends progress, but no more often than anyone looks."""
    told = float("-inf")

    def tell(done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= _PROGRESS_EVERY or done >= total:
            told = now
            channel.sendall(encode_progress(done, total))

    return tell


def _where(error: Exception) -> str:
    """Type and place of an exception; its text may be the document's."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return plain(f"{type(error).__name__}{place}")


def leave(code: int) -> None:
    """End this process without any of its parent's clean-up."""
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    os._exit(code)
