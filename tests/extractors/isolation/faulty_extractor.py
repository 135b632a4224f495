"""An extractor that does what the file's text orders it to do."""

from __future__ import annotations

import mmap
import os
import pickle
import resource
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from extractors.document import Block, BlockKind, Document
from extractors.isolation.frames import FrameKind, encode, encode_progress
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Limits, Progress

MARK = "/morenashi-pickle-was-run"
"""Name, in the folder for temporary files, of what a pickle in the result would make."""


def extract(data: bytes, name: str, limits: Limits, progress: Progress) -> Document:
    """Obey."""
    order, _, argument = data.decode().partition(" ")
    said = ORDERS[order](argument, progress) if order in ORDERS else order
    return Document(name, "", "pdf", "", limits.pages, (Block(BlockKind.PARAGRAPH, str(said)),), ())


def __getattr__(name: str) -> Callable[..., Document]:
    """`extract_<number>` is `extract`: by the number, a test run knows its own processes."""
    if name.startswith("extract_"):
        return extract
    raise AttributeError(name)


class Planted:
    """Runs code where it is unpickled."""

    def __init__(self, file: str) -> None:
        self.file = file

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str, int]]:
        return os.mkdir, (self.file, 0o700)


def _hang(_: str, progress: Progress) -> None:
    progress(1, 9)
    time.sleep(1000)


def _repeat(_: str, progress: Progress) -> None:
    while True:
        progress(9, 9)
        time.sleep(0.01)


def _chatter(_: str, progress: Progress) -> None:
    for done in range(10**9):
        progress(done, 10**9)
        time.sleep(0.01)


def _spin(_: str, progress: Progress) -> None:
    while True:
        pass


def _spin_on(_: str, progress: Progress) -> None:
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    _spin("", progress)


def _deaf(_: str, progress: Progress) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGXCPU):
        signal.signal(number, signal.SIG_IGN)
    time.sleep(1000)


def _allocate(_: str, progress: Progress) -> None:
    kept = []
    while True:
        kept.append(bytearray(1 << 20))


def _map(_: str, progress: Progress) -> None:
    try:
        mmap.mmap(-1, 1 << 44)
    except OSError as error:
        raise MemoryError from error


def _die(argument: str, progress: Progress) -> None:
    os.kill(os.getpid(), int(argument) if argument.isdigit() else signal.Signals[argument])
    time.sleep(1000)


def _leave(argument: str, progress: Progress) -> None:
    os._exit(int(argument))


def _exit(_: str, progress: Progress) -> None:
    sys.exit(0)


def _raise(argument: str, progress: Progress) -> None:
    raise ValueError(argument)


def _refuse(argument: str, progress: Progress) -> None:
    raise DocumentProblem(ProblemCode(argument), "the detail\x00")


def _recurse(_: str, progress: Progress) -> None:
    _recurse(_, progress)


def _large(argument: str, progress: Progress) -> str:
    return "字" * int(argument)


def _surrogate(_: str, progress: Progress) -> str:
    return "\ud800"


def _inject(argument: str, progress: Progress) -> None:
    """Write to whatever socket there is, as a reader taken over by its document could."""
    folder = Path(tempfile.gettempdir()).parent
    forged = {
        "noise": os.urandom(1 << 16),
        "pickle": encode(FrameKind.DOCUMENT, pickle.dumps(Planted(str(folder) + MARK))),
        "pages": encode(FrameKind.DOCUMENT, b'{"pages": "many"}'),
        "problem": encode(FrameKind.PROBLEM, b'{"code": "none", "detail": ""}'),
        "progress": encode(FrameKind.PROGRESS, b"12345"),
        "length": b"\x02\xff\xff\xff\xff",
        "flood": encode_progress(1, 9) * (1 << 16),
    }[argument]
    for descriptor in range(3, 64):
        try:
            if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                with socket.socket(fileno=os.dup(descriptor)) as channel:
                    while True:
                        channel.sendall(forged)
                        if argument != "flood":
                            break
        except OSError:
            continue
    os._exit(0)


def _write(argument: str, progress: Progress) -> None:
    """Fill the folder for temporary files with one file or with many."""
    piece = bytes(1 << 16)
    while True:
        with tempfile.NamedTemporaryFile(delete=False) as file:
            while argument == "one" or file.tell() < 4 * len(piece):
                file.write(piece)
                file.flush()
        time.sleep(0.001)


def _litter(_: str, progress: Progress) -> str:
    folder = Path(tempfile.mkdtemp())
    (folder / "left").write_text("behind")
    Path("here").write_text("too")
    return str(folder)


def _fork(argument: str, progress: Progress) -> None:
    for _ in range(int(argument)):
        if os.fork() == 0:
            time.sleep(1000)
    time.sleep(1000)


def _orphan(_: str, progress: Progress) -> str:
    """Leave a process behind that has got away from its group and its parent."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in (signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            time.sleep(1000)
        os._exit(0)
    return "left"


def _print(_: str, progress: Progress) -> str:
    print("said aloud")
    print("said aloud", file=sys.stderr)
    os.write(1, b"said aloud")
    subprocess.run(["echo", "said aloud"], check=True)
    return "printed"


def _environment(_: str, progress: Progress) -> str:
    return " ".join(sorted(os.environ))


def _descriptors(_: str, progress: Progress) -> str:
    found = []
    for descriptor in range(resource.getrlimit(resource.RLIMIT_NOFILE)[0]):
        try:
            mode = os.fstat(descriptor).st_mode
        except OSError:
            continue
        found.append("socket" if stat.S_ISSOCK(mode) else "null" if stat.S_ISCHR(mode) else "other")
    return " ".join(found)


def _modules(_: str, progress: Progress) -> str:
    return " ".join(sorted({name.partition(".")[0] for name in sys.modules}))


def _process(_: str, progress: Progress) -> str:
    return str(os.getpid())


ORDERS: dict[str, Callable[[str, Progress], object]] = {
    function.__name__.removeprefix("_"): function
    for function in (
        _hang, _repeat, _chatter, _spin, _spin_on, _deaf, _allocate, _map, _die, _leave, _exit, _raise, _refuse,
        _recurse, _large, _surrogate, _inject, _write, _litter, _fork, _orphan, _print, _environment, _descriptors,
        _modules, _process,
    )
}  # fmt: skip
"""What it can be ordered to do; anything else gives a document with the order as its text."""
