"""Learns how much each source of evidence counts, on whole documents: they have the mixture that is met in use."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
from sklearn.linear_model import LogisticRegression

from checklist_data import Edition
from matchers.embedding import Embedding
from matchers.encoder.readings import Readings
from matchers.linear import Floats
from matchers.relevance import Relevance
from training.corpora import NOT_EVIDENCE, Corpora

PENALTY = 1.0
"""Inverse strength of the penalty: hardly any, for some thirty weights and hundreds of thousands of rows."""
Sources = Mapping[str, Mapping[str, Floats]]
"""By document, its sources of evidence as `Relevance.sources` gives them, each [provision, aspect]."""


def document_sources(
    edition: Edition, corpora: Corpora, embedding: Embedding, readings: Mapping[str, Readings] | None
) -> Sources:
    """The sources of evidence of all documents; without readings those of an edition that has no encoder."""
    found = {}
    for corpus in corpora.values():
        relevance = Relevance(corpus.items, edition.lexicon, embedding, {"bias": 0.0})
        for name, rows in corpus.documents():
            views = [corpus.views[row] for row in rows]
            shape = (len(rows), len(corpus.aspects))
            sources = relevance.sources(views, relevance.matches(views), readings[name] if readings else None)
            found[name] = {source: np.broadcast_to(values, shape) for source, values in sources.items()}
    return found


def learn_fusion(corpora: Corpora, sources: Sources, names: Collection[str]) -> dict[str, float]:
    """Weight of each source, and `bias`, learned from the documents named."""
    rows, labels = [], []
    for corpus in corpora.values():
        for name, places in corpus.documents():
            if name in names:
                rows.append(np.stack([values.ravel() for values in sources[name].values()], axis=1))
                labels.append((corpus.labels[places] > NOT_EVIDENCE).ravel())
                columns = tuple(sources[name])
    model = LogisticRegression(C=PENALTY, max_iter=1000).fit(np.concatenate(rows), np.concatenate(labels))
    learned = dict(zip(columns, model.coef_[0].tolist(), strict=True))
    return {name: round(value, 4) for name, value in {"bias": float(model.intercept_[0]), **learned}.items()}
