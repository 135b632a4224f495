"""The figures of an evaluation as text: tables a person can act on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from app.evaluation.evaluate import Evaluation
from app.evaluation.scoring import Outcome, Score


class NoSuchSectionError(ValueError):
    """A text does not have the section that was to be written.

    Attributes:
        name: of the section.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"the text needs the lines <!-- {name} --> and <!-- /{name} -->, each once")


def summarize(evaluation: Evaluation) -> str:
    """Markdown: figures by format and kind, items by their errors, and every wrong verdict."""
    parts = []
    for file_format, by_kind in evaluation.scores.items():
        columns = {"all": evaluation.total(file_format), **by_kind}
        parts.append(f"### {file_format.upper()}\n\n{figure_table(columns)}")
        total = columns["all"]
        parts.append(f"#### Weakest items\n\n{item_table(total.outcomes)}")
        parts.append(f"#### Wrong verdicts\n\n{error_list(total)}")
    return "\n\n".join(parts) + "\n"


def with_section(text: str, name: str, body: str) -> str:
    """A Markdown text with `body` between the comments `<!-- name -->` and `<!-- /name -->`.

    Raises:
        NoSuchSectionError: the text does not have both comments, each once.
    """
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    if text.count(begin) != 1 or text.count(end) != 1:
        raise NoSuchSectionError(name)
    before, rest = text.split(begin)
    return f"{before}{begin}\n\n{body.strip()}\n\n{end}{rest.split(end)[1]}"


def figure_table(columns: Mapping[str, Score]) -> str:
    """One row a figure, one column a score."""
    figures = {name: score.figures() for name, score in columns.items()}
    names = list(dict.fromkeys(name for column in figures.values() for name in column))
    rows = [
        [name, *(_number(name, column[name]) if name in column else "–" for column in figures.values())]
        for name in names
    ]
    return _table(["figure", *columns], rows)


def item_table(outcomes: Sequence[Outcome], most: int = 12) -> str:
    """Items by number of wrong verdicts, with what was taken for what."""
    wrong: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for outcome in outcomes:
        if outcome.reported is not outcome.truth:
            wrong[outcome.item][f"{outcome.truth.value} → {outcome.reported or 'absent'}"] += 1
    counts = Counter(outcome.item for outcome in outcomes)
    ranked = sorted(wrong, key=lambda item: (-wrong[item].total() / counts[item], item))[:most]
    rows = [
        [item, f"{wrong[item].total()}/{counts[item]}", ", ".join(f"{k} ×{n}" for k, n in wrong[item].most_common())]
        for item in ranked
    ]
    return _table(["item", "wrong", "confusions (truth → reported)"], rows)


def error_list(score: Score) -> str:
    """Every wrong verdict and risk value, a line each."""
    lines = [
        f"- {o.document} {o.item}: {o.truth.value} reported {o.reported or 'absent'} ({o.confidence:.2f})"
        for o in score.outcomes
        if o.reported is not o.truth
    ]
    return "\n".join([*lines, *(f"- {error}" for error in score.risk_errors)]) or "none"


def _number(name: str, value: float) -> str:
    return f"{value:.0f}" if name == "items" else f"{value:.3f}"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)
