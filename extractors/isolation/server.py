"""The fork server: a process that has the readers loaded and forks a guardian for each document.

It runs nothing of a document itself, so that what it hands on to each guardian is always clean. It has one thread,
which is what makes forking it safe; PDFium is loaded and unused at that moment.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import socket
import sys
from typing import cast

from extractors.isolation.guardian import guard
from extractors.isolation.worker import Extractor, leave


def main(descriptor: int, target: str) -> None:
    """Serve until the other end of the control socket is closed.

    Args:
        descriptor: of the control socket; each byte on it brings a lifeline and a channel.
        target: `module:function` of the extractor.
    """
    module, _, name = target.partition(":")
    extract = cast(Extractor, getattr(importlib.import_module(module), name))
    control = socket.socket(fileno=descriptor)
    # Guardians are never waited for: they report through their lifelines.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, sys.stderr.fileno())
    gc.freeze()
    with control:
        while _serve(control, extract):
            pass


def _serve(control: socket.socket, extract: Extractor) -> bool:
    """Take one order; False if there will be no more."""
    message, descriptors, _, _ = socket.recv_fds(control, 1, 2)
    if not message:
        return False
    ends = [socket.socket(fileno=descriptor) for descriptor in descriptors]
    try:
        if len(ends) == 2 and os.fork() == 0:
            _guard(control, ends[0], ends[1], extract)
    except OSError:
        pass  # no process to be had: the closed lifeline tells
    finally:
        for end in ends:
            end.close()
    return True


def _guard(control: socket.socket, lifeline: socket.socket, channel: socket.socket, extract: Extractor) -> None:
    """The life of a guardian; never returns."""
    code = 1
    try:
        control.close()
        guard(lifeline, channel, extract)
        code = 0
    finally:
        leave(code)
