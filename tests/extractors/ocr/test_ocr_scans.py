"""Scans of documents whose text is known, through the whole reader. The figures reached are in decision 0009."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pytest

from benchmarks.scans import CASES, Case, measure, print_cases
from extractors import Limits, QualityState, extract
from extractors.document import Document
from extractors.ocr.options import RecognitionMode, RecognitionOptions
from extractors.ocr.tesseract import Tesseract
from samples.layouts import Form
from samples.measures import character_error_rate
from samples.scan import scan

pytestmark = [
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"),
    pytest.mark.skipif(Tesseract.find() is None, reason="Tesseract with jpn and jpn_vert is not installed"),
]

WORST = {Form.ONE_COLUMN: 0.015, Form.TWO_COLUMNS: 0.02, Form.VERTICAL: 0.06}
"""Share of wrong characters; looser than what is reached, for other versions of the engine and of the fonts."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[Case, bytes]:
    return print_cases(CASES, tmp_path_factory.mktemp("printed"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_scan_says_what_was_printed(case: Case, printed: dict[Case, bytes]) -> None:
    told: list[tuple[int, int]] = []
    found, document = measure(case, scan(printed[case]), lambda done, total: told.append((done, total)))
    assert found.error_rate <= WORST[case.form]
    expected = extract(printed[case], "printed.pdf")
    assert rows(document) == rows(expected)
    assert share_of_marks(document, expected) >= 0.8
    assert document.quality.state is QualityState.OK
    assert "文字認識（OCR）で読み取りました" in document.quality.reasons[0]
    assert told[-1][0] == told[-1][1]


def rows(document: Document) -> list[int]:
    """The number of cells of each row."""
    return [len(clause.cells) for clause in document.clauses if clause.cells]


def share_of_marks(document: Document, expected: Document) -> float:
    """How many of the expected clauses have one with the same mark and page."""
    found, wanted = (
        [(clause.page, unicodedata.normalize("NFKC", clause.mark)) for clause in each.clauses]
        for each in (document, expected)
    )
    return sum(entry in found for entry in wanted) / len(wanted)


def test_only_pages_without_text_are_recognised(printed: dict[Case, bytes]) -> None:
    case = CASES[0]
    mixed = scan(printed[case], pages={1})
    document = extract(mixed, "mixed.pdf")
    assert [reason[:2] for reason in document.quality.reasons] == ["2頁"]
    expected = extract(printed[case], "printed.pdf")
    text, truth = ("".join(clause.text for clause in each.clauses) for each in (document, expected))
    assert character_error_rate(truth, text) < 0.01


def test_without_recognition_the_pages_are_named(printed: dict[Case, bytes]) -> None:
    mixed = scan(printed[CASES[0]], pages={1})
    off = Limits(recognition=RecognitionOptions(RecognitionMode.OFF))
    quality = extract(mixed, "mixed.pdf", off).quality
    assert quality.state is QualityState.PARTIAL
    assert quality.lost_pages == (2,)
    assert quality.reasons[0].startswith("2頁は文字情報がない画像のため")


def test_a_text_layer_that_is_garbage_is_recognised_instead(printed: dict[Case, bytes]) -> None:
    case = CASES[0]
    spoilt = printed[case].replace(b"/ToUnicode", b"/XoUnicode")
    found, document = measure(case, spoilt)
    assert found.error_rate <= WORST[case.form]
    assert document.quality.lost_pages == ()


def test_a_line_lies_where_it_is_on_the_crooked_page(printed: dict[Case, bytes], tmp_path: Path) -> None:
    straight = extract(printed[CASES[0]], "printed.pdf")
    crooked = extract(scan(printed[CASES[0]], skew=2.0), "crooked.pdf")
    for one, two in zip(straight.clauses[:3], crooked.clauses[:3], strict=True):
        middle = [(region.top + region.bottom) / 2 for region in (one.regions[0], two.regions[0])]
        # The middle of a full line hardly moves when the page turns about its centre.
        assert abs(middle[0] - middle[1]) < 12
