"""Which engine is used, and what becomes of a page when it fails."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from picture_maker import DPI, blank_page, write_block
from PIL import Image

from extractors.document import QualityState
from extractors.ocr.command import run_command
from extractors.ocr.engines import find_engine
from extractors.ocr.ndlocr import NdlOcr
from extractors.ocr.options import EngineChoice, RecognitionMode, RecognitionOptions
from extractors.ocr.pages import prepare, recognise
from extractors.ocr.recogniser import Character, PageImage, PageRecogniser, RecognisedLine, RecognitionError
from extractors.ocr.tesseract import Tesseract
from extractors.pdf import reader as pdf_reader
from extractors.pdf.reader import PdfReader
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Limits, Reading
from samples.scan import as_pdf

OPTIONS = RecognitionOptions(processes=2)
STAND_IN = '''
import json, sys
from pathlib import Path
image, folder = Path(sys.argv[sys.argv.index("--sourceimg") + 1]), Path(sys.argv[sys.argv.index("--output") + 1])
assert image.read_bytes().startswith(b"\\x89PNG")
lines = [
    {"boundingBox": [[100, 200], [100, 244], [1000, 200], [1000, 244]], "id": 0, "isVertical": "true",
     "text": "第１条　受託者は、記録を残す。", "isTextline": "true", "confidence": 0.9},
    {"boundingBox": [[100, 300], [100, 344], [400, 300], [400, 344]], "id": 1, "isVertical": "true",
     "text": "AI を使う。", "isTextline": "true", "confidence": 0.8},
]
(folder / f"{image.stem}.json").write_text(json.dumps({"contents": [lines], "imginfo": {}}), "utf-8")
'''


class Fixed:
    """An engine that reads the same on every page, or fails."""

    name = "fixed"

    def __init__(self, confidence: float = 0.9, fails: bool = False) -> None:
        self.confidence, self.fails = confidence, fails

    def recognise(self, page: PageImage, seconds: float) -> Sequence[RecognisedLine]:
        if self.fails:
            raise RecognitionError("it was told to")
        segment = page.segments[0]
        text = "受託者は記録を残すこと。"
        return [
            RecognisedLine(
                tuple(
                    Character(char, segment.x0 + 44 * k, segment.y0, segment.x0 + 44 * k + 40, segment.y1, self.confidence)
                    for k, char in enumerate(text)
                )
            )
        ]


@pytest.fixture
def scanned() -> bytes:
    page = blank_page(3508, 2480)
    write_block(page, 400, 300, lines=8, length=20)
    return as_pdf([Image.fromarray(page)], DPI)


def read_with(
    engine: PageRecogniser | None, data: bytes, monkeypatch: pytest.MonkeyPatch, options: RecognitionOptions = OPTIONS
) -> Reading:
    monkeypatch.setattr(pdf_reader, "find_engine", lambda _: engine)
    return PdfReader().read(data, Limits(recognition=options))


def test_engines_keep_to_the_protocol() -> None:
    assert isinstance(Fixed(), PageRecogniser)
    assert isinstance(NdlOcr(["ndlocr-lite"]), PageRecogniser)
    assert isinstance(Tesseract("tesseract"), PageRecogniser)


def test_a_page_is_read_by_the_engine(scanned: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = read_with(Fixed(), scanned, monkeypatch)
    assert [block.text for block in reading.blocks] == ["受託者は記録を残すこと。"]
    assert reading.quality.state is QualityState.OK
    assert "90％" in reading.quality.reasons[0]


def test_an_unsure_page_does_not_count_as_read_in_full(scanned: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    quality = read_with(Fixed(confidence=0.5), scanned, monkeypatch).quality
    assert quality.state is QualityState.PARTIAL
    assert "50％" in quality.reasons[0]


def test_a_page_that_the_engine_fails_on_is_lost(scanned: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    quality = read_with(Fixed(fails=True), scanned, monkeypatch).quality
    assert (quality.state, quality.lost_pages) == (QualityState.UNREADABLE, (1,))


def test_an_empty_sheet_among_scans_is_no_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    written = blank_page()
    write_block(written, 400, 300, lines=8, length=20)
    data = as_pdf([Image.fromarray(written), Image.fromarray(blank_page() - 20)], DPI)
    quality = read_with(Fixed(), data, monkeypatch).quality
    assert (quality.state, quality.lost_pages) == (QualityState.OK, ())


def test_recognition_that_must_be_and_cannot(scanned: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DocumentProblem) as raised:
        read_with(None, scanned, monkeypatch, replace(OPTIONS, mode=RecognitionMode.ON))
    assert raised.value.code is ProblemCode.NO_RECOGNISER


def test_the_options_choose_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    tesseract = Tesseract("tesseract")
    monkeypatch.setattr(Tesseract, "find", classmethod(lambda cls: tesseract))
    with_ndl = replace(OPTIONS, ndlocr_command=f"{sys.executable} ocr.py")
    assert find_engine(OPTIONS) is tesseract
    assert find_engine(replace(OPTIONS, mode=RecognitionMode.OFF)) is None
    assert isinstance(find_engine(with_ndl), NdlOcr)
    assert find_engine(replace(with_ndl, engine=EngineChoice.TESSERACT)) is tesseract
    assert find_engine(replace(OPTIONS, engine=EngineChoice.NDLOCR)) is None
    assert find_engine(replace(OPTIONS, ndlocr_command="no-such-program-here")) is tesseract


def test_tesseract_that_is_not_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Tesseract.find() is None


def test_ndlocr_lite_is_driven_by_its_command(tmp_path: Path) -> None:
    program = tmp_path / "ocr.py"
    program.write_text(STAND_IN, encoding="utf-8")
    page = blank_page()
    write_block(page, 200, 100, lines=2, length=20)
    found = recognise(prepare(page, DPI), NdlOcr([sys.executable, str(program)]), 30)
    texts = ["".join(character.text for character in line.characters) for line in found.lines]
    assert texts == ["第１条受託者は、記録を残す。", "AIを使う。"]
    assert found.confidence == pytest.approx((14 * 0.9 + 6 * 0.8) / 20)
    starts = [character.x0 for character in found.lines[0].characters]
    assert starts == sorted(starts)
    assert 90 < starts[0] < 110
    assert list(tmp_path.iterdir()) == [program]


@pytest.mark.parametrize(
    "program", ["import sys; sys.exit(3)", "pass", "import time; time.sleep(60)"], ids=["fails", "no output", "hangs"]
)
def test_an_engine_that_fails_says_so(program: str) -> None:
    image = PageImage(np.full((50, 50), 255, np.uint8), DPI, False, ())
    with pytest.raises(RecognitionError):
        NdlOcr([sys.executable, "-c", program]).recognise(image, 1.0)


def test_a_program_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(RecognitionError, match="cannot be started"):
        run_command(["/no/such/program"], b"", 1.0)
