"""The progress of an analysis as server-sent events."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from fastapi.sse import ServerSentEvent

from app.analyses.model import Analysis
from app.analyses.requests import Analyses
from app.analyses.schemas import AnalysisBody
from app.problems import ServiceProblem

_LOOK_SECONDS = 10.0
"""How long to wait for a change before looking anew; the framework sends a sign of life every 15 seconds by itself."""
STATUS = "status"
"""Event: the analysis has changed; its data is the analysis."""
DELETED = "deleted"
"""Event: the analysis was deleted."""


async def follow(
    analyses: Analyses, analysis: Analysis, body: Callable[[Analysis], AnalysisBody]
) -> AsyncIterator[ServerSentEvent]:
    """The analysis as it is, then at every change, until it has come to its end."""
    yield ServerSentEvent(event=STATUS, data=body(analysis))
    while not analysis.done:
        shown = analysis
        try:
            analysis = await analyses.changed(shown.id, shown.__ne__, _LOOK_SECONDS)
        except ServiceProblem:
            yield ServerSentEvent(event=DELETED)
            return
        if analysis != shown:
            yield ServerSentEvent(event=STATUS, data=body(analysis))
