"""The source documents printed in every form, by the programs that offices print with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from app.evaluation.labelled import LabelledDocument, read_labelled
from samples.convert import docx_to_pdf, html_to_pdf
from samples.docx_writer import write_docx
from samples.html_writer import to_html
from samples.layouts import Form, lay_out, let_rows_break

HERE = Path(__file__).parent
SAMPLES = Path(__file__).parents[3] / "samples" / "sources"


@dataclass(frozen=True, slots=True)
class Case:
    """A document in one form."""

    path: Path
    form: Form = Form.ONE_COLUMN
    tables: bool = True
    """LibreOffice prints no tables in vertical writing, so that the truth must have none either."""

    @property
    def name(self) -> str:
        """Names its files."""
        return f"{self.path.stem}-{self.form.name.lower()}"

    def source(self) -> LabelledDocument:
        """What is printed."""
        whole = read_labelled(self.path)
        return replace(whole, blocks=tuple(block for block in whole.blocks if self.tables or not block.cells))


SPECIFICATION = Case(SAMPLES / "sample-spec.lab")
CONTRACT = Case(SAMPLES / "sample-contract.lab")
RULES = Case(SAMPLES / "sample-rules.lab")
DECIMALS = Case(HERE / "archive-spec.lab")
"""Full-width decimals, circled numbers with letters beneath, bullets, a table whose rows are numbered."""
KANJI = Case(HERE / "ferry-contract.lab")
"""Articles and items in Chinese numerals, イロハ beneath."""


def print_by_libreoffice(cases: list[Case], folder: Path) -> dict[Case, bytes]:
    """Each case as a Word file with header, footer, contents and rows that may go on over a page, printed.

    Raises:
        ConversionError: LibreOffice is not installed, or failed.
    """
    paths = [folder / f"{case.name}.docx" for case in cases]
    for case, path in zip(cases, paths, strict=True):
        write_docx(case.source(), path)
        lay_out(path, case.form, running_lines=True)
        let_rows_break(path)
    return {case: path.read_bytes() for case, path in zip(cases, docx_to_pdf(paths, folder), strict=True)}


def print_by_chromium(case: Case, folder: Path) -> bytes:
    """A case as a web page, printed.

    Raises:
        ConversionError: Chromium is not installed, or failed.
    """
    page = folder / f"{case.name}.html"
    page.write_text(to_html(case.source(), case.form), encoding="utf-8")
    return html_to_pdf(page, page.with_suffix(".pdf")).read_bytes()
