"""`morenashi check --format annotated-pdf`: the PDFs of the package with their evidence highlighted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath

from app.checking import SourceFile
from app.cli.console import fail, write_result
from app.exports.annotated_pdf import annotate
from checklist_data import Edition
from matchers.report import Report

ANNOTATED_PDF = "annotated-pdf"
"""Name of the format; it needs the files and so is none of the registry's, which need the report alone."""
_PDF_HEADER = b"%PDF-"
_HEADER_WITHIN = 1024


def write_annotated(files: Sequence[SourceFile], report: Report, edition: Edition, output: Path | None) -> None:
    """Write the only PDF of the package to `output`, or each of several into the folder `output`.

    Raises:
        ServiceProblem: a PDF cannot be annotated.
    """
    pdfs = [(index, file) for index, file in enumerate(files) if _PDF_HEADER in file.data[:_HEADER_WITHIN]]
    folder = output if output is not None and output.is_dir() else None
    if not pdfs:
        fail("PDFがないため、注釈付きPDFを出力できません。ほかの形式を指定してください。",
             "There is no PDF to annotate. Ask for another format.")  # fmt: skip
    if len(pdfs) > 1 and folder is None:
        fail("PDFが複数あります。-o で、既にあるフォルダを指定してください。",
             "There are several PDFs. Name an existing folder with -o.")  # fmt: skip
    for index, file in pdfs:
        target = output if folder is None else folder / _name(file.name, index, [one.name for _, one in pdfs])
        write_result(annotate(file.data, report, edition, index), target, binary=True)


def _name(name: str, index: int, names: Sequence[str]) -> str:
    """Name of an annotated file; numbered where two files of the package have one name."""
    number = f"_{index + 1}" if names.count(name) > 1 else ""
    return f"{PurePath(name).stem}{number}_注釈付き.pdf"
