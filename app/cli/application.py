"""The commands, put together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from app.cli.check import check
from app.cli.evaluate import evaluate
from app.cli.extract import extract
from app.cli.serve import serve
from app.cli.worker import worker
from app.version import product_version

_HELP = "生成AI調達文書（仕様書・契約書・利活用ルール）をチェックシートと照合し、漏れを示します。"

app = typer.Typer(
    name="morenashi",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # a traceback with local variables would print text of the documents
)
_COMMANDS: dict[Callable[..., None], str] = {
    check: "文書を点検し、チェックシートの項目ごとに記載の有無を示します。\n\n"
    "終了コード：0 漏れなし、1 漏れあり、2 読み取れない文書がある又は指定の誤り。",
    extract: "文書から読み取った条項を表示します（照合はしません）。",
    serve: "画面とREST APIを提供し、点検を処理します。",
    worker: "点検の処理だけを行います。複数のプロセスやホストで同時に動かせます。",
    evaluate: "正解付き文書で照合の精度を測ります。",
}
for command, text in _COMMANDS.items():
    app.command(help=text)(command)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"morenashi {product_version()}")
        raise typer.Exit


@app.callback(help=_HELP)
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="版を表示して終わります。")
    ] = False,
) -> None:
    """Options of the program itself."""


def main() -> None:
    """Run the command line."""
    app()
