"""What the learned models look at in a provision: words, word pairs, surroundings, embedding dimensions."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from checklist_data.models import Stance
from matchers.linear import Features, Floats
from matchers.patterns import Hit
from matchers.tokens import Tokens
from matchers.view import View

EMBEDDING_WEIGHT = 2.0
"""Weight of the clause's unit vector beside its unit vector of words; chosen by cross-validation on the labelled clauses."""
CONTEXT_WEIGHT = 1.0
TAIL_TOKENS = 8
"""Tokens at the end of a clause that carry its predicate."""


def topic_features(view: View) -> Features:
    """Sparse features that tell what a provision is about: a unit vector of words."""
    words = Counter(_grams(view.tokens))
    words.update("h:" + token.norm for token in view.context.tokens)
    damped = {name: 1 + math.log(count) for name, count in words.items()}
    length = math.sqrt(sum(value * value for value in damped.values())) or 1.0
    return {name: value / length for name, value in damped.items()}


def topic_dimensions(views: Sequence[View]) -> Floats:
    """Dense features [view, dimension] beside `topic_features`: embeddings of the text and of its surroundings."""
    own = np.array([view.vector for view in views], dtype=np.float64)
    around = np.array([view.context_vector for view in views], dtype=np.float64)
    return np.hstack([own * EMBEDDING_WEIGHT, around * CONTEXT_WEIGHT])


def stance_features(view: View, aspect: str, hits: Iterable[Hit], near_misses: Iterable[Hit]) -> Features:
    """Features that tell what a provision does with an aspect it speaks of."""
    features: dict[str, float] = {"cue:" + cue: 1.0 for cue in view.cues.names}
    features.update({"lead:" + cue: 1.0 for cue in view.cues.lead})
    features["column:" + view.cues.column] = 1.0
    tail = [token.norm for token in view.tokens.tokens if not token.pos.startswith("補助記号")][-TAIL_TOKENS:]
    features.update({"tail:" + word: 0.7 for word in tail})
    features.update({f"tail:{first} {second}": 0.7 for first, second in pairwise(tail)})
    features.update({"word:" + token.norm: 0.3 for token in view.tokens.tokens})
    features["aspect:" + aspect] = 1.0
    features.update({f"aspect:{aspect} {cue.split('.')[0]}": 0.7 for cue in view.cues.names})
    for kind, group in (("hit", hits), ("near", near_misses)):
        for hit in group:
            features[f"{kind}:{hit.stance or Stance.NONE}"] = 1.0
    return features


def _grams(tokens: Tokens) -> list[str]:
    words = [token.norm for token in tokens.tokens]
    return ["t:" + word for word in words] + [f"t:{a} {b}" for a, b in pairwise(words)]
