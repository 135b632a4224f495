"""Every way in which a reading can end, and what each is told as.

| ending | seen by | problem |
|---|---|---|
| a document came back | frame DOCUMENT, exit 0 | none |
| the file cannot be read | frame PROBLEM, exit 0 | the one it names |
| CANCELLED: whoever asked wants it no more | `cancelled()` | `cancelled` |
| TIME: wall clock | clock of the asking process | `timed_out` |
| SILENCE: no progress | clock of the asking process | `timed_out` |
| CPU: RLIMIT_CPU | SIGXCPU, or SIGKILL with the CPU time used up | `timed_out` |
| MEMORY: RLIMIT_AS | frame MEMORY, or a signal with most of the memory used up | `out_of_memory` |
| KILLED: the system ran out of memory | SIGKILL that nobody here sent | `out_of_memory` |
| OUTPUT: more bytes than allowed | bytes received | `too_complex` |
| TEMP: temporary files | files in its folder, or SIGXFSZ | `too_complex` |
| PROCESSES: too many processes | processes under the guardian | `reader_crashed` |
| SIGNAL: died by another signal | exit status | `reader_crashed` |
| EXIT: ended without a result | exit status, no closing frame | `reader_crashed` |
| EXCEPTION: an error that is no `DocumentProblem` | frame FAILURE | `reader_crashed` |
| GARBLED: what came back is no document | frames, JSON | `reader_crashed` |
| UNAVAILABLE: no process could be started | fork server | `reader_unavailable` |
"""

from __future__ import annotations

import signal
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import TypeAdapter

from extractors.document import Document
from extractors.isolation.codec import CodecError, decode_document, decode_problem
from extractors.isolation.frames import Frame, FrameKind
from extractors.isolation.limits import IsolationLimits
from extractors.problems import DocumentProblem, ProblemCode

_MUCH_MEMORY = 0.6
"""Share of the address space from which a crash counts as running out of it: PDFium then aborts, and may do so when it
asks for half as much again as it has."""


class Ending(StrEnum):
    """An ending that gives neither a document nor the reader's own problem."""

    CANCELLED = "cancelled"
    TIME = "time"
    SILENCE = "silence"
    CPU = "cpu"
    MEMORY = "memory"
    KILLED = "killed"
    OUTPUT = "output"
    TEMP = "temp"
    PROCESSES = "processes"
    SIGNAL = "signal"
    EXIT = "exit"
    EXCEPTION = "exception"
    GARBLED = "garbled"
    UNAVAILABLE = "unavailable"


PROBLEMS: Mapping[Ending, ProblemCode] = {
    Ending.CANCELLED: ProblemCode.CANCELLED,
    Ending.TIME: ProblemCode.TIMED_OUT,
    Ending.SILENCE: ProblemCode.TIMED_OUT,
    Ending.CPU: ProblemCode.TIMED_OUT,
    Ending.MEMORY: ProblemCode.OUT_OF_MEMORY,
    Ending.KILLED: ProblemCode.OUT_OF_MEMORY,
    Ending.OUTPUT: ProblemCode.TOO_COMPLEX,
    Ending.TEMP: ProblemCode.TOO_COMPLEX,
    Ending.PROCESSES: ProblemCode.READER_CRASHED,
    Ending.SIGNAL: ProblemCode.READER_CRASHED,
    Ending.EXIT: ProblemCode.READER_CRASHED,
    Ending.EXCEPTION: ProblemCode.READER_CRASHED,
    Ending.GARBLED: ProblemCode.READER_CRASHED,
    Ending.UNAVAILABLE: ProblemCode.READER_UNAVAILABLE,
}


@dataclass(frozen=True, slots=True)
class Report:
    """What the guardian of a reading process says about its end."""

    stopped: Ending | None
    """Why the guardian stopped it; None if it ended by itself or was stopped by order."""
    status: int
    """Exit code; a negative signal number if it died by one."""
    cpu_seconds: float = 0.0
    """CPU time of the process and of its children that it waited for."""
    memory_bytes: int = 0
    """The most memory that it held at once."""


_REPORT = TypeAdapter(Report)


def encode_report(report: Report) -> bytes:
    """A report as JSON."""
    return _REPORT.dump_json(report)


def decode_report(data: bytes) -> Report:
    """A report from JSON."""
    return _REPORT.validate_json(data)


def problem(ending: Ending, detail: str = "") -> DocumentProblem:
    """The problem that an ending is told as."""
    return DocumentProblem(PROBLEMS[ending], f"{ending.value}: {detail}" if detail else ending.value)


def settle(report: Report, last: Frame | None, limits: IsolationLimits) -> Document:
    """The document of a reading that has ended.

    Args:
        report: how its process ended.
        last: the last frame that was no progress, if there was one.
        limits: what it was given.

    Raises:
        DocumentProblem: it ended in any other way.
    """
    if report.stopped is not None:
        raise problem(report.stopped)
    if report.status < 0:
        raise _died(-report.status, report, limits)
    if report.status > 0 or last is None:
        raise problem(Ending.EXIT, f"exit code {report.status}")
    if last.kind is FrameKind.MEMORY:
        raise problem(Ending.MEMORY)
    if last.kind is FrameKind.FAILURE:
        raise problem(Ending.EXCEPTION, last.payload.decode("ascii", "replace"))
    try:
        if last.kind is FrameKind.PROBLEM:
            raise decode_problem(last.payload)
        return decode_document(last.payload)
    except CodecError as error:
        raise problem(Ending.GARBLED, str(error)) from error


def _died(number: int, report: Report, limits: IsolationLimits) -> DocumentProblem:
    if number == signal.SIGXCPU or (number == signal.SIGKILL and report.cpu_seconds >= limits.cpu_seconds):
        return problem(Ending.CPU)
    if number == signal.SIGKILL:
        return problem(Ending.KILLED)
    if number == signal.SIGXFSZ:
        return problem(Ending.TEMP)
    if report.memory_bytes > _MUCH_MEMORY * limits.memory_bytes:
        return problem(Ending.MEMORY, f"signal {number}")
    return problem(Ending.SIGNAL, f"signal {number}")
