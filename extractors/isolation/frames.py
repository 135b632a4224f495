"""What the reading process says, byte by byte: frames of a kind, a length and a payload.

The reader of a frame trusts nothing of it: no pickle, no length without a bound, no kind that is not listed. A frame
is one byte for the kind, four for the length (big-endian) and the payload.

| kind | payload |
|---|---|
| PROGRESS | two unsigned 32-bit numbers: done and total |
| DOCUMENT | the document as JSON (`extractors.isolation.codec`) |
| PROBLEM | JSON: `code` and `detail` of a `DocumentProblem` |
| MEMORY | nothing: an allocation failed |
| FAILURE | where an unexpected exception was raised, as text |
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

_HEAD = struct.Struct("!BI")
_NUMBERS = struct.Struct("!II")
_MOST = 0xFFFFFFFF


class FrameKind(IntEnum):
    """Kinds of frames."""

    PROGRESS = 1
    DOCUMENT = 2
    PROBLEM = 3
    MEMORY = 4
    FAILURE = 5


class Frame(NamedTuple):
    """One message."""

    kind: FrameKind
    payload: bytes


class FrameError(Exception):
    """The bytes are no frames."""


def encode(kind: FrameKind, payload: bytes = b"") -> bytes:
    """The bytes of a frame."""
    return _HEAD.pack(kind, len(payload)) + payload


def encode_progress(done: int, total: int) -> bytes:
    """The bytes of a progress frame; numbers that do not fit are cut."""
    return encode(FrameKind.PROGRESS, _NUMBERS.pack(min(max(done, 0), _MOST), min(max(total, 0), _MOST)))


def decode_progress(payload: bytes) -> tuple[int, int]:
    """Done and total of a progress frame.

    Raises:
        FrameError: it has another length.
    """
    if len(payload) != _NUMBERS.size:
        raise FrameError
    done, total = _NUMBERS.unpack(payload)
    return done, total


class FrameBuffer:
    """Puts frames together from pieces.

    Attributes:
        received: bytes fed so far; whoever feeds bounds them.
    """

    def __init__(self) -> None:
        self.received = 0
        self._pending = bytearray()

    def feed(self, piece: bytes) -> Iterator[Frame]:
        """Add bytes and give the frames that they complete.

        Raises:
            FrameError: a frame is of no known kind.
        """
        self.received += len(piece)
        self._pending += piece
        while len(self._pending) >= _HEAD.size:
            number, length = _HEAD.unpack_from(self._pending)
            try:
                kind = FrameKind(number)
            except ValueError:
                raise FrameError from None
            end = _HEAD.size + length
            if len(self._pending) < end:
                return
            payload = bytes(self._pending[_HEAD.size : end])
            del self._pending[:end]
            yield Frame(kind, payload)
