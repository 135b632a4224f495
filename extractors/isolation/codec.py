"""Documents and orders as JSON between processes.

JSON validated against the dataclasses builds nothing but those dataclasses, whatever the sender is; a pickle would run
the sender's code. `python -m benchmarks.isolation` measures what it costs.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from extractors.document import Document
from extractors.isolation.limits import IsolationLimits
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Limits

_LONGEST_DETAIL = 300


class CodecError(Exception):
    """The bytes are not what they should be."""


@dataclass(frozen=True, slots=True)
class Job:
    """What the reading process is to do; the file's bytes follow it."""

    name: str
    size: int
    """Bytes of the file."""
    folder: str
    """Where it may write; exists, and is removed afterwards."""
    limits: Limits
    isolation: IsolationLimits


@dataclass(frozen=True, slots=True)
class _Problem:
    code: ProblemCode
    detail: str


_DOCUMENT = TypeAdapter(Document)
_PROBLEM = TypeAdapter(_Problem)
_JOB = TypeAdapter(Job)


def encode_document(document: Document) -> bytes:
    """A document as JSON."""
    return _DOCUMENT.dump_json(document)


def decode_document(data: bytes) -> Document:
    """A document from JSON.

    Raises:
        CodecError: it is none.
    """
    try:
        return _DOCUMENT.validate_json(data, strict=True)
    except ValidationError as error:
        raise CodecError(f"{error.error_count()} errors in the document") from None


def encode_problem(problem: DocumentProblem) -> bytes:
    """A problem as JSON."""
    return _PROBLEM.dump_json(_Problem(problem.code, plain(problem.detail)))


def decode_problem(data: bytes) -> DocumentProblem:
    """A problem from JSON.

    Raises:
        CodecError: it is none.
    """
    try:
        problem = _PROBLEM.validate_json(data, strict=True)
    except ValidationError as error:
        raise CodecError(f"{error.error_count()} errors in the problem") from None
    return DocumentProblem(problem.code, plain(problem.detail))


def encode_job(job: Job) -> bytes:
    """An order as one line of JSON."""
    return _JOB.dump_json(job) + b"\n"


def decode_job(data: bytes) -> Job:
    """An order from JSON."""
    return _JOB.validate_json(data)


def plain(detail: str) -> str:
    """A detail fit for a log: short, on one line, without control characters or halves of surrogate pairs."""
    return "".join(character if character.isprintable() else "?" for character in detail[:_LONGEST_DETAIL])
