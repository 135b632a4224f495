"""Known terms in a tokenized text: each where it stands, as a run of whole tokens.

A text has many more runs of tokens than a checklist has terms: a run is followed only while some term begins with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from matchers.tokens import Span, Tokens

Occurrences = Mapping[str, Sequence[Span]]
"""Where each term that occurs stands, in the order of the text."""


class TermFinder:
    """Finds all of many terms in one pass over a text.

    Args:
        terms: joined normalized forms, as `matchers.tokens.term_forms` gives them.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = frozenset(terms)
        self._beginnings = frozenset(term[:length] for term in self._terms for length in range(1, len(term)))
        self._first_letters = frozenset(term[0] for term in self._terms)

    def find(self, tokens: Tokens) -> Occurrences:
        """The terms that occur in a text."""
        terms, beginnings, first_letters = self._terms, self._beginnings, self._first_letters
        joined, bounds = tokens.norm, tokens.bounds
        found: dict[str, list[Span]] = {}
        for first, begin in enumerate(bounds[:-1]):
            if joined[begin : begin + 1] not in first_letters:
                continue
            for last in range(first + 1, len(bounds)):
                run = joined[begin : bounds[last]]
                if run in terms:
                    found.setdefault(run, []).append((first, last))
                if run not in beginnings:
                    break
        return found
