"""The high-risk screening: for each axis the value that a specification's own words tell most plainly, or unknown.

Plain statements outrank hints, and what several provisions say adds up, each further one to half as much as the one
before: no number of hints outweighs one statement of twice their weight. What is said where a specification tells its
purpose, its users or its scope weighs more, what stands under the heading of a background less. An axis about the subject
is left unknown in a document that does not buy it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from checklist_data.models import Edition, Pattern, RiskAxis, RiskSheet, Stance
from matchers.patterns import Hit, PatternIndex, compile_pattern
from matchers.report import Advice
from matchers.tokens import Tokens, tokenize
from matchers.view import View

UNKNOWN = "unknown"
MAX_SUPPORT = 5
"""Provisions shown as evidence for an axis."""
PROVISIONS_A_MENTION = 40
"""A document is about the subject if it speaks of it as often as this: one provision may only bind the contractor."""
ENOUGH_MENTIONS = 3
"""Provisions that speak of the subject, however long the document."""
IN_PASSING = 0.2
"""What is left of a weight under a heading told in passing (`RiskSheet.in_passing`): less than any plain statement."""
FOREMOST = 1.5
"""What becomes of a weight under a heading of what the document is about (`RiskSheet.foremost`)."""
NEARLY = 0.75
"""A stronger value is taken if it is told at least this much as plainly as the one told most: rather ask once too often."""
FURTHER = 0.5
"""Share to which each further provision counts that speaks for a value, the weightiest first."""
ValueKey = tuple[str, str]
"""Ids of an axis and of one of its values."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a provision is found to say about an aspect of a check sheet.

    Attributes:
        view: index of the provision.
        aspect: id of the aspect.
        stance: what it says.
    """

    view: int
    aspect: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Support:
    """A provision that speaks for a value.

    Attributes:
        view: index of the provision.
        weight: sum of the weights of what speaks for the value in it.
        hits: patterns met.
    """

    view: int
    weight: float
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class AxisFinding:
    """The value found for an axis and what speaks for it, strongest first."""

    axis: RiskAxis
    value: str
    support: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    """One thing that speaks for a value; a title is no provision and has no view."""

    view: int | None
    weight: float
    hit: Hit | None = None


@dataclass(frozen=True)
class RiskScreening:
    """Screens specifications by an edition's risk sheet."""

    sheet: RiskSheet
    edition: Edition

    def screen(
        self, views: Sequence[View], titles: Iterable[Tokens] = (), told: Iterable[Told] = ()
    ) -> tuple[AxisFinding, ...]:
        """The finding for each axis, in the sheet's order.

        Args:
            views: all provisions.
            titles: of the documents; they count, and are not shown as evidence.
            told: findings on aspects of the check sheets.
        """
        titles = tuple(titles)
        words: defaultdict[ValueKey, list[_Word]] = defaultdict(list)
        for key, word in (*self._in_words(views, titles), *self._in_findings(told)):
            words[key].append(word)
        on_subject = self._on_subject(views, titles)
        found: dict[str, AxisFinding] = {}
        for axis in self.sheet.axes:
            for key, word in _in_earlier(axis, found):
                words[key].append(word)
            told_of = on_subject or not axis.of_subject
            found[axis.id] = _decide(axis, words) if told_of else AxisFinding(axis, UNKNOWN, ())
        return tuple(found.values())

    def advice(self, findings: Sequence[AxisFinding]) -> Advice:
        """What follows: any high value suggests asking; nothing is ruled out while an axis is unknown."""
        high = {(axis.id, value.id) for axis in self.sheet.axes for value in axis.values if value.high}
        if any((finding.axis.id, finding.value) in high for finding in findings):
            return Advice.CONSIDER
        if any(finding.value == UNKNOWN for finding in findings):
            return Advice.UNKNOWN
        return Advice.NOT_INDICATED

    def _in_words(self, views: Sequence[View], titles: Sequence[Tokens]) -> Iterator[tuple[ValueKey, _Word]]:
        for title in titles:
            for (key, weight), hit in self._patterns.hits(title, title):
                yield key, _Word(None, weight, hit)
        shares = {
            heading: self._share(heading)
            for heading in dict.fromkeys(heading for view in views for heading in view.provision.heading)
        }
        for row, view in enumerate(views):
            share = next((s for h in reversed(view.provision.heading) if (s := shares[h]) != 1.0), 1.0)
            for (key, weight), hit in self._patterns.hits(view.tokens, view.context):
                yield key, _Word(row, weight * share, hit)

    def _in_findings(self, told: Iterable[Told]) -> Iterator[tuple[ValueKey, _Word]]:
        for finding in told:
            for axis in self.sheet.axes:
                for value in axis.values:
                    for wanted in value.aspects:
                        if (wanted.aspect, wanted.stance) == (finding.aspect, finding.stance):
                            yield (axis.id, value.id), _Word(finding.view, wanted.weight)

    def _share(self, heading: str) -> float:
        """How much of a weight counts under a heading."""
        tokens = tokenize(heading)
        if _any(self._passing, tokens, tokens):
            return IN_PASSING
        return FOREMOST if _any(self._foremost, tokens, tokens) else 1.0

    def _on_subject(self, views: Sequence[View], titles: Sequence[Tokens]) -> bool:
        if not self.sheet.subject or any(_any(self._subject, title, title) for title in titles):
            return True
        speaking = sum(_any(self._subject, view.tokens, view.context) for view in views)
        return speaking >= min(1 + len(views) // PROVISIONS_A_MENTION, ENOUGH_MENTIONS)

    @cached_property
    def _patterns(self) -> PatternIndex[tuple[ValueKey, float]]:
        return PatternIndex(
            (((axis.id, value.id), pattern.weight), compile_pattern(pattern, self.edition.lexicon))
            for axis in self.sheet.axes
            for value in axis.values
            for pattern in value.patterns
        )

    @cached_property
    def _subject(self) -> PatternIndex[None]:
        return self._unowned(self.sheet.subject)

    @cached_property
    def _passing(self) -> PatternIndex[None]:
        return self._unowned(self.sheet.in_passing)

    @cached_property
    def _foremost(self) -> PatternIndex[None]:
        return self._unowned(self.sheet.foremost)

    def _unowned(self, patterns: Iterable[Pattern]) -> PatternIndex[None]:
        return PatternIndex((None, compile_pattern(pattern, self.edition.lexicon)) for pattern in patterns)


def _any(patterns: PatternIndex[None], text: Tokens, context: Tokens) -> bool:
    return next(patterns.hits(text, context), None) is not None


def _in_earlier(axis: RiskAxis, found: Mapping[str, AxisFinding]) -> Iterator[tuple[ValueKey, _Word]]:
    """What the values found so far say of an axis, with the provision that tells them most plainly."""
    for value in axis.values:
        for follows in value.follows:
            earlier = found[follows.axis]
            if earlier.value == follows.value:
                view = earlier.support[0].view if earlier.support else None
                yield (axis.id, value.id), _Word(view, follows.weight)


def _decide(axis: RiskAxis, words: defaultdict[ValueKey, list[_Word]]) -> AxisFinding:
    said = {value.id: _said(words[axis.id, value.id]) for value in axis.values}
    most = max(said.values())
    best = next(value.id for value in axis.values if said[value.id] >= NEARLY * most) if most else UNKNOWN
    return AxisFinding(axis, best, _support(words[axis.id, best]))


def _said(words: Iterable[_Word]) -> float:
    """How plainly a value is told: the weightiest words of each provision, added up with falling shares."""
    rows: dict[int | None, float] = {}
    for word in words:
        rows[word.view] = max(rows.get(word.view, 0.0), word.weight)
    return sum(weight * FURTHER**place for place, weight in enumerate(sorted(rows.values(), reverse=True)))


def _support(words: Iterable[_Word]) -> tuple[Support, ...]:
    """The provisions that speak for a value, the one that says it most plainly first."""
    rows: defaultdict[int, list[_Word]] = defaultdict(list)
    for word in words:
        if word.view is not None:
            rows[word.view].append(word)
    found = [
        Support(row, sum(word.weight for word in said), tuple(word.hit for word in said if word.hit))
        for row, said in rows.items()
    ]
    return tuple(sorted(found, key=lambda s: (-s.weight, s.view))[:MAX_SUPPORT])
