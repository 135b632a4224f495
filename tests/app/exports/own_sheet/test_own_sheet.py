from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from app_fakes import full_report, small_edition
from office_sheets import (
    CONTRACT,
    PROCUREMENT,
    RULES,
    SHEETS,
    bare_book,
    cells,
    contents,
    first_sheet,
    hidden_rows,
    locked_cells,
    marks_in_a_column,
    marks_in_the_title,
    numbers,
    saved,
    split_over_sheets,
    with_parts,
)
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation

from app.exports.own_sheet import Absence, Columns, Reason, Role, fill
from app.problems import ServiceProblem
from checklist_data import load
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Limits
from matchers.report import Report, Verdict

EDITION = load()
REPORT = full_report(EDITION)
ITEMS = {item.id: item for item in REPORT.items}
SHEET = "xl/worksheets/sheet1.xml"


def with_gap(text: str) -> Report:
    return REPORT.model_copy(update={"items": tuple(one.model_copy(update={"gap": text}) for one in REPORT.items)})


@pytest.mark.parametrize("build", SHEETS.values(), ids=SHEETS)
def test_only_the_cells_named_in_the_result_change(build: Callable[[], bytes]) -> None:
    data = build()
    filled = fill(data, REPORT, EDITION)
    written = {f"{one.sheet}!{one.cell}": one.text for one in filled.result.written}
    assert len(written) == len(filled.result.written) > 10
    assert cells(filled.data) == {**cells(data), **written}


@pytest.mark.parametrize("build", SHEETS.values(), ids=SHEETS)
def test_every_item_is_written_left_or_named_as_not_found(build: Callable[[], bytes]) -> None:
    result = fill(build(), REPORT, EDITION).result
    cells_told = {one.item for one in result.written} | {one.item for one in result.skipped}
    absent = {one.item for one in result.not_found}
    assert cells_told | absent == set(ITEMS)
    assert not cells_told & absent


def test_everything_else_keeps_its_bytes() -> None:
    data = with_parts(marks_in_a_column(), {"xl/vbaProject.bin": b"\x00macro", "xl/printerSettings/p1.bin": b"p"})
    filled = fill(data, REPORT, EDITION)
    before, after = contents(data), contents(filled.data)
    assert list(before) == list(after)
    assert {"xl/media/image1.png", "xl/charts/chart1.xml", "xl/styles.xml"} <= set(before)
    assert {name for name in before if before[name] != after[name]} == {SHEET, "xl/workbook.xml"}
    sheet = load_workbook(io.BytesIO(filled.data)).worksheets[0]
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["D4:D24"]
    assert sheet.cell(4, 4).font.color.rgb == "00FF0000"


def test_sums_over_the_answers_are_computed_again_and_only_then() -> None:
    assert b'fullCalcOnLoad="1"' in contents(fill(marks_in_a_column(), REPORT, EDITION).data)["xl/workbook.xml"]
    plain = split_over_sheets()
    assert contents(plain)["xl/workbook.xml"] == contents(fill(plain, REPORT, EDITION).data)["xl/workbook.xml"]


def test_marks_in_a_column_of_their_own() -> None:
    filled = fill(marks_in_a_column(), REPORT, EDITION)
    got = cells(filled.data)
    for row, item in enumerate(PROCUREMENT.items, 4):
        reported = ITEMS[item.id]
        words = {Verdict.COVERED: "○ 充足", Verdict.PARTIAL: "△ 一部", Verdict.CONTRARY: "× 反対の定め",
                 Verdict.MISSING: "－ 記載なし", Verdict.UNVERIFIABLE: "？ 判定不能"}  # fmt: skip
        assert got[f"調達チェックシート!D{row}"] == words[reported.verdict]
        place = "仕様書 第1版.pdf 3頁 第3 2(1)ア" if reported.evidence else None
        assert got.get(f"調達チェックシート!E{row}") == place
        assert got.get(f"調達チェックシート!F{row}") == (reported.gap or None)
    assert {one.reason for one in filled.result.not_found} == {Absence.NO_ROW}


def test_marks_inside_merged_titles_under_two_header_rows() -> None:
    got = cells(fill(marks_in_the_title(), REPORT, EDITION).data)
    for number, item in enumerate(PROCUREMENT.items):
        said = {Verdict.COVERED: "有", Verdict.MISSING: "無"}.get(ITEMS[item.id].verdict)
        assert said in (None, got[f"シート!C{3 + 2 * number}"])
    assert "シート!C4" not in got


def test_items_split_over_sheets_with_choices() -> None:
    filled = fill(split_over_sheets(), REPORT, EDITION)
    got = cells(filled.data)
    choices = {Verdict.COVERED: "○", Verdict.PARTIAL: "△", Verdict.CONTRARY: "×", Verdict.MISSING: "×"}
    for number, item in enumerate(PROCUREMENT.items):
        sheet, row = ("前半", number + 2) if number < 10 else ("後半", number - 8)
        choice = choices.get(ITEMS[item.id].verdict)
        if number >= 10 and choice:
            choice = {"○": "○：記載あり", "△": "△：一部記載", "×": "×：記載なし"}[choice]
        assert got.get(f"{sheet}!D{row}") == choice, item.id
    left = {(one.item, one.role) for one in filled.result.skipped if one.reason is Reason.RESTRICTED}
    in_words = {Verdict.COVERED, Verdict.MISSING}
    assert left == {
        (item_id, Role.VERDICT)
        for checklist, sayable in ((PROCUREMENT, set(choices)), (CONTRACT, in_words))
        for item_id in numbers(checklist)
        if ITEMS[item_id].verdict not in sayable
    }


def test_an_option_that_says_conformity_is_never_chosen() -> None:
    book = load_workbook(io.BytesIO(marks_in_a_column()))
    rule = DataValidation(type="list", formula1='"適合,不適合,対象外"')
    rule.add("D4:D24")
    book.worksheets[0].add_data_validation(rule)
    result = fill(saved(book), REPORT, EDITION).result
    assert not [one for one in result.written if one.role is Role.VERDICT]
    assert {one.reason for one in result.skipped} == {Reason.RESTRICTED}


def test_choices_behind_a_name_and_in_the_extension_list() -> None:
    data = split_over_sheets()
    parts = contents(data)
    extension = (
        b'<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{CCE6A557}">'
        b'<x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">'
        b'<x14:dataValidation type="list"><x14:formula1><xm:f>LIST</xm:f></x14:formula1><xm:sqref>D2:D40</xm:sqref>'
        b"</x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    ).replace(b"LIST", "候補".encode())
    before, _, rest = parts["xl/worksheets/sheet2.xml"].partition(b"<dataValidations")
    sheet = before + rest.partition(b"</dataValidations>")[2].replace(b"</worksheet>", extension)
    names = b"<definedNames><definedName name=\"LIST\">'SHEET'!$A$1:$A$4</definedName></definedNames><calcPr"
    names = names.replace(b"LIST", "候補".encode()).replace(b"SHEET", "選択肢".encode())
    book = parts["xl/workbook.xml"].replace(b"<definedNames />", b"").replace(b"<calcPr", names)
    data = with_parts(data, {"xl/worksheets/sheet2.xml": sheet, "xl/workbook.xml": book})
    written = {f"{one.sheet}!{one.cell}": one.text for one in fill(data, REPORT, EDITION).result.written}
    assert written["前半!D2"] == "○：記載あり"


def test_shared_strings_with_readings_and_cells_without_addresses() -> None:
    item = PROCUREMENT.items[0]
    title = f"<si><r><t>{item.title.text[:5]}</t></r><r><t>{item.title.text[5:]}</t></r><rPh sb='0' eb='1'><t>ヨミ</t></rPh></si>"
    strings = f"<si><t>項目</t></si><si><t>判定</t></si>{title}"
    rows = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row r="5" spans="1:1"><c t="s"><v>2</v></c></row>'
    data = bare_book(rows, strings)
    filled = fill(data, REPORT, EDITION)
    assert [(one.item, one.cell) for one in filled.result.written] == [(item.id, "B5")]
    before, after = contents(data), contents(filled.data)
    assert {name for name in before if before[name] != after[name]} == {SHEET}
    answer = '<c r="B5" t="inlineStr"><is><t xml:space="preserve">○ 充足</t></is></c>'
    assert answer in after[SHEET].decode()
    assert "<!-- 様式 -->" in after[SHEET].decode()
    with pytest.raises(DocumentProblem) as caught:
        fill(bare_book(rows, ""), REPORT, EDITION)
    assert caught.value.code is ProblemCode.DAMAGED


def test_hidden_rows_are_filled_and_told_hidden_sheets_are_not() -> None:
    filled = fill(hidden_rows(), REPORT, EDITION)
    hidden = {one.cell for one in filled.result.written if one.hidden}
    assert "C4" in hidden
    assert all(cell.endswith("4") for cell in hidden)
    absent = {one.item: one.reason for one in filled.result.not_found}
    assert {absent[item_id] for item_id in numbers(RULES)} == {Absence.HIDDEN_SHEET}
    assert not [one for one in filled.result.written if one.sheet == "控え"]


def test_answers_stay_unless_they_may_be_overwritten_and_formulas_always() -> None:
    kept = fill(hidden_rows(), REPORT, EDITION)
    reasons = {one.cell: one.reason for one in kept.result.skipped}
    assert reasons == {"C2": Reason.ANSWERED, "C3": Reason.FORMULA}
    replaced = fill(hidden_rows(), REPORT, EDITION, overwrite=True)
    assert {one.cell: one.reason for one in replaced.result.skipped} == {"C3": Reason.FORMULA}
    got = cells(replaced.data)
    assert got["契約書チェック!C2"] == next(one.text for one in replaced.result.written if one.cell == "C2")
    assert str(got["契約書チェック!C3"]).startswith("=IF(")


def test_locked_and_shared_cells() -> None:
    filled = fill(locked_cells(), with_gap("不足"), EDITION)
    verdicts = [one for one in filled.result.skipped if one.role is Role.VERDICT]
    assert {one.reason for one in verdicts} == {Reason.LOCKED}
    assert len(verdicts) == len(PROCUREMENT.items)
    shared = [one for one in filled.result.skipped if one.reason is Reason.SHARED]
    assert [(one.cell, one.item) for one in shared] == [("D3", one) for one in numbers(PROCUREMENT)[2:4]]


@pytest.mark.parametrize("text", ["=1+1", "+81", "-", "@SUM(A1)", "＝1", "  前後 ", "一\n二", "<is>&amp;"])
def test_text_stays_text(text: str) -> None:
    filled = fill(marks_in_a_column(), with_gap(text), EDITION)
    sheet = load_workbook(io.BytesIO(filled.data)).worksheets[0]
    assert sheet["F5"].value == text
    assert sheet["F5"].data_type == "s"
    assert b"<f>1+1" not in contents(filled.data)[SHEET]


def test_columns_of_the_callers_choice() -> None:
    filled = fill(marks_in_a_column(), REPORT, EDITION, Columns(verdict="g", remark="AA"))
    assert {one.cell.rstrip("0123456789") for one in filled.result.written} == {"G", "AA"}
    row = load_workbook(io.BytesIO(filled.data)).worksheets[0][4]
    assert row[6].value == "○ 充足"


@pytest.mark.parametrize(("verdict", "place"), [("XFE", None), ("4", None), ("D", "d")])
def test_impossible_columns(verdict: str, place: str | None) -> None:
    with pytest.raises(ServiceProblem) as caught:
        Columns(verdict, place)
    assert caught.value.kind.code == "sheet_bad_column"


def test_renumbered_titles_win_over_marks() -> None:
    book = Workbook()
    sheet = first_sheet(book, "様式")
    sheet.append(["No", "項目", "判定"])
    for number, item in enumerate(reversed(PROCUREMENT.items), 1):
        sheet.append([number, item.title.text])
    got = {one.cell: one.item for one in fill(saved(book), REPORT, EDITION).result.written}
    assert got == {f"C{row}": item_id for row, item_id in enumerate(reversed(numbers(PROCUREMENT)), 2)}


def test_bare_numbers_of_another_list_are_no_items() -> None:
    book = Workbook()
    sheet = first_sheet(book, "購入品")
    sheet.append(["No", "品名", "判定"])
    for number in range(1, 12):
        sheet.append([number, f"品目{number}"])
    with pytest.raises(ServiceProblem) as caught:
        fill(saved(book), REPORT, EDITION)
    assert caught.value.kind.code == "sheet_without_items"


def test_no_answer_columns() -> None:
    book = Workbook()
    sheet = first_sheet(book, "一覧")
    for item in PROCUREMENT.items:
        sheet.append([item.number, item.title.text])
    with pytest.raises(ServiceProblem) as caught:
        fill(saved(book), REPORT, EDITION)
    assert caught.value.kind.code == "sheet_without_columns"


def test_any_edition_fills_in() -> None:
    book = Workbook()
    sheet = first_sheet(book, "様式")
    sheet.append(["項目", "判定（○・×）"])
    edition = small_edition()
    for item in edition.items:
        sheet.append([item.title.text])
    got = cells(fill(saved(book), full_report(edition), edition).data)
    assert got["様式!B2"] == "○"


@pytest.mark.parametrize(
    ("data", "code"), [(b"", ProblemCode.EMPTY), (b"PK\x03\x04xl/", ProblemCode.DAMAGED)], ids=["empty", "cut"]
)
def test_unreadable_files(data: bytes, code: ProblemCode) -> None:
    with pytest.raises(DocumentProblem) as caught:
        fill(data, REPORT, EDITION)
    assert caught.value.code is code


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\0o\0r\0k\0b\0o\0o\0k\0\0\0"])
def test_files_that_are_no_workbook(data: bytes) -> None:
    with pytest.raises(ServiceProblem) as caught:
        fill(data, REPORT, EDITION)
    assert caught.value.kind.code == "sheet_not_workbook"


@pytest.mark.parametrize(
    ("parts", "limits", "code"),
    [
        ({SHEET: b"<!DOCTYPE x><worksheet/>"}, Limits(), ProblemCode.DAMAGED),
        ({SHEET: b"<worksheet>"}, Limits(), ProblemCode.DAMAGED),
        ({SHEET: b"<worksheet>" + b" " * (33 << 20) + b"</worksheet>"}, Limits(), ProblemCode.TOO_COMPLEX),
        ({}, Limits(parts=3), ProblemCode.TOO_COMPLEX),
        ({}, Limits(unpacked_bytes=1000), ProblemCode.TOO_COMPLEX),
        ({}, Limits(file_bytes=1000), ProblemCode.TOO_LARGE),
    ],
    ids=["doctype", "broken", "large part", "parts", "unpacked", "file"],
)
def test_hostile_workbooks(parts: dict[str, bytes], limits: Limits, code: ProblemCode) -> None:
    with pytest.raises(DocumentProblem) as caught:
        fill(with_parts(marks_in_a_column(), parts), REPORT, EDITION, limits=limits)
    assert caught.value.code is code


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_what_was_filled_in(tmp_path: Path) -> None:
    for name, build in SHEETS.items():
        (tmp_path / f"{name}.xlsx").write_bytes(fill(build(), REPORT, EDITION).data)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76",
         "--outdir", tmp_path, *(tmp_path / f"{name}.xlsx" for name in SHEETS)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    assert "充足" in (tmp_path / "marks_in_a_column.csv").read_text("utf-8")
    assert {path.stem for path in tmp_path.glob("*.csv")} == set(SHEETS)
