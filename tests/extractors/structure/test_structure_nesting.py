"""Full numbers and the nesting of lists in the styles of many drafters."""

from __future__ import annotations

import pytest
from drafters import ARTICLES, CIRCLES, LAYERS, ORDINANCE, ROMAN
from structure_maker import clause, headings, lines

from extractors.document import Block, BlockKind
from extractors.structure import build


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (
            ARTICLES,
            [
                "第1条",
                "第2条",
                "第2条一",
                "第2条二",
                "第2条二イ",
                "第2条二ロ",
                "第3条",
                "第3条 2",
                "第3条 2(1)",
                "第3条 2(2)",
                "第3条 3",
                "第4条",
                "附則",
                "別紙1 第1",
            ],
        ),
        (
            ORDINANCE,
            [
                "第1 1(1)",
                "第1 1(1)ア",
                "第1 1(1)イ(ア)",
                "第1 1(1)イ(イ)",
                "第1 1(2)",
                "第1 1(2)ア",
                "第1 1(2)イ",
                "第1 2(1)",
            ],
        ),
        (CIRCLES, ["1(1)", "1(2)", "2(1)①", "2(1)②", "2(1)②", "2(1)②", "2(2)①ア", "2(2)②", "3", "3ア", "3イ"]),
        (LAYERS, ["1.1.1", "1.1.2 a)", "1.1.2 b)", "1.2", "1.2 1)", "1.2 2)", "2.1", "2.2"]),
        (ROMAN, ["I 1", "II 1(1)", "II 1(2)"]),
    ],
    ids=["articles", "ordinance", "circles", "layers", "roman"],
)
def test_full_numbers(document: str, expected: list[str]) -> None:
    assert [c.number for c in build(lines(document)).clauses] == expected


def test_list_with_the_same_marks_inside_itself() -> None:
    structure = build(lines("・画面\n  ・一覧\n  ・詳細\n・帳票\n１　次のものを納めること。\n１　設計書\n２　報告書"))
    assert clause(structure, "２　報告書").number == "1 2"
    assert clause(structure, "２　報告書").lead == "次のものを納めること。"


def test_same_marks_on_two_levels_with_another_between() -> None:
    structure = build(
        lines("""
１．業務内容
(1)　次の業務を行うこと。
1.　設計
2.　構築
(2)　運用
1.　監視すること。
２．その他
疑義は協議する。
""")
    )
    assert [c.number for c in structure.clauses] == ["1(1)", "1(1) 1", "1(1) 2", "1(2)", "1(2) 1", "2"]
    assert clause(structure, "2.　構築").lead == "次の業務を行うこと。"
    assert clause(structure, "1.　監視").lead == "運用"


def test_article_repeats_the_number_of_its_title() -> None:
    structure = build(
        lines("""
第１条（用語）
第１条　用語は、次による。
(1)　投入　文を入れること。
第２条（期間）
第２条　期間は、１年とする。
２　延長は、協議による。
""")
    )
    assert [c.number for c in structure.clauses] == ["第1条", "第1条(1)", "第2条", "第2条 2"]
    assert clause(structure, "(1)").heading == ("第１条（用語）",)
    assert clause(structure, "２　延長").heading == ("第２条（期間）",)


def test_foreword_holds_its_numbered_sentences() -> None:
    structure = build(
        lines("""
はじめに
１　この手引は、職員のためのものです。
２　毎年見直します。
１　準備
(1)　研修を受けてください。
２　相談
(1)　係に聞いてください。
おわりに
１　この手引は、来月から使います。
""")
    )
    assert [c.heading for c in structure.clauses] == [
        ("はじめに",),
        ("はじめに",),
        ("１　準備",),
        ("２　相談",),
        ("おわりに",),
    ]


def test_sections_numbered_by_a_roman_and_a_digit() -> None:
    structure = build(
        lines("Ⅰ．総則\nⅠ－１．背景\n件数が増えた。\nⅠ－２．目的\n早める。\nⅡ．要件\nⅡ－１．要約\n・三分で示す。")
    )
    assert [c.number for c in structure.clauses] == ["I-1", "I-2", "II-1"]
    assert clause(structure, "・").heading == ("Ⅱ．要件", "Ⅱ－１．要約")


def test_square_brackets_make_lists_of_their_own() -> None:
    structure = build(
        lines("<1> 目的\n検索を早める。\n<2> 要件\n[1] 計算できること\n[2] 表示できること\n<3> 納期\n月末とする。")
    )
    assert headings(structure) == ["<1> 目的", "<2> 要件", "<3> 納期"]
    assert [c.number for c in structure.clauses] == ["1", "2 1", "2 2", "3"]


def test_opening_list_does_not_hold_the_sections() -> None:
    structure = build(lines("(1)　前書きの一\n(2)　前書きの二\n第１　目的\n１　目的を定める。"))
    assert [c.number for c in structure.clauses] == ["(1)", "(2)", "第1 1"]


def test_foreword_does_not_hold_the_chapters() -> None:
    structure = build(lines("はじめに\n本書は、利用の手引である。\n１　利用\n次に従うこと。"))
    assert [c.heading for c in structure.clauses] == [("はじめに",), ("１　利用",)]


def test_letters_set_deeper_than_the_last_circled_number_stand_beneath_it() -> None:
    document = (
        "(1)　次の事項を記すこと。\n ①　体制\n ②　確かめる方法\n  ア　誤りの分類\n  イ　件数\n(2)　提出すること。"
    )
    assert [c.number for c in build(lines(document)).clauses] == ["(1)", "(1)①", "(1)②", "(1)②ア", "(1)②イ", "(2)"]


def test_deep_nesting_is_bounded() -> None:
    blocks = [Block(BlockKind.PARAGRAPH, f"1　入れ子{depth}である。", indent=2.0 * depth) for depth in range(300)]
    assert len(build(blocks).clauses) == 300
