"""Check sheets as five offices might have built them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Pixels

from checklist_data import Checklist, load

PROCUREMENT, CONTRACT, RULES = load().checklists


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def first_sheet(book: Workbook, title: str) -> Worksheet:
    sheet = book.worksheets[0]
    sheet.title = title
    return sheet


def marks_in_a_column() -> bytes:
    """① in a column of its own, an image, conditional formats, a chart and sums over the answers."""
    book = Workbook()
    sheet = first_sheet(book, "調達チェックシート")
    sheet.append(["調達チェックシート（記入用）"])
    sheet.append([])
    sheet.append(["No.", "分類", "確認項目", "判定", "仕様書の該当箇所", "備考"])
    for item in PROCUREMENT.items:
        sheet.append([item.number, item.group, item.title.text])
    sheet["D4"].font = Font(name="Yu Gothic", bold=True, color="FF0000")
    sheet["H3"] = '=COUNTIF(D4:D24,"○*")'
    red = DifferentialStyle(fill=PatternFill("solid", "FFAAAA"))
    sheet.conditional_formatting.add("D4:D24", Rule("cellIs", operator="equal", formula=['"×"'], dxf=red))
    pixels = io.BytesIO()
    Pixels.new("RGB", (12, 8), (200, 30, 30)).save(pixels, "PNG")
    sheet.add_image(Image(pixels), "H6")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=8, min_row=3, max_row=3))
    sheet.add_chart(chart, "J8")
    return saved(book)


def marks_in_the_title() -> bytes:
    """「(１) 題名」 in one merged cell over two rows, two header rows of which the upper is merged over columns."""
    book = Workbook()
    sheet = first_sheet(book, "シート")
    sheet["A1"], sheet["C1"] = "確認する項目", "点検の結果"
    sheet["C2"], sheet["D2"], sheet["E2"] = "有　無", "記載\nページ", "コメント"
    sheet.merge_cells("A1:B2")
    sheet.merge_cells("C1:E1")
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for number, item in enumerate(PROCUREMENT.items):
        row = 3 + 2 * number
        title = item.title.text
        sheet.cell(row, 1, f"（{str(number + 1).translate(wide)}）{title[:6]}\n{title[6:]}")
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=1, end_column=2)
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=3, end_column=3)
    return saved(book)


def split_over_sheets() -> bytes:
    """Items over three sheets, shortened titles, a list of choices in each way that a rule can name it."""
    book = Workbook()
    lists = first_sheet(book, "選択肢")
    for row, choice in enumerate(("○：記載あり", "△：一部記載", "×：記載なし", "－：対象外"), 1):
        lists.cell(row, 1, choice)
    lists.sheet_state = "hidden"
    halves = {"前半": PROCUREMENT.items[:10], "後半": PROCUREMENT.items[10:], "契約": CONTRACT.items}
    formulas = {"前半": '"○,△,×"', "後半": "選択肢!$A$1:$A$4", "契約": '"有,無"'}
    for name, items in halves.items():
        sheet = book.create_sheet(name)
        sheet.append(["", "項目", "該当条項", "対応状況（プルダウン）", "不足内容"])
        for item in items:
            sheet.append([item.id, item.title.text.split("（")[0][:16]])
        rule = DataValidation(type="list", formula1=formulas[name])
        rule.add("D2:D40")
        sheet.add_data_validation(rule)
    return saved(book)


def hidden_rows() -> bytes:
    """Numbers that Excel keeps as numbers, hidden rows, an answer and a formula that are there already, a hidden copy."""
    book = Workbook()
    sheet = first_sheet(book, "契約書チェック")
    sheet.append(["項番", "契約書に定める事項", "判定結果", "箇所", "備考欄"])
    for number, item in enumerate(CONTRACT.items, 1):
        sheet.append([number, item.title.text])
    sheet.row_dimensions[4].hidden = True
    sheet["C2"], sheet["C3"] = "○（担当者確認済）", '=IF(B3="","","△")'
    copy = book.create_sheet("控え")
    copy.append(["項番", "事項", "判定"])
    for number, rule in enumerate(RULES.items, 1):
        copy.append([number, rule.title.text])
    copy.sheet_state = "veryHidden"
    return saved(book)


def locked_cells() -> bytes:
    """A protected sheet whose remarks alone may be filled in, one remark cell for three items, no words but the marks."""
    book = Workbook()
    sheet = first_sheet(book, "様式")
    sheet.append(["番号", "要旨", "判定", "備考"])
    for item in PROCUREMENT.items:
        sheet.append([item.number, "当課の言い換え"])
        sheet.cell(sheet.max_row, 4).protection = Protection(locked=False)
    sheet.merge_cells("D3:D5")
    sheet.protection.sheet = True
    return saved(book)


SHEETS: Mapping[str, Callable[[], bytes]] = {
    one.__name__: one
    for one in (marks_in_a_column, marks_in_the_title, split_over_sheets, hidden_rows, locked_cells)
}


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def bare_book(rows: str, strings: str) -> bytes:
    """The smallest workbook that Excel's own way of keeping texts in a table of strings can stand in."""

    def relations(*targets: tuple[str, str]) -> bytes:
        inner = "".join(f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{to}"/>'
                        for n, (kind, to) in enumerate(targets))  # fmt: skip
        return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'.encode()

    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "s.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="様式" sheetId="1" r:id="r0"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SPREADSHEET}"><!-- 様式 --><sheetData>{rows}</sheetData></worksheet>',
        "xl/s.xml": f'<sst xmlns="{_SPREADSHEET}">{strings}</sst>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def contents(data: bytes) -> dict[str, bytes]:
    """The bytes of every part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A package with some parts replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**contents(data), **parts}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def cells(data: bytes) -> dict[str, object]:
    """Every value of a workbook by `sheet!cell`."""
    book = load_workbook(io.BytesIO(data))
    return {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def numbers(checklist: Checklist) -> list[str]:
    return [item.id for item in checklist.items]
