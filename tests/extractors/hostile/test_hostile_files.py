"""Files made to do harm: each ends in a report or in one typed problem, within the limits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hostile_files import FILES
from hostile_pdf import HostilePdf
from wordml import p, pack, parts

from extractors.document import Document, QualityState
from extractors.isolation.extractor import IsolatedExtractor
from extractors.isolation.limits import IsolationLimits
from extractors.ocr.options import RecognitionMode, RecognitionOptions
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Limits

Outcome = tuple[Document | None, ProblemCode | None]

LIMITED = frozenset({ProblemCode.TOO_COMPLEX, ProblemCode.OUT_OF_MEMORY, ProblemCode.TIMED_OUT})
"""Where the file asks for more than there is, which limit it meets first depends on the machine."""
DAMAGED = frozenset({ProblemCode.DAMAGED})
COMPLEX = frozenset({ProblemCode.TOO_COMPLEX})


MEMORY = 1 << 30
"""The libraries by themselves take a third of it."""


@pytest.fixture(scope="module")
def extractor() -> Iterator[IsolatedExtractor]:
    # Whether a picture is recognised depends on the machine, and is asked below.
    limits = Limits(recognition=RecognitionOptions(mode=RecognitionMode.OFF))
    extractor = IsolatedExtractor(limits, IsolationLimits(memory_bytes=MEMORY, cpu_seconds=60))
    yield extractor
    extractor.close()


@pytest.fixture(autouse=True)
def _next_good_file_works(extractor: IsolatedExtractor) -> Iterator[None]:
    yield
    assert outcome(extractor, pack(parts(p("受託者は、記録を保存すること。"))), "good.docx")[1] is None


def outcome(extractor: IsolatedExtractor, data: bytes, name: str) -> Outcome:
    try:
        return extractor(data, name), None
    except DocumentProblem as problem:
        return None, problem.code


REFUSED = {
    "content_bomb": LIMITED,
    "many_contents_bomb": LIMITED,
    "object_stream_bomb": LIMITED,
    "page_crowd": COMPLEX,
    "page_chain": DAMAGED,
    "no_pages": DAMAGED,
    "form_loop": LIMITED,
    "form_fan": LIMITED,
    "word_text_bomb": LIMITED,
    "word_paragraphs": LIMITED,
    "word_empty_paragraphs": LIMITED,
    "encrypted": frozenset({ProblemCode.ENCRYPTED}),
    "word_parts": COMPLEX,
    "word_nested_elements": COMPLEX,
    "word_nested_tables": COMPLEX,
    "word_entities": DAMAGED | COMPLEX,  # as the XML parser's version has it
    "word_external_entity": DAMAGED,
    "word_external_type": DAMAGED,
    "word_size_lie": DAMAGED,
    "word_duplicate_parts": DAMAGED,
    "word_overlapping": COMPLEX,
    "html_named_pdf": frozenset({ProblemCode.NOT_A_DOCUMENT}),
}
"""Files that are refused, and as what."""
WITHOUT_TEXT = (
    "xref_bomb", "image_bomb", "page_count_lie", "page_loop", "deep_arrays", "deep_dictionaries", "many_strokes",
    "wrong_xref", "xref_loop", "huge_page",
)  # fmt: skip
"""Files of which pages can be opened, but which have no text."""
READ = (
    "many_characters", "word_wide_table", "word_attributes", "word_paths", "word_named_pdf", "pdf_named_word",
    "pdf_and_zip", "pdf_with_script",
)  # fmt: skip
"""Files whose text is read all the same."""


def test_every_file_is_tried() -> None:
    assert sorted([*REFUSED, *WITHOUT_TEXT, *READ]) == sorted(FILES)


@pytest.mark.parametrize("name", REFUSED)
def test_refused(extractor: IsolatedExtractor, name: str) -> None:
    assert outcome(extractor, *FILES[name]())[1] in REFUSED[name]


@pytest.mark.parametrize("name", WITHOUT_TEXT)
def test_without_text_is_unreadable_and_says_why(extractor: IsolatedExtractor, name: str) -> None:
    document, problem = outcome(extractor, *FILES[name]())
    assert document is not None, problem
    assert document.quality.state is QualityState.UNREADABLE
    assert document.quality.reasons


@pytest.mark.parametrize("name", ["image_bomb", "huge_page"])
def test_a_picture_that_is_recognised_keeps_to_the_limits_too(name: str) -> None:
    extractor = IsolatedExtractor(isolation=IsolationLimits(memory_bytes=MEMORY, cpu_seconds=60))
    document, problem = outcome(extractor, *FILES[name]())
    extractor.close()
    assert problem in LIMITED if document is None else document.quality.state is QualityState.UNREADABLE


@pytest.mark.parametrize("name", READ)
def test_read_all_the_same(extractor: IsolatedExtractor, name: str) -> None:
    document, problem = outcome(extractor, *FILES[name]())
    assert document is not None, problem
    assert document.clauses


@pytest.mark.parametrize(("name", "kind"), [("word_named_pdf", "docx"), ("pdf_named_word", "pdf"), ("pdf_and_zip", "pdf")])
def test_the_bytes_say_what_a_file_is(extractor: IsolatedExtractor, name: str, kind: str) -> None:
    document, _ = outcome(extractor, *FILES[name]())
    assert document is not None
    assert document.format == kind


def test_programs_and_attached_files_are_left_out_and_named(extractor: IsolatedExtractor) -> None:
    document, _ = outcome(extractor, *FILES["pdf_with_script"]())
    assert document is not None
    assert document.quality.state is QualityState.OK
    assert ["JavaScript" in reason for reason in document.quality.reasons] == [True, False]
    assert "1件" in document.quality.reasons[1]


def test_page_counts_that_differ_are_said(extractor: IsolatedExtractor) -> None:
    document, _ = outcome(extractor, *FILES["page_loop"]())
    assert document is not None
    assert any("1000頁と1頁" in reason for reason in document.quality.reasons)


@pytest.mark.parametrize("share", range(0, 100, 7))
@pytest.mark.parametrize("make", [HostilePdf.with_text, lambda: pack(parts(p("本文である。")))], ids=["pdf", "docx"])
def test_a_file_cut_anywhere_is_refused(extractor: IsolatedExtractor, make: object, share: int) -> None:
    assert callable(make)
    data: bytes = make()
    _, problem = outcome(extractor, data[: len(data) * share // 100], "cut.pdf")
    assert problem in (ProblemCode.EMPTY, ProblemCode.DAMAGED, ProblemCode.NOT_A_DOCUMENT)


@pytest.mark.parametrize("share", range(0, 100, 7))
@pytest.mark.parametrize("make", [HostilePdf.with_text, lambda: pack(parts(p("本文である。")))], ids=["pdf", "docx"])
def test_noise_anywhere_ends_in_a_document_or_a_problem(
    extractor: IsolatedExtractor, make: object, share: int
) -> None:
    assert callable(make)
    data = bytearray(make())
    at = len(data) * share // 100
    data[at : at + 40] = bytes(range(200, 240))
    document, problem = outcome(extractor, bytes(data), "noise.pdf")
    assert (document is None) != (problem is None)
    assert problem not in (ProblemCode.READER_CRASHED, ProblemCode.READER_UNAVAILABLE, *LIMITED)


def test_a_limit_of_pages_is_kept() -> None:
    extractor = IsolatedExtractor(Limits(pages=1))
    pdf = HostilePdf()
    pdf.text_page()
    pdf.text_page()
    assert outcome(extractor, pdf.build(), "two.pdf")[1] is ProblemCode.TOO_COMPLEX
    extractor.close()
