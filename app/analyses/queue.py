"""The queue that analyses wait in, as those see it who put them there."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy.orm import Session


class AnalysisQueue(Protocol):
    """Where workers take analyses from."""

    def add(self, session: Session, analysis_id: str) -> None:
        """Have an analysis run once the session's transaction is committed, and never if it is not."""
        ...

    def stop(self, analysis_id: str) -> None:
        """Have a waiting analysis never run, and a running one end before its next step."""
        ...

    def forget(self, analysis_id: str) -> None:
        """Stop an analysis and remove everything the queue knows of it."""
        ...
