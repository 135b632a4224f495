"""`morenashi check`: check a package of files and print or write the report."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from app.checking import (
    STEP_WORDS,
    Checker,
    ProgressListener,
    Step,
    UnreadableFilesError,
    assign_kinds,
    find_edition,
)
from app.cli.annotated import ANNOTATED_PDF, write_annotated
from app.cli.console import UNUSABLE, load_settings, output_console, read_files, say_problem, write_result
from app.cli.own_sheet import parse_columns, write_sheet
from app.exports.originals import ORIGINALS_FORMATS
from app.exports.registry import FORMATS, export
from app.exports.to_table import print_report
from app.exports.view import build_view
from app.problems import ServiceProblem
from app.settings import Settings
from checklist_data import Edition
from matchers.report import Report

GAPS = 1
"""Exit code: all was read, and there are gaps."""

OutputFormat = StrEnum("OutputFormat", ["table", *FORMATS, *ORIGINALS_FORMATS, ANNOTATED_PDF])  # type: ignore[misc]
"""`table` for the terminal, a file format of the registry, or one that needs the checked files."""
TABLE = OutputFormat("table")


def check(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="PDF又はWord文書。複数なら1組の調達文書とみなします。")
    ],
    kind: Annotated[
        list[str] | None,
        typer.Option(help="文書の種類（auto、spec、contract、rules）。1つなら全ファイルに、複数ならファイルの順に当てます。"),
    ] = None,
    edition: Annotated[str | None, typer.Option(help="チェックリストの版。")] = None,
    output_format: Annotated[OutputFormat, typer.Option("--format", help="出力の形式。")] = TABLE,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="出力先のファイル。")] = None,
    sheet: Annotated[
        Path | None, typer.Option(metavar="XLSX", help="自組織のチェックシート。回答の欄に結果を記入して出力します。")
    ] = None,
    sheet_columns: Annotated[
        str | None,
        typer.Option(help="判定、該当箇所、備考を書く列（例：D,E,F。空けた列には書かない）。省略すると見出しから探します。"),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="チェックシートの記入済みの欄も書き換えます。")] = False,
) -> None:
    """Check files as one package, print or write the report, and end with the exit code that it means."""
    settings = load_settings()
    try:
        chosen = find_edition(edition or settings.edition)
        kinds = assign_kinds(kind or [], len(files), chosen)
        columns = parse_columns(sheet_columns)
        sources = read_files(files, kinds, settings.file_bytes)
        checker = load_checker(settings)
        with _progress() as progress:
            report = checker.check(sources, chosen, progress)
        if sheet is not None:
            write_sheet(sheet, report, chosen, settings, columns=columns, overwrite=overwrite, output=output)
        elif output_format.value == ANNOTATED_PDF:
            write_annotated(sources, report, chosen, output)
        elif output_format.value in ORIGINALS_FORMATS:
            data = ORIGINALS_FORMATS[output_format.value].render(report, chosen, sources, checker.extract)
            write_result(data, output, binary=True)
        else:
            _write(report, chosen, output_format.value, output)
    except ServiceProblem as problem:
        say_problem(problem)
        raise typer.Exit(UNUSABLE) from problem
    except UnreadableFilesError as error:
        for unreadable in error.problems:
            say_problem(unreadable)
        raise typer.Exit(UNUSABLE) from error
    raise typer.Exit(exit_code(report))


def exit_code(report: Report) -> int:
    """The exit code that a report means."""
    if any(document.quality.state == "unreadable" for document in report.documents):
        return UNUSABLE
    return GAPS if report.has_gaps else 0


def load_checker(settings: Settings) -> Checker:
    """The product's checker; imported at use, because the matcher's libraries take seconds to load."""
    from app.engine import build_checker

    return build_checker(settings)


def _write(report: Report, edition: Edition, output_format: str, output: Path | None) -> None:
    if output_format in FORMATS:
        write_result(export(report, edition, output_format), output, binary=FORMATS[output_format].binary)
    elif output is None:
        print_report(build_view(report, edition), output_console())
    else:
        text = io.StringIO()
        print_report(build_view(report, edition), Console(file=text, width=120))
        write_result(text.getvalue().encode(), output, binary=False)


@contextmanager
def _progress() -> Iterator[ProgressListener]:
    """A progress bar on stderr; nothing where stderr is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(STEP_WORDS[Step.EXTRACT], total=100)
        yield lambda step, percent: bar.update(task, description=STEP_WORDS[step], completed=percent)
