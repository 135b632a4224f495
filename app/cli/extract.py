"""`morenashi extract`: show what was read from a file, for those who wonder why a clause was not found."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.cli.console import UNUSABLE, load_settings, read_files, say, say_problem, write_result
from app.exports.text import without_controls
from app.problems import document_problem
from app.reading import build_extractor
from extractors.document import Clause, Document, QualityState
from extractors.problems import DocumentProblem


class TextFormat(StrEnum):
    """How an extraction is written."""

    TEXT = "text"
    JSON = "json"


def extract(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="PDF又はWord文書。")],
    output_format: Annotated[TextFormat, typer.Option("--format", help="出力の形式。")] = TextFormat.TEXT,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="出力先のファイル。")] = None,
) -> None:
    """Print or write what was read."""
    settings = load_settings()
    (source,) = read_files([file], (None,), settings.file_bytes)
    try:
        document = build_extractor(settings)(source.data, source.name)
    except DocumentProblem as error:
        say_problem(document_problem(source.name, error))
        raise typer.Exit(UNUSABLE) from error
    if output_format is TextFormat.JSON:
        text = json.dumps(asdict(document), ensure_ascii=False, indent=2) + "\n"
    else:
        text = as_text(document)
    write_result(text.encode(), output, binary=False)
    for reason in document.quality.reasons:
        say(reason, f"reading: {document.quality.state.value}")
    raise typer.Exit(UNUSABLE if document.quality.state is QualityState.UNREADABLE else 0)


def as_text(document: Document) -> str:
    """One clause a line, under its headings, with page and full number."""
    lines: list[str] = []
    heading: tuple[str, ...] = ()
    for clause in document.clauses:
        if clause.heading != heading:
            heading = clause.heading
            lines += ["", f"## {' › '.join(heading) or '（見出しなし）'}"]
        lines.append(f"{clause.id}\t{_place(clause)}\t{clause.text}")
    return without_controls("\n".join(lines).lstrip("\n") + "\n")


def _place(clause: Clause) -> str:
    page = f"{clause.page}頁" if clause.page is not None else ""
    return " ".join(part for part in (page, clause.number) if part)
