"""Which lines are headings and which are clauses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drafters import ARTICLES, CIRCLES
from structure_maker import clause, headings, lines

from extractors.document import Block, BlockKind, ClauseKind
from extractors.structure import build


def test_articles_carry_their_captions() -> None:
    structure = build(lines(ARTICLES))
    assert clause(structure, "第３条").heading == ("第１章　総則", "第３条（再委託の制限）")
    assert clause(structure, "３　第１項").heading == ("第１章　総則", "第３条（再委託の制限）")
    assert clause(structure, "第４条").heading == ("第２章　雑則", "第４条（協議）")
    assert clause(structure, "乙は、個人").heading == ("別紙１　個人情報取扱特記事項", "第１　基本的事項")
    assert not any(c.text.startswith("（") for c in structure.clauses)


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


def test_introducing_items_without_full_stop_are_no_headings() -> None:
    structure = build(lines("３　要件\n（１）次の措置を講ずること\nア　暗号化\n（２）次の記録を残すこと\nア　日時"))
    assert headings(structure) == ["３　要件"]
    assert clause(structure, "ア　日時").lead == "次の記録を残すこと"


def test_items_among_items_stay_clauses() -> None:
    structure = build(
        lines("""
１　保護
(1)　暗号化の実施
(2)　国内での保管
なお、詳細は協議する。
(3)　返却
２　運用
ア　報告
・件数
イ　窓口
ウ　研修
３　体制
ア　責任者
責任者を置く。
イ　担当者
担当者を置く。
""")
    )
    assert headings(structure) == ["１　保護", "２　運用", "３　体制", "ア　責任者", "イ　担当者"]
    assert clause(structure, "・件数").lead == "報告"
    assert clause(structure, "なお").number == "1"


@pytest.mark.parametrize(
    "line",
    [
        "２　乙は、成果の適否を甲に対し説明する責任を負",
        "(2)　入力した内容は、外部の学習に不使用",
    ],
)
def test_line_with_a_topic_is_no_heading(line: str) -> None:
    structure = build(lines(f"１　責任\n乙が負う。\n{line}\nう。\n３　協議\n別に定める。"))
    assert line not in headings(structure)


def test_item_in_a_heading_style_with_nothing_beneath_is_a_clause() -> None:
    blocks = [
        Block(BlockKind.PARAGRAPH, "１　保護", level=1),
        Block(BlockKind.PARAGRAPH, "(1)　国内での保管", level=2),
        Block(BlockKind.PARAGRAPH, "(2)　暗号化", level=2),
        *lines("通信を含む。"),
        Block(BlockKind.PARAGRAPH, "学習への不使用", level=2),
    ]
    structure = build(blocks)
    assert headings(structure) == ["１　保護", "(2)　暗号化"]
    assert [c.number for c in structure.clauses] == ["1(1)", "1(2)", "1"]


def test_line_below_an_annex_number_is_its_title() -> None:
    structure = build(lines("別記\n個人情報取扱特記事項\n第１　乙は、個人情報を適正に扱う。"))
    assert clause(structure, "第１").heading == ("別記", "個人情報取扱特記事項")


@pytest.mark.parametrize("line", ["（案）", "（単位：円）", "（令和8年4月1日現在）"])
def test_remarks_in_brackets_are_no_captions(line: str) -> None:
    structure = build(lines(f"本文である。\n{line}\n第１条　甲は、支払う。"))
    assert clause(structure, "第１条").heading == ()
    assert clause(structure, line).kind is ClauseKind.PARAGRAPH


def test_list_of_annexes_is_no_heading() -> None:
    structure = build(lines("９　附属文書\n別紙１　要件一覧\n別紙２　構成図\n10　その他\n疑義は協議する。"))
    assert headings(structure) == ["９　附属文書", "10　その他"]
    assert clause(structure, "疑義").heading == ("10　その他",)
