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
) -> None:
    """Compare the judgement of labelled documents with their labels and print the figures."""
    if not folder.is_dir():
        fail(f"フォルダ「{folder}」がありません。パスを確かめてください。", f"no folder {folder}. Check its path.")
    # Imported at use: the matcher's libraries take seconds to load.
    from app.engine import MatcherJudge, embedding_of
    from app.evaluation.evaluate import NothingToEvaluateError
    from app.evaluation.evaluate import evaluate as measure
    from app.evaluation.summary import summarize

    settings = load_settings()
    try:
        matcher = MatcherJudge(embedding_of(settings)).matcher(find_edition(settings.edition))
        typer.echo(summarize(measure(folder, matcher)))
    except ServiceProblem as problem:
        say_problem(problem)
        raise typer.Exit(UNUSABLE) from problem
    except (NothingToEvaluateError, LabelledFormatError, DocumentProblem) as error:
        fail("正解付き文書を読み取れません。次の行が示すファイルを直してください。", f"cannot evaluate: {error}")
