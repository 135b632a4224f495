"""The service's hold on its fork server: started at first use, started anew if it is gone."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import weakref
from pathlib import Path

_KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "TESSDATA_PREFIX")
"""All that a reader may know of the service's environment, which may hold secrets."""
_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from extractors.isolation.server import main; main(int(sys.argv[2]), sys.argv[3])"
)
_STOP_SECONDS = 5.0
"""How long a fork server may take to notice that it is not needed any more; it takes a millisecond."""


class ForkServer:
    """Starts reading processes; safe to use from several threads."""

    def __init__(self, target: str) -> None:
        """Prepare; no process is started yet.

        Args:
            target: `module:function` of the extractor.
        """
        self._target = target
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._stop: weakref.finalize[..., ForkServer] | None = None

    def fork(self, lifeline: socket.socket, channel: socket.socket) -> None:
        """Start a guardian with these two sockets.

        Raises:
            OSError: the system gives no process or descriptor.
        """
        with self._lock:
            try:
                self._send(lifeline, channel)
            except (BrokenPipeError, ConnectionResetError):
                self._close()
                self._send(lifeline, channel)

    def close(self) -> None:
        """End the server; a later order starts another."""
        with self._lock:
            self._close()

    def _send(self, lifeline: socket.socket, channel: socket.socket) -> None:
        socket.send_fds(self._connected(), [b"."], [lifeline.fileno(), channel.fileno()])

    def _connected(self) -> socket.socket:
        if self._control is None:
            own, other = socket.socketpair()
            with other:
                process = _launch(other, self._target)
            self._control = own
            self._stop = weakref.finalize(self, _end, own, process)
        return self._control

    def _close(self) -> None:
        if self._stop is not None:
            self._stop()
        self._control = self._stop = None


def _launch(control: socket.socket, target: str) -> subprocess.Popen[bytes]:
    paths = [str(Path(entry or ".").absolute()) for entry in sys.path]
    environment = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    command = [sys.executable, "-I", "-X", "utf8", "-c", _BOOT, json.dumps(paths), str(control.fileno()), target]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and code; no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        cwd="/",
        env=environment,
        pass_fds=[control.fileno()],
        start_new_session=True,  # Ctrl+C in a terminal is for the service, which ends its readings itself
    )


def _end(control: socket.socket, process: subprocess.Popen[bytes]) -> None:
    control.close()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
