"""`morenashi check --sheet`: the office's own check sheet, filled in and written, and what became of its cells."""

from __future__ import annotations

from pathlib import Path

from app.cli.console import read_files, say, write_result
from app.exports.own_sheet import Columns, FillResult, Role, fill
from app.exports.own_sheet.model import ABSENCE_WORDS, REASON_WORDS, ROLE_WORDS
from app.problems import SHEET_BAD_COLUMN, ServiceProblem, document_problem
from app.settings import Settings
from checklist_data import Edition
from extractors.problems import DocumentProblem
from matchers.report import Report


def parse_columns(text: str | None) -> Columns | None:
    """Answer columns from 「D,E,F」: those for verdict, place and remark; one left empty is not written.

    Raises:
        ServiceProblem: there are more than three, or one is no column.
    """
    if text is None:
        return None
    parts = text.split(",")
    if len(parts) > len(Role):
        raise ServiceProblem(SHEET_BAD_COLUMN, f"指定：{text}", f"given: {text}")
    return Columns(*parts)


def write_sheet(
    sheet: Path,
    report: Report,
    edition: Edition,
    settings: Settings,
    *,
    columns: Columns | None,
    overwrite: bool,
    output: Path | None,
) -> None:
    """Fill the sheet in, write it and say what became of its cells on stderr.

    Raises:
        ServiceProblem: the sheet cannot be read or has nothing to fill in.
    """
    [source] = read_files([sheet], (None,), settings.file_bytes)
    try:
        filled = fill(source.data, report, edition, columns, overwrite, settings.limits)
    except DocumentProblem as error:
        raise document_problem(source.name, error) from error
    write_result(filled.data, output, binary=True)
    _say_result(filled.result)


def _say_result(result: FillResult) -> None:
    say(f"記入：{len(result.written)}箇所、そのままにした箇所：{len(result.skipped)}、見つからない項目：{len(result.not_found)}",
        f"written: {len(result.written)}, left as they were: {len(result.skipped)}, "
        f"items not found: {len(result.not_found)}")  # fmt: skip
    for one in result.skipped:
        say(f"{one.sheet} {one.cell}（{one.item} {ROLE_WORDS[one.role]}）：{REASON_WORDS[one.reason]}。",
            f"{one.sheet} {one.cell} ({one.item} {one.role}): {one.reason}")  # fmt: skip
    for absent in result.not_found:
        say(f"{absent.item}：{ABSENCE_WORDS[absent.reason]}。", f"{absent.item}: {absent.reason}")
