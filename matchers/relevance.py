"""How probable it is that a provision speaks of an aspect: patterns, similarity and the clause encoder, fused.

Two stages. Each source of evidence gives one matrix [provision, aspect]; a logistic model with one readable weight a
source (`fusion.json`) makes a probability of them. What the encoder reads in a provision is weighed against what it reads
in the rest of the document: the provision that says it most plainly is the likelier evidence. A checklist that no encoder
was trained for is judged by patterns and similarity alone, with weights of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from checklist_data.models import Aspect, Item
from matchers.embedding import Embedding, Vectors
from matchers.encoder.readings import Readings
from matchers.linear import Floats, logistic
from matchers.patterns import Hit, PatternIndex, compile_pattern
from matchers.tokens import tokenize
from matchers.view import View

MOST = 8.0
"""Log-odds beyond which the encoder's certainty adds nothing."""
CONTEXT_CUES = (
    "statement.definition", "statement.state", "statement.plan", "actor.buyer", "actor.vendor", "nothing", "reference",
)  # fmt: skip
"""Cues that tell whether a provision is evidence at all, whatever its subject."""
BINDING = ("duty", "prohibition", "negative", "gate", "proposal", "wish", "exclusion", "permission")


@dataclass(frozen=True)
class Matches:
    """Patterns met, by (provision, aspect index)."""

    hits: dict[tuple[int, int], list[Hit]]
    near_misses: dict[tuple[int, int], list[Hit]]


class Grouped(NamedTuple):
    """Vectors of several groups under each other, and the row at which each group starts."""

    vectors: Vectors
    starts: NDArray[np.int64]


@dataclass(frozen=True)
class Relevance:
    """Judgement of relevance for the aspects of some items.

    Attributes:
        items: items whose aspects are looked for.
        lexicon: concepts of the edition.
        embedding: model for similarities.
        fusion: weight of each source by name, and `bias`.
    """

    items: tuple[Item, ...]
    lexicon: Mapping[str, tuple[str, ...]]
    embedding: Embedding
    fusion: Mapping[str, float]

    @cached_property
    def aspects(self) -> tuple[Aspect, ...]:
        """Aspects in order; the columns of every matrix."""
        return tuple(aspect for item in self.items for aspect in item.aspects)

    def probabilities(self, sources: Mapping[str, Floats]) -> Floats:
        """Probability [provision, aspect] that the provision is evidence for the aspect, in any stance.

        Args:
            sources: as `sources` gives them.
        """
        total = np.full(sources["hit"].shape, self.fusion["bias"])
        for name, source in sources.items():
            total += self.fusion.get(name, 0.0) * source
        return logistic(total)

    def sources(
        self, views: Sequence[View], matches: Matches, readings: Readings | None
    ) -> dict[str, Floats]:
        """Every source of evidence, [provision, aspect] or [provision, 1], by name.

        `hit` has both dimensions. `similar` is the cosine to the nearest of the aspect's description and positive examples.

        Args:
            views: all provisions of a document, in order.
            matches: the patterns that they meet.
            readings: what the encoder reads in them, in the columns of `aspects`; None without an encoder.
        """
        shape = (len(views), len(self.aspects))
        found: dict[str, Floats] = {}
        hit, several, near_none, near_weak = (np.zeros(shape) for _ in range(4))
        for place, hits in matches.hits.items():
            hit[place] = 1.0
            several[place] = min(len(hits) - 1, 2)
        for place, misses in matches.near_misses.items():
            near_none[place] = any(miss.stance is None for miss in misses)
            near_weak[place] = any(miss.stance is not None for miss in misses)
        found.update({"hit": hit, "several": several, "near_none": near_none, "near_weak": near_weak})
        similarity = self._nearest(views, self._positive)
        found["similar"] = similarity
        found["similar_negative"] = self._nearest(views, self._negative)
        found["context_similar"] = np.array([view.context_vector for view in views]) @ self._titles.T
        if readings is None:
            found["similar_hit"] = similarity * hit
        else:
            found.update(self._read(np.clip(readings.relevance, -MOST, MOST), hit))
        for name in CONTEXT_CUES:
            found["cue:" + name] = np.array([[float(name in view.cues.names)] for view in views])
        found["cue:binding"] = np.array(
            [[float(any(cue.split(".")[0] in BINDING for cue in view.cues.names))] for view in views]
        )
        found["short"] = np.array([[float(len(view.tokens.tokens) < 8)] for view in views])
        return found

    def _read(self, scores: Floats, hit: Floats) -> dict[str, Floats]:
        """What the encoder's log-odds [provision, aspect] say by themselves and beside others."""
        ranked = np.sort(scores, axis=0)
        best, second = ranked[-1], ranked[-2] if len(ranked) > 1 else np.full(scores.shape[1], -MOST)
        plainest = scores == best
        of_item = self._best_of_items(scores)
        around = np.full_like(of_item, -MOST)
        around[1:] = of_item[:-1]
        around[:-1] = np.maximum(around[:-1], of_item[1:])
        own = of_item[:, self._owners]
        return {
            "encoder": scores,
            "encoder:hit": scores * hit,
            "encoder:above other items": scores - self._best_of_others(of_item)[:, self._owners],
            "encoder:below own item": own - scores,
            "encoder:plainest": plainest.astype(np.float64),
            "encoder:above others": scores - np.where(plainest, second, best),
            "encoder:in document": np.broadcast_to(best, scores.shape),
            "encoder:item nearby": around[:, self._owners],
        }

    def matches(self, views: Sequence[View]) -> Matches:
        """Patterns and near-misses that each provision meets."""
        hits: defaultdict[tuple[int, int], list[Hit]] = defaultdict(list)
        misses: defaultdict[tuple[int, int], list[Hit]] = defaultdict(list)
        for row, view in enumerate(views):
            for (column, near), hit in self._patterns.hits(view.tokens, view.context):
                (misses if near else hits)[row, column].append(hit)
        return Matches(dict(hits), dict(misses))

    def _best_of_items(self, scores: Floats) -> Floats:
        """The best score [provision, item] among the aspects of each item."""
        return np.stack([scores[:, self._owners == item].max(axis=1) for item in range(len(self.items))], axis=1)

    @staticmethod
    def _best_of_others(of_item: Floats) -> Floats:
        """The best score [provision, item] among all other items."""
        best = np.full_like(of_item, -MOST)
        for item in range(of_item.shape[1]):
            others = np.delete(of_item, item, axis=1)
            if others.size:
                best[:, item] = others.max(axis=1)
        return best

    @cached_property
    def _owners(self) -> NDArray[np.int64]:
        return np.array([number for number, item in enumerate(self.items) for _ in item.aspects])

    @cached_property
    def _patterns(self) -> PatternIndex[tuple[int, bool]]:
        return PatternIndex(
            ((column, near), compile_pattern(pattern, self.lexicon))
            for column, aspect in enumerate(self.aspects)
            for near, patterns in ((False, aspect.patterns), (True, aspect.near_misses))
            for pattern in patterns
        )

    @cached_property
    def _positive(self) -> Grouped:
        return self._vectors([[aspect.text, *(e.text for e in aspect.examples.positive)] for aspect in self.aspects])

    @cached_property
    def _negative(self) -> Grouped:
        return self._vectors([[e.text for e in aspect.examples.negative] for aspect in self.aspects])

    @cached_property
    def _titles(self) -> Vectors:
        titles = self.embedding.encode([tokenize(item.title.text) for item in self.items])
        return titles[self._owners]

    def _vectors(self, texts: list[list[str]]) -> Grouped:
        vectors = self.embedding.encode([tokenize(text) for group in texts for text in group])
        starts = np.cumsum([0, *(len(group) for group in texts[:-1])])
        return Grouped(vectors, starts)

    @staticmethod
    def _nearest(views: Sequence[View], groups: Grouped) -> Floats:
        own = np.array([view.vector for view in views])
        return np.maximum.reduceat(own @ groups.vectors.T, groups.starts, axis=1).astype(np.float64)
