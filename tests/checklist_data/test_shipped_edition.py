"""The edition that ships: complete, free of repeats, and of the shape its publisher gave it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

from checklist_data import DEFAULT_EDITION, Aspect, Edition, Example, Stance, editions, load
from checklist_data.loader import BUILTIN

EVERY_EDITION = editions()
EVERY_ASPECT = [(edition, aspect) for edition in EVERY_EDITION for aspect in load(edition).aspects]


def repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def said(example: Example) -> str:
    return "".join("".join((*example.heading, example.lead, example.text)).split())


def test_the_default_edition_ships() -> None:
    assert DEFAULT_EDITION in EVERY_EDITION


@pytest.mark.parametrize(("checklist", "count"), [("procurement", 21), ("contract", 22), ("rules", 14)])
def test_ds_920_has_as_many_items_as_its_sheets(checklist: str, count: int) -> None:
    sheets = {sheet.id: sheet for sheet in load("ds920-2025-05").checklists}
    assert len(sheets[checklist].items) == count


def test_the_procurement_sheet_of_ds_920_is_numbered_as_printed() -> None:
    sheet = next(sheet for sheet in load("ds920-2025-05").checklists if sheet.id == "procurement")
    assert "".join(item.number for item in sheet.items) == "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑"


@pytest.mark.parametrize("edition", EVERY_EDITION)
def test_no_item_file_is_left_out_of_its_checklist(edition: str) -> None:
    for sheet in load(edition).checklists:
        files = {file.stem for file in (BUILTIN / edition / sheet.id).glob("*.yaml")}
        assert files == {item.id for item in sheet.items}


@pytest.mark.parametrize("edition", EVERY_EDITION)
def test_every_concept_of_the_lexicon_is_used_and_has_no_repeats(edition: str) -> None:
    loaded = load(edition)
    used = {term[1:] for term in terms(loaded) if term.startswith("$")}
    assert set(loaded.lexicon) == used
    assert {name: again for name, group in loaded.lexicon.items() if (again := repeated(group))} == {}


def terms(edition: Edition) -> set[str]:
    patterns = [pattern for aspect in edition.aspects for pattern in (*aspect.patterns, *aspect.near_misses)]
    patterns += [
        p for axis in (edition.risk.axes if edition.risk else ()) for value in axis.values for p in value.patterns
    ]
    return {term for p in patterns for group in (*p.all, *p.context, p.unless) for term in group}


@pytest.mark.parametrize("edition", EVERY_EDITION)
def test_every_kind_and_checklist_is_named_once(edition: str) -> None:
    loaded = load(edition)
    assert repeated(kind.id for kind in loaded.kinds) == []
    assert repeated(sheet.id for sheet in loaded.checklists) == []
    assert repeated(pair.spec for pair in loaded.consistency) == []


@pytest.mark.parametrize("edition", EVERY_EDITION)
def test_numbers_do_not_repeat_within_a_checklist(edition: str) -> None:
    for sheet in load(edition).checklists:
        assert repeated(item.number for item in sheet.items) == []


@pytest.mark.parametrize(("edition", "aspect"), EVERY_ASPECT, ids=[aspect.id for _, aspect in EVERY_ASPECT])
def test_no_example_of_an_aspect_is_given_twice(edition: str, aspect: Aspect) -> None:
    examples = (*aspect.examples.positive, *aspect.examples.negative)
    assert repeated(said(example) for example in examples) == []


@pytest.mark.parametrize(("edition", "aspect"), EVERY_ASPECT, ids=[aspect.id for _, aspect in EVERY_ASPECT])
def test_the_negative_examples_show_more_than_one_way_not_to_require(edition: str, aspect: Aspect) -> None:
    stances = {example.stance for example in aspect.examples.negative}
    assert Stance.NONE in stances
    assert len(stances) > 1


@pytest.mark.parametrize("edition", EVERY_EDITION)
def test_consistency_pairs_lead_from_one_kind_of_document_to_another(edition: str) -> None:
    loaded = load(edition)
    kinds = {item.id: sheet.kind for sheet in loaded.checklists for item in sheet.items}
    for pair in loaded.consistency:
        assert kinds[pair.spec] not in {kinds[item] for item in pair.contract}
