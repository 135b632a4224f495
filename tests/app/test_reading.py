from __future__ import annotations

import hashlib
import io
import threading

import docx
import pytest
from app_fakes import fake_extract

from app.problems import ServiceProblem
from app.reading import build_extractor, read_all
from app.settings import Settings
from extractors.document import Document, Quality
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Cancelled, Progress, never, unheard


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph("受託者は、記録を保存すること。")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


WORD = word_file()


def unheard_share(share: float) -> None:
    """Nobody listens."""


@pytest.mark.parametrize("isolation", [True, False])
def test_both_extractors_read_the_same(isolation: bool) -> None:
    document = build_extractor(Settings(isolation=isolation))(WORD, "仕様書.docx")
    assert [clause.text for clause in document.clauses] == ["受託者は、記録を保存すること。"]
    assert document.sha256 == hashlib.sha256(WORD).hexdigest()


@pytest.mark.parametrize("isolation", [True, False])
def test_both_extractors_keep_the_limits_of_the_settings(isolation: bool) -> None:
    with pytest.raises(DocumentProblem) as caught:
        build_extractor(Settings(isolation=isolation, file_bytes=10))(WORD, "仕様書.docx")
    assert caught.value.code is ProblemCode.TOO_LARGE


def test_every_limit_of_the_process_can_be_set() -> None:
    settings = Settings(
        parse_memory_bytes=300 << 20, parse_cpu_seconds=2, parse_seconds=3, parse_silence_seconds=4,
        parse_output_bytes=5, parse_temp_bytes=6, parse_processes=7,
    )  # fmt: skip
    limits = settings.isolation_limits
    assert (limits.memory_bytes, limits.cpu_seconds, limits.seconds, limits.silence_seconds) == (300 << 20, 2, 3, 4)
    assert (limits.output_bytes, limits.temp_bytes, limits.processes) == (5, 6, 7)
    assert Settings(pages=8).limits.pages == 8


def test_files_are_read_at_the_same_time_and_given_in_order() -> None:
    both = threading.Barrier(2, timeout=20)

    def extract(data: bytes, name: str, progress: Progress = unheard, cancelled: Cancelled = never, /) -> Document:
        both.wait()
        return fake_extract(data, name)

    read = read_all([(b"one", "1.pdf"), (b"PROBLEM image", "2.pdf")], extract, 2, unheard_share, never)
    assert isinstance(read[0], Document)
    assert isinstance(read[1], ServiceProblem)
    assert (read[0].name, read[1].file) == ("1.pdf", "2.pdf")


def test_the_share_is_of_all_pages_and_never_goes_back() -> None:
    def extract(data: bytes, name: str, progress: Progress = unheard, cancelled: Cancelled = never, /) -> Document:
        for done, total in ((1, 4), (3, 4), (2, 4), (9, 4), (0, 0)):
            progress(done, total)
        return Document(name, "", "pdf", "", 4, (), (), Quality())

    shares: list[float] = []
    read_all([(b"", "1.pdf"), (b"", "2.pdf")], extract, 1, shares.append, never)
    assert shares[:4] == [0.125, 0.375, 0.375, 0.5]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_an_interruption_stops_the_other_readings() -> None:
    told = threading.Event()
    waiting = threading.Event()

    def extract(data: bytes, name: str, progress: Progress = unheard, cancelled: Cancelled = never, /) -> Document:
        if name == "1.pdf":
            assert waiting.wait(20)
            raise KeyboardInterrupt
        waiting.set()
        while not cancelled():
            told.wait(0.01)
        raise DocumentProblem(ProblemCode.CANCELLED)

    with pytest.raises(KeyboardInterrupt):
        read_all([(b"", "1.pdf"), (b"", "2.pdf")], extract, 2, unheard_share, never)
