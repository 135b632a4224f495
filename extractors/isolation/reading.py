"""One reading as the asking process sees it: hands the file over, hears of progress, looks at the clocks."""

from __future__ import annotations

import selectors
import socket
import time
from contextlib import suppress

from extractors.isolation.frames import Frame, FrameBuffer, FrameError, FrameKind, decode_progress
from extractors.isolation.limits import IsolationLimits
from extractors.isolation.outcomes import Ending, Report, decode_report, problem
from extractors.reader import Cancelled, Progress

_TICK = 0.1
"""Seconds between two looks at the clocks and at `cancelled`."""
_PIECE = 1 << 18
_LONGEST_REPORT = 4096
_FAREWELL_SECONDS = 10.0
"""How long killing a reading may take. Only a process that waits for a broken disk takes longer; it is left to its
guardian then."""


class Reading:
    """A reading on its way.

    Attributes:
        last: the last frame that was no progress; None before it.
    """

    def __init__(
        self, lifeline: socket.socket, channel: socket.socket, limits: IsolationLimits, progress: Progress
    ) -> None:
        """Take over a reading that has its order.

        Args:
            lifeline: to the guardian.
            channel: to the reading process.
            limits: bounds on the process.
            progress: told how far the reading is.
        """
        self.last: Frame | None = None
        self._lifeline, self._channel, self._limits, self._progress = lifeline, channel, limits, progress
        self._buffer = FrameBuffer()
        self._begun = self._heard = time.monotonic()
        self._done = -1

    def follow(self, data: bytes, cancelled: Cancelled) -> Report:
        """Send the file and receive frames until the reading has ended by itself or been stopped by its guardian.

        Raises:
            DocumentProblem: it has to be stopped, or ended without a report.
        """
        rest = memoryview(data)
        self._channel.setblocking(False)
        with selectors.DefaultSelector() as selector:
            selector.register(self._lifeline, selectors.EVENT_READ)
            selector.register(self._channel, selectors.EVENT_READ | selectors.EVENT_WRITE)
            while True:
                for key, events in selector.select(_TICK):
                    if key.fileobj is self._lifeline:
                        return self._report()
                    if events & selectors.EVENT_WRITE:
                        rest = self._send(rest)
                        if not rest:
                            selector.modify(self._channel, selectors.EVENT_READ)
                    if events & selectors.EVENT_READ and not self._receive():
                        selector.unregister(self._channel)
                ending = self._overdue(cancelled)
                if ending is not None:
                    raise problem(ending)

    def stop(self) -> None:
        """Stop the reading if it still runs, and wait until it is gone with all that it started."""
        end = time.monotonic() + _FAREWELL_SECONDS
        with suppress(OSError):
            self._lifeline.shutdown(socket.SHUT_WR)
            while (left := end - time.monotonic()) > 0:
                self._lifeline.settimeout(left)
                if not self._lifeline.recv(_LONGEST_REPORT):
                    return

    def _overdue(self, cancelled: Cancelled) -> Ending | None:
        now = time.monotonic()
        if cancelled():
            return Ending.CANCELLED
        if now - self._begun > self._limits.seconds:
            return Ending.TIME
        if now - self._heard > self._limits.silence_seconds:
            return Ending.SILENCE
        return None

    def _send(self, rest: memoryview) -> memoryview:
        try:
            return rest[self._channel.send(rest[:_PIECE]) :]
        except BlockingIOError:
            return rest
        except OSError:
            return rest[:0]  # it ended before it had the whole file; the report says how

    def _receive(self) -> bool:
        """Take what has come; False at the end."""
        try:
            piece = self._channel.recv(_PIECE)
        except (BlockingIOError, ConnectionResetError):
            return True  # what was sent before the connection broke can still be received
        try:
            for frame in self._buffer.feed(piece):
                self._take(frame)
        except FrameError:
            raise problem(Ending.GARBLED) from None
        if self._buffer.received > self._limits.output_bytes:
            raise problem(Ending.OUTPUT, f"more than {self._limits.output_bytes} bytes")
        return bool(piece)

    def _take(self, frame: Frame) -> None:
        if frame.kind is not FrameKind.PROGRESS:
            self.last = frame
            return
        done, total = decode_progress(frame.payload)
        if done > self._done:  # only what goes on counts as a sign of life
            self._done, self._heard = done, time.monotonic()
            self._progress(done, total)

    def _report(self) -> Report:
        said = self._lifeline.recv(_LONGEST_REPORT)
        if not said:
            raise problem(Ending.UNAVAILABLE, "the reading ended without a report")
        received = -1
        while self._buffer.received > received:  # what was sent just before the end
            received = self._buffer.received
            self._receive()
        return decode_report(said)
