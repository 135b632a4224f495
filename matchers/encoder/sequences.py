"""What the encoder reads of a provision: its words in order, each with the part that it stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from matchers.view import View

TEXT, HEADING, LEAD, HEADER = range(4)
"""Parts of a provision: its own text, its headings, the sentence that introduces it, its columns' names."""
PARTS = 4
LONGEST = {HEADING: 30, LEAD: 40, HEADER: 16}
"""Words kept of the surroundings; of headings the last, which stand nearest."""
LONGEST_TEXT = 160
"""Words kept of a text; of a longer one the middle is left out: subject and predicate stand at its ends."""
Ids = NDArray[np.int64]


class WordSequence(NamedTuple):
    """Normalized words in the order heading, lead, header, text, and the part of each."""

    words: tuple[str, ...]
    parts: tuple[int, ...]


class NumberedSequence(NamedTuple):
    """A word sequence in numbers: ids of the static vectors, ids of the network's own vectors, parts."""

    static: Ids
    own: Ids
    parts: Ids


class Batch(NamedTuple):
    """Numbered sequences side by side, all int64 [sequence, place] but `mask`, which is true where there is a word."""

    static: torch.Tensor
    own: torch.Tensor
    parts: torch.Tensor
    mask: torch.Tensor


def word_sequence(view: View) -> WordSequence:
    """The words of a provision."""
    around = _around(view)
    text = [token.norm for token in view.tokens.tokens]
    if len(text) > LONGEST_TEXT:
        text = text[: LONGEST_TEXT // 2] + text[-LONGEST_TEXT // 2 :]
    pieces = (
        (HEADING, around[HEADING][-LONGEST[HEADING] :]),
        (LEAD, around[LEAD][: LONGEST[LEAD]]),
        (HEADER, around[HEADER][: LONGEST[HEADER]]),
        (TEXT, text),
    )
    return WordSequence(
        tuple(word for _, words in pieces for word in words),
        tuple(part for part, words in pieces for _ in words),
    )


def _around(view: View) -> dict[int, list[str]]:
    """Words of the surroundings by part; `View.context` has all of them in one text, one line each."""
    lines = (*view.provision.heading, view.provision.lead, *view.provision.header)
    headings = len(view.provision.heading)
    ends = list(accumulate(len(line) + 1 for line in lines))
    found: dict[int, list[str]] = {HEADING: [], LEAD: [], HEADER: []}
    for token in view.context.tokens:
        line = bisect_right(ends, token.begin)
        part = HEADING if line < headings else LEAD if line == headings else HEADER
        found[part].append(token.norm)
    return found


def batch_of(sequences: Sequence[NumberedSequence], padding: int) -> Batch:
    """Sequences side by side, filled up with `padding` (a static id) to the length of the longest."""
    length = max(1, *(len(sequence.parts) for sequence in sequences))
    shape = (len(sequences), length)
    static, own, parts = np.full(shape, padding), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    mask = np.zeros(shape, np.bool_)
    for row, sequence in enumerate(sequences):
        count = len(sequence.parts)
        static[row, :count], own[row, :count], parts[row, :count] = sequence
        mask[row, : max(count, 1)] = True  # an empty sequence is one unknown word: attention needs something to look at
    return Batch(*(torch.from_numpy(array) for array in (static, own, parts, mask)))


def similar_lengths(sequences: Sequence[NumberedSequence], words: int) -> list[list[int]]:
    """Indices of sequences grouped for batches of at most `words` words (one sequence at least), the shortest first."""
    order = sorted(range(len(sequences)), key=lambda i: len(sequences[i].parts))
    cuts = [0]
    for place, index in enumerate(order):
        if (place + 1 - cuts[-1]) * len(sequences[index].parts) > words and place > cuts[-1]:
            cuts.append(place)
    return [order[first:after] for first, after in pairwise([*cuts, len(order)]) if after > first]
