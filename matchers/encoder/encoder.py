"""The clause encoder as the matcher uses it: views in, relevance and stances out; saved as a folder of small files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from matchers.encoder.network import ClauseNetwork, NetworkShape
from matchers.encoder.readings import Readings
from matchers.encoder.sequences import NumberedSequence, WordSequence, batch_of, similar_lengths, word_sequence
from matchers.encoder.static_words import static_words
from matchers.view import View

BATCH_WORDS = 8192
"""Words of a batch: enough to keep a core busy, about 100 MB of memory."""
SETTINGS, WORDS, NETWORK = "encoder.json", "words.txt", "network.safetensors"
"""Files of the folder."""


class Numbering:
    """Numbers of words: rows of the static vectors, and the network's own.

    Args:
        words: the network's own words; their numbers start at 1, 0 is any other word.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._own = {word: number for number, word in enumerate(words, 1)}
        self._static = static_words()

    def number(self, sequence: WordSequence) -> NumberedSequence:
        """A sequence in numbers."""
        rows, unknown = self._static.rows, self._static.unknown
        return NumberedSequence(
            np.array([rows.get(word, unknown) for word in sequence.words], np.int64),
            np.array([self._own.get(word, 0) for word in sequence.words], np.int64),
            np.array(sequence.parts, np.int64),
        )


@dataclass(frozen=True)
class ClauseEncoder:
    """A trained network with the words and aspects that it knows.

    Attributes:
        network: the network, in evaluation mode.
        words: words with a vector of the network's own, in order.
        aspects: ids of the aspects, in the order of the network's outputs.
        shape: the network's sizes.
    """

    network: ClauseNetwork
    words: tuple[str, ...]
    aspects: tuple[str, ...]
    shape: NetworkShape

    def read(self, views: Sequence[View], aspects: Sequence[str]) -> Readings:
        """Read provisions; the columns are `aspects`, all of which the encoder must know."""
        sequences = [self._numbering.number(word_sequence(view)) for view in views]
        relevance = np.zeros((len(views), len(self.aspects)))
        stances = np.zeros((len(views), len(self.aspects), 3))
        with torch.inference_mode():
            for rows in similar_lengths(sequences, BATCH_WORDS):
                batch = batch_of([sequences[row] for row in rows], static_words().unknown)
                scores, stance_scores = self.network(batch)
                relevance[rows] = scores.numpy()
                stances[rows] = stance_scores.softmax(-1).numpy()
        columns = {aspect: column for column, aspect in enumerate(self.aspects)}
        return Readings(relevance, stances).of(slice(None), [columns[aspect] for aspect in aspects])

    @cached_property
    def _numbering(self) -> Numbering:
        return Numbering(self.words)

    def save(self, folder: Path) -> None:
        """Write the folder: settings, words, and the network's weights as 16-bit floats."""
        folder.mkdir(parents=True, exist_ok=True)
        settings = {"shape": asdict(self.shape), "aspects": self.aspects}
        (folder / SETTINGS).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
        (folder / WORDS).write_text("\n".join(self.words) + "\n", encoding="utf-8")
        halves = {name: value.half().contiguous() for name, value in self.network.state_dict().items()}
        save_file(halves, folder / NETWORK)

    @classmethod
    def load(cls, folder: Path) -> ClauseEncoder:
        """Read what `save` wrote."""
        settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        shape = NetworkShape(**settings["shape"])
        network = ClauseNetwork(shape, static_words().vectors)
        network.load_state_dict({name: value.float() for name, value in load_file(folder / NETWORK).items()})
        words = tuple((folder / WORDS).read_text(encoding="utf-8").removesuffix("\n").split("\n"))
        return cls(network.eval(), words, tuple(settings["aspects"]), shape)

