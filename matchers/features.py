"""What the stance model looks at in a provision: cues, the words of its predicate, what patterns settle."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from checklist_data.models import Stance
from matchers.linear import Features
from matchers.patterns import Hit
from matchers.view import View

TAIL_TOKENS = 8
"""Tokens at the end of a clause that carry its predicate."""


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
