"""Files that are not as they should be, limits, and the quality of the reading."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from pdf_maker import PdfMaker
from pdf_texts import FIRST, SECOND, THIRD, filler, read, texts, typeset

from extractors.document import QualityState
from extractors.ocr.options import RecognitionMode, RecognitionOptions
from extractors.pdf.reader import PdfReader
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Limits, Reader

LIMITS = Limits(recognition=RecognitionOptions(RecognitionMode.OFF))


def document(pages: int = 2) -> PdfMaker:
    made = PdfMaker()
    for number in range(pages):
        made.page().lines(72, 80, [line for k in range(5) for line in typeset(filler(5 * number + k), 40)])
    return made


def problem(data: bytes, limits: Limits = LIMITS) -> ProblemCode:
    with pytest.raises(DocumentProblem) as caught:
        PdfReader().read(data, limits)
    return caught.value.code


def outcome(data: bytes) -> ProblemCode | QualityState:
    try:
        return PdfReader().read(data, LIMITS).quality.state
    except DocumentProblem as caught:
        return caught.code


def test_it_is_a_reader_that_knows_its_files() -> None:
    reader = PdfReader()
    assert isinstance(reader, Reader)
    assert reader.score(document().build(), "仕様書.pdf") > 0
    assert reader.score(b"\r\n" + document().build(), "download") > 0
    assert reader.score(b"PK\x03\x04", "仕様書.pdf") == 0


def test_an_owner_password_does_not_keep_it_from_reading() -> None:
    reading = PdfReader().read(document().build(owner_password=b"secret"), LIMITS)
    assert reading == PdfReader().read(document().build(), LIMITS)
    assert reading.pages == 2


def test_a_user_password_does() -> None:
    assert problem(document().build(user_password=b"secret")) is ProblemCode.ENCRYPTED


def test_a_file_cut_short_is_damaged() -> None:
    data = document(6).build()
    for share in (0.3, 0.6, 0.9, 0.98):
        assert problem(data[: int(share * len(data))]) is ProblemCode.DAMAGED


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", ProblemCode.EMPTY),
        (b"hello", ProblemCode.NOT_A_DOCUMENT),
        (b"%PDF-1.7\n", ProblemCode.DAMAGED),
        (b"%PDF-1.7\nstartxref\n9\n%%EOF\n", ProblemCode.DAMAGED),
        (b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\nstartxref\n9\n%%EOF", ProblemCode.DAMAGED),
    ],
)
def test_what_is_no_whole_pdf_is_named(data: bytes, code: ProblemCode) -> None:
    assert problem(data) is code


def test_limits_are_kept() -> None:
    data = document(4).build()
    assert problem(data, replace(LIMITS, pages=3)) is ProblemCode.TOO_COMPLEX
    assert problem(data, replace(LIMITS, characters=100)) is ProblemCode.TOO_COMPLEX
    assert problem(data, replace(LIMITS, file_bytes=1000)) is ProblemCode.TOO_LARGE
    assert PdfReader().read(data, replace(LIMITS, pages=4)).pages == 4


@pytest.mark.parametrize("seed", range(40))
def test_nothing_but_a_problem_escapes_from_spoilt_bytes(seed: int) -> None:
    made = document()
    made.page().table([72, 180, 300], 100, [["項目", "内容"], ["機密性", "高い"]])
    data = bytearray(made.build())
    rng = random.Random(seed)  # noqa: S311 - spoils a test file
    for _ in range(rng.choice((1, 5, 50))):
        at = rng.randrange(20, len(data))
        data[at : at + rng.randrange(3)] = bytes(rng.randrange(256) for _ in range(rng.randrange(3)))
    assert outcome(bytes(data)) in (ProblemCode.DAMAGED, ProblemCode.ENCRYPTED, *QualityState)


def test_a_good_file_has_no_reasons() -> None:
    quality = read(document()).quality
    assert (quality.state, quality.reasons, quality.lost_pages) == (QualityState.OK, (), ())


def test_scanned_pages_among_others_are_named() -> None:
    made = document(6)
    for number in (2, 4, 5):
        made.pages[number].operators = []
        made.pages[number].picture(0, 0, 595, 842)
    reading = read(made)
    assert reading.quality.state is QualityState.PARTIAL
    assert reading.quality.lost_pages == (3, 5, 6)
    assert reading.quality.reasons[0] == "3、5～6頁は文字情報がない画像のため読めませんでした。"
    assert reading.pages == 6


def test_a_scan_with_a_stamped_page_number_is_lost_too() -> None:
    made = document(1)
    page = made.page()
    page.picture(0, 0, 595, 842)
    page.text(290, 820, "- 2 -")
    assert read(made).quality.lost_pages == (2,)


def test_a_page_with_text_over_a_picture_is_read() -> None:
    made = document(1)
    made.pages[0].picture(0, 0, 595, 842)
    assert read(made).quality.state is QualityState.OK


def test_a_blank_page_and_a_small_mark_are_not_lost() -> None:
    made = document(1)
    made.page()
    made.page().picture(290, 400, 20, 20)
    assert read(made).quality.state is QualityState.OK


def test_a_file_of_scans_is_unreadable_and_says_what_to_do() -> None:
    made = PdfMaker()
    for _ in range(3):
        made.page().picture(20, 20, 555, 800)
    reading = read(made)
    assert reading.quality.state is QualityState.UNREADABLE
    assert reading.quality.lost_pages == (1, 2, 3)
    assert "画像" in reading.quality.reasons[0]
    assert "OCR" in reading.quality.reasons[-1]
    assert reading.blocks == ()


def test_a_file_of_blank_pages_is_unreadable() -> None:
    made = PdfMaker()
    made.page()
    quality = read(made).quality
    assert quality.state is QualityState.UNREADABLE
    assert quality.reasons[0] == "文字のある頁がありません。"


def test_letters_drawn_as_shapes_are_lost() -> None:
    made = document(1)
    page = made.page()
    for k in range(200):
        page.outline(72 + 12 * (k % 30), 100 + 20 * (k // 30))
    quality = read(made).quality
    assert quality.lost_pages == (2,)
    assert "図形" in quality.reasons[0]


def test_a_text_layer_without_mapping_is_lost() -> None:
    made = document(1)
    page = made.page()
    glyphs = {char: chr(number) for number, char in enumerate(sorted(set(FIRST + SECOND)), 3)}
    for k, line in enumerate(typeset(FIRST + SECOND, 30)):
        page.text(72, 100 + 18 * k, "".join(glyphs[char] for char in line), font="F3")
    reading = read(made)
    assert reading.quality.lost_pages == (2,)
    assert "文字化け" in reading.quality.reasons[0]
    assert all(block.page == 1 for block in reading.blocks)


def test_the_readable_pages_of_a_partial_reading_are_there() -> None:
    made = PdfMaker()
    made.page().lines(72, 80, typeset(THIRD, 40))
    made.page().picture(0, 0, 595, 842)
    assert texts(read(made)) == [THIRD]
