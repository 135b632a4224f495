"""`morenashi evaluate`: measure the judgement against labelled documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.checking import find_edition
from app.cli.console import UNUSABLE, fail, load_settings, say_problem
from app.evaluation.labelled import LabelledFormatError
from app.problems import ServiceProblem
from extractors.problems import DocumentProblem


def evaluate(
    folder: Annotated[Path, typer.Argument(metavar="LABELLED_DIR", help="正解付き文書のフォルダ。")],
    into: Annotated[Path | None, typer.Option(metavar="FILE", help="結果を書き込むMarkdownファイル。")] = None,
    section: Annotated[
        str, typer.Option(metavar="NAME", help="書き込む箇所の名前（<!-- NAME --> から <!-- /NAME --> まで）。")
    ] = "held-out",
) -> None:
    """Compare the judgement of labelled documents with their labels and print the figures, or write them into a file."""
    if not folder.is_dir():
        fail(f"フォルダ「{folder}」がありません。パスを確かめてください。", f"no folder {folder}. Check its path.")
    # Imported at use: the matcher's libraries take seconds to load.
    from app.engine import MatcherJudge, embedding_of
    from app.evaluation.evaluate import NothingToEvaluateError
    from app.evaluation.evaluate import evaluate as measure
    from app.evaluation.summary import NoSuchSectionError, summarize, with_section

    settings = load_settings()
    try:
        matcher = MatcherJudge(embedding_of(settings)).matcher(find_edition(settings.edition))
        summary = summarize(measure(folder, matcher))
    except ServiceProblem as problem:
        say_problem(problem)
        raise typer.Exit(UNUSABLE) from problem
    except (NothingToEvaluateError, LabelledFormatError, DocumentProblem) as error:
        fail("正解付き文書を読み取れません。次の行が示すファイルを直してください。", f"cannot evaluate: {error}")
    if into is None:
        typer.echo(summary)
        return
    try:
        into.write_text(with_section(into.read_text(encoding="utf-8"), section, summary), encoding="utf-8")
    except (OSError, NoSuchSectionError) as error:
        fail(f"「{into}」に書き込めません。", f"cannot write into {into}: {error}")
