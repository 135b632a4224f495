"""What the measures of reading count."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.evaluation.labelled import parse_labelled
from extractors import Block, BlockKind, extract
from samples.docx_writer import write_docx
from samples.measures import character_error_rate, measure_accuracy
from samples.truth import join_marks, true_clauses

SOURCE = parse_labelled(
    "@id a\n@kind spec\n@title 仕様書\n# １　要件\n（１）　次のとおりとする。\n　ア　消すこと。\n（２）　次の表による。\n"
    "| 番号 | 要件 |\n| 1 | 残すこと。 |\n",
    "a.lab",
)


@pytest.mark.parametrize(
    ("truth", "found", "rate"),
    [
        ("仕様 書", "仕様書", 0.0),
        ("１２３４", "124", 0.25),
        ("あい", "ああい", 0.5),
        ("あいう", "", 1.0),
        ("用", "\u2f64", 0.0),
    ],
)
def test_character_error_rate(truth: str, found: str, rate: float) -> None:
    assert character_error_rate(truth, found) == rate


def test_truth_follows_from_the_indentation() -> None:
    assert [(clause.number, clause.lead) for clause in true_clauses(SOURCE)] == [
        ("１（１）", ""),
        ("１（１）ア", "次のとおりとする。"),
        ("１（２）", ""),
        ("１（２）1", "次の表による。"),
    ]


def test_articles_and_decimals_are_not_counted_twice() -> None:
    assert join_marks(["第１章", "第２条", "３"]) == "第２条３"
    assert join_marks(["１．", "１．２"]) == "１．２"


def test_what_is_left_in_or_cut_wrongly_is_counted(tmp_path: Path) -> None:
    write_docx(SOURCE, tmp_path / "a.docx")
    good = extract((tmp_path / "a.docx").read_bytes(), "a.docx")
    left_in = (Block(BlockKind.HEADING, "仕様書"), Block(BlockKind.PARAGRAPH, "- 1 -"))
    bad = replace(good, blocks=(*good.blocks, *left_in), clauses=good.clauses[:-1])
    accuracy = measure_accuracy(bad, SOURCE)
    assert measure_accuracy(good, SOURCE).noise == 0
    assert (accuracy.noise, accuracy.clauses, accuracy.rows) == (2, 0.75, 1.0)
    assert accuracy.error_rate > 0
