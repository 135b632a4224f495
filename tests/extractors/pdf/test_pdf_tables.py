"""Ruled tables come out as rows, over pages and with merged cells."""

from __future__ import annotations

from itertools import pairwise

import pytest
from pdf_maker import PdfMaker
from pdf_texts import FIRST, THIRD, read, texts, typeset

from extractors.document import BlockKind

HEADER = ["番号", "区分", "要件"]
COLUMNS = [72, 130, 220, 520]


def test_rows_have_cells_and_regions() -> None:
    made = PdfMaker()
    page = made.page()
    page.lines(72, 60, typeset(THIRD, 40))
    page.table(COLUMNS, 100, [HEADER, ["1", "必須", "学習に利用しないこと。"], ["2", "任意", "多言語に対応すること。"]])
    page.lines(72, 260, typeset(FIRST, 40))
    before, header, first, second, after = read(made).blocks
    assert (before.text, after.text) == (THIRD, FIRST)
    assert [block.kind for block in (header, first, second)] == [BlockKind.ROW] * 3
    assert first.cells == ("1", "必須", "学習に利用しないこと。")
    assert first.text == "1　必須　学習に利用しないこと。"
    assert {block.table for block in (header, first, second)} == {0}
    assert second.regions[0][1:] == pytest.approx((72, 148, 520, 172), abs=0.5)


def test_lines_wrapped_in_a_cell_are_joined() -> None:
    made = PdfMaker()
    page = made.page()
    page.grid([72, 200, 340], [100, 124, 220])
    page.text(76, 116, "項目")
    page.text(204, 116, "内容")
    page.text(76, 140, "再委託")
    page.lines(204, 140, typeset("再委託の制限に関する定めを置くこと。", 12), pitch=14)
    page.lines(204, 172, typeset("承認のない再委託を禁ずること。", 12), pitch=14)
    row = read(made).blocks[-1]
    assert row.cells == ("再委託", "再委託の制限に関する定めを置くこと。\n承認のない再委託を禁ずること。")


def group_table(name: str) -> PdfMaker:
    """A table of three rows whose first cell spans all of them; the heading beside it spans two columns."""
    made = PdfMaker()
    page = made.page()
    page.grid([72, 340], [100, 172])
    page.rule(170, 100, 170, 172)
    page.rule(240, 124, 240, 172)
    page.rule(170, 124, 340, 124)
    page.rule(170, 148, 340, 148)
    page.lines(74, 120, typeset(name, 9), pitch=14)
    page.text(220, 116, "役割及び人数")
    for row, cells in enumerate((("責任者", "1人"), ("担当者", "3人"))):
        page.text(174, 140 + 24 * row, cells[0])
        page.text(244, 140 + 24 * row, cells[1])
    return made


def test_a_short_merged_cell_governs_all_its_rows() -> None:
    rows = read(group_table("体制")).blocks
    assert [block.cells for block in rows] == [
        ("体制", "役割及び人数"),
        ("体制", "責任者", "1人"),
        ("体制", "担当者", "3人"),
    ]
    assert [block.text for block in rows] == ["体制　役割及び人数", "責任者　1人", "担当者　3人"]


def test_a_long_merged_cell_stands_once() -> None:
    name = "業務の全体を統括する者及びその指揮を受ける者の体制"
    rows = read(group_table(name)).blocks
    assert [block.cells for block in rows] == [(name, "役割及び人数"), ("責任者", "1人"), ("担当者", "3人")]


def test_a_table_that_goes_on_over_the_page_is_one_without_its_repeated_header() -> None:
    made = PdfMaker()
    for number in range(3):
        page = made.page()
        page.text(72, 40, "要件一覧表　令和8年度")
        rows = [[str(3 * number + k), "必須", f"第{3 * number + k}の要件を満たすこと。"] for k in (1, 2, 3)]
        page.table(COLUMNS, 80, [HEADER, *rows])
        page.text(290, 800, str(number + 1))
    found = [block for block in read(made).blocks if block.table is not None]
    assert [block.kind for block in found] == [BlockKind.HEADER_ROW] + [BlockKind.ROW] * 9
    assert [block.cells[0] for block in found[1:]] == [str(number) for number in range(1, 10)]
    assert {block.table for block in found} == {0}
    assert found[-1].page == 3


def test_a_row_cut_by_the_end_of_the_page_is_joined() -> None:
    made = PdfMaker()
    first, second = made.page(), made.page()
    first.table(COLUMNS, 700, [HEADER, ["1", "必須", "機密情報を外部の記録媒体に保存し、又は"]])
    second.table(COLUMNS, 60, [HEADER, ["", "", "持ち出さないこと。"], ["2", "任意", "多言語に対応すること。"]])
    rows = [block for block in read(made).blocks if block.kind is BlockKind.ROW]
    assert [block.cells for block in rows] == [
        ("1", "必須", "機密情報を外部の記録媒体に保存し、又は持ち出さないこと。"),
        ("2", "任意", "多言語に対応すること。"),
    ]
    assert [region.page for region in rows[0].regions] == [1, 2]


def test_two_tables_on_following_pages_stay_two() -> None:
    made = PdfMaker()
    first, second = made.page(), made.page()
    first.table(COLUMNS, 600, [HEADER, ["1", "必須", "学習に利用しないこと。"]])
    second.table([72, 250, 400, 520], 60, [["成果物", "数量", "納期"], ["設計書", "1部", "令和8年9月"]])
    assert [block.table for block in read(made).blocks] == [0, 0, 1, 1]


def test_text_between_tables_parts_them() -> None:
    made = PdfMaker()
    first, second = made.page(), made.page()
    first.table(COLUMNS, 600, [HEADER, ["1", "必須", "学習に利用しないこと。"]])
    second.text(72, 60, "次の表は追加の要件である。")
    second.table(COLUMNS, 90, [HEADER, ["1", "必須", "記録を残すこと。"]])
    tables = [block.table for block in read(made).blocks if block.table is not None]
    assert tables == [0, 0, 1, 1]


def test_a_table_open_at_its_sides_keeps_its_outer_columns() -> None:
    made = PdfMaker()
    page = made.page()
    for y in (100, 124, 148):
        page.rule(72, y, 520, y)
    page.rule(200, 100, 200, 148)
    for k, (name, value) in enumerate((("項目", "内容"), ("機密性", "学習に利用しないこと。"))):
        page.text(76, 116 + 24 * k, name)
        page.text(204, 116 + 24 * k, value)
    assert [block.cells for block in read(made).blocks] == [("項目", "内容"), ("機密性", "学習に利用しないこと。")]


def test_an_underline_is_no_table() -> None:
    made = PdfMaker()
    page = made.page()
    page.text(72, 100, "第１　調達の概要")
    page.rule(72, 103, 160, 103)
    page.rule(72, 120, 520, 120)
    assert texts(read(made)) == ["第１　調達の概要"]


def test_a_rule_drawn_for_each_cell_is_not_the_one_above_footnotes() -> None:
    made = PdfMaker()
    page = made.page()
    page.lines(72, 80, typeset(FIRST * 4, 40))
    xs = (72, 230, 380, 490)
    for y in (500, 524, 548):
        for x0, x1 in pairwise(xs):
            page.rule(x0, y, x1, y)
    for x in xs:
        page.rule(x, 500, x, 548)
    for y, cells in ((516, ("項目", "値", "備考")), (540, ("件数", "百件", "毎月"))):
        for x, cell in zip(xs, cells, strict=False):
            page.text(x + 4, y, cell)
    page.text(72, 570, "※　件数は見込みである。", size=9)
    page.text(72, 600, "7　契約期間")
    blocks = [(block.kind, block.text) for block in read(made).blocks[-2:]]
    assert blocks == [(BlockKind.PARAGRAPH, "※　件数は見込みである。"), (BlockKind.PARAGRAPH, "7　契約期間")]
