"""What the encoder says, apart from the encoder: whoever only passes it on need not load PyTorch, which takes seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matchers.linear import Floats


@dataclass(frozen=True, slots=True)
class Readings:
    """What the encoder reads in provisions.

    Attributes:
        relevance: log-odds [provision, aspect] that the provision is evidence for the aspect.
        stances: probability [provision, aspect, stance] of each of `matchers.stance.STANCES`, given that it is.
    """

    relevance: Floats
    stances: Floats

    def of(self, rows: Sequence[int] | slice, columns: Sequence[int]) -> Readings:
        """The readings of some provisions and aspects, in the order given."""
        return Readings(self.relevance[rows][:, columns], self.stances[rows][:, columns])
