"""Every example of every shipped edition is a test, and so is every draft clause.

Each example is judged as a clause of its own. All examples of a checklist stand in one document: evidence is listed by
clause, and no clause is read with the words of another.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import pytest
from _pytest.mark.structures import ParameterSet

from checklist_data import Example, Stance, editions, load
from extractors.document import Clause, ClauseKind, Document
from matchers import Matcher, Submission, Verdict

EVERY_CHECKLIST = [(edition, sheet.id) for edition in editions() for sheet in load(edition).checklists]


class Place(NamedTuple):
    """Where an example stands in the data."""

    edition: str
    checklist: str
    aspect: str
    example: int


def in_order(edition: str, checklist: str) -> dict[Place, Example]:
    sheet = next(sheet for sheet in load(edition).checklists if sheet.id == checklist)
    return {
        Place(edition, checklist, aspect.id, number): example
        for item in sheet.items
        for aspect in item.aspects
        for number, example in enumerate((*aspect.examples.positive, *aspect.examples.negative))
    }


EVERY_EXAMPLE = {place: example for sheet in EVERY_CHECKLIST for place, example in in_order(*sheet).items()}


@cache
def matcher(edition: str) -> Matcher:
    return Matcher(load(edition))


@cache
def judged(edition: str, checklist: str) -> dict[Place, Stance]:
    """The stance that each example of a checklist is found to take to its own aspect."""
    examples = in_order(edition, checklist)
    kind = next(sheet.kind for sheet in load(edition).checklists if sheet.id == checklist)
    clauses = {
        place: Clause(f"c{number:04}", ClauseKind.PARAGRAPH, e.text, e.text, heading=e.heading, lead=e.lead)
        for number, (place, e) in enumerate(examples.items(), 1)
    }
    document = Document("例文.docx", "0" * 64, "docx", "", None, (), tuple(clauses.values()))
    report = matcher(edition).check([Submission(document, kind)])
    found = {
        (evidence.clause, aspect): stance
        for item in report.items
        for evidence in item.evidence
        for aspect, stance in evidence.aspects.items()
    }
    return {place: found.get((clause.id, place.aspect), Stance.NONE) for place, clause in clauses.items()}


TAKEN_FOR_A_CONTRADICTION = pytest.mark.xfail(
    strict=True,
    reason="a negation that protects the buyer (取得しない) or a word on rights makes a contradiction probable enough to be "
    "told, although a demand is more probable",
)
NOT_YET_READ = dict.fromkeys(
    [("P13.a", 2), ("C06.a", 2), ("C08.a", 2), ("C11.a", 4), ("C14.a", 1), ("C22.b", 0), ("C22.b", 3),
     ("C22.b", 4)],
    TAKEN_FOR_A_CONTRADICTION,
)  # fmt: skip


def as_case(place: Place) -> ParameterSet:
    mark = NOT_YET_READ.get((place.aspect, place.example))
    return pytest.param(place, id=f"{place.aspect}-{place.example}", marks=(mark,) if mark else ())


@pytest.mark.parametrize("place", [as_case(place) for place in EVERY_EXAMPLE])
def test_an_example_is_a_requirement_exactly_where_it_says_so(place: Place) -> None:
    example, found = EVERY_EXAMPLE[place], judged(place.edition, place.checklist)[place]
    assert (found is Stance.REQUIRE) is (example.stance is Stance.REQUIRE), (
        f"{place.aspect}: {example.stance.value} read as {found.value}: {' / '.join((*example.heading, example.lead))}"
        f" {example.text}"
    )


EVERY_SUGGESTION = [
    pytest.param(edition, sheet.kind, item.id, id=item.id)
    for edition in editions()
    for sheet in load(edition).checklists
    for item in sheet.items
]


@pytest.mark.parametrize(("edition", "kind", "item_id"), EVERY_SUGGESTION)
def test_a_draft_clause_covers_its_item(edition: str, kind: str, item_id: str) -> None:
    item = next(item for item in load(edition).items if item.id == item_id)
    clause = Clause("c0001", ClauseKind.PARAGRAPH, item.suggestion, item.suggestion)
    document = Document("記載例.docx", "0" * 64, "docx", "", None, (), (clause,))
    report = matcher(edition).check([Submission(document, kind)])
    found = next(one for one in report.items if one.id == item_id)
    assert found.verdict is Verdict.COVERED, (item.suggestion, {a.id: a.state.value for a in found.aspects})
