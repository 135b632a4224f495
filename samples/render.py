"""Render labelled documents: `python -m samples.render FILE.lab… -o DIR [--pdf] [--html] [--auto-numbering]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from app.evaluation.labelled import LabelledFormatError, read_labelled
from samples.convert import ConversionError, docx_to_pdf, html_to_pdf
from samples.docx_writer import write_docx
from samples.html_writer import to_html


def render(sources: Sequence[Path], folder: Path, *, pdf: bool = False, auto_numbering: bool = False) -> list[Path]:
    """Render each source as `folder/<stem>.docx` and, if asked, as a PDF made from it.

    Returns:
        The files written, Word files first.

    Raises:
        LabelledFormatError: a source breaks the format.
        ConversionError: the PDF could not be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for source in sources:
        target = folder / f"{source.stem}.docx"
        write_docx(read_labelled(source), target, auto_numbering=auto_numbering)
        written.append(target)
    return [*written, *docx_to_pdf(written, folder)] if pdf else written


def render_html(sources: Sequence[Path], folder: Path, *, pdf: bool = False) -> list[Path]:
    """Render each source as `folder/<stem>.html` and, if asked, as `folder/<stem>.html.pdf` printed from it.

    Raises:
        LabelledFormatError: a source breaks the format.
        ConversionError: the PDF could not be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for source in sources:
        target = folder / f"{source.stem}.html"
        target.write_text(to_html(read_labelled(source)), encoding="utf-8")
        written.append(target)
    return [*written, *(html_to_pdf(path, path.with_suffix(".html.pdf")) for path in written)] if pdf else written


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m samples.render", description="Render labelled documents.")
    parser.add_argument("sources", nargs="+", type=Path, metavar="FILE.lab")
    parser.add_argument("-o", "--output", type=Path, default=Path(), metavar="DIR", help="folder to write into")
    parser.add_argument("--pdf", action="store_true", help="also make a PDF (needs LibreOffice; Chromium with --html)")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--html", action="store_true", help="write HTML instead of Word")
    form.add_argument("--auto-numbering", action="store_true", help="let Word count the clause numbers")
    options = parser.parse_args(arguments)
    try:
        if options.html:
            written = render_html(options.sources, options.output, pdf=options.pdf)
        else:
            written = render(options.sources, options.output, pdf=options.pdf, auto_numbering=options.auto_numbering)
    except (LabelledFormatError, ConversionError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    for path in written:
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
