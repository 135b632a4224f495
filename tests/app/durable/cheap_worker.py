"""A worker process with the real reader and a judge that needs no models: `python cheap_worker.py`."""

from __future__ import annotations

import signal
import sys
import threading
from functools import partial
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[3]), str(Path(__file__).parents[1])]
    from app_fakes import fake_judge

    from app.checking import Checker
    from app.settings import Settings
    from app.workers.process import run
    from extractors import extract

    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    settings = Settings()
    run(settings, Checker(partial(extract, limits=settings.limits), fake_judge), stopping)
