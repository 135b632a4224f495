"""Learns the weights that ship in `matchers/weights` from the labelled clauses and documents.

    python -m training.train

Three small models, in order: the head (what a provision is about), the fusion of head, patterns and similarity into a
probability, and the stance. What the fusion sees of the head comes from folds that did not learn the provision, so that
it does not trust the head more than it may. Thresholds and calibration come from `training.cross_validate`, whose result
is kept. The same data give the same weights.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from checklist_data import DEFAULT_EDITION, Edition, Item, Stance, load
from matchers.calibration import Calibration
from matchers.embedding import Embedding
from matchers.features import stance_features, topic_dimensions, topic_features
from matchers.linear import Features, Floats, LinearModel, dense_names, vectorize
from matchers.relevance import HEAD_CLIP, Matches, Relevance
from matchers.stance import STANCES
from matchers.view import Provision, View, make_views
from matchers.weights import FOLDER, Weights
from training import logistic
from training.documents import Lesson, clause_lessons, document_lessons

FOLDS = 3
MIN_COUNT = 2
"""A word seen in one lesson only teaches nothing that holds elsewhere."""
HEAD_PENALTY = 0.05
"""Chosen by cross-validation on the single clauses."""
FUSION_C = 1.0
STANCE_C = 4.0
DOCUMENT_WEIGHT = 3.0
"""Weight of a lesson from a whole document in fusion and stance: documents have the mixture that is met in use."""
EXAMPLE = "example-"
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Corpus:
    """Lessons of one kind of document, ready to be learned from."""

    items: tuple[Item, ...]
    lessons: list[Lesson]
    views: list[View]

    @cached_property
    def topics(self) -> list[Features]:
        """Topic features of each lesson."""
        return [topic_features(view) for view in self.views]

    @cached_property
    def aspects(self) -> tuple[str, ...]:
        """Ids of the aspects asked of this kind."""
        return tuple(aspect.id for item in self.items for aspect in item.aspects)

    @cached_property
    def truth(self) -> Mask:
        """Whether each lesson [row] speaks of each aspect [column]."""
        return np.array([[aspect in lesson.labels for aspect in self.aspects] for lesson in self.lessons])

    @cached_property
    def sources(self) -> list[str]:
        """Source of each lesson."""
        return [lesson.source for lesson in self.lessons]

    def part(self, rows: Mask) -> Corpus:
        """The lessons in `rows`."""
        places = rows.nonzero()[0]
        part = Corpus(self.items, [self.lessons[i] for i in places], [self.views[i] for i in places])
        part.__dict__["topics"] = [self.topics[i] for i in places]  # not computed again
        return part


Corpora = dict[str, Corpus]


def main(arguments: Sequence[str] | None = None) -> int:
    """Train on everything and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edition", default=DEFAULT_EDITION)
    options = parser.parse_args(arguments)
    edition = load(options.edition)
    embedding = Embedding()
    corpora = make_corpora(edition, [*clause_lessons(), *document_lessons()], embedding)
    for weights in (train(edition, corpora, embedding), train(edition, corpora, embedding, use_head=False)):
        kept = Weights.load(edition, use_head=weights.head is not None).calibration if FOLDER.exists() else None
        Weights(weights.head, weights.fusion, weights.stance, kept or Calibration()).save(edition.id)
        print("\n".join(f"{name:24}{value:9.3f}" for name, value in weights.fusion.items()), end="\n\n")
    return 0


def make_corpora(edition: Edition, lessons: list[Lesson], embedding: Embedding) -> Corpora:
    """The lessons by kind, with the edition's own examples."""
    corpora = {}
    for kind in edition.kinds:
        items = tuple(item for checklist in edition.checklist_for(kind.id) for item in checklist.items)
        own = [*examples(items, kind.id), *(lesson for lesson in lessons if lesson.kind == kind.id)]
        corpora[kind.id] = Corpus(items, own, make_views([lesson.provision for lesson in own], embedding))
    return corpora


def examples(items: tuple[Item, ...], kind: str) -> list[Lesson]:
    """The checklist's own examples as lessons; an example speaks for its aspect only."""
    found = []
    for item in items:
        for aspect in item.aspects:
            for n, example in enumerate((*aspect.examples.positive, *aspect.examples.negative)):
                labels = {} if example.stance is Stance.NONE else {aspect.id: str(example.stance)}
                provision = Provision(example.text, example.heading, example.lead)
                found.append(Lesson(f"{EXAMPLE}{aspect.id}-{n}", kind, provision, labels, document=False))
    return found


def train(edition: Edition, corpora: Corpora, embedding: Embedding, *, use_head: bool = True) -> Weights:
    """Learn everything from some lessons; the calibration is the neutral one."""
    names = feature_names([features for corpus in corpora.values() for features in corpus.topics])
    head = _joined([learn_head(corpus, names) for corpus in corpora.values()]) if use_head else None
    fusion = learn_fusion(edition, corpora, names, embedding, use_head=use_head)
    return Weights(head, fusion, learn_stance(edition, corpora, embedding), Calibration())


def feature_names(rows: list[Features], min_count: int = MIN_COUNT) -> tuple[str, ...]:
    """Features seen at least `min_count` times, sorted."""
    counts = Counter(name for row in rows for name in row)
    return tuple(sorted(name for name, count in counts.items() if count >= min_count))


def learn_head(corpus: Corpus, names: tuple[str, ...]) -> LinearModel:
    """One logistic model an aspect."""
    matrix = vectorize(corpus.topics, {name: number for number, name in enumerate(names)})
    dense = topic_dimensions(corpus.views)
    weights, bias = logistic.fit(matrix, dense, corpus.truth, HEAD_PENALTY)
    every_name = (*names, *dense_names(dense.shape[1]))
    return LinearModel(every_name, corpus.aspects, weights, np.where(corpus.truth.any(axis=0), bias, -HEAD_CLIP))


def _joined(models: list[LinearModel]) -> LinearModel:
    """Models over the same features side by side."""
    return LinearModel(
        models[0].features,
        tuple(label for model in models for label in model.labels),
        np.concatenate([model.weights for model in models], axis=1),
        np.concatenate([model.bias for model in models]),
    )


def fold_of(source: str, folds: int = FOLDS) -> int:
    """The fold a source belongs to, the same in every run."""
    return crc32(source.encode()) % folds


def learn_fusion(
    edition: Edition, corpora: Corpora, names: tuple[str, ...], embedding: Embedding, *, use_head: bool
) -> dict[str, float]:
    """Weight of each source of evidence, the head's scores taken from folds that did not learn the lesson."""
    rows, labels, weights = [], [], []
    for corpus in corpora.values():
        folds = np.array([-1 if source.startswith(EXAMPLE) else fold_of(source) for source in corpus.sources])
        for fold in range(FOLDS):
            part = corpus.part(folds == fold)
            if not part.lessons:
                continue
            head = learn_head(corpus.part(folds != fold), names) if use_head else None
            relevance = Relevance(corpus.items, edition.lexicon, embedding, head, {"bias": 0.0})
            sources = relevance.sources(part.views, relevance.matches(part.views))
            shape = part.truth.shape
            rows.append(np.stack([np.broadcast_to(value, shape).ravel() for value in sources.values()], axis=1))
            labels.append(part.truth.ravel())
            weight = np.array([[DOCUMENT_WEIGHT if lesson.document else 1.0] for lesson in part.lessons])
            weights.append(np.broadcast_to(weight, shape).ravel())
            columns = tuple(sources)
    model = LogisticRegression(C=FUSION_C, max_iter=500)
    model.fit(np.concatenate(rows), np.concatenate(labels), sample_weight=np.concatenate(weights))
    learned = dict(zip(columns, model.coef_[0].tolist(), strict=True))
    return {name: round(value, 4) for name, value in {"bias": float(model.intercept_[0]), **learned}.items()}


def learn_stance(edition: Edition, corpora: Corpora, embedding: Embedding) -> LinearModel:
    """One multinomial model over every (lesson, aspect) that has a stance."""
    rows: list[Features] = []
    weight: list[float] = []
    labels: list[int] = []
    order = {str(stance): number for number, stance in enumerate(STANCES)}
    for corpus in corpora.values():
        matches = _matches(edition, corpus, embedding)
        columns = {aspect: column for column, aspect in enumerate(corpus.aspects)}
        for row, (lesson, view) in enumerate(zip(corpus.lessons, corpus.views, strict=True)):
            for aspect, stance in lesson.labels.items():
                place = (row, columns[aspect])
                hits, misses = matches.hits.get(place, []), matches.near_misses.get(place, [])
                rows.append(stance_features(view, aspect, hits, misses))
                weight.append(DOCUMENT_WEIGHT if lesson.document else 1.0)
                labels.append(order[stance])
    names = feature_names(rows)
    matrix = vectorize(rows, {name: number for number, name in enumerate(names)})
    model = LogisticRegression(C=STANCE_C, max_iter=1000).fit(matrix, labels, sample_weight=weight)
    weights: Floats = model.coef_.T
    return LinearModel(names, tuple(STANCES), weights, model.intercept_)


def _matches(edition: Edition, corpus: Corpus, embedding: Embedding) -> Matches:
    return Relevance(corpus.items, edition.lexicon, embedding, None, {"bias": 0.0}).matches(corpus.views)


if __name__ == "__main__":
    raise SystemExit(main())
