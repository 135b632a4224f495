"""A process that does nothing but work on the queue."""

from __future__ import annotations

import os
import sys
import threading

from app.checking import Checker
from app.settings import Settings
from app.storage.blobs import open_blobs
from app.storage.database import Database
from app.workers.worker import Worker
from app.workers.workflow import prepare

_LOOK_SECONDS = 1.0
"""How often the worker is looked after."""


def run(settings: Settings, checker: Checker, stopping: threading.Event) -> None:
    """Work until `stopping` is set, then end the process: with 1 if the worker died.

    Raises:
        BlobError: the settings name no blob store.
    """
    blobs = open_blobs(settings.blob_url, settings.blob_folder)
    database = Database(settings.database)
    prepare(database)
    worker = Worker(settings, database, blobs, checker)
    worker.start()
    while worker.alive and not stopping.wait(_LOOK_SECONDS):
        pass
    died = not worker.alive
    worker.stop()
    sys.stdout.flush()
    sys.stderr.flush()
    # Not by returning: the interpreter would wait for an analysis that did not end in time and is left to others.
    os._exit(died)
