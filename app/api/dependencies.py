"""What endpoints are given: the parts of the application, put together once when it is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from anyio import CapacityLimiter
from fastapi import Depends
from starlette.requests import Request

from app.analyses.service import AnalysisService
from app.checking import Checker
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one application."""

    settings: Settings
    checker: Checker
    analyses: AnalysisService
    extractions: CapacityLimiter
    """Bounds the readings that run outside of analyses."""


def get_parts(request: Request) -> Parts:
    """The parts of the application that serves the request."""
    parts = request.app.state.parts
    if not isinstance(parts, Parts):
        raise TypeError(parts)
    return parts


Provided = Annotated[Parts, Depends(get_parts)]
