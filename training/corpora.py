"""All lessons of one kind of document, ready to be learned from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from checklist_data import Edition, Item, Stance
from matchers.embedding import Embedding
from matchers.stance import STANCES
from matchers.view import Provision, View, make_views
from training.documents import Lesson

Mask = NDArray[np.bool_]
Labels = NDArray[np.int64]
NOT_EVIDENCE, NOT_JUDGED = -1, -2
"""In `Corpus.labels`, where there is no stance."""


@dataclass(frozen=True)
class Corpus:
    """Lessons of one kind of document.

    Attributes:
        items: items asked of the kind.
        lessons: in any order; those of one document in the document's order.
        views: one a lesson.
    """

    items: tuple[Item, ...]
    lessons: list[Lesson]
    views: list[View]

    @cached_property
    def aspects(self) -> tuple[str, ...]:
        """Ids of the aspects asked of this kind."""
        return tuple(aspect.id for item in self.items for aspect in item.aspects)

    @cached_property
    def labels(self) -> Labels:
        """What each lesson [row] does with each aspect [column]: a place in `STANCES`, or one of the constants above."""
        found = np.full((len(self.lessons), len(self.aspects)), NOT_EVIDENCE, np.int64)
        columns = {aspect: column for column, aspect in enumerate(self.aspects)}
        for row, lesson in enumerate(self.lessons):
            if lesson.judged is not None:
                found[row, [column for aspect, column in columns.items() if aspect not in lesson.judged]] = NOT_JUDGED
            for aspect, stance in lesson.labels.items():
                found[row, columns[aspect]] = STANCES.index(Stance(stance))
        return found

    @cached_property
    def sources(self) -> NDArray[np.str_]:
        """Source of each lesson."""
        return np.array([lesson.source for lesson in self.lessons], np.str_)

    @cached_property
    def whole(self) -> Mask:
        """Whether each lesson comes from a whole document."""
        return np.array([lesson.document for lesson in self.lessons], np.bool_)

    def documents(self) -> Iterator[tuple[str, NDArray[np.int64]]]:
        """Each whole document's name and the rows of its lessons, in order."""
        for name in dict.fromkeys(self.sources[self.whole].tolist()):
            yield name, np.flatnonzero(self.sources == name)


Corpora = dict[str, Corpus]
"""By kind of document."""


def make_corpora(edition: Edition, lessons: list[Lesson], embedding: Embedding) -> Corpora:
    """The lessons by kind, with the edition's own examples."""
    corpora = {}
    for kind in edition.kinds:
        items = tuple(item for checklist in edition.checklist_for(kind.id) for item in checklist.items)
        own = [*examples(items, kind.id), *(lesson for lesson in lessons if lesson.kind == kind.id)]
        corpora[kind.id] = Corpus(items, own, make_views([lesson.provision for lesson in own], embedding))
    return corpora


def examples(items: tuple[Item, ...], kind: str) -> Iterator[Lesson]:
    """The checklist's own examples as lessons; an example speaks for its aspect only."""
    for item in items:
        for aspect in item.aspects:
            for n, example in enumerate((*aspect.examples.positive, *aspect.examples.negative)):
                labels = {} if example.stance is Stance.NONE else {aspect.id: str(example.stance)}
                provision = Provision(example.text, example.heading, example.lead)
                yield Lesson(f"example-{aspect.id}-{n}", kind, provision, labels, False, frozenset({aspect.id}))
