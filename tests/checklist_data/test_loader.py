"""Loading editions: what is wrong is said with file, item and field."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from checklist_data import ChecklistError, Stance, UnknownEditionError, editions, load

FIXTURES = Path(__file__).parent / "fixtures"
CANTEEN = "canteen-2026"
Data = dict[str, Any]


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """A copy of a good edition, to be spoiled."""
    return Path(shutil.copytree(FIXTURES / CANTEEN, tmp_path / CANTEEN))


def change(file: Path, edit: Callable[[Data], object]) -> None:
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    edit(data)
    file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def error_of(edition: Path) -> ChecklistError:
    with pytest.raises(ChecklistError) as caught:
        load(edition.name, edition.parent)
    return caught.value


def test_a_good_edition_is_loaded_whole() -> None:
    loaded = load(CANTEEN, FIXTURES)
    assert [item.id for item in loaded.items] == ["L01", "L02", "L03", "L04", "L05"]
    assert [aspect.id for aspect in loaded.aspects if not aspect.core] == ["L02.b"]
    assert loaded.checklist_for("order") == loaded.checklists
    assert loaded.checklist_for("notice") == ()
    assert loaded.risk is None
    assert loaded.consistency == ()


def test_an_example_that_is_only_a_text_takes_the_stance_of_its_list() -> None:
    examples = load(CANTEEN, FIXTURES).aspects[0].examples
    assert {example.stance for example in examples.positive} == {Stance.REQUIRE}
    assert [example.stance for example in examples.negative] == [Stance.NONE, Stance.WEAK, Stance.CONTRARY]


def test_editions_are_the_folders_with_a_head(tmp_path: Path) -> None:
    for name in ("b-2", "a-1"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "edition.yaml").touch()
    (tmp_path / "notes").mkdir()
    assert editions(tmp_path) == ("a-1", "b-2")


@pytest.mark.parametrize("name", ["canteen-1999", "", "..", f"../fixtures/{CANTEEN}"])
def test_an_unknown_edition_is_refused_with_those_known(name: str) -> None:
    with pytest.raises(UnknownEditionError, match=CANTEEN) as caught:
        load(name, FIXTURES)
    assert caught.value.edition == name
    assert caught.value.known == (CANTEEN,)


def test_an_unknown_edition_in_an_empty_folder_says_that_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(UnknownEditionError, match="none"):
        load("any", tmp_path)


class Spoiled(NamedTuple):
    """A mistake in a file of an edition, and what the error must say of it."""

    file: str
    edit: Callable[[Data], object]
    item: str
    field: str
    words: str


def aspect(data: Data) -> Data:
    first: Data = data["aspects"][0]
    return first


ITEM = "catering/L01.yaml"
IN_AN_ITEM = {
    "wrong type": Spoiled(ITEM, lambda d: aspect(d).update(core="多分"), "L01", "aspects.0.core", "boolean"),
    "number as a number": Spoiled(ITEM, lambda d: d.update(number=1), "L01", "number", "string"),
    "unknown field": Spoiled(ITEM, lambda d: d.update(colour="赤"), "L01", "colour", "Extra inputs"),
    "unknown field of an aspect": Spoiled(ITEM, lambda d: aspect(d).update(must=1), "L01", "aspects.0.must", "Extra"),
    "missing field": Spoiled(ITEM, lambda d: d.pop("suggestion"), "L01", "suggestion", "required"),
    "empty text": Spoiled(ITEM, lambda d: d.update(suggestion=""), "L01", "suggestion", "at least 1"),
    "unknown status": Spoiled(ITEM, lambda d: d["title"].update(status="公式"), "L01", "title.status", "official"),
    "no aspect": Spoiled(ITEM, lambda d: d.update(aspects=[]), "L01", "aspects", "at least 1"),
    "no pattern": Spoiled(ITEM, lambda d: aspect(d).update(patterns=[]), "L01", "aspects.0.patterns", "at least 1"),
    "empty group": Spoiled(
        ITEM, lambda d: aspect(d)["patterns"][0].update(all=[[]]), "L01", "aspects.0.patterns.0.all.0", "at least 1"
    ),
    "distance of nothing": Spoiled(
        ITEM, lambda d: aspect(d)["patterns"][0].update(within=0), "L01", "aspects.0.patterns.0.within", "greater"
    ),
    "unknown stance": Spoiled(
        ITEM, lambda d: aspect(d)["patterns"][0].update(stance="so"), "L01", "aspects.0.patterns.0.stance", "require"
    ),
    "two positive examples": Spoiled(
        ITEM, lambda d: aspect(d)["examples"]["positive"].pop(), "L01", "aspects.0.examples.positive", "at least 3"
    ),
    "two negative examples": Spoiled(
        ITEM, lambda d: aspect(d)["examples"]["negative"].pop(), "L01", "aspects.0.examples.negative", "at least 3"
    ),
    "requirement among the negative examples": Spoiled(
        ITEM,
        lambda d: aspect(d)["examples"]["negative"].append({"text": "測ること。", "stance": "require"}),
        "L01",
        "aspects.0.examples.negative.3.stance",
        "none",
    ),
    "unknown concept": Spoiled(
        ITEM, lambda d: aspect(d)["patterns"][0]["all"].append(["$spice"]), "L01", "L01.a.patterns.0", "'$spice'"
    ),
    "unknown concept of a near miss": Spoiled(
        ITEM, lambda d: aspect(d)["near_misses"][0].update(unless=["$spice"]), "L01", "L01.a.near_misses.0", "'$spice'"
    ),
    "id is not the file's name": Spoiled(ITEM, lambda d: d.update(id="L10", aspects=[
        {**a, "id": a["id"].replace("L01", "L10")} for a in d["aspects"]
    ]), "L01", "id", "'L01'"),
}  # fmt: skip


@pytest.mark.parametrize("spoiled", IN_AN_ITEM.values(), ids=IN_AN_ITEM)
def test_a_mistake_in_an_item_is_said_with_file_item_and_field(edition: Path, spoiled: Spoiled) -> None:
    change(edition / spoiled.file, spoiled.edit)
    error = error_of(edition)
    assert (error.file, error.item, error.field) == (edition / spoiled.file, spoiled.item, spoiled.field)
    assert spoiled.words in error.reason
    for part in (spoiled.file, f"item {spoiled.item}", f"field {spoiled.field}", spoiled.words):
        assert part in str(error)


ABOUT_ASPECTS = {
    "no core aspect": (lambda d: [a.update(core=False) for a in d["aspects"]], "no aspect is core"),
    "repeated aspect id": (lambda d: d["aspects"][1].update(id="L01.a"), "L01.a"),
    "aspect id of another item": (lambda d: d["aspects"][1].update(id="L02.b"), "L02.b"),
}


@pytest.mark.parametrize(("edit", "words"), ABOUT_ASPECTS.values(), ids=ABOUT_ASPECTS)
def test_a_mistake_in_the_aspects_together_is_said_with_file_and_item(
    edition: Path, edit: Callable[[Data], object], words: str
) -> None:
    change(edition / ITEM, edit)
    error = error_of(edition)
    assert (error.file, error.item) == (edition / ITEM, "L01")
    assert words in error.reason


OUTSIDE_ITEMS = {
    "id is not the folder's name": Spoiled("edition.yaml", lambda d: d.update(id="other"), "", "id", CANTEEN),
    "no checklists": Spoiled(
        "edition.yaml", lambda d: d.pop("checklists"), "", "checklists", "list of checklist names"
    ),
    "checklists not a list": Spoiled(
        "edition.yaml", lambda d: d.update(checklists="catering"), "", "checklists", "list"
    ),
    "bad date": Spoiled("edition.yaml", lambda d: d.update(publication_date="春"), "", "publication_date", "date"),
    "unknown field of the head": Spoiled("edition.yaml", lambda d: d.update(colour="赤"), "", "colour", "Extra"),
    "no items": Spoiled("catering.yaml", lambda d: d.pop("items"), "", "items", "list of item ids"),
    "no kind": Spoiled("catering.yaml", lambda d: d.pop("kind"), "", "kind", "required"),
    "nested concept": Spoiled("lexicon.yaml", lambda d: d.update(a=["$staff"]), "", "a", "do not nest"),
    "empty concept": Spoiled("lexicon.yaml", lambda d: d.update(a=[]), "", "lexicon.a", "at least 1"),
}


@pytest.mark.parametrize("spoiled", OUTSIDE_ITEMS.values(), ids=OUTSIDE_ITEMS)
def test_a_mistake_outside_the_items_is_said_with_file_and_field(edition: Path, spoiled: Spoiled) -> None:
    change(edition / spoiled.file, spoiled.edit)
    error = error_of(edition)
    assert (error.file, error.item, error.field) == (edition / spoiled.file, "", spoiled.field)
    assert spoiled.words in str(error)


BETWEEN_FILES: dict[str, tuple[str, Callable[[Data], object], str]] = {
    "item listed twice": ("catering.yaml", lambda d: d["items"].append("L02"), "'L02'"),
    "kind of no document": ("catering.yaml", lambda d: d.update(kind="recipe"), "'recipe'"),
}


@pytest.mark.parametrize(("file", "edit", "words"), BETWEEN_FILES.values(), ids=BETWEEN_FILES)
def test_files_that_do_not_agree_are_refused_by_name(
    edition: Path, file: str, edit: Callable[[Data], object], words: str
) -> None:
    change(edition / file, edit)
    assert words in str(error_of(edition))


def test_an_id_used_in_two_checklists_is_refused(edition: Path) -> None:
    shutil.copytree(edition / "catering", edition / "second")
    second = (edition / "catering.yaml").read_text(encoding="utf-8").replace("id: catering", "id: second")
    (edition / "second.yaml").write_text(second, encoding="utf-8")
    change(edition / "edition.yaml", lambda d: d["checklists"].append("second"))
    assert "L01" in error_of(edition).reason


@pytest.mark.parametrize(("file", "item"), [("catering/L03.yaml", "L03"), ("catering.yaml", "")])
def test_a_missing_file_is_named(edition: Path, file: str, item: str) -> None:
    (edition / file).unlink()
    error = error_of(edition)
    assert error.file == edition / file
    assert "missing" in error.reason
    assert item in str(error)


@pytest.mark.parametrize("file", ["edition.yaml", "lexicon.yaml", "catering.yaml", "catering/L04.yaml"])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"title: [\xe6\x9c", "UTF-8"),
        ("title: [閉じない\n".encode(), "not YAML"),
        ("- 一覧\n".encode(), "mapping"),
        (b"", "mapping"),
        (b"a: !!python/object/apply:os.getcwd []\n", "not YAML"),
    ],
    ids=["not UTF-8", "unclosed", "a list", "empty", "code"],
)
def test_a_file_that_is_no_mapping_in_yaml_is_named(edition: Path, file: str, content: bytes, words: str) -> None:
    (edition / file).write_bytes(content)
    error = error_of(edition)
    assert error.file == edition / file
    assert words in error.reason


def risk_sheet(**value: object) -> Data:
    title = {"text": "試験", "status": "interpretation"}
    values = [{"id": "many", "label": "多い", **value}, {"id": "few", "label": "少ない"}]
    return {"kind": "order", "title": title, "axes": [{"id": "A", "title": title, "values": values}]}


@pytest.mark.parametrize(
    ("value", "item", "field"),
    [
        ({"patterns": [{"all": [["$spice"]]}]}, "A", "many.patterns.0"),
        ({"patterns": [{"all": [["食"]], "weight": 0}]}, "", "risk.axes.0.values.0.patterns.0.weight"),
    ],
)
def test_a_mistake_in_the_risk_sheet_names_its_file(edition: Path, value: Data, item: str, field: str) -> None:
    (edition / "risk.yaml").write_text(yaml.safe_dump(risk_sheet(**value)), encoding="utf-8")
    error = error_of(edition)
    assert (error.file, error.item, error.field) == (edition / "risk.yaml", item, field)


def test_a_consistency_pair_of_an_unknown_item_is_refused(edition: Path) -> None:
    pair = {"spec": "L01", "contract": ["K99"], "left_out": "ない。", "contradicted": "反する。"}
    (edition / "consistency.yaml").write_text(yaml.safe_dump([pair]), encoding="utf-8")
    assert "'K99'" in str(error_of(edition))


def test_an_incomplete_consistency_pair_names_its_file(edition: Path) -> None:
    (edition / "consistency.yaml").write_text(yaml.safe_dump([{"spec": "L01"}]), encoding="utf-8")
    error = error_of(edition)
    assert (error.file, error.field) == (edition / "consistency.yaml", "consistency.0.contract")


def test_what_is_loaded_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load(CANTEEN, FIXTURES).items[0].suggestion = "別の文"
