from __future__ import annotations

import io

from app_fakes import TEXTS, evidence, full_report, small_edition
from openpyxl import Workbook, load_workbook

from app.exports.registry import export
from app.exports.workbook import CELL_CHARACTERS
from matchers.report import Report

EDITION = small_edition()
REPORT = full_report(EDITION)


def workbook(report: Report) -> Workbook:
    return load_workbook(io.BytesIO(export(report, EDITION, "xlsx")))


def with_text(text: str) -> Report:
    item = REPORT.items[0].model_copy(update={"evidence": (evidence(text),)})
    return REPORT.model_copy(update={"items": (item,)})


def test_sheets() -> None:
    assert workbook(REPORT).sheetnames == [
        "概要", "仕様・点検・シート", "契約シート", "根拠", "高リスク判定", "契約との整合",
    ]  # fmt: skip


def test_one_row_an_item_under_a_frozen_header() -> None:
    sheet = workbook(REPORT)["仕様・点検・シート"]
    assert sheet.freeze_panes == "A2"
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["①", "②", "③", "④", "⑤"]


def test_verdicts_differ_by_word_and_by_fill() -> None:
    cells = [row[3] for row in workbook(REPORT)["仕様・点検・シート"].iter_rows(min_row=2)]
    assert len({cell.value for cell in cells}) == len({cell.fill.fgColor.rgb for cell in cells}) == 5


def test_every_sheet_prints_on_a4_landscape_at_full_width() -> None:
    for sheet in workbook(REPORT):
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_text_that_looks_like_a_formula_stays_text() -> None:
    cells = [cell for row in workbook(REPORT)["根拠"].iter_rows() for cell in row if cell.value == TEXTS[1]]
    assert len(cells) == 3
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def test_text_longer_than_a_cell_goes_on_in_the_next_row() -> None:
    text = "あ" * CELL_CHARACTERS + "末尾"
    column = [row[7].value for row in workbook(with_text(text))["根拠"].iter_rows(min_row=2)]
    assert "".join(str(part) for part in column) == text


def test_characters_that_xml_forbids_are_left_out() -> None:
    column = [row[7].value for row in workbook(with_text("前\x0b\x1b後"))["根拠"].iter_rows(min_row=2)]
    assert column == ["前後"]
