"""Settings of the service, from environment variables `MORENASHI_…`; injected where needed, never a global.

Every description gives the reason for its default; `docs/settings.md` is generated from here.
"""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.storage.engine import parse_url
from checklist_data import DEFAULT_EDITION
from extractors.isolation.limits import IsolationLimits
from extractors.ocr.options import EngineChoice, RecognitionMode, RecognitionOptions
from extractors.reader import Limits

PREFIX = "MORENASHI_"
"""Of every environment variable that is read."""
MIB = 1 << 20
_PARSE = IsolationLimits()
_RECOGNITION = RecognitionOptions()


class Settings(BaseSettings):
    """Everything that may differ between two installations."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    host: str = Field(
        default="127.0.0.1",
        description="Address to listen on. Loopback: an unpublished specification is confidential and there are no "
        "accounts yet, so nobody else may reach the service unless an administrator decides so.",
    )
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on; 0 takes any free one.")
    edition: str = Field(
        default=DEFAULT_EDITION, description="Edition of the check sheets used where a request names none."
    )
    file_bytes: int = Field(
        default=Limits().file_bytes,
        ge=1,
        description="Largest single file in bytes. A 100-page specification with scans at 300 dpi is about 40 MB.",
    )
    pages: int = Field(
        default=Limits().pages, ge=1, description="Most pages of a file. The longest tender documents have about 1,000."
    )
    isolation: bool = Field(
        default=True,
        description="Read every document in a process of its own that can be killed. `false` reads in the service's own "
        "process, without any of the limits below: for debugging with trusted files only.",
    )
    readers: int = Field(
        default=2,
        ge=1,
        description="Files of one package that `check` reads at the same time; the service's workers read one after the "
        "other and share the work by packages. Two: the usual package is a specification and "
        "a contract; each reading takes one CPU core and memory of its own.",
    )
    parse_memory_bytes: int = Field(
        default=_PARSE.memory_bytes,
        ge=256 * MIB,
        description="Address space of a reading process in bytes. 500 pages take 0.15 GiB, a Word document of five "
        "million characters 0.4 GiB; the rest is for pages that are drawn as images.",
    )
    parse_cpu_seconds: int = Field(
        default=_PARSE.cpu_seconds,
        ge=1,
        description="CPU seconds of a reading process. 3,000 pages take about 40.",
    )
    parse_seconds: float = Field(
        default=_PARSE.seconds,
        gt=0,
        description="Wall-clock seconds of one reading. An officer who waits longer takes the service for dead.",
    )
    parse_silence_seconds: float = Field(
        default=_PARSE.silence_seconds,
        gt=0,
        description="Seconds without progress after which a reading is stopped. A page of two million "
        "strokes takes 4.",
    )
    parse_output_bytes: int = Field(
        default=_PARSE.output_bytes,
        ge=1,
        description="Most bytes that a reading may give back. A page is 9 to 14 kB, so 3,000 are about 42 MB.",
    )
    parse_temp_bytes: int = Field(
        default=_PARSE.temp_bytes,
        ge=0,
        description="Bytes of temporary files of one reading, which are removed afterwards. A page image at 600 dpi is "
        "35 MB before compression.",
    )
    parse_processes: int = Field(
        default=_PARSE.processes,
        ge=0,
        description="Processes that a reading may run besides its own: one text recognition for each core.",
    )
    ocr: RecognitionMode = Field(
        default=RecognitionMode.AUTO,
        description="Character recognition of pages without usable text: `auto` if an engine is installed, `off`, or `on` "
        "to refuse documents that need it where none is. Automatic: without an engine the report says which pages are "
        "missing, which is still worth having.",
    )
    ocr_engine: EngineChoice = Field(
        default=EngineChoice.AUTO,
        description="Engine of character recognition: `tesseract`, `ndlocr`, or `auto`, which takes NDLOCR-Lite where its "
        "command is given, since whoever installs it wants it used.",
    )
    ocr_ndlocr_command: str = Field(
        default="",
        description="Command that starts the National Diet Library's NDLOCR-Lite, such as `ndlocr-lite`. Empty: it is not "
        "part of this product, and is used only where an office has installed it.",
    )
    ocr_dpi: int = Field(
        default=_RECOGNITION.dpi,
        ge=150,
        le=600,
        description="Resolution at which pages are recognised. 300: what the engines' models were made for; scans of less "
        "are not made better by more, and memory grows with its square.",
    )
    ocr_processes: int | None = Field(
        default=None,
        ge=1,
        description="Pages of a document recognised side by side. Empty: one for each core, up to 8, since an engine uses "
        "one core a page and each page in work holds several pictures of 9 MB.",
    )
    ocr_page_seconds: float = Field(
        default=_RECOGNITION.page_seconds,
        gt=0,
        description="Longest time for recognising one page. A dense page takes about 3 seconds with Tesseract on "
        "a free core; less than a minute, so that a slow page is not taken for a reader that hangs.",
    )
    ocr_low_confidence: float = Field(
        default=_RECOGNITION.low_confidence,
        ge=0,
        le=1,
        description="A recognised page whose characters are less sure than this on average counts as read in part. Clean "
        "scans reach 0.93; 0.75 is a cautious choice, not yet fitted to poor scans.",
    )
    upload_bytes: int = Field(
        default=200 * MIB,
        ge=1,
        description="Largest request body in bytes, counted while it streams in: a specification and a contract at "
        "their largest.",
    )
    upload_files: int = Field(
        default=20, ge=1, description="Most files in one package. Real tenders have fewer than ten annexes to read."
    )
    data_folder: Path = Field(
        default=Path("~/.morenashi"),
        description="Folder for the database and the files unless the next two settings name other places. In the home "
        "folder, because the documents are confidential and nobody else should read them.",
    )
    database_url: str | None = Field(
        default=None,
        description="`postgresql://USER:PASSWORD@HOST/NAME` or `sqlite:///FILE`. Empty: SQLite in the data folder, which "
        "needs nothing installed; PostgreSQL is for workers on several hosts.",
    )
    blob_url: str | None = Field(
        default=None,
        description="Object store for files, extracted text and reports, such as `s3://BUCKET/PREFIX`, with its "
        "credentials in its own variables (`AWS_…`). Empty: the data folder, which several hosts would have to share.",
    )
    workers: int = Field(
        default=1,
        ge=1,
        description="Worker processes that `serve` starts; each runs one analysis at a time. One: reading and matching "
        "fill one CPU core, and each process holds the models in memory.",
    )
    queue_length: int = Field(
        default=200,
        ge=1,
        description="Analyses that may wait; further ones are refused with 503. 200 are about half an hour of one "
        "worker: who would wait longer had better come again.",
    )
    lease_seconds: float = Field(
        default=15,
        ge=1,
        description="How long a worker that gives no sign counts as alive; then its analysis is given to another, at "
        "the latest a quarter of this later. A worker gives four signs in this time, and a shorter one would take a busy "
        "machine for a dead one.",
    )
    attempts: int = Field(
        default=5,
        ge=1,
        description="How often an analysis is begun before it is given up. More than once, because machines fail; not "
        "for ever, because a document that brings its worker down would do so again.",
    )
    shutdown_seconds: int = Field(
        default=20,
        ge=0,
        description="How long a worker that is told to stop may go on with its analysis before it leaves it to the "
        "next. Most end in this time, and container platforms commonly kill after 30 seconds.",
    )
    retention_seconds: int = Field(
        default=24 * 60 * 60,
        ge=1,
        description="How long a finished analysis is kept, with its files and their text. One working day: the documents "
        "are confidential, and a report that is needed longer is exported.",
    )
    wait_seconds: int = Field(
        default=60,
        ge=0,
        description="Longest time that `Prefer: wait=N` is honoured; proxies commonly cut a silent connection after "
        "a minute.",
    )
    embedding_model: str | None = Field(
        default=None,
        description="Folder or hub name of a sentence-transformers model. Empty: the embedded one, which needs no "
        "network.",
    )
    embedding_prefix: str = Field(
        default="", description="Text put before every input of that model, as some models are trained to expect."
    )
    embedding_offline: bool = Field(
        default=True,
        description="Never ask a hub for the model: documents' words must not depend on a network, and a model that "
        "is not on the machine is an error.",
    )

    @field_validator("database_url")
    @classmethod
    def _supported(cls, url: str | None) -> str | None:
        if url is not None:
            parse_url(url)
        return url

    @property
    def limits(self) -> Limits:
        """Bounds on reading one file."""
        return Limits(file_bytes=self.file_bytes, pages=self.pages, recognition=self.recognition)

    @property
    def recognition(self) -> RecognitionOptions:
        """How pages without usable text are recognised."""
        return RecognitionOptions(
            mode=self.ocr,
            engine=self.ocr_engine,
            ndlocr_command=self.ocr_ndlocr_command,
            dpi=self.ocr_dpi,
            processes=self.ocr_processes or _RECOGNITION.processes,
            page_seconds=self.ocr_page_seconds,
            low_confidence=self.ocr_low_confidence,
        )

    @property
    def isolation_limits(self) -> IsolationLimits:
        """Bounds on the process that reads one file."""
        return IsolationLimits(
            memory_bytes=self.parse_memory_bytes,
            cpu_seconds=self.parse_cpu_seconds,
            seconds=self.parse_seconds,
            silence_seconds=self.parse_silence_seconds,
            output_bytes=self.parse_output_bytes,
            temp_bytes=self.parse_temp_bytes,
            processes=self.parse_processes,
        )

    @property
    def database(self) -> str:
        """URL of the database."""
        return self.database_url or f"sqlite:///{self._data / 'morenashi.db'}"

    @property
    def blob_folder(self) -> Path:
        """Where blobs are kept unless they have a URL."""
        return self._data / "blobs"

    def environment(self) -> dict[str, str]:
        """Environment of a child process that has the same settings."""
        own = {f"{PREFIX}{name.upper()}": str(value) for name, value in self if value is not None}
        return {name: value for name, value in os.environ.items() if not name.upper().startswith(PREFIX)} | own

    @property
    def _data(self) -> Path:
        return self.data_folder.expanduser().resolve()
