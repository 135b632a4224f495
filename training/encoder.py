"""Trains the clause encoder on the lessons of all kinds together: most of what a provision does is common to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from matchers.encoder.encoder import ClauseEncoder, Numbering
from matchers.encoder.network import ClauseNetwork, NetworkShape
from matchers.encoder.sequences import TEXT, NumberedSequence, WordSequence, batch_of, word_sequence
from matchers.encoder.static_words import static_words
from training.corpora import NOT_EVIDENCE, NOT_JUDGED, Corpora, Labels

MIN_COUNT = 2
"""A word seen in one lesson only teaches nothing that holds elsewhere."""
EPOCHS = 16
BATCH = 48
RATE = 1.5e-3
WARM_UP = 0.1
"""Share of the steps in which the rate rises."""
DECAY = 0.02
DROPOUT = 0.2
FOUND_WEIGHT = 3.0
"""Weight of an aspect that a provision speaks of: there are about fifty that it does not speak of for each."""
STANCE_WEIGHT = 0.5
SMOOTHING = 0.01
"""Share of labels taken to be wrong."""
WORDS_DROPPED = 0.08
SURROUNDINGS_DROPPED = 0.3
"""Share of lessons seen without headings and lead: documents differ most in those."""
OWN_DROPPED = 0.15
"""Share of words seen by their static vector only, as words that no lesson has."""
POOL = 20
"""Batches' worth of lessons that are sorted by length together: little padding, still well mixed."""


@dataclass(frozen=True)
class Exercise:
    """Everything that the network learns from.

    Attributes:
        sequences: words of each lesson.
        labels: [lesson, aspect of all kinds], as `Corpus.labels`; aspects of other kinds are not judged.
        aspects: ids of all aspects.
        sources: source of each lesson.
    """

    sequences: list[WordSequence]
    labels: Labels
    aspects: tuple[str, ...]
    sources: NDArray[np.str_]

    @classmethod
    def of(cls, corpora: Corpora) -> Exercise:
        """The lessons of all kinds under each other, in the order of the corpora."""
        aspects = tuple(aspect for corpus in corpora.values() for aspect in corpus.aspects)
        labels = np.full((sum(len(c.lessons) for c in corpora.values()), len(aspects)), NOT_JUDGED, np.int64)
        row = column = 0
        for corpus in corpora.values():
            height, width = corpus.labels.shape
            labels[row : row + height, column : column + width] = corpus.labels
            row, column = row + height, column + width
        sequences = [word_sequence(view) for corpus in corpora.values() for view in corpus.views]
        return cls(sequences, labels, aspects, np.concatenate([c.sources for c in corpora.values()]))


def learn_encoder(exercise: Exercise, rows: NDArray[np.int64], epochs: int = EPOCHS, seed: int = 0) -> ClauseEncoder:
    """Train on some lessons; the same lessons and seed give the same encoder on the same machine.

    Args:
        exercise: all lessons.
        rows: those to learn from.
        epochs: times that each is seen.
        seed: of everything drawn by chance.
    """
    torch.set_num_threads(1)  # sums come out the same however many cores there are
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    words = known_words([exercise.sequences[row] for row in rows])
    numbering = Numbering(words)
    sequences = {int(row): numbering.number(exercise.sequences[row]) for row in rows}
    shape = NetworkShape(len(words), len(exercise.aspects))
    network = ClauseNetwork(shape, static_words().vectors, DROPOUT)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps = epochs * -(-len(rows) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=WARM_UP)
    labels = torch.from_numpy(exercise.labels)
    network.train()
    for _ in range(epochs):
        for picked in _mixed(sequences, chance):
            batch = batch_of([_thinned(sequences[row], chance) for row in picked], static_words().unknown)
            relevance, stance = network(batch)
            loss = _loss(relevance, stance, labels[picked])
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return ClauseEncoder(network.eval(), words, exercise.aspects, shape)


def known_words(sequences: Sequence[WordSequence]) -> tuple[str, ...]:
    """Words seen in at least `MIN_COUNT` places, the most frequent first."""
    counts = Counter(word for sequence in sequences for word in sequence.words)
    return tuple(word for word, count in counts.most_common() if count >= MIN_COUNT)


def _mixed(sequences: dict[int, NumberedSequence], chance: Generator) -> Iterator[list[int]]:
    """All lessons in batches of like length, in an order drawn by chance."""
    order = chance.permutation(list(sequences)).tolist()
    batches = []
    for start in range(0, len(order), BATCH * POOL):
        pool = sorted(order[start : start + BATCH * POOL], key=lambda row: len(sequences[row].parts))
        batches += [pool[first : first + BATCH] for first in range(0, len(pool), BATCH)]
    for number in chance.permutation(len(batches)):
        yield batches[number]


def _thinned(sequence: NumberedSequence, chance: Generator) -> NumberedSequence:
    """A lesson as it is seen once: some words dropped, some unknown, sometimes without surroundings."""
    length = len(sequence.parts)
    kept = chance.random(length) >= WORDS_DROPPED
    if chance.random() < SURROUNDINGS_DROPPED:
        kept &= sequence.parts == TEXT
    if not kept.any():
        kept[:] = True
    own = np.where(chance.random(length) < OWN_DROPPED, 0, sequence.own)
    return NumberedSequence(sequence.static[kept], own[kept], sequence.parts[kept])


def _loss(relevance: torch.Tensor, stance: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Mean over lessons of what their aspects cost; `labels` [lesson, aspect]."""
    found = (labels > NOT_EVIDENCE).float()
    judged = (labels > NOT_JUDGED).float()
    target = found * (1 - 2 * SMOOTHING) + SMOOTHING
    costs = functional.binary_cross_entropy_with_logits(relevance, target, reduction="none")
    total = (costs * judged * (1 + (FOUND_WEIGHT - 1) * found)).sum()
    has_stance = labels > NOT_EVIDENCE
    if has_stance.any():
        total = total + STANCE_WEIGHT * functional.cross_entropy(stance[has_stance], labels[has_stance], reduction="sum")
    return total / len(labels)
