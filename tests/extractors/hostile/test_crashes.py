"""Files that once brought a reader down, as `make fuzz` keeps them: the reading process dies no more, or is told apart.

A file under `crashes/` that needs a fix of ours stays here after it; one that needs a fix of PDFium must at least be known
as one that asks for too much.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.isolation.extractor import IsolatedExtractor
from extractors.isolation.limits import IsolationLimits
from extractors.problems import DocumentProblem, ProblemCode

CRASHES = sorted((Path(__file__).parent / "crashes").iterdir())


@pytest.fixture(scope="module")
def extractor() -> Iterator[IsolatedExtractor]:
    extractor = IsolatedExtractor(isolation=IsolationLimits(memory_bytes=1 << 30))
    yield extractor
    extractor.close()


@pytest.mark.parametrize("file", CRASHES, ids=[file.name for file in CRASHES])
def test_ends_in_a_document_or_a_problem_of_the_file(extractor: IsolatedExtractor, file: Path) -> None:
    try:
        extractor(file.read_bytes(), file.name)
        code = None
    except DocumentProblem as problem:
        code = problem.code
    assert code not in (ProblemCode.READER_CRASHED, ProblemCode.READER_UNAVAILABLE, ProblemCode.TIMED_OUT)
