"""Editions of the check sheets as the API shows them: wording, not the patterns that find it."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import BaseModel, Field

from checklist_data import Aspect, Checklist, Edition, Item


class KindBody(BaseModel):
    """A kind of document."""

    id: str
    label: str


class EditionSummary(BaseModel):
    """The head of an edition."""

    id: str
    title: str
    publisher: str
    publication_date: datetime.date
    default: bool = Field(description="版を指定しない点検に使う版か。")
    kinds: list[KindBody]


class AspectBody(BaseModel):
    """One thing an item asks for; always our interpretation."""

    id: str
    core: bool
    text: str


class ItemBody(BaseModel):
    """A row of a check sheet."""

    id: str
    number: str
    title: str
    title_status: Literal["official", "interpretation"]
    group: str
    aspects: list[AspectBody]
    suggestion: str


class ChecklistBody(BaseModel):
    """A check sheet."""

    id: str
    kind: str
    title: str
    title_status: Literal["official", "interpretation"]
    items: list[ItemBody]


class EditionBody(EditionSummary):
    """An edition and its check sheets."""

    source: str
    copyright: str
    interpretation_note: str = Field(description="観点と判定基準が当サービスの解釈であることの断り。")
    checklists: list[ChecklistBody]


def edition_summary(edition: Edition, default: str) -> EditionSummary:
    """The head of an edition; `default` is the id of the default one."""
    return EditionSummary(
        id=edition.id,
        title=edition.title,
        publisher=edition.publisher,
        publication_date=edition.publication_date,
        default=edition.id == default,
        kinds=[KindBody(id=kind.id, label=kind.label) for kind in edition.kinds],
    )


def edition_body(edition: Edition, default: str) -> EditionBody:
    """An edition and its check sheets; `default` is the id of the default one."""
    return EditionBody(
        **edition_summary(edition, default).model_dump(),
        source=edition.source,
        copyright=edition.copyright,
        interpretation_note=edition.interpretation_note,
        checklists=[_checklist(checklist) for checklist in edition.checklists],
    )


def _checklist(checklist: Checklist) -> ChecklistBody:
    return ChecklistBody(
        id=checklist.id,
        kind=checklist.kind,
        title=checklist.title.text,
        title_status=checklist.title.status,
        items=[_item(item) for item in checklist.items],
    )


def _item(item: Item) -> ItemBody:
    return ItemBody(
        id=item.id,
        number=item.number,
        title=item.title.text,
        title_status=item.title.status,
        group=item.group,
        aspects=[_aspect(aspect) for aspect in item.aspects],
        suggestion=item.suggestion,
    )


def _aspect(aspect: Aspect) -> AspectBody:
    return AspectBody(id=aspect.id, core=aspect.core, text=aspect.text)
