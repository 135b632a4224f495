"""What endpoints are given: the parts of the application, put together once when it is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from anyio import CapacityLimiter
from fastapi import Depends
from starlette.requests import Request

from app.analyses.requests import Analyses
from app.checking import Checker
from app.settings import Settings
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.workers.worker import BackgroundWorker


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one application."""

    settings: Settings
    checker: Checker
    database: Database
    blobs: Blobs
    worker: BackgroundWorker | None
    """None where workers run by themselves."""
    analyses: Analyses
    extractions: CapacityLimiter
    """Bounds the readings that run outside of analyses."""


def get_parts(request: Request) -> Parts:
    """The parts of the application that serves the request."""
    parts = request.app.state.parts
    if not isinstance(parts, Parts):
        raise TypeError(parts)
    return parts


Provided = Annotated[Parts, Depends(get_parts)]
