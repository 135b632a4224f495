"""Measures character recognition on scans whose text is known.

    python -m benchmarks.scans [--dpi N] [--skew DEGREES]

Parts of the sample documents are set in one column, two columns and vertical writing, printed by LibreOffice and turned
into noisy, crooked pictures (`samples.scan`). Printed are, for each, the share of characters that come out wrong, how
many come out as rows and blocks, the engine's confidence and the time a page. Needs LibreOffice and Tesseract.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from app.evaluation.labelled import LabelledDocument, read_labelled
from extractors import BlockKind, Document, Limits, extract
from extractors.ocr.options import RecognitionOptions
from extractors.reader import Progress, unheard
from samples.convert import docx_to_pdf
from samples.docx_writer import write_docx
from samples.layouts import Form, lay_out
from samples.measures import ASIDE, character_error_rate
from samples.scan import DPI, SKEW, scan
from samples.truth import SILENT

SOURCES = Path(__file__).parents[1] / "samples" / "sources"
_PATIENT = Limits(recognition=RecognitionOptions(page_seconds=600.0))
"""A busy machine shall make the measurement longer, not worse."""


@dataclass(frozen=True, slots=True)
class Case:
    """A part of a sample document in one form."""

    name: str
    source: str
    """Stem of its file."""
    first: int
    stop: int
    """Its blocks from which to which."""
    form: Form
    goal: float
    """Highest share of wrong characters aimed at."""

    def document(self) -> LabelledDocument:
        """The part as a document of its own."""
        whole = read_labelled(SOURCES / f"{self.source}.lab")
        return replace(whole, blocks=tuple(b for b in whole.blocks[self.first : self.stop] if b.kind not in SILENT))


CASES = (
    Case("contract", "sample-contract", 10, 36, Form.ONE_COLUMN, 0.015),
    Case("rules", "sample-rules", 13, 40, Form.ONE_COLUMN, 0.015),
    Case("contract-columns", "sample-contract", 36, 64, Form.TWO_COLUMNS, 0.02),
    Case("rules-columns", "sample-rules", 40, 70, Form.TWO_COLUMNS, 0.02),
    Case("contract-vertical", "sample-contract", 30, 50, Form.VERTICAL, 0.015),
    Case("rules-vertical", "sample-rules", 30, 50, Form.VERTICAL, 0.015),
    Case("functions-table", "sample-spec", 66, 92, Form.ONE_COLUMN, 0.05),
    Case("terms-table", "sample-spec", 18, 50, Form.ONE_COLUMN, 0.05),
)


@dataclass(frozen=True, slots=True)
class Measurement:
    """How well a scan was read."""

    error_rate: float
    pages: int
    rows: int
    seconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns the exit code, 1 if a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dpi", type=int, default=DPI)
    parser.add_argument("--skew", type=float, default=SKEW)
    options = parser.parse_args(arguments)
    missed = False
    with TemporaryDirectory() as folder:
        for case, printed in print_cases(CASES, Path(folder)).items():
            found, document = measure(case, scan(printed, dpi=options.dpi, skew=options.skew))
            missed |= found.error_rate > case.goal
            print(
                f"{case.name:18} {case.form.value:17} {found.pages} pages  wrong characters {found.error_rate:.4f} "
                f"(goal {case.goal})  rows {found.rows:3}  {found.seconds / found.pages:.1f} s a page  "
                f"{' '.join(document.quality.reasons)}",
                flush=True,
            )
    return 1 if missed else 0


def print_cases(cases: Sequence[Case], folder: Path) -> dict[Case, bytes]:
    """Each case as a PDF with text.

    Raises:
        ConversionError: LibreOffice is not installed, or failed.
    """
    paths = [folder / f"{case.name}.docx" for case in cases]
    for case, path in zip(cases, paths, strict=True):
        write_docx(case.document(), path)
        lay_out(path, case.form)
    return {case: path.read_bytes() for case, path in zip(cases, docx_to_pdf(paths, folder), strict=True)}


def measure(case: Case, scanned: bytes, progress: Progress = unheard) -> tuple[Measurement, Document]:
    """Read a scan and compare it with what it was made from."""
    start = perf_counter()
    document = extract(scanned, f"{case.name}.pdf", _PATIENT, progress)
    seconds = perf_counter() - start
    body = [block for block in document.blocks if block.kind not in ASIDE]
    source = case.document()
    truth = [source.title, *(block.text for block in source.blocks)]
    rate = character_error_rate("".join(truth), "".join(block.text for block in body))
    rows = sum(block.kind is BlockKind.ROW for block in body)
    return Measurement(rate, document.pages or 0, rows, seconds), document


if __name__ == "__main__":
    sys.exit(main())
