"""`morenashi worker`: work on the queue without serving the web."""

from __future__ import annotations

import signal
import sys
import threading
from typing import Annotated

import typer

from app.cli.console import fail_for_blobs, load_settings


def worker(
    attached: Annotated[
        bool, typer.Option("--attached", help="標準入力が閉じられたら終わります（親プロセスとともに終わるため）。")
    ] = False,
) -> None:
    """Work on the queue until told to stop; the exit code is 1 if the worker died."""
    # Imported at use: the other commands need neither database nor matcher.
    from app.engine import build_checker
    from app.storage.blobs import BlobError
    from app.workers.process import run

    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    if attached:
        threading.Thread(target=_until_closed, args=(stopping,), daemon=True).start()
    settings = load_settings()
    try:
        run(settings, build_checker(settings), stopping)
    except BlobError as error:
        fail_for_blobs(error)


def _until_closed(stopping: threading.Event) -> None:
    sys.stdin.buffer.read()
    stopping.set()
