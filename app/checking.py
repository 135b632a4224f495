"""From files to a report: read each, judge them together, and say how far it is.

Shared by the command line and the service. How files are read and how documents are judged is given from outside.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PureWindowsPath
from typing import Protocol

from app.problems import KINDS_MISMATCH, UNKNOWN_EDITION, UNKNOWN_KIND, ServiceProblem
from app.reading import Extract, read_all
from checklist_data import Edition, UnknownEditionError, load
from extractors.document import Document
from extractors.reader import Cancelled, Progress, never, unheard
from matchers.report import Report

AUTO = "auto"
"""Kind of a document that is to be detected."""
EXTRACT_SHARE = 60
"""Percent of the work that is reading: about twice the time of matching on the sample documents."""


class Step(StrEnum):
    """What an analysis is doing."""

    EXTRACT = "extract"
    MATCH = "match"
    REPORT = "report"


STEP_WORDS = {
    Step.EXTRACT: "文書を読み取っています",
    Step.MATCH: "照合しています",
    Step.REPORT: "結果をまとめています",
}
"""What a person is told at each step."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as received."""

    name: str
    data: bytes
    kind: str | None = None
    """Kind of document; None: to be detected."""


Judge = Callable[[Edition, Sequence[Document], Sequence[str | None]], Report]
"""Judges documents, each with its kind, by an edition."""


class ProgressListener(Protocol):
    """Told how far the work is."""

    def __call__(self, step: Step, percent: int) -> None:
        """The work is at `step`; `percent` of all of it is done."""
        ...


class UnreadableFilesError(Exception):
    """Files of a package cannot be read; the package is judged whole or not at all.

    A package judged without one of its files would report gaps that are none.

    Attributes:
        problems: one for each file that cannot be read.
    """

    def __init__(self, problems: Sequence[ServiceProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))


def file_name(name: str | None) -> str:
    """The name of a file without folders of any system and without control characters."""
    plain = "".join(character for character in PureWindowsPath(name or "").name if character.isprintable())
    return plain if plain.strip(". ") else "無題"


def find_edition(edition: str) -> Edition:
    """Load an edition.

    Raises:
        ServiceProblem: there is none of this id.
    """
    try:
        return load(edition)
    except UnknownEditionError as error:
        known = ", ".join(error.known)
        raise ServiceProblem(UNKNOWN_EDITION, f"使える版：{known}", f"known editions: {known}") from error


def assign_kinds(kinds: Sequence[str], files: int, edition: Edition) -> tuple[str | None, ...]:
    """Give each of `files` files its kind: none given, one for all, or one for each in order.

    Raises:
        ServiceProblem: the numbers do not fit, or the edition has no such kind.
    """
    known = [AUTO, *(kind.id for kind in edition.kinds)]
    if not set(kinds) <= set(known):
        choices = ", ".join(known)
        raise ServiceProblem(UNKNOWN_KIND, f"使える種類：{choices}", f"known kinds: {choices}")
    if len(kinds) not in (0, 1, files):
        raise ServiceProblem(
            KINDS_MISMATCH, f"ファイル{files}件に対し種類{len(kinds)}件", f"{len(kinds)} kinds for {files} files"
        )
    given = kinds if len(kinds) == files else [next(iter(kinds), AUTO)] * files
    return tuple(None if kind == AUTO else kind for kind in given)


class Checker:
    """Checks packages of files against editions of the check sheets; safe to use from several threads."""

    def __init__(self, extract: Extract, judge: Judge, readers: int = 1) -> None:
        """Take the parts.

        Args:
            extract: reads a file; called from several threads at a time if `readers` is more than one.
            judge: judges documents.
            readers: files of one package that are read at the same time.
        """
        self._extract, self._judge, self._readers = extract, judge, readers

    def extract(
        self, data: bytes, name: str, progress: Progress = unheard, cancelled: Cancelled = never
    ) -> Document:
        """Read one file.

        Args:
            data: its bytes.
            name: its name.
            progress: told how many pages of how many are read.
            cancelled: once it is true, reading stops at once.

        Raises:
            DocumentProblem: it cannot be read, or `cancelled` became true.
        """
        return self._extract(data, name, progress, cancelled)

    def judge(self, edition: Edition, documents: Sequence[Document], kinds: Sequence[str | None]) -> Report:
        """Judge documents that were read as one package, each as its kind; None: to be detected."""
        return self._judge(edition, documents, kinds)

    def check(
        self, files: Sequence[SourceFile], edition: Edition, progress: ProgressListener, cancelled: Cancelled = never
    ) -> Report:
        """Read all files and judge them as one package.

        Args:
            files: at least one.
            edition: what they are judged by.
            progress: told how far the work is.
            cancelled: once it is true, reading stops at once.

        Raises:
            UnreadableFilesError: at least one of them cannot be read; it names every one that cannot.
        """
        progress(Step.EXTRACT, 0)
        read = read_all(
            [(file.data, file.name) for file in files],
            self._extract,
            self._readers,
            lambda share: progress(Step.EXTRACT, int(share * EXTRACT_SHARE)),
            cancelled,
        )
        problems = [one for one in read if isinstance(one, ServiceProblem)]
        if problems:
            raise UnreadableFilesError(problems)
        progress(Step.MATCH, EXTRACT_SHARE)
        documents = [one for one in read if isinstance(one, Document)]
        report = self.judge(edition, documents, [file.kind for file in files])
        progress(Step.REPORT, 99)
        return report
