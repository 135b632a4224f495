"""The committed samples say what their sources say."""

import re
from itertools import chain
from pathlib import Path

import pypdfium2
import pytest
from rendered_text import docx_lines, source_lines

from app.evaluation.labelled import STANCES, LabelledDocument, read_labelled
from samples.build import HERE, SOURCES

TESTS = Path(__file__).parents[1]
RENDERED = [
    *((path, HERE) for path in sorted(SOURCES.glob("*.lab"))),
    *((path, path.parent) for path in sorted((TESTS / "labelled").glob("*/*.lab"))),
]
NAMES = [source.stem for source, _ in RENDERED]
MAX_PDF_BYTES = 600_000


def bare(text: str) -> str:
    """Without spaces and hyphens: PDFium replaces a hyphen at the end of a line."""
    return re.sub(r"[\s\-\x02\ufffe]", "", text)


def pdf_text(path: Path, title: str) -> str:
    """All bare text without running headers and page numbers."""
    with pypdfium2.PdfDocument(path) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    return "".join(bare(re.sub(r"- \d+ -", "", page)).replace(bare(title), "") for page in pages)


def test_there_are_samples_of_every_kind() -> None:
    kinds = {read_labelled(path).kind for path in SOURCES.glob("*.lab")}

    assert kinds == {"spec", "contract", "rules"}


@pytest.mark.parametrize(("path", "folder"), RENDERED, ids=NAMES)
def test_word_file_matches_its_source(path: Path, folder: Path) -> None:
    assert docx_lines(folder / f"{path.stem}.docx") == source_lines(read_labelled(path))


@pytest.mark.parametrize(("path", "folder"), RENDERED, ids=NAMES)
def test_pdf_matches_its_source(path: Path, folder: Path) -> None:
    source = read_labelled(path)
    text = pdf_text(folder / f"{path.stem}.pdf", source.title)

    wanted = chain.from_iterable(clause.cells or (clause.text,) for clause in source.clauses)
    assert [part for part in wanted if bare(part) not in text] == []
    assert "{{" not in text


@pytest.mark.parametrize("path", sorted(SOURCES.glob("*.lab")), ids=lambda path: path.stem)
def test_samples_hold_every_stance_and_a_gap(path: Path) -> None:
    source: LabelledDocument = read_labelled(path)
    labels = [label for clause in source.clauses for label in clause.labels.items()]

    assert {stance for _, stance in labels} == STANCES
    assert sum(not clause.labels for clause in source.clauses) > len(source.clauses) / 2


@pytest.mark.parametrize("path", sorted(HERE.glob("*.pdf")), ids=lambda path: path.stem)
def test_samples_stay_small(path: Path) -> None:
    assert path.stat().st_size < MAX_PDF_BYTES


def test_the_specification_is_a_long_one() -> None:
    with pypdfium2.PdfDocument(HERE / "sample-spec.pdf") as pdf:
        assert len(pdf) >= 15
