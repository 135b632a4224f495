"""The real reader and the real matcher, put together by the settings."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from app.checking import Checker
from app.reading import build_extractor
from app.settings import Settings
from checklist_data import Edition
from extractors import Document
from matchers import Matcher, Submission
from matchers.embedding import Embedding
from matchers.report import Report


def embedding_of(settings: Settings) -> Embedding:
    """The embedding model that the settings name; the embedded one if none."""
    if settings.embedding_model is None:
        return Embedding()
    return Embedding(settings.embedding_model, settings.embedding_prefix, settings.embedding_offline)


class MatcherJudge:
    """Judges documents with one matcher for each edition, made at first use and kept: making one takes seconds."""

    def __init__(self, embedding: Embedding) -> None:
        self._embedding = embedding
        self._matchers: dict[str, Matcher] = {}
        self._making = threading.Lock()

    def matcher(self, edition: Edition) -> Matcher:
        """The matcher for an edition."""
        with self._making:
            if edition.id not in self._matchers:
                self._matchers[edition.id] = Matcher(edition, self._embedding)
            return self._matchers[edition.id]

    def __call__(self, edition: Edition, documents: Sequence[Document], kinds: Sequence[str | None]) -> Report:
        """Judge documents, each as its kind."""
        submissions = [Submission(document, kind) for document, kind in zip(documents, kinds, strict=True)]
        return self.matcher(edition).check(submissions)


def build_checker(settings: Settings) -> Checker:
    """The checker of the product."""
    return Checker(build_extractor(settings), MatcherJudge(embedding_of(settings)), settings.readers)
