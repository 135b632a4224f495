"""Problems as they are kept with an analysis: code and facts; the wording is that of the day it is shown."""

from __future__ import annotations

from typing import Any

from app.problems import INTERNAL, PROBLEM_TYPES, ServiceProblem


def to_json(problem: ServiceProblem) -> dict[str, Any]:
    """A problem of one file or of a whole package."""
    return {
        "code": problem.kind.code,
        "detail_ja": problem.detail_ja,
        "detail_en": problem.detail_en,
        "file": problem.file,
    }


def from_json(kept: dict[str, Any]) -> ServiceProblem:
    """The problem that was kept; one of a type that there is no longer becomes an internal one with the same facts."""
    kind = PROBLEM_TYPES.get(kept["code"], INTERNAL)
    return ServiceProblem(kind, kept["detail_ja"], kept["detail_en"], file=kept["file"])
