"""Bounds on the process that reads one document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IsolationLimits:
    """What one reading may use; every excess ends it with one `DocumentProblem` (`extractors.isolation.outcomes`)."""

    memory_bytes: int = 2 << 30
    """Address space (RLIMIT_AS). 500 pages take 0.15 GiB, a Word document of five million characters 0.4 GiB; the rest
    is for pages that are drawn as images."""
    cpu_seconds: int = 240
    """CPU time of each process (RLIMIT_CPU). 3,000 pages take about 40 s."""
    seconds: float = 300.0
    """Wall-clock time. An officer who waits longer takes the service for dead."""
    silence_seconds: float = 60.0
    """Time without progress. A page of two million strokes takes 4 s."""
    output_bytes: int = 64 << 20
    """What comes back through the pipe. A page is 9 to 14 kB, so 3,000 pages are about 42 MB."""
    temp_bytes: int = 512 << 20
    """Temporary files, all together and each (RLIMIT_FSIZE). A page image at 600 dpi is 35 MB before compression."""
    processes: int = 16
    """Processes that a reading may have running besides its own: one text recognition for each core."""
    descriptors: int = 128
    """Open files of each process (RLIMIT_NOFILE). A reading needs about ten."""
