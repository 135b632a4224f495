"""How pages without usable text are recognised."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from enum import StrEnum

_MOST_PROCESSES = 8
"""A bound on memory: each page in work holds several pictures of 9 MB."""


class RecognitionMode(StrEnum):
    """Whether pages without usable text are recognised."""

    AUTO = "auto"
    """If an engine is installed."""
    ON = "on"
    """Always: without an engine a document that needs one is refused."""
    OFF = "off"


class EngineChoice(StrEnum):
    """Which engine recognises."""

    AUTO = "auto"
    """NDLOCR-Lite if its command is given, else Tesseract."""
    TESSERACT = "tesseract"
    NDLOCR = "ndlocr"


@dataclass(frozen=True, slots=True)
class RecognitionOptions:
    """Settings of character recognition (OCR)."""

    mode: RecognitionMode = RecognitionMode.AUTO
    engine: EngineChoice = EngineChoice.AUTO
    ndlocr_command: str = ""
    """Command that starts NDLOCR-Lite, as typed in a shell; empty if it is not installed."""
    dpi: int = 300
    """Resolution at which pages are recognised: what engines are trained for; small print is lost below it."""
    processes: int = field(default_factory=lambda: min(os.cpu_count() or 1, _MOST_PROCESSES))
    """Pages recognised side by side: one for each core, up to 8."""
    page_seconds: float = 45.0
    """Longest time for one page; a dense page takes about 3 seconds with Tesseract on a free core."""
    low_confidence: float = 0.75
    """A page whose characters are less sure than this on average does not count as read in full. Clean scans reach
    0.93; the value below is a cautious choice, not yet fitted to poor scans."""
