"""Learns what provisions do with the aspects they speak of: a model over words, and how much it counts beside the encoder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from checklist_data import Edition
from matchers.embedding import Embedding
from matchers.encoder.readings import Readings
from matchers.features import stance_features
from matchers.linear import Features, Floats, LinearModel, softmax, vectorize
from matchers.relevance import Relevance
from matchers.stance import ENCODER, STANCES, WORDS, log
from training.corpora import NOT_EVIDENCE, Corpora

PENALTY = 4.0
"""Inverse strength of the penalty; chosen by cross-validation on the single clauses."""
MIN_COUNT = 2
"""A word seen in one lesson only teaches nothing that holds elsewhere."""
DOCUMENT_WEIGHT = 3.0
"""Weight of a provision of a whole document beside a single clause: documents have the mixture that is met in use."""


class Spoken(NamedTuple):
    """A provision that speaks of an aspect, and how.

    Attributes:
        source: document or single clause.
        document: whether it comes from a whole document.
        place: row in its document and column of the aspect.
        features: of `matchers.features.stance_features`.
        stance: place in `STANCES`.
    """

    source: str
    document: bool
    place: tuple[int, int]
    features: Features
    stance: int


def all_spoken(edition: Edition, corpora: Corpora, embedding: Embedding) -> list[Spoken]:
    """Every provision and aspect that has a stance."""
    return [spoken for kind in corpora for spoken in _spoken(edition, corpora, kind, embedding)]


def _spoken(edition: Edition, corpora: Corpora, kind: str, embedding: Embedding) -> Iterator[Spoken]:
    corpus = corpora[kind]
    matches = Relevance(corpus.items, edition.lexicon, embedding, {"bias": 0.0}).matches(corpus.views)
    place_in_source: Counter[str] = Counter()
    for row, lesson in enumerate(corpus.lessons):
        place = place_in_source[lesson.source]
        place_in_source[lesson.source] += 1
        for column in np.flatnonzero(corpus.labels[row] > NOT_EVIDENCE).tolist():
            hits, misses = matches.hits.get((row, column), []), matches.near_misses.get((row, column), [])
            features = stance_features(corpus.views[row], corpus.aspects[column], hits, misses)
            yield Spoken(lesson.source, lesson.document, (place, column), features, int(corpus.labels[row, column]))


def learn_stance(spoken: list[Spoken]) -> LinearModel:
    """One multinomial model over words and cues."""
    counts = Counter(name for one in spoken for name in one.features)
    names = tuple(sorted(name for name, count in counts.items() if count >= MIN_COUNT))
    matrix = vectorize([one.features for one in spoken], {name: number for number, name in enumerate(names)})
    weight = [DOCUMENT_WEIGHT if one.document else 1.0 for one in spoken]
    model = LogisticRegression(C=PENALTY, max_iter=1000)
    model.fit(matrix, [one.stance for one in spoken], sample_weight=weight)
    weights: Floats = model.coef_.T
    return LinearModel(names, tuple(STANCES), weights, model.intercept_)


def learn_voices(
    spoken: list[Spoken], words: Mapping[str, LinearModel], readings: Mapping[str, Readings]
) -> dict[str, float]:
    """Weight of the word model and of the encoder, learned where neither had learned the document.

    Args:
        spoken: provisions of documents.
        words: by document, a word model that did not learn it.
        readings: by document, what an encoder that did not learn it reads.
    """
    own = log(np.concatenate([softmax(words[one.source].scores([one.features])) for one in spoken]))
    read = log(np.array([readings[one.source].stances[one.place] for one in spoken]))
    truth = np.array([one.stance for one in spoken])

    def loss(shares: Floats) -> float:
        taken = log(softmax(shares[0] * own + shares[1] * read))
        return float(-taken[np.arange(len(truth)), truth].mean())

    shares = minimize(loss, np.array([0.5, 0.5]), method="Nelder-Mead").x
    return {WORDS: round(float(shares[0]), 4), ENCODER: round(float(shares[1]), 4)}


def of_documents(spoken: list[Spoken], names: Collection[str]) -> list[Spoken]:
    """Those that come from the documents named."""
    return [one for one in spoken if one.source in names]
