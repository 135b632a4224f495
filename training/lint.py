"""Counts hits, misses and false hits of the concept patterns on all labelled clauses.

Usage:

    python -m training.lint                    one row an aspect
    python -m training.lint P06 --detail       also the clauses missed or wrongly hit, and one row a pattern
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence

from checklist_data import DEFAULT_EDITION, Aspect, load
from matchers.patterns import PatternIndex, compile_pattern
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
    texts = [(tokenize(clause.text), tokenize("\n".join((*clause.heading, clause.lead)))) for clause in clauses]
    print("aspect  labelled  found  recall  precision")
    for kind, aspect in wanted:
        of_kind = [(clause, text) for clause, text in zip(clauses, texts, strict=True) if clause.kind == kind]
        _report(aspect, edition.lexicon, of_kind, options.detail)
    return 0


def _report(
    aspect: Aspect,
    lexicon: Mapping[str, tuple[str, ...]],
    clauses: list[tuple[LabelledClause, tuple[Tokens, Tokens]]],
    detail: bool,
) -> None:
    index = PatternIndex(
        ((name, number), compile_pattern(pattern, lexicon))
        for name, patterns in (("pattern", aspect.patterns), ("near miss", aspect.near_misses))
        for number, pattern in enumerate(patterns)
    )
    met = [(clause, {owner for owner, _ in index.hits(*text)}) for clause, text in clauses]
    labelled = [clause for clause, _ in met if aspect.id in clause.labels]
    hit = [clause for clause, owners in met if any(name == "pattern" for name, _ in owners)]
    right = sum(aspect.id in clause.labels for clause in hit)
    print(
        f"{aspect.id:7} {len(labelled):8} {right:6} {_share(right, len(labelled)):7.2f} {_share(right, len(hit)):9.2f}"
    )
    if not detail:
        return
    for name, number in sorted({owner for _, owners in met for owner in owners}):
        own = [aspect.id in clause.labels for clause, owners in met if (name, number) in owners]
        print(f"  {name} {number}: {sum(own)} right, {len(own) - sum(own)} false")
    for clause in labelled:
        if clause not in hit:
            print(f"  missed ({clause.labels[aspect.id]}): {_shown(clause)}")
    for clause in hit:
        if aspect.id not in clause.labels:
            print(f"  false {clause.labels or ''}: {_shown(clause)}")


def _shown(clause: LabelledClause) -> str:
    around = " / ".join((*clause.heading, *([clause.lead] if clause.lead else [])))
    return f"[{around}] {clause.text}" if around else clause.text


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


if __name__ == "__main__":
    raise SystemExit(main())
