"""A file whose text is stored in another way says the same as the plain file, or that it cannot be read."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from printed import CONTRACT, KANJI, Case, print_by_libreoffice

from extractors import Document, Limits, QualityState, extract
from extractors.ocr.options import RecognitionMode, RecognitionOptions
from samples.measures import measure_accuracy
from samples.variants import (
    Variant,
    owner_locked,
    stored_turned,
    struck_twice,
    turned,
    underlaid,
    with_radicals,
    without_mapping,
)

SAMPLES = Path(__file__).parents[3] / "samples"
WITHOUT_RECOGNITION = Limits(recognition=RecognitionOptions(RecognitionMode.OFF))
HARMLESS: dict[str, Variant] = {
    "radicals": with_radicals,
    "struck twice": struck_twice,
    "underlaid": underlaid,
    "owner's password": owner_locked,
    **{f"turned {degrees}": partial(turned, degrees=degrees) for degrees in (90, 180, 270)},
    **{f"stored turned {degrees}": partial(stored_turned, degrees=degrees) for degrees in (90, 180, 270)},
}


def read(data: bytes) -> Document:
    return extract(data, "variant.pdf", WITHOUT_RECOGNITION)


def provisions(document: Document) -> list[tuple[str, str, tuple[str, ...], str]]:
    return [(clause.number, clause.text, clause.heading, clause.lead) for clause in document.clauses]


@pytest.mark.parametrize("name", HARMLESS)
@pytest.mark.parametrize("sample", ["sample-spec.pdf", "sample-contract.pdf"])
def test_a_variant_reads_as_the_plain_file(sample: str, name: str) -> None:
    plain = (SAMPLES / sample).read_bytes()
    varied = HARMLESS[name](plain)
    assert varied != plain
    assert provisions(read(varied)) == provisions(read(plain))
    assert read(varied).quality.state is QualityState.OK


def test_the_radicals_are_there() -> None:
    varied = with_radicals((SAMPLES / "sample-contract.pdf").read_bytes())
    with pdfium.PdfDocument(varied) as document:
        text = document[1].get_textpage().get_text_range()
    assert sum("\u2f00" <= char < "\u2fd6" for char in text) > 10


@pytest.mark.parametrize("sample", ["sample-spec.pdf", "sample-contract.pdf"])
def test_text_without_a_mapping_is_never_taken_for_text(sample: str) -> None:
    document = read(without_mapping((SAMPLES / sample).read_bytes()))
    assert document.quality.state is QualityState.UNREADABLE
    assert "文字化け" in document.quality.reasons[0]
    assert document.clauses == ()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("case", [CONTRACT, KANJI], ids=lambda case: case.name)
def test_running_lines_are_found_on_turned_pages(case: Case, tmp_path: Path) -> None:
    (printed,) = print_by_libreoffice([case], tmp_path).values()
    accuracy = measure_accuracy(read(turned(printed, 90)), case.source())
    assert (accuracy.error_rate, accuracy.noise, accuracy.headings) == (0.0, 0, 1.0)
