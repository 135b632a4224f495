"""Concept patterns over tokens: groups of synonyms that must meet in one clause.

A term matches whole tokens only, never a part of a word, and in any inflection or spelling that Sudachi normalizes to the
same form. See `checklist_data.models.Pattern` for the meaning of the fields.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from checklist_data.models import Pattern, Stance
from matchers.terms import Occurrences, TermFinder
from matchers.tokens import Span, Tokens, term_forms

Owner = TypeVar("Owner")


@dataclass(frozen=True, slots=True)
class CompiledPattern:
    """A pattern with its concepts filled in and its terms normalized."""

    groups: tuple[frozenset[str], ...]
    context: tuple[frozenset[str], ...]
    unless: frozenset[str]
    within: int | None
    stance: Stance | None

    @property
    def terms(self) -> frozenset[str]:
        """Every term that decides whether the pattern is met."""
        return self.unless.union(*self.groups, *self.context)


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern met by a clause.

    Attributes:
        spans: one token span of the clause for each group of `all`, in the pattern's order.
        stance: the stance that the pattern settles, if it does.
    """

    spans: tuple[Span, ...]
    stance: Stance | None


def compile_pattern(pattern: Pattern, lexicon: Mapping[str, Iterable[str]]) -> CompiledPattern:
    """Fill in concepts and normalize terms.

    Raises:
        KeyError: a concept is not in the lexicon.
    """

    def terms(group: Iterable[str]) -> frozenset[str]:
        plain = [word for term in group for word in (lexicon[term[1:]] if term.startswith("$") else (term,))]
        return frozenset(form for word in plain for form in term_forms(word))

    return CompiledPattern(
        groups=tuple(terms(group) for group in pattern.all),
        context=tuple(terms(group) for group in pattern.context),
        unless=terms(pattern.unless),
        within=pattern.within,
        stance=pattern.stance,
    )


def _match(pattern: CompiledPattern, clause: Occurrences, context: Occurrences) -> Hit | None:
    """The pattern's tightest hit in a clause, or None.

    Args:
        pattern: what to look for.
        clause: terms in the clause's own text.
        context: terms in its headings, lead and column names.
    """
    if any(group.isdisjoint(clause) for group in pattern.groups):
        return None
    if not pattern.unless.isdisjoint(clause):
        return None
    if any(group.isdisjoint(clause) and group.isdisjoint(context) for group in pattern.context):
        return None
    met = [[span for term in group & clause.keys() for span in clause[term]] for group in pattern.groups]
    best = _tightest(met)
    if pattern.within is not None and _extent(best) > pattern.within:
        return None
    return Hit(best, pattern.stance)


def _tightest(met: list[list[Span]]) -> tuple[Span, ...]:
    """One span of each group, as near to each other as can be; the first such choice in the text."""
    if len(met) == 1:
        return (min(met[0]),)
    best: tuple[Span, ...] = ()
    for begin in sorted({span[0] for spans in met for span in spans}):
        after = [[span for span in spans if span[0] >= begin] for spans in met]
        if not all(after):
            break
        chosen = tuple(min(spans, key=lambda span: (span[1], span[0])) for spans in after)
        if not best or _extent(chosen) < _extent(best):
            best = chosen
    return best


def _extent(spans: tuple[Span, ...]) -> int:
    return max(span[1] for span in spans) - min(span[0] for span in spans)


class PatternIndex(Generic[Owner]):
    """Many patterns, each with an owner, looked up together.

    Only patterns whose rarest-looking group (the one with the fewest terms) has a term in the clause are tried, so that
    the time for a clause grows with the patterns that come near it, not with all there are.
    """

    def __init__(self, patterns: Iterable[tuple[Owner, CompiledPattern]]) -> None:
        self._by_term: defaultdict[str, list[int]] = defaultdict(list)
        self._patterns = list(patterns)
        for number, (_, pattern) in enumerate(self._patterns):
            for term in min(pattern.groups, key=len):
                self._by_term[term].append(number)
        self._finder = TermFinder(term for _, pattern in self._patterns for term in pattern.terms)
        self._latest: tuple[Tokens | None, Occurrences] = (None, {})

    def hits(self, clause: Tokens, context: Tokens) -> Iterator[tuple[Owner, Hit]]:
        """Every pattern that the clause meets, in the order in which they were given."""
        here = self._finder.find(clause)
        candidates = sorted({number for term in here for number in self._by_term.get(term, ())})
        around = self._in_context(context) if candidates else {}
        for number in candidates:
            owner, pattern = self._patterns[number]
            hit = _match(pattern, here, around)
            if hit is not None:
                yield owner, hit

    def _in_context(self, context: Tokens) -> Occurrences:
        """Terms in a context; most clauses share theirs with the clause before."""
        latest, found = self._latest
        if latest is not context:
            found = self._finder.find(context)
            self._latest = context, found  # one assignment: another thread sees both or neither
        return found
