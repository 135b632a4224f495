"""Documents of which every character is known, printed in many forms and read back."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from printed import CONTRACT, DECIMALS, KANJI, RULES, SPECIFICATION, Case, print_by_chromium, print_by_libreoffice

from extractors import extract
from samples.docx_writer import write_docx
from samples.layouts import Form
from samples.measures import Accuracy, measure_accuracy

PERFECT = Accuracy(0.0, 0, 1.0, 0, 1.0, 1.0, 1.0, 1.0, 1.0)
HANGING = replace(PERFECT, error_rate=0.002, clauses=0.92)
"""LibreOffice leaves a comma out of the PDF where it hangs over the edge, so that some clauses cannot be whole."""
BLANKS = replace(PERFECT, clauses=0.97)
"""A browser drops the blanks at a line's end that are to be filled in by hand: the line looks like a last one."""

WORD = [(SPECIFICATION, PERFECT), (CONTRACT, PERFECT), (DECIMALS, PERFECT), (KANJI, PERFECT)]
BY_LIBREOFFICE = [
    *WORD,
    # The source has the supplementary provision beneath the last chapter, the reader beside it.
    (RULES, replace(PERFECT, numbers=0.98, heading_paths=0.98)),
    (replace(CONTRACT, form=Form.TWO_COLUMNS), HANGING),
    # A row of three short cells is broken by the end of a column and taken for two.
    (replace(DECIMALS, form=Form.TWO_COLUMNS), replace(HANGING, error_rate=0.004, rows=0.95)),
    (replace(KANJI, form=Form.TWO_COLUMNS), HANGING),
    (
        # Long tables in narrow columns, headings of one word at the top of a column: what is reached.
        replace(SPECIFICATION, form=Form.TWO_COLUMNS),
        Accuracy(0.004, 0, 0.93, 5, 0.99, 0.97, 0.95, 0.92, 1.0),
    ),
    (replace(CONTRACT, form=Form.VERTICAL, tables=False), HANGING),
    (replace(KANJI, form=Form.VERTICAL), HANGING),
]
BY_CHROMIUM = [
    (SPECIFICATION, PERFECT),
    (CONTRACT, PERFECT),
    (DECIMALS, PERFECT),
    (replace(CONTRACT, form=Form.TWO_COLUMNS), PERFECT),
    (replace(KANJI, form=Form.TWO_COLUMNS), PERFECT),
    (replace(CONTRACT, form=Form.VERTICAL), BLANKS),
    (replace(DECIMALS, form=Form.VERTICAL), PERFECT),
    (replace(KANJI, form=Form.VERTICAL), PERFECT),
]


def assert_reaches(found: Accuracy, goal: Accuracy) -> None:
    """Every figure is as good as its goal, or better."""
    assert found.error_rate <= goal.error_rate, found
    assert found.noise <= goal.noise, found
    assert found.surplus_headings <= goal.surplus_headings, found
    for share in ("headings", "rows", "clauses", "numbers", "heading_paths", "leads"):
        assert getattr(found, share) >= getattr(goal, share), (share, found)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[Case, bytes]:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    return print_by_libreoffice([case for case, _ in BY_LIBREOFFICE], tmp_path_factory.mktemp("libreoffice"))


@pytest.mark.parametrize(("case", "goal"), BY_LIBREOFFICE, ids=lambda each: getattr(each, "name", ""))
def test_what_libreoffice_printed(case: Case, goal: Accuracy, printed: dict[Case, bytes]) -> None:
    assert_reaches(measure_accuracy(extract(printed[case], "printed.pdf"), case.source()), goal)


@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium (chromium) is not installed")
@pytest.mark.parametrize(("case", "goal"), BY_CHROMIUM, ids=lambda each: getattr(each, "name", ""))
def test_what_chromium_printed(case: Case, goal: Accuracy, tmp_path: Path) -> None:
    printed = print_by_chromium(case, tmp_path)
    assert_reaches(measure_accuracy(extract(printed, "printed.pdf"), case.source()), goal)


@pytest.mark.parametrize("auto_numbering", [False, True], ids=["typed", "counted"])
@pytest.mark.parametrize(("case", "goal"), WORD, ids=lambda each: getattr(each, "name", ""))
def test_what_word_holds(case: Case, goal: Accuracy, auto_numbering: bool, tmp_path: Path) -> None:
    path = tmp_path / "written.docx"
    write_docx(case.source(), path, auto_numbering=auto_numbering)
    assert_reaches(measure_accuracy(extract(path.read_bytes(), path.name), case.source()), goal)
