"""The document's title and its table of contents."""

from __future__ import annotations

import pytest
from structure_maker import lines

from extractors.document import Block, BlockKind, Region
from extractors.structure import build


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ("令和８年度\n検索システム構築業務委託仕様書\n○○県\n１　件名\n検索業務", "検索システム構築業務委託仕様書"),
        ("○○システム構築業務委託\n仕様書\n１　件名\n検索業務", "○○システム構築業務委託　仕様書"),
        ("業務委託契約書（案）\n甲と乙は、契約を締結する。", "業務委託契約書（案）"),
        ("１　件名\n検索業務仕様書", ""),
    ],
)
def test_title(opening: str, title: str) -> None:
    structure = build(lines(opening))
    assert structure.title == title
    assert not any(c.text == title for c in structure.clauses)


def test_largest_line_is_the_title() -> None:
    blocks = [Block(BlockKind.PARAGRAPH, "検索業務の委託について", scale=1.6), *lines("１　件名\n検索業務")]
    assert build(blocks).title == "検索業務の委託について"


@pytest.mark.parametrize(("width", "title"), [(400.0, "書庫検索業務委託仕様書"), (150.0, "書庫検索業務　委託仕様書")])
def test_title_over_two_lines(width: float, title: str) -> None:
    first = Block(BlockKind.PARAGRAPH, "書庫検索業務", scale=1.5, regions=(Region(1, 90, 90, 90 + width, 110),))
    second = Block(BlockKind.PARAGRAPH, "委託仕様書", scale=1.5, regions=(Region(1, 90, 120, 250, 140),))
    body = Block(BlockKind.PARAGRAPH, "１　件名は別に定める。", regions=(Region(1, 90, 200, 500, 220),))
    assert build([first, second, body]).title == title


def test_contents_are_left_out() -> None:
    structure = build(
        lines(
            "目次\n第１章　総則 ………… 1\n１　目的　2\n第２章　要件\n"
            "第１章　総則\n１　目的\n目的を定める。\n第２章　要件\n要件を満たすこと。"
        )
    )
    assert [b.kind for b in structure.blocks][:4] == [BlockKind.TOC] * 4
    assert [c.heading for c in structure.clauses] == [("第１章　総則", "１　目的"), ("第２章　要件",)]
