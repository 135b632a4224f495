"""A worker process with the real reader and a judge that needs no models: `python cheap_worker.py [GATE]`.

With a gate, the judge writes a line to `GATE.log`, then waits until the file GATE exists.
"""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[3]), str(Path(__file__).parents[1])]
    import time
    from collections.abc import Sequence

    from app_fakes import fake_judge

    from app.checking import Checker
    from app.reading import build_extractor
    from app.settings import Settings
    from app.workers.process import run
    from checklist_data import Edition
    from extractors.document import Document
    from matchers.report import Report

    def judge(edition: Edition, documents: Sequence[Document], kinds: Sequence[str | None]) -> Report:
        for gate in map(Path, sys.argv[1:]):
            with gate.with_suffix(".log").open("a") as log:
                log.write("judging\n")
            while not gate.exists():
                time.sleep(0.05)
        return fake_judge(edition, documents, kinds)

    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    settings = Settings()
    run(settings, Checker(build_extractor(settings), judge), stopping)
