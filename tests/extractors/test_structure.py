"""Headings, numbers, leads and clauses of documents in the numbering styles of many drafters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.document import Block, BlockKind, Clause, ClauseKind, Region
from extractors.structure import Structure, build


def lines(text: str) -> list[Block]:
    """A paragraph a line; leading half-width spaces are its indent, leading full-width ones belong to its text."""
    return [
        Block(BlockKind.PARAGRAPH, line.lstrip(" "), indent=float(len(line) - len(line.lstrip(" "))))
        for line in text.strip("\n").split("\n")
    ]


def table(*rows: str, ordinal: int = 0) -> list[Block]:
    cells = [tuple(row.split("|")) for row in rows]
    return [Block(BlockKind.ROW, "　".join(row), table=ordinal, cells=row) for row in cells]


def clause(structure: Structure, beginning: str) -> Clause:
    found = [c for c in structure.clauses if c.text.startswith(beginning)]
    assert len(found) == 1, (beginning, [c.text for c in structure.clauses])
    return found[0]


def headings(structure: Structure) -> list[str]:
    return [block.text for block in structure.blocks if block.kind is BlockKind.HEADING]


ARTICLES = """
第１章　総則
（目的）
第１条　この契約は、業務の委託について定める。
（定義）
第２条　この契約において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。
一　本業務　仕様書に定める業務をいう。
二　成果物　次に掲げるものをいう。
イ　設計書
ロ　報告書
（再委託の制限）
第３条　乙は、再委託してはならない。
２　乙は、次に掲げる場合に限り、前項の承諾を求めることができる。
(1)　緊急のとき。
(2)　軽微なとき。
３　第１項の規定は、準用する。
第２章　雑則
第４条（協議）　疑義は、甲乙協議して定める。
附　則
この契約は、令和8年4月1日から施行する。
別紙１　個人情報取扱特記事項
第１　基本的事項
乙は、個人情報を適切に扱う。
"""

ORDINANCE = """
第１　要件
１　機能
（１）受託者は、次の機能を備えること。
ア　検索機能
条件を指定して検索できること。
イ　出力機能
（ア）ＣＳＶで出力できること。
（イ）ＰＤＦで出力できること。
（２）受託者は、次のことを行うこと。
ア　登録
イ　削除
２　性能
（１）３秒以内に応答すること。
"""

CIRCLES = """
１．業務の概要
（１）件名
検索システム構築業務
（２）履行期間
契約締結日から令和９年３月31日まで
２．要件
（１）機能要件
①　検索できること。
②　次の帳票を出力できること。
・月次報告
・年次報告
（２）非機能要件
①　可用性
ア　稼働率は99％以上とすること。
②　性能
応答は３秒以内とすること。
３．成果物
以下の成果物を納品すること。
ア　設計書
イ　試験結果報告書
"""

LAYERS = """
1　総則
1.1　目的
1.1.1　背景
本業務は、必要である。
1.1.2　効果
a)　作業時間を短縮する。
b)　品質を改善する。
1.2　範囲
次のものを含む。
1)　設計
2)　構築
2　体制
2.1　責任者を置くこと。
2.2　責任者を交代しないこと。
"""

ROMAN = """
Ⅰ　総論
１　目的
この要領は、利用について定める。
Ⅱ　各論
１　手続
(1)　申請
申請書を出すこと。
(2)　承認
課長が承認する。
"""


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


def test_articles_carry_their_captions() -> None:
    structure = build(lines(ARTICLES))
    assert clause(structure, "第３条").heading == ("第１章　総則", "第３条（再委託の制限）")
    assert clause(structure, "３　第１項").heading == ("第１章　総則", "第３条（再委託の制限）")
    assert clause(structure, "第４条").heading == ("第２章　雑則", "第４条（協議）")
    assert clause(structure, "乙は、個人").heading == ("別紙１　個人情報取扱特記事項", "第１　基本的事項")
    assert not any(c.text.startswith("（") for c in structure.clauses)


def test_lead_is_the_sentence_that_introduces() -> None:
    structure = build(lines(ARTICLES))
    first = "この契約において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。"
    assert clause(structure, "一　本業務").lead == first
    assert clause(structure, "ロ　報告書").lead == first + "成果物　次に掲げるものをいう。"
    assert clause(structure, "(2)　軽微").lead.startswith("乙は、次に掲げる場合")
    assert clause(structure, "２　乙は").lead == ""
    assert clause(structure, "３　第１項").lead == ""


def test_lead_reaches_through_headings_that_it_introduces() -> None:
    structure = build(lines(ORDINANCE))
    for beginning in ("条件を指定", "（イ）ＰＤＦ"):
        assert clause(structure, beginning).lead == "受託者は、次の機能を備えること。"
    assert clause(structure, "（１）３秒").lead == ""


def test_paragraph_above_a_list_is_its_lead() -> None:
    structure = build(lines(CIRCLES))
    assert clause(structure, "イ　試験").lead == "以下の成果物を納品すること。"
    assert clause(structure, "・年次").lead == "次の帳票を出力できること。"
    assert clause(structure, "・年次").mark == "・"


def test_headings_by_what_stands_beneath() -> None:
    expected = ["１．業務の概要", "（１）件名", "（２）履行期間", "２．要件", "（１）機能要件", "（２）非機能要件",
                "①　可用性", "②　性能", "３．成果物"]  # fmt: skip
    assert headings(build(lines(CIRCLES))) == expected


def test_short_items_are_no_headings() -> None:
    structure = build(
        lines("""
５　業務の内容
(1)　利用者登録、初期設定
(2)　簡単な手引書の作成
なお、詳細は別に示す。
６　その他
次の業務を行うこと。
ア　議事録
イ　報告書
疑義は協議する。
""")
    )
    assert headings(structure) == ["５　業務の内容", "６　その他"]
    assert clause(structure, "(2)").number == "5(2)"
    assert clause(structure, "なお").number == "5"


def test_entries_with_their_content_in_line_are_clauses_beside_headings() -> None:
    structure = build(lines("１　件名　検索業務\n２　期間　契約日から３月末まで\n３　業務内容\n(1)　設計すること。"))
    assert headings(structure) == ["３　業務内容"]
    assert [c.number for c in structure.clauses] == ["1", "2", "3(1)"]


def test_verbal_titles_of_rules() -> None:
    structure = build(lines("１　使う前に守ること\n研修を受けること。\n２　してはいけないこと\nア　入力しないこと。"))
    assert headings(structure) == ["１　使う前に守ること", "２　してはいけないこと"]


def test_numbered_sentence_is_a_clause_even_in_a_heading_style() -> None:
    block = Block(BlockKind.PARAGRAPH, "１　受託者は、責任者を置くこと。", level=1)
    structure = build([block, *lines("(1)　氏名を届け出ること。")])
    assert headings(structure) == []
    assert [c.number for c in structure.clauses] == ["1", "1(1)"]


def test_outline_levels_nest_headings_without_numbers() -> None:
    blocks = [
        Block(BlockKind.PARAGRAPH, "調達の概要", level=1),
        Block(BlockKind.PARAGRAPH, "目的", level=2),
        *lines("職員の負担を減らす。"),
        Block(BlockKind.PARAGRAPH, "体制", level=1),
        *lines("責任者を置くこと。"),
    ]
    structure = build(blocks)
    assert [c.heading for c in structure.clauses] == [("調達の概要", "目的"), ("体制",)]


def test_levels_beneath_an_annex_typed_without_one() -> None:
    blocks = [
        Block(BlockKind.PARAGRAPH, "本則", level=1),
        *lines("(1)　本則を守ること。\n別紙１　要件"),
        Block(BlockKind.PARAGRAPH, "１　機能", level=1),
        *lines("検索できること。"),
        Block(BlockKind.PARAGRAPH, "補足", bold=True),
        *lines("記録できること。"),
    ]
    structure = build(blocks)
    assert [c.heading for c in structure.clauses] == [
        ("本則",),
        ("別紙１　要件", "１　機能"),
        ("別紙１　要件", "１　機能", "補足"),
    ]
    assert [c.number for c in structure.clauses] == ["(1)", "別紙1 1", "別紙1 1"]


def test_page_break_between_a_caption_and_its_article() -> None:
    furniture = Block(BlockKind.FURNITURE, "- 2 -")
    structure = build([*lines("（再委託）"), furniture, *lines("第３条　乙は、再委託してはならない。")])
    assert clause(structure, "第３条").heading == ("第３条（再委託）",)


def test_footnote_makes_no_heading() -> None:
    note = Block(BlockKind.NOTE, "国内に限る。")
    structure = build([*lines("１　納品物\n(1)　設計書"), note, *lines("(2)　報告書")])
    assert headings(structure) == ["１　納品物"]
    assert [c.kind for c in structure.clauses] == [ClauseKind.ITEM, ClauseKind.NOTE, ClauseKind.ITEM]


def test_bold_line_is_a_heading_unless_everything_is_bold() -> None:
    text = lines("受託者の責務\n受託者は、誠実に業務を行い、その結果を県に報告すること。\nその他\n疑義は協議する。")
    bold = [replace(b, bold=i in (0, 2)) for i, b in enumerate(text)]
    assert headings(build(bold)) == ["受託者の責務", "その他"]
    assert headings(build([replace(b, bold=True) for b in text])) == []


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
    assert [c.number for c in structure.clauses] == ["1(1)", "1(1) 1", "1(1) 2", "1(2) 1", "2"]
    assert clause(structure, "2.　構築").lead == "次の業務を行うこと。"
    assert clause(structure, "1.　監視").lead == ""


def test_introducing_items_without_full_stop_are_no_headings() -> None:
    structure = build(lines("３　要件\n（１）次の措置を講ずること\nア　暗号化\n（２）次の記録を残すこと\nア　日時"))
    assert headings(structure) == ["３　要件"]
    assert clause(structure, "ア　日時").lead == "次の記録を残すこと"


def test_next_entry_is_not_taken_for_what_the_entry_before_introduces() -> None:
    structure = build(
        lines("１　要件\nア　次の事項を守ること。\nイ　次の事項を出すこと。\n(ア)　進捗\nウ　検査を受ける。")
    )
    assert [c.number for c in structure.clauses] == ["1ア", "1イ", "1イ(ア)", "1ウ"]
    assert clause(structure, "イ").lead == ""


def test_second_paragraph_of_an_article_is_not_led_by_its_first() -> None:
    structure = build(lines("第２条（定義）　次のとおりとする。\n(1)　甲　発注者\n２　前項のほか、別に定める。"))
    assert clause(structure, "(1)").lead == "次のとおりとする。"
    assert clause(structure, "２").lead == ""
    assert clause(structure, "２").heading == ("第２条（定義）",)


def test_line_below_an_annex_number_is_its_title() -> None:
    structure = build(lines("別記\n個人情報取扱特記事項\n第１　乙は、個人情報を適正に扱う。"))
    assert clause(structure, "第１").heading == ("別記", "個人情報取扱特記事項")


def test_opening_list_does_not_hold_the_sections() -> None:
    structure = build(lines("(1)　前書きの一\n(2)　前書きの二\n第１　目的\n１　目的を定める。"))
    assert [c.number for c in structure.clauses] == ["(1)", "(2)", "第1 1"]


def test_table_settles_the_sentence_that_introduced_it() -> None:
    structure = build(
        [
            *lines("１　用語\n用語は、次の表のとおりとする。"),
            *table("用語|意義", "県|○○県"),
            *lines("(1)　本則を守ること。"),
        ]
    )
    assert clause(structure, "(1)").lead == ""


@pytest.mark.parametrize("line", ["（案）", "（単位：円）", "（令和8年4月1日現在）"])
def test_remarks_in_brackets_are_no_captions(line: str) -> None:
    structure = build(lines(f"本文である。\n{line}\n第１条　甲は、支払う。"))
    assert clause(structure, "第１条").heading == ()
    assert clause(structure, line).kind is ClauseKind.PARAGRAPH


@pytest.mark.parametrize("run", [". ", " ", "　", "1", "(", "「", "…"])
def test_long_runs(run: str) -> None:
    text = "1　" + run * 30_000 + "x"
    assert len(build([Block(BlockKind.PARAGRAPH, text)]).blocks) == 1


def test_foreword_does_not_hold_the_chapters() -> None:
    structure = build(lines("はじめに\n本書は、利用の手引である。\n１　利用\n次に従うこと。"))
    assert [c.heading for c in structure.clauses] == [("はじめに",), ("１　利用",)]


def test_list_of_annexes_is_no_heading() -> None:
    structure = build(lines("９　附属文書\n別紙１　要件一覧\n別紙２　構成図\n10　その他\n疑義は協議する。"))
    assert headings(structure) == ["９　附属文書", "10　その他"]
    assert clause(structure, "疑義").heading == ("10　その他",)


def test_lines_of_a_paragraph_that_are_items() -> None:
    structure = build(
        [*lines("１　次を納めること。"), Block(BlockKind.PARAGRAPH, "ア　設計書\n　基本と詳細\nイ　報告書")]
    )
    assert [c.text for c in structure.clauses] == ["１　次を納めること。", "ア　設計書\n　基本と詳細", "イ　報告書"]
    assert [c.number for c in structure.clauses] == ["1", "1ア", "1イ"]


def test_table_has_header_lead_and_row_numbers() -> None:
    structure = build(
        lines("３　要件\n(1)　備えるべき機能は、次の表のとおりとする。\n表1　機能一覧")
        + table(
            "項番|機能|要件",
            "F-01|対話|文章で指示できること。",
            "F-02|記録|記録を残すこと。",
            "項番|機能|要件",
            "F-03|検索|検索できること。",
        )
        + lines("※　F-02は任意とする。")
    )
    row = clause(structure, "F-03")
    assert (row.kind, row.mark, row.body, row.number) == (ClauseKind.ROW, "F-03", "検索　検索できること。", "3(1) F-03")
    assert row.header == ("項番", "機能", "要件")
    assert row.lead == "備えるべき機能は、次の表のとおりとする。"
    assert row.heading == ("３　要件",)
    assert sum(b.kind is BlockKind.HEADER_ROW for b in structure.blocks) == 2
    note = clause(structure, "※")
    assert (note.kind, note.mark, note.body) == (ClauseKind.NOTE, "※", "F-02は任意とする。")


def test_table_of_keys_and_values_has_no_header() -> None:
    structure = build(table("件名|検索業務", "期間|令和8年4月1日から", "場所|本庁舎"))
    assert [c.header for c in structure.clauses] == [(), (), ()]


def test_table_without_introduction_has_no_lead() -> None:
    structure = build(lines("１　体制\n責任者を置く。\n２　用語") + table("用語|意義", "県|○○県をいう。"))
    assert clause(structure, "県").lead == ""
    assert clause(structure, "県").heading == ("２　用語",)


def test_contents_are_left_out() -> None:
    structure = build(
        lines(
            "目次\n第１章　総則 ………… 1\n１　目的　2\n第２章　要件\n"
            "第１章　総則\n１　目的\n目的を定める。\n第２章　要件\n要件を満たすこと。"
        )
    )
    assert [b.kind for b in structure.blocks][:4] == [BlockKind.TOC] * 4
    assert [c.heading for c in structure.clauses] == [("第１章　総則", "１　目的"), ("第２章　要件",)]


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


def test_deep_nesting_is_bounded() -> None:
    blocks = [Block(BlockKind.PARAGRAPH, f"1　入れ子{depth}である。", indent=2.0 * depth) for depth in range(300)]
    assert len(build(blocks).clauses) == 300


def test_empty() -> None:
    assert build([]) == Structure((), (), "")
