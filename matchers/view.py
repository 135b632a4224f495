"""A clause with all that the judgement looks at: tokens, surroundings, embedding, cues. Made once, read by every step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchers.cues import Cues, read_cues
from matchers.embedding import Embedding
from matchers.tokens import Tokens, tokenize


@dataclass(frozen=True, slots=True)
class Provision:
    """The words of a clause and of what stands around it.

    Attributes:
        text: the clause's own text with its mark.
        heading: headings above it, outermost first.
        lead: the sentence that introduces it, if any.
        cells: cells of a table row.
        header: column names of a table row.
    """

    text: str
    heading: tuple[str, ...] = ()
    lead: str = ""
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()


@dataclass(frozen=True)
class View:
    """A provision ready to be judged.

    Attributes:
        tokens: of its own text.
        context: tokens of headings, lead and column names.
        cues: of its own text and its lead.
        vector: unit vector of its text.
        context_vector: unit vector of its surroundings; zero if there are none.
    """

    provision: Provision
    tokens: Tokens
    context: Tokens
    cues: Cues
    vector: NDArray[np.float32]
    context_vector: NDArray[np.float32]


def make_views(provisions: Sequence[Provision], embedding: Embedding) -> list[View]:
    """Views of all provisions, in order; texts are embedded together, equal surroundings once."""
    own = [tokenize(provision.text) for provision in provisions]
    around = ["\n".join((*p.heading, p.lead, *p.header)) for p in provisions]
    context = {text: tokenize(text) for text in dict.fromkeys(around)}
    vectors = embedding.encode(own)
    context_vectors = dict(zip(context, embedding.encode(list(context.values())), strict=True))
    return [
        View(
            provision,
            tokens,
            context[text],
            read_cues(provision.text, provision.lead, provision.cells),
            vector,
            context_vectors[text],
        )
        for provision, tokens, text, vector in zip(provisions, own, around, vectors, strict=True)
    ]
