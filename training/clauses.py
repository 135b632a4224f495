"""Labelled clauses to learn from: one JSON object a line, see `training/data/README.md`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class LabelledClause:
    """A clause, what stands around it, and the stance it takes to each aspect it speaks of.

    Attributes:
        source: file it came from, without suffix; clauses of one source are never split between learning and measuring.
        labels: stance by aspect id; empty where the clause is evidence for nothing.
    """

    source: str
    kind: str
    heading: tuple[str, ...]
    lead: str
    text: str
    labels: dict[str, str]


def read_clauses(folder: Path = DATA / "clauses") -> Iterator[LabelledClause]:
    """All labelled clauses of `folder`, in order of file name and line.

    Raises:
        ValueError: a line is not as described; the message names file and line.
    """
    for file in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                yield LabelledClause(
                    file.stem, row["kind"], tuple(row["heading"]), row["lead"], row["text"], dict(row["labels"])
                )
            except (KeyError, TypeError, ValueError) as error:
                raise ValueError(f"{file.name}:{number}: {error!r}") from error
