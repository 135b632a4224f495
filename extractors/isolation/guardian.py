"""The process between the service and a reading: starts it, watches over it, ends it with all that it started.

There is one guardian for each document. It reads nothing of the document. It ends the reading when the service says so
or is gone, so that nothing is left even where the service was killed.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import socket
import stat
import sys
from contextlib import closing, suppress
from pathlib import Path

from extractors.isolation.codec import Job, decode_job
from extractors.isolation.outcomes import Ending, Report, encode_report
from extractors.isolation.processes import adopt_orphans, descendants, end_all
from extractors.isolation.worker import Extractor, leave, work

_TICK = 0.2
"""Seconds between two looks at temporary files and processes, which cost about a millisecond."""
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in the unit of `ru_maxrss`."""
_BLOCK = 512
"""Unit of `st_blocks` in bytes (POSIX)."""


def guard(lifeline: socket.socket, channel: socket.socket, extract: Extractor) -> None:
    """Have one document read.

    Args:
        lifeline: brings the order and takes the report; its end is the order to stop.
        channel: handed to the reading process.
        extract: reads the document.
    """
    os.setsid()
    adopt_orphans()
    with lifeline.makefile("rb") as stream:
        order = stream.readline()
    if not order:
        return
    job = decode_job(order)
    ended, awake = socket.socketpair()
    awake.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(awake.fileno(), warn_on_full_buffer=False)
    worker = os.fork()
    if worker == 0:
        _read(lifeline, channel, (ended, awake), job, extract)
    with suppress(OSError):
        os.setpgid(worker, worker)
    channel.close()
    try:
        report = _watch(worker, lifeline, ended, job)
    finally:
        end_all(worker)
        shutil.rmtree(job.folder, ignore_errors=True)
        ended.close()
        awake.close()
    with suppress(OSError):
        lifeline.sendall(encode_report(report))


def _read(
    lifeline: socket.socket, channel: socket.socket, wakers: tuple[socket.socket, ...], job: Job, extract: Extractor
) -> None:
    """The life of the reading process; never returns."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        with suppress(OSError):
            os.setpgid(0, 0)
        for inherited in (lifeline, *wakers):
            inherited.close()
        with closing(channel):
            work(channel, job, extract)
        code = 0
    finally:
        leave(code)


def _watch(worker: int, lifeline: socket.socket, ended: socket.socket, job: Job) -> Report:
    """Wait until the reading has ended or has to be stopped; it may still run when this returns."""
    stopped = None
    while True:
        process, status, usage = os.wait4(worker, os.WNOHANG)
        if process:
            seconds = usage.ru_utime + usage.ru_stime
            return Report(None, os.waitstatus_to_exitcode(status), seconds, usage.ru_maxrss * _PEAK_UNIT)
        ready, _, _ = select.select([lifeline, ended], [], [], _TICK)
        if lifeline in ready:
            return Report(None, -signal.SIGKILL)
        if ended in ready:
            ended.recv(_BLOCK)
        elif _used(job.folder) > job.isolation.temp_bytes:
            stopped = Ending.TEMP
        elif len(descendants(os.getpid())) - 1 > job.isolation.processes:
            stopped = Ending.PROCESSES
        if stopped is not None:
            return Report(stopped, -signal.SIGKILL)


def _used(folder: str) -> int:
    """Bytes on the disk that the files under a folder take."""
    total = 0
    for place, _, files in os.walk(folder):
        for name in files:
            with suppress(OSError):
                found = (Path(place) / name).lstat()
                total += found.st_blocks * _BLOCK if stat.S_ISREG(found.st_mode) else 0
    return total
