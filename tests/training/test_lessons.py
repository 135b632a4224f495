"""What is learned from: labelled clauses, documents and the editions' own examples."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checklist_data import Stance, load
from training.clauses import read_clauses
from training.corpora import examples
from training.documents import document_lessons

LINE = {
    "kind": "spec",
    "heading": ["第1"],
    "lead": "次のとおり。",
    "text": "窓を拭くこと。",
    "labels": {"X1.a": "require"},
}
LABELLED = """\
@id made-spec
@kind spec
@title 清掃業務仕様書
# 第１　窓
１　次の措置を講ずること。
(1)　窓を拭くこと。 {{X1.a:require}}
(2)　窓枠を見ること。
| 場所 | 回数 | 区分 |
| 玄関 | 月に二度拭く | 必須 | {{X1.a:require X1.b:weak}}
"""


def write(folder: Path, name: str, *rows: object) -> None:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_clauses_are_read_in_order_of_file_and_line(tmp_path: Path) -> None:
    write(tmp_path, "b.jsonl", {**LINE, "text": "三"})
    write(tmp_path, "a.jsonl", {**LINE, "text": "一"}, "", {**LINE, "text": "二"})
    clauses = list(read_clauses(tmp_path))
    assert [(clause.source, clause.text) for clause in clauses] == [("a", "一"), ("a", "二"), ("b", "三")]
    assert (clauses[0].heading, clauses[0].lead) == (("第1",), "次のとおり。")
    assert clauses[0].labels == {"X1.a": "require"}


@pytest.mark.parametrize("bad", ["{", "[]", '{"kind": "spec"}', "5"])
def test_a_line_that_is_no_clause_is_named(tmp_path: Path, bad: str) -> None:
    write(tmp_path, "a.jsonl", LINE, bad)
    with pytest.raises(ValueError, match=r"a\.jsonl:2"):
        list(read_clauses(tmp_path))


def test_the_shipped_clauses_speak_of_aspects_that_their_kind_is_asked_for() -> None:
    asked = {sheet.kind: {aspect.id for item in sheet.items for aspect in item.aspects} for sheet in load().checklists}
    stances = {Stance.REQUIRE.value, Stance.WEAK.value, Stance.CONTRARY.value}
    wrong = [
        clause
        for clause in read_clauses()
        if not set(clause.labels) <= asked[clause.kind] or not set(clause.labels.values()) <= stances
    ]
    assert wrong == []


def test_every_aspect_is_taught_by_some_clause() -> None:
    taught = {aspect for clause in read_clauses() for aspect in clause.labels}
    assert [aspect.id for aspect in load().aspects if aspect.id not in taught] == []


def test_documents_are_read_with_headings_leads_and_columns(tmp_path: Path) -> None:
    (tmp_path / "made.lab").write_text(LABELLED, encoding="utf-8")
    lessons = {lesson.provision.text: lesson for lesson in document_lessons(tmp_path)}
    wiped = lessons["(1)　窓を拭くこと。"]
    assert (wiped.source, wiped.kind, wiped.document) == ("made-spec", "spec", True)
    assert wiped.labels == {"X1.a": "require"}
    assert wiped.provision.heading == ("第１　窓",)
    assert wiped.provision.lead == "次の措置を講ずること。"
    assert lessons["(2)　窓枠を見ること。"].labels == {}
    row = next(lesson for text, lesson in lessons.items() if text.startswith("玄関"))
    assert row.labels == {"X1.a": "require", "X1.b": "weak"}
    assert row.provision.cells == ("玄関", "月に二度拭く", "必須")
    assert row.provision.header == ("場所", "回数", "区分")


def test_every_example_of_a_checklist_is_a_lesson_about_its_own_aspect() -> None:
    sheet = load().checklists[0]
    lessons = list(examples(sheet.items, sheet.kind))
    aspects = [aspect for item in sheet.items for aspect in item.aspects]
    count = sum(len(aspect.examples.positive) + len(aspect.examples.negative) for aspect in aspects)
    assert len(lessons) == count
    assert len({lesson.source for lesson in lessons}) == count
    for aspect in aspects:
        own = [lesson for lesson in lessons if lesson.source.startswith(f"example-{aspect.id}-")]
        expected = [*aspect.examples.positive, *aspect.examples.negative]
        found = [lesson.labels.get(aspect.id, "none") for lesson in own]
        assert found == [example.stance.value for example in expected]
