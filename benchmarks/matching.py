"""Times matching (tokens to verdicts) against Sudachi's tokenization alone, for documents of growing length.

    python -m benchmarks.matching [FILE] [--rounds N]

The document is judged as it is and with its clauses several times over; the sample has 22 pages, so that five times are
about a hundred. Both are timed in one warm process, in turn, on one core. Matching should take at most twelve times the
time of the tokenization, whatever the length.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import sudachipy
import torch

from app.engine import MatcherJudge, embedding_of
from app.settings import Settings
from benchmarks.end_to_end import SAMPLE, interleaved, tokenize_all
from checklist_data import load
from extractors import Document, extract

GOAL = 12.0
"""Most times of the tokenization that matching may take."""
TIMES = (1, 5, 20)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns the exit code, 1 if the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", default=SAMPLE)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    settings = Settings()
    edition = load(settings.edition)
    judge = MatcherJudge(embedding_of(settings))
    tokenizer = sudachipy.Dictionary(dict="core").tokenizer(mode=sudachipy.SplitMode.A)
    document = extract(options.file.read_bytes(), options.file.name)
    print("clauses  matching  tokenization  ratio  ms a clause")
    worst = 0.0
    for times in TIMES:
        long = repeated(document, times)
        seconds = interleaved(
            {
                "matching": partial(judge, edition, [long], [None]),
                "tokenization": partial(tokenize_all, tokenizer, long),
            },
            options.rounds,
        )
        ratio = seconds["matching"] / seconds["tokenization"]
        worst = max(worst, ratio)
        count = len(long.clauses)
        print(
            f"{count:7} {seconds['matching']:8.2f}s {seconds['tokenization']:12.2f}s {ratio:6.1f}"
            f" {seconds['matching'] / count * 1000:12.2f}"
        )
    print(f"most times of the tokenization: {worst:.1f} (goal: at most {GOAL:g})")
    return 0 if worst <= GOAL else 1


def repeated(document: Document, times: int) -> Document:
    """A document with all clauses of another several times over, each with an id of its own."""
    clauses = tuple(
        replace(clause, id=f"{clause.id}-{number}") for number in range(times) for clause in document.clauses
    )
    return replace(document, clauses=clauses)


if __name__ == "__main__":
    raise SystemExit(main())
