"""Processes under a process, and how to end all of them."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of <linux/prctl.h>."""
_PROC = Path("/proc")


def adopt_orphans() -> None:
    """Make this process the parent of descendants whose own parent ends, so that none gets away (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_SUBREAPER, 1, 0, 0, 0)


def descendants(root: int) -> list[int]:
    """Ids of all processes under `root`; empty where the system has no /proc."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for stat in _PROC.glob("[0-9]*/stat"):
        with suppress(OSError):
            # The name in parentheses may hold anything, even parentheses.
            children[int(stat.read_text("ascii", "replace").rpartition(")")[2].split()[1])].append(int(stat.parent.name))
    found, pending = list[int](), [root]
    while pending:
        own = children.get(pending.pop(), [])
        found += own
        pending += own
    return found


def end_all(group: int) -> None:
    """Kill a process group and every descendant of this process, and wait until none is left."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
    while True:
        for process in descendants(os.getpid()):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return
