"""Times a whole check, from bytes to report, against plain text extraction with pdfplumber.

    python -m benchmarks.end_to_end [FILE.pdf] [--rounds N]

Both are timed in one warm process, in turn, so that whatever else the machine does hits both alike. The check should
take at most 0.6 of the time that pdfplumber takes for the text alone. Its parts are given too, and tokenization by
itself, which matching cannot be faster than.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

import pdfplumber
import sudachipy

from app.engine import MatcherJudge, embedding_of
from app.settings import Settings
from checklist_data import load
from extractors import Document, extract

SAMPLE = Path(__file__).parents[1] / "samples" / "sample-spec.pdf"
GOAL = 0.6
"""Share of pdfplumber's time that a whole check may take."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns the exit code, 1 if the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", default=SAMPLE)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args(arguments)
    settings = Settings()
    edition = load(settings.edition)
    data, name = options.file.read_bytes(), options.file.name
    judge = MatcherJudge(embedding_of(settings))
    tokenizer = sudachipy.Dictionary(dict="core").tokenizer(mode=sudachipy.SplitMode.A)
    document = extract(data, name)
    times = interleaved(
        {
            "pdfplumber text": lambda: plumber_text(data),
            "whole check": lambda: judge(edition, [extract(data, name)], [None]),
            "extraction": lambda: extract(data, name),
            "matching": lambda: judge(edition, [document], [None]),
            "tokenization": lambda: tokenize_all(tokenizer, document),
        },
        options.rounds,
    )
    print(f"{name}: {document.pages} pages, {len(document.clauses)} clauses; median of {options.rounds} rounds")
    for label, seconds in times.items():
        print(f"  {label:16}{seconds * 1000:8.0f} ms")
    ratio = times["whole check"] / times["pdfplumber text"]
    extraction = times["extraction"] / (times["extraction"] + times["matching"])
    print(f"whole check / pdfplumber text  {ratio:.2f} (goal: at most {GOAL})")
    print(f"shares of the check            extraction {extraction:.0%}, matching {1 - extraction:.0%}")
    print(f"matching / tokenization        {times['matching'] / times['tokenization']:.1f}")
    return 0 if ratio <= GOAL else 1


def interleaved(tasks: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median seconds of each task over rounds in which every task runs once, after one round that is not counted."""
    seconds: dict[str, list[float]] = {label: [] for label in tasks}
    for number in range(rounds + 1):
        for label, task in tasks.items():
            start = perf_counter()
            task()
            if number:
                seconds[label].append(perf_counter() - start)
    return {label: median(values) for label, values in seconds.items()}


def plumber_text(data: bytes) -> list[str]:
    """The text of every page, as pdfplumber gives it."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [page.extract_text() for page in pdf.pages]


def tokenize_all(tokenizer: sudachipy.Tokenizer, document: Document) -> list[str]:
    """Normalized forms of all clauses' own texts."""
    return [
        morpheme.normalized_form() for clause in document.clauses for morpheme in tokenizer.tokenize(clause.text)
    ]


if __name__ == "__main__":
    raise SystemExit(main())
