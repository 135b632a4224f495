"""What an encoder reads in documents that it did not learn.

Whatever is learned on top of the encoder (fusion, voices on stance, thresholds) must see it as it is met in use: reading
what is new to it. So the documents are dealt into folds, and each fold is read by an encoder trained on the others. Whole
documents are left out, never provisions of the same document; single clauses come from no document and are always learned.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray

from matchers.encoder.encoder import ClauseEncoder
from matchers.encoder.readings import Readings
from matchers.view import View
from training.corpora import Corpora
from training.encoder import Exercise, learn_encoder

Folds = Mapping[str, int]
"""Fold of each document."""


@dataclass(frozen=True)
class CrossFit:
    """Encoders of the folds, and the one that learned everything.

    Attributes:
        folds: fold of each document.
        by_fold: encoder that did not learn the fold.
        final: encoder that learned all lessons.
        readings: by document, what the encoder of its fold reads in it; columns are the aspects of its kind.
    """

    folds: Folds
    by_fold: tuple[ClauseEncoder, ...]
    final: ClauseEncoder
    readings: Mapping[str, Readings]


def deal(names: list[str], folds: int) -> Folds:
    """Documents dealt into folds in order of name, so that every fold gets its share of each drafter and kind."""
    return {name: number % folds for number, name in enumerate(sorted(names))}


def cross_fit(corpora: Corpora, folds: int, epochs: int, workers: int | None = None) -> CrossFit:
    """Train an encoder for each fold, and one on everything.

    Args:
        corpora: all lessons.
        folds: number of folds.
        epochs: times that each lesson is seen.
        workers: processes; as many as there are cores if None.
    """
    dealt = deal([name for corpus in corpora.values() for name, _ in corpus.documents()], folds)
    exercise = Exercise.of(corpora)
    of_row = np.array([dealt.get(source, -1) for source in exercise.sources.tolist()])
    learned = [np.flatnonzero(of_row != fold) for fold in range(folds)] + [np.arange(len(of_row))]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(learn_encoder, exercise, rows, epochs) for rows in learned]
        *by_fold, final = [job.result() for job in jobs]
    return CrossFit(dealt, tuple(by_fold), final, _read(corpora, dealt, by_fold))


def _read(corpora: Corpora, dealt: Folds, by_fold: list[ClauseEncoder]) -> dict[str, Readings]:
    return {
        name: by_fold[dealt[name]].read(_views(corpus.views, rows), corpus.aspects)
        for corpus in corpora.values()
        for name, rows in corpus.documents()
    }


def _views(views: list[View], rows: NDArray[np.int64]) -> list[View]:
    return [views[row] for row in rows]
