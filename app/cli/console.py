"""What the commands share: messages, reading files, writing results."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console

from app.checking import SourceFile, file_name
from app.exports.text import without_controls
from app.problems import ServiceProblem
from app.settings import PREFIX, Settings

UNUSABLE = 2
"""Exit code: something could not be read, or bad use."""
_PIPED_WIDTH = 120
"""Columns of a table that goes to a file or pipe, which has no width of its own."""


def stdout_is_terminal() -> bool:
    """Whether stdout is a terminal."""
    return sys.stdout.isatty()


def output_console() -> Console:
    """Where tables go."""
    return Console(width=None if stdout_is_terminal() else _PIPED_WIDTH)


def say(japanese: str, english: str) -> None:
    """Say something on stderr, the English line beneath."""
    typer.echo(without_controls(japanese), err=True)
    typer.echo(f"  {without_controls(english)}", err=True)


def say_problem(problem: ServiceProblem) -> None:
    """Say what is wrong and what to do, on stderr."""
    wording = problem.kind.wording
    say(f"{problem.detail_ja or wording.title_ja} {wording.action_ja}" if problem.file
        else f"{wording.title_ja}{f'（{problem.detail_ja}）' if problem.detail_ja else ''} {wording.action_ja}",
        f"{problem.detail_en if problem.file else f'{wording.title_en} {problem.detail_en}'.rstrip()} "
        f"{wording.action_en}")  # fmt: skip


def fail(japanese: str, english: str) -> NoReturn:
    """Say what is wrong and end with the exit code for it."""
    say(japanese, english)
    raise typer.Exit(UNUSABLE)


def fail_for_blobs(error: Exception) -> NoReturn:
    """Say that files cannot be kept, and end."""
    fail(f"ファイルの保存先を使えません。{PREFIX}BLOB_URLを確かめてください。", f"{error}. Check {PREFIX}BLOB_URL.")


def load_settings() -> Settings:
    """The settings from the environment; says which are wrong, then ends."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = ", ".join(f"{PREFIX}{str(one['loc'][0]).upper()} ({one['msg']})" for one in error.errors())
        fail(f"環境変数の設定に誤りがあります：{wrong}", f"wrong settings: {wrong}")


def read_files(paths: list[Path], kinds: tuple[str | None, ...], limit: int) -> list[SourceFile]:
    """Read the bytes of all files; says every one that cannot be read, then ends.

    A file over `limit` bytes is cut just after it: the reader refuses it by its size without all of it in memory.
    """
    files: list[SourceFile] = []
    for path, kind in zip(paths, kinds, strict=True):
        try:
            with path.open("rb") as stream:
                files.append(SourceFile(file_name(path.name), stream.read(limit + 1), kind))
        except OSError as error:
            say(f"「{path}」を開けません。パスと権限を確かめてください。",
                f"cannot open {path}: {error.strerror}. Check its path and permissions.")  # fmt: skip
    if len(files) < len(paths):
        raise typer.Exit(UNUSABLE)
    return files


def write_result(data: bytes, output: Path | None, *, binary: bool) -> None:
    """Write to a file or to stdout; binary data never to a terminal."""
    if output is None:
        if binary and stdout_is_terminal():
            fail("バイナリ形式は端末に出力できません。-o でファイルを指定してください。",
                 "Binary formats are not written to a terminal. Name a file with -o.")  # fmt: skip
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        fail(f"「{output}」に書き込めません。フォルダと権限を確かめてください。",
             f"cannot write {output}: {error.strerror}. Check its folder and permissions.")  # fmt: skip
