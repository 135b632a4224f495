"""Reading the files of a package side by side, and which reader does it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import extractors
from app.problems import ServiceProblem, document_problem
from app.settings import Settings
from extractors.document import Document
from extractors.problems import DocumentProblem
from extractors.reader import Cancelled, Limits, Progress, never, unheard


class Extract(Protocol):
    """Reads a file."""

    def __call__(
        self, data: bytes, name: str, progress: Progress = unheard, cancelled: Cancelled = never, /
    ) -> Document:
        """Read a file by its bytes and name.

        Raises:
            DocumentProblem: it cannot be read, or `cancelled` became true.
        """
        ...


def build_extractor(settings: Settings) -> Extract:
    """The extractor that the settings ask for."""
    if not settings.isolation:
        return _direct(settings.limits)
    # Imported at use: reading without it works on any system.
    from extractors.isolation.extractor import IsolatedExtractor

    return IsolatedExtractor(settings.limits, settings.isolation_limits)


def _direct(limits: Limits) -> Extract:
    # PDFium keeps state for the whole process and is not made for threads.
    one_at_a_time = threading.Lock()

    def extract(data: bytes, name: str, progress: Progress = unheard, cancelled: Cancelled = never, /) -> Document:
        with one_at_a_time:
            return extractors.extract(data, name, limits, progress)

    return extract


def read_all(
    files: Sequence[tuple[bytes, str]],
    extract: Extract,
    readers: int,
    tell: Callable[[float], None],
    cancelled: Cancelled,
) -> list[Document | ServiceProblem]:
    """Read files, some of them at the same time.

    Args:
        files: bytes and name of each, at least one.
        extract: reads a file.
        readers: files that are read at the same time.
        tell: told which share of all is read, 0 … 1, never less than before.
        cancelled: once it is true, reading stops at once.

    Returns:
        For each file, in order, its document or the problem with it.
    """
    shares = [0.0] * len(files)
    telling = threading.Lock()
    given_up = threading.Event()

    def read(number: int) -> Document | ServiceProblem:
        def progress(done: int, total: int) -> None:
            with telling:
                shares[number] = max(shares[number], min(done / max(total, 1), 1.0))
                tell(sum(shares) / len(files))

        data, name = files[number]
        try:
            return extract(data, name, progress, lambda: given_up.is_set() or cancelled())
        except DocumentProblem as error:
            return document_problem(name, error)
        finally:
            progress(1, 1)

    with ThreadPoolExecutor(readers, thread_name_prefix="reading") as pool:
        try:
            return list(pool.map(read, range(len(files))))
        finally:
            given_up.set()  # where this thread was interrupted, the others shall not read on
