"""Tables: column names, leads and the numbers of rows."""

from __future__ import annotations

from structure_maker import clause, lines, table

from extractors.document import Block, BlockKind, ClauseKind
from extractors.structure import build


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


def test_table_settles_the_sentence_that_introduced_it() -> None:
    structure = build(
        [
            *lines("１　用語\n用語は、次の表のとおりとする。"),
            *table("用語|意義", "県|○○県"),
            *lines("(1)　本則を守ること。"),
        ]
    )
    assert clause(structure, "(1)").lead == ""


def test_row_under_a_merged_number() -> None:
    rows = [
        Block(BlockKind.ROW, "①　要約　必須", table=0, cells=("①", "要約", "必須")),
        Block(BlockKind.ROW, "翻訳", table=0, cells=("①", "翻訳", "必須")),
    ]
    first, second = build([*lines("１　機能"), *rows]).clauses
    assert (first.mark, first.body, first.number) == ("①", "要約　必須", "1①")
    assert (second.mark, second.body, second.number) == ("", "翻訳", "1①")


def test_column_that_says_what_words_mean() -> None:
    structure = build(table("ことば|この冊子での意味", "原稿|AIが返した文", "係|情報係"))
    assert [c.header for c in structure.clauses] == [("ことば", "この冊子での意味")] * 2


def test_row_number_broken_by_a_narrow_cell() -> None:
    structure = build([*lines("1　機能"), *table("番号|要件", "A-\n01|検索できること。")])
    assert clause(structure, "A-").number == "1 A-01"
