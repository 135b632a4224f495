"""Sentence embeddings through sentence-transformers: the embedded model by default, any other by setting.

The embedded model lies in the tree and needs no network. Any model that sentence-transformers can load, by local path or
hub name, can take its place (e.g. `cl-nagoya/ruri-v3-30m` with its prefix 「検索文書: 」).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matchers.tokens import Tokens

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

EMBEDDED = Path(__file__).parent / "embedding_model"
Vectors = NDArray[np.float32]


class EmbeddingError(RuntimeError):
    """An embedding model cannot be loaded.

    Attributes:
        model: folder or hub name asked for.
    """

    def __init__(self, model: str, *, offline: bool) -> None:
        self.model = model
        remedy = "give the folder of a sentence-transformers model" if offline else "check the name and the network"
        super().__init__(f"embedding model {model!r} cannot be loaded from this machine; {remedy}")


@dataclass(frozen=True)
class Embedding:
    """A sentence embedding model, loaded at first use.

    Attributes:
        model: folder or hub name.
        prefix: text put before every input, as some models are trained to expect.
        offline: never ask a hub; a model that is not on the machine is an error.
    """

    model: str = str(EMBEDDED)
    prefix: str = ""
    offline: bool = field(default=True, compare=False)

    def encode(self, texts: Sequence[Tokens]) -> Vectors:
        """Unit vectors [text, dimension]; a text without a known word gets the zero vector."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        if self._pretokenized:
            inputs = [" ".join(token.norm for token in text.tokens) for text in texts]
        else:
            inputs = [self.prefix + text.text for text in texts]
        vectors: Vectors = self._transformer.encode(inputs, batch_size=256, show_progress_bar=False)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 0).astype(np.float32)
        return unit

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._transformer.get_embedding_dimension() or 0)

    @cached_property
    def name(self) -> str:
        """Name for the report: the model's and, for a local model, a digest of its weights."""
        folder = Path(self.model)
        if not folder.is_dir():
            return self.model
        digest = hashlib.sha256()
        for file in sorted(folder.rglob("*.safetensors")):
            digest.update(file.read_bytes())
        return f"{self._settings.get('name', folder.name)} {digest.hexdigest()[:12]}"

    @cached_property
    def _settings(self) -> dict[str, str]:
        file = Path(self.model) / "morenashi.json"
        settings: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        return settings

    @property
    def _pretokenized(self) -> bool:
        return self._settings.get("input") == "sudachi-normalized"

    @cached_property
    def _transformer(self) -> SentenceTransformer:
        # Imported here: it takes seconds, and reading files or listing checklists must not wait for it.
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(self.model, device="cpu", local_files_only=self.offline)
        except (OSError, ValueError) as error:
            raise EmbeddingError(self.model, offline=self.offline) from error
