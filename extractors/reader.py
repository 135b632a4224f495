"""The seam between the house and a file format.

A reader turns bytes into blocks. To add a format, write a class with these members and list it in
`extractors.extract.READERS`:

    class OdtReader:
        format = "odt"

        def score(self, data: bytes, name: str) -> int:
            return 10 if data.startswith(b"PK") and name.endswith(".odt") else 0

        def read(self, data: bytes, limits: Limits, progress: Progress = unheard) -> Reading:
            ...
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from extractors.document import Block, Quality
from extractors.ocr.options import RecognitionOptions


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one reading; every excess raises `DocumentProblem`, never a cut-off text."""

    file_bytes: int = 100 << 20
    """A 100-page specification with scans at 300 dpi is about 40 MB."""
    pages: int = 3000
    """The longest tender documents seen have about 1,000 pages."""
    characters: int = 5_000_000
    """About 3,000 full pages of 1,600 characters."""
    unpacked_bytes: int = 400 << 20
    """All parts of a DOCX together; real ones stay under 100 MB."""
    parts: int = 5000
    """Parts of a DOCX; real ones have fewer than 500."""
    paragraphs: int = 200_000
    """Paragraphs of a DOCX, those in tables too; 1,000 pages have about 40,000."""
    recognition: RecognitionOptions = field(default_factory=RecognitionOptions)
    """Whether, how and how long pages without usable text are recognised."""


Progress = Callable[[int, int], None]
"""Told how far a reading is: units done and units in all (pages, or paragraphs where there are no pages)."""


Cancelled = Callable[[], bool]
"""Asked about ten times a second whether nobody wants the document any more."""


def never() -> bool:
    """Never cancelled."""
    return False


def unheard(done: int, total: int) -> None:
    """Progress that nobody follows."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in a file: blocks in reading order, before headings and clauses are decided."""

    blocks: tuple[Block, ...]
    pages: int | None
    quality: Quality


@runtime_checkable
class Reader(Protocol):
    """Reads one file format."""

    format: str

    def score(self, data: bytes, name: str) -> int:
        """How sure the reader is that `data` is its format: 0 not at all; the highest wins.

        `data` is the whole file; it decides, the name only breaks ties.
        """
        ...

    def read(self, data: bytes, limits: Limits, progress: Progress = unheard) -> Reading:
        """Read the file and tell `progress` of each page, or of each block where there are no pages.

        Raises:
            DocumentProblem: the file cannot be read; nothing else is raised for any input bytes.
        """
        ...
