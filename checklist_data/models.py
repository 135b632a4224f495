"""The checklist as data: an edition and everything it holds, validated and frozen.

An edition is a folder of YAML (see `checklist_data/README.md` for the format). These types are its schema. Nothing here,
and nothing in the code that uses it, knows which items exist.

Wording that comes from the publisher is marked `official`; ours is marked `interpretation`.
"""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Text = Annotated[str, Field(min_length=1)]
Term = Annotated[str, Field(min_length=1)]
"""A word or phrase, or `$name` for a concept of the edition's lexicon."""
Group = Annotated[tuple[Term, ...], Field(min_length=1)]
"""Alternatives: the group is met where any of its terms is."""


class Stance(StrEnum):
    """What a clause says about an aspect."""

    REQUIRE = "require"
    WEAK = "weak"
    CONTRARY = "contrary"
    NONE = "none"


class Model(BaseModel):
    """Base of all checklist data: frozen, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Wording(Model):
    """A text and who stands behind it."""

    text: Text
    status: Literal["official", "interpretation"]


class Pattern(Model):
    """A concept pattern: groups of synonyms that must meet in one clause.

    It matches a clause when every group of `all` is met in the clause itself, every group of `context` in the clause or in
    its headings, lead or column names, and no term of `unless` occurs in the clause.
    """

    all: Annotated[tuple[Group, ...], Field(min_length=1)]
    context: tuple[Group, ...] = ()
    unless: tuple[Term, ...] = ()
    within: Annotated[int, Field(ge=1)] | None = None
    """Largest number of tokens from the first to the last word met by `all`; None: the whole clause."""
    stance: Stance | None = None
    """Stance that the pattern itself settles; None: to be read from the clause."""


class Example(Model):
    """A provision and the stance a careful reader gives it."""

    text: Text
    heading: tuple[str, ...] = ()
    lead: str = ""
    stance: Stance

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value


class PositiveExample(Example):
    """Must be found: as a requirement unless it says otherwise."""

    stance: Literal[Stance.REQUIRE] = Stance.REQUIRE


class NegativeExample(Example):
    """Must not count as a requirement: nothing at all, or only weak or contrary."""

    stance: Literal[Stance.NONE, Stance.WEAK, Stance.CONTRARY] = Stance.NONE


class Examples(Model):
    """Examples of one aspect; each is a test."""

    positive: Annotated[tuple[PositiveExample, ...], Field(min_length=3)]
    negative: Annotated[tuple[NegativeExample, ...], Field(min_length=3)]


class Aspect(Model):
    """One thing an item asks for (観点). Our interpretation, never official wording."""

    id: Text
    core: bool
    text: Text
    """What must be stated, in Japanese, as shown to the officer."""
    missing: Text
    """One sentence that says what is missing when nothing states it."""
    patterns: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    near_misses: tuple[Pattern, ...] = ()
    """Patterns that look like the aspect and are not it (stance none), or are only a part of it (weak)."""
    examples: Examples


class Item(Model):
    """One row of a check sheet."""

    id: Text
    number: Text
    """As printed on the sheet, e.g. ⑥."""
    title: Wording
    group: Text
    aspects: Annotated[tuple[Aspect, ...], Field(min_length=1)]
    suggestion: Text
    """Draft clause (記載例) that would cover every core aspect."""

    @model_validator(mode="after")
    def _consistent(self) -> Item:
        ids = [aspect.id for aspect in self.aspects]
        if len(set(ids)) != len(ids):
            raise ValueError(f"aspect ids repeat: {ids}")
        for aspect_id in ids:
            if not aspect_id.startswith(self.id + "."):
                raise ValueError(f"aspect id {aspect_id!r} must begin with {self.id + '.'!r}")
        if not any(aspect.core for aspect in self.aspects):
            raise ValueError("no aspect is core")
        return self


class Checklist(Model):
    """One check sheet: the items asked of one kind of document."""

    id: Text
    kind: Text
    """Kind of document it is for, one of the edition's kinds."""
    title: Wording
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


class Kind(Model):
    """A kind of document and the words by which it is recognised."""

    id: Text
    label: Text
    title_cues: Group
    """Terms of a title or file name."""
    text_cues: Group
    """Terms that are frequent in the text."""


class RiskPattern(Pattern):
    """A pattern that speaks for a value of a risk axis."""

    weight: Annotated[float, Field(gt=0)] = 1.0
    """How decisive the words are; see `matchers.risk` for how weights add up."""


class RiskAspect(Model):
    """A finding on an aspect of a check sheet that speaks for a value of a risk axis."""

    aspect: Text
    stance: Literal[Stance.REQUIRE, Stance.WEAK, Stance.CONTRARY] = Stance.REQUIRE
    weight: Annotated[float, Field(gt=0)] = 1.0
    """As for a pattern."""


class RiskFollows(Model):
    """A value found on an earlier axis that speaks for a value of this one."""

    axis: Text
    value: Text
    weight: Annotated[float, Field(gt=0)] = 1.0
    """As for a pattern."""


class RiskValue(Model):
    """One value of a risk axis."""

    id: Text
    label: Text
    high: bool = False
    """Whether this value alone suggests asking for advice."""
    patterns: tuple[RiskPattern, ...] = ()
    aspects: tuple[RiskAspect, ...] = ()
    follows: tuple[RiskFollows, ...] = ()


class RiskAxis(Model):
    """One viewpoint of the high-risk screening."""

    id: Text
    title: Wording
    of_subject: bool = False
    """Whether the axis is about the subject, so that it stays unknown in a document that is about something else."""
    values: Annotated[tuple[RiskValue, ...], Field(min_length=2)]
    """Strongest first: of values for which about equally much is said the first is taken."""


class RiskSheet(Model):
    """The high-risk screening: a reference, never a verdict."""

    kind: Text
    title: Wording
    subject: tuple[Pattern, ...] = ()
    """Patterns of a provision or title that buys what is screened; empty: every document does."""
    in_passing: tuple[Pattern, ...] = ()
    """Patterns of headings under which things are told that are not asked for, such as the background."""
    foremost: tuple[Pattern, ...] = ()
    """Patterns of headings under which the document tells what it is about: its purpose, its users, its scope."""
    axes: Annotated[tuple[RiskAxis, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _consistent(self) -> RiskSheet:
        earlier: set[tuple[str, str]] = set()
        for axis in self.axes:
            for value in axis.values:
                for follows in value.follows:
                    if (follows.axis, follows.value) not in earlier:
                        raise ValueError(
                            f"axis {axis.id}, value {value.id}: no earlier axis {follows.axis!r} "
                            f"has a value {follows.value!r}"
                        )
            earlier |= {(axis.id, value.id) for value in axis.values}
        return self


class ConsistencyPair(Model):
    """What a demand in one kind of document needs in another."""

    spec: Text
    """Item that makes the demand."""
    contract: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Items of the other document that should carry it."""
    left_out: Text
    """Finding when the demand is stated and the other document says nothing or only half."""
    contradicted: Text
    """Finding when the other document says the opposite."""


class Edition(Model):
    """A dated edition of a guideline's check sheets."""

    id: Text
    title: Text
    publisher: Text
    publication_date: datetime.date
    source: Text
    copyright: Text
    interpretation_note: Text
    """Shown wherever our criteria appear."""
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]
    lexicon: dict[str, Group] = Field(default_factory=dict)
    checklists: Annotated[tuple[Checklist, ...], Field(min_length=1)]
    risk: RiskSheet | None = None
    consistency: tuple[ConsistencyPair, ...] = ()

    def checklist_for(self, kind: str) -> tuple[Checklist, ...]:
        """The checklists asked of documents of `kind`, in the edition's order."""
        return tuple(checklist for checklist in self.checklists if checklist.kind == kind)

    @property
    def items(self) -> tuple[Item, ...]:
        """All items of all checklists, in order."""
        return tuple(item for checklist in self.checklists for item in checklist.items)

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """All aspects of all items, in order."""
        return tuple(aspect for item in self.items for aspect in item.aspects)

    @model_validator(mode="after")
    def _consistent(self) -> Edition:
        kinds = {kind.id for kind in self.kinds}
        ids = [item.id for item in self.items]
        if len(set(ids)) != len(ids):
            raise ValueError(f"item ids repeat: {sorted({i for i in ids if ids.count(i) > 1})}")
        for checklist in self.checklists:
            if checklist.kind not in kinds:
                raise ValueError(f"checklist {checklist.id}: kind {checklist.kind!r} is not one of {sorted(kinds)}")
        for pair in self.consistency:
            for item_id in (pair.spec, *pair.contract):
                if item_id not in ids:
                    raise ValueError(f"consistency: no item {item_id!r}")
        if self.risk and self.risk.kind not in kinds:
            raise ValueError(f"risk: kind {self.risk.kind!r} is not one of {sorted(kinds)}")
        known = {aspect.id for aspect in self.aspects}
        for axis in self.risk.axes if self.risk else ():
            for value in axis.values:
                for told in value.aspects:
                    if told.aspect not in known:
                        raise ValueError(f"risk: axis {axis.id}, value {value.id}: no aspect {told.aspect!r}")
        return self
