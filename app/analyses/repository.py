"""Where analyses are kept."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from typing import Protocol

from app.analyses.model import Analysis


class AnalysisRepository(Protocol):
    """Keeps analyses; all methods may be called from any thread."""

    def add(self, analysis: Analysis) -> None:
        """Keep a new analysis."""
        ...

    def get(self, analysis_id: str) -> Analysis | None:
        """The analysis; None if there is none, or no longer."""
        ...

    def update(self, analysis_id: str, change: Callable[[Analysis], Analysis]) -> Analysis | None:
        """Replace the analysis by `change` of it, with nothing in between; None if there is none."""
        ...

    def remove(self, analysis_id: str) -> bool:
        """Forget the analysis; False if there was none."""
        ...


class InMemoryAnalysisRepository:
    """Keeps a bounded number of analyses in this process; finished ones leave after a while or when room is needed."""

    def __init__(
        self, capacity: int, retention: datetime.timedelta, now: Callable[[], datetime.datetime]
    ) -> None:
        self._capacity, self._retention, self._now = capacity, retention, now
        self._analyses: dict[str, Analysis] = {}
        self._lock = threading.Lock()

    def add(self, analysis: Analysis) -> None:
        """Keep a new analysis; where there is no room the oldest finished one goes.

        Unfinished ones are never dropped: the job queue bounds their number.
        """
        with self._lock:
            self._expire()
            finished = [one.id for one in self._analyses.values() if one.done]
            for analysis_id in finished[: max(0, len(self._analyses) + 1 - self._capacity)]:
                del self._analyses[analysis_id]
            self._analyses[analysis.id] = analysis

    def get(self, analysis_id: str) -> Analysis | None:
        """The analysis; None if there is none, or no longer."""
        with self._lock:
            self._expire()
            return self._analyses.get(analysis_id)

    def update(self, analysis_id: str, change: Callable[[Analysis], Analysis]) -> Analysis | None:
        """Replace the analysis by `change` of it, with nothing in between; None if there is none."""
        with self._lock:
            analysis = self._analyses.get(analysis_id)
            if analysis is None:
                return None
            self._analyses[analysis_id] = changed = change(analysis)
            return changed

    def remove(self, analysis_id: str) -> bool:
        """Forget the analysis; False if there was none."""
        with self._lock:
            return self._analyses.pop(analysis_id, None) is not None

    def _expire(self) -> None:
        oldest = self._now() - self._retention
        expired = [one.id for one in self._analyses.values() if one.finished is not None and one.finished < oldest]
        for analysis_id in expired:
            del self._analyses[analysis_id]
