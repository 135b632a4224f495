"""The building of the structure as a whole."""

from __future__ import annotations

import pytest
from drafters import ARTICLES, CIRCLES, LAYERS, ORDINANCE, ROMAN
from structure_maker import lines

from extractors.document import Block, BlockKind
from extractors.structure import Structure, build


def test_lines_of_a_paragraph_that_are_items() -> None:
    structure = build(
        [*lines("１　次を納めること。"), Block(BlockKind.PARAGRAPH, "ア　設計書\n　基本と詳細\nイ　報告書")]
    )
    assert [c.text for c in structure.clauses] == ["１　次を納めること。", "ア　設計書\n　基本と詳細", "イ　報告書"]
    assert [c.number for c in structure.clauses] == ["1", "1ア", "1イ"]


def test_boxes_and_furniture() -> None:
    blocks = [
        *lines("１　体制\n責任者を置くこと。"),
        Block(BlockKind.BOX, "(1)　重要な注意"),
        Block(BlockKind.FURNITURE, "- 3 -"),
        *lines("交代しないこと。"),
    ]
    structure = build(blocks)
    assert [c.text for c in structure.clauses] == ["責任者を置くこと。", "(1)　重要な注意", "交代しないこと。"]
    assert structure.clauses[2].number == "1"
    assert [structure.blocks[c.block].text for c in structure.clauses] == [c.text for c in structure.clauses]


def test_nothing_is_lost() -> None:
    for document in (ARTICLES, ORDINANCE, CIRCLES, LAYERS, ROMAN):
        structure = build(lines(document))
        kept = [b.text for b in structure.blocks]
        assert kept == [b.text for b in lines(document)]
        cut = {c.block for c in structure.clauses}
        assert all(i in cut or b.kind is BlockKind.HEADING for i, b in enumerate(structure.blocks))


@pytest.mark.parametrize("run", [". ", " ", "　", "1", "(", "「", "…"])
def test_long_runs(run: str) -> None:
    text = "1　" + run * 30_000 + "x"
    assert len(build([Block(BlockKind.PARAGRAPH, text)]).blocks) == 1


def test_empty() -> None:
    assert build([]) == Structure((), (), "")
