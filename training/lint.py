"""Counts hits, misses and false hits of the concept patterns on all labelled clauses.

Usage:

    python -m training.lint                    one row an aspect
    python -m training.lint P06 --detail       also the clauses missed or wrongly hit, and one row a pattern
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from checklist_data import DEFAULT_EDITION, Aspect, load
from matchers.patterns import CompiledPattern, compile_pattern, match
from matchers.tokens import Tokens, tokenize
from training.clauses import LabelledClause, read_clauses


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the counts; exit code 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("items", nargs="*", help="item or aspect ids; all if none")
    parser.add_argument("--edition", default=DEFAULT_EDITION)
    parser.add_argument("--detail", action="store_true")
    options = parser.parse_args(arguments)
    edition = load(options.edition)
    kinds = {item.id: checklist.kind for checklist in edition.checklists for item in checklist.items}
    wanted = [
        (kinds[item.id], aspect)
        for item in edition.items
        for aspect in item.aspects
        if not options.items or item.id in options.items or aspect.id in options.items
    ]
    clauses = [clause for clause in read_clauses() if clause.kind in {kind for kind, _ in wanted}]
    searchers = [searcher_of(clause) for clause in clauses]
    print("aspect  labelled  found  recall  precision")
    for kind, aspect in wanted:
        pairs = [(c, s) for c, s in zip(clauses, searchers, strict=True) if c.kind == kind]
        _report(aspect, {k: tuple(v) for k, v in edition.lexicon.items()}, pairs, options.detail)
    return 0


@dataclass(frozen=True, slots=True)
class Searcher:
    """A clause's own tokens and those around it."""

    clause: Tokens
    context: Tokens

    def match(self, pattern: CompiledPattern) -> bool:
        """Whether the clause meets the pattern."""
        return match(pattern, self.clause, self.context) is not None


def searcher_of(clause: LabelledClause) -> Searcher:
    """The clause and its surroundings, ready to be searched."""
    return Searcher(tokenize(clause.text), tokenize("\n".join((*clause.heading, clause.lead))))


def _report(
    aspect: Aspect,
    lexicon: dict[str, tuple[str, ...]],
    pairs: list[tuple[LabelledClause, Searcher]],
    detail: bool,
) -> None:
    patterns = [compile_pattern(pattern, lexicon) for pattern in aspect.patterns]
    near = [compile_pattern(pattern, lexicon) for pattern in aspect.near_misses]
    labelled = [pair for pair in pairs if aspect.id in pair[0].labels]
    hit = [pair for pair in pairs if any(pair[1].match(pattern) for pattern in patterns)]
    right = [pair for pair in hit if aspect.id in pair[0].labels]
    print(
        f"{aspect.id:7} {len(labelled):8} {len(right):6} {_share(len(right), len(labelled)):7.2f}"
        f" {_share(len(right), len(hit)):9.2f}"
    )
    if not detail:
        return
    for name, group in (("pattern", patterns), ("near miss", near)):
        for number, pattern in enumerate(group):
            print(f"  {name} {number}: {_counts(pattern, aspect.id, pairs)}")
    for clause, searcher in labelled:
        if not any(searcher.match(pattern) for pattern in patterns):
            print(f"  missed ({clause.labels[aspect.id]}): {_shown(clause)}")
    for clause, _ in hit:
        if aspect.id not in clause.labels:
            print(f"  false {clause.labels or ''}: {_shown(clause)}")


def _counts(pattern: CompiledPattern, aspect: str, pairs: list[tuple[LabelledClause, Searcher]]) -> str:
    hit = [clause for clause, searcher in pairs if searcher.match(pattern)]
    right = sum(aspect in clause.labels for clause in hit)
    return f"{right} right, {len(hit) - right} false"


def _shown(clause: LabelledClause) -> str:
    around = " / ".join((*clause.heading, *([clause.lead] if clause.lead else [])))
    return f"[{around}] {clause.text}" if around else clause.text


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


if __name__ == "__main__":
    raise SystemExit(main())
