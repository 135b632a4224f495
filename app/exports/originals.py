"""Files made from a report together with the files that were checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.checking import SourceFile
from app.exports.word.additions import draft_additions
from app.exports.word.annotate import annotate
from app.problems import NOT_ONE_WORD_FILE, ServiceProblem, document_problem
from app.reading import Extract
from checklist_data import Edition
from extractors.problems import DocumentProblem
from extractors.sniff import FileType, sniff
from matchers.report import Report


@dataclass(frozen=True, slots=True)
class OriginalsFormat:
    """A format that needs the checked files beside the report; all are Word files."""

    id: str
    label: str
    """Name for the officer."""
    render: Callable[[Report, Edition, Sequence[SourceFile], Extract], bytes]
    """Takes the report, its edition, the files in the report's order and what reads them; raises `ServiceProblem`."""


def find_word_file(files: Sequence[SourceFile]) -> int:
    """Index of the only Word file among the checked ones.

    Raises:
        ServiceProblem: there is none, or there are several.
    """
    found = [index for index, file in enumerate(files) if sniff(file.data, file.name) is FileType.DOCX]
    if len(found) != 1:
        raise ServiceProblem(NOT_ONE_WORD_FILE, f"Word文書{len(found)}件", f"{len(found)} Word documents")
    return found[0]


def _annotated(report: Report, edition: Edition, files: Sequence[SourceFile], _: Extract) -> bytes:
    index = find_word_file(files)
    try:
        return annotate(files[index].data, report, edition, index)
    except DocumentProblem as error:
        raise document_problem(files[index].name, error) from error


def _additions(report: Report, edition: Edition, files: Sequence[SourceFile], extract: Extract) -> bytes:
    documents = []
    for file in files:
        try:
            documents.append(extract(file.data, file.name))
        except DocumentProblem as error:
            raise document_problem(file.name, error) from error
    return draft_additions(report, edition, documents)


ORIGINALS_FORMATS: Mapping[str, OriginalsFormat] = {
    one.id: one
    for one in (
        OriginalsFormat("annotated-docx", "コメント付きの原本（Word）", _annotated),
        OriginalsFormat("additions-docx", "追記案（Word）", _additions),
    )
}
"""By id."""
