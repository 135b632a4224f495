"""`morenashi check` with the office's own sheet and with highlighted PDFs."""

from __future__ import annotations

from pathlib import Path

import pytest
from app_fakes import fake_checker, fake_judge
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner, Result

from app.checking import Checker
from app.cli import app
from checklist_data import Checklist, load
from extractors import extract

PROCUREMENT = load().checklists[0]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["check", *map(str, arguments)])


def office_sheet(folder: Path, checklist: Checklist = PROCUREMENT) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["番号", "項目", "判定", "備考"])
    for item in checklist.items:
        sheet.append([item.number, item.title.text])
    book.save(folder / "様式.xlsx")
    return folder / "様式.xlsx"


def text_file(folder: Path, name: str = "spec.pdf", text: str = PROCUREMENT.items[0].title.text) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


@pytest.fixture
def _fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cli.check.load_checker", lambda settings: fake_checker())


@pytest.mark.usefixtures("_fake")
def test_the_sheet_is_filled_in_and_said(tmp_path: Path) -> None:
    result = run(text_file(tmp_path), "--sheet", office_sheet(tmp_path), "-o", tmp_path / "out.xlsx")
    assert result.exit_code == 1
    sheet = load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert [cell.value for cell in sheet["C"]][:3] == ["判定", "○ 充足", "－ 記載なし"]
    assert "記入：" in result.stderr
    again = run(text_file(tmp_path), "--sheet", tmp_path / "out.xlsx", "-o", tmp_path / "again.xlsx")
    assert "C2" in again.stderr
    assert "すでに記入があります" in again.stderr


@pytest.mark.usefixtures("_fake")
def test_columns_and_overwriting_are_chosen(tmp_path: Path) -> None:
    sheet = office_sheet(tmp_path)
    run(text_file(tmp_path), "--sheet", sheet, "--sheet-columns", "D,,B", "--overwrite", "-o", tmp_path / "out.xlsx")
    row = [cell.value for cell in load_workbook(tmp_path / "out.xlsx").worksheets[0][3]]
    assert row == [PROCUREMENT.items[1].number, PROCUREMENT.items[1].aspects[0].missing, None, "－ 記載なし"]


@pytest.mark.usefixtures("_fake")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--sheet", "spec.pdf"), "Excelブック"),
        (("--sheet", "様式.xlsx", "--sheet-columns", "1"), "回答の列の指定"),
        (("--sheet", "様式.xlsx", "--sheet-columns", "D,E,F,G"), "回答の列の指定"),
        (("--sheet", "ない.xlsx"), "開けません"),
    ],
)
def test_bad_use_ends_with_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    office_sheet(tmp_path)
    result = run(text_file(tmp_path), *arguments, "-o", tmp_path / "out.xlsx")
    assert result.exit_code == 2
    assert words in result.stderr
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.usefixtures("_fake")
@pytest.mark.parametrize(("text", "words"), [("Wordの文書", "PDFがない"), ("%PDF-", "PDFが複数")])
def test_which_pdf_is_annotated_must_be_clear(tmp_path: Path, text: str, words: str) -> None:
    files = [text_file(tmp_path, f"{n}.pdf", text) for n in range(2)]
    result = run(*files, "--format", "annotated-pdf", "-o", tmp_path / "out.pdf")
    assert result.exit_code == 2
    assert words in result.stderr


def test_pdfs_are_annotated_into_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checker = Checker(lambda data, name, *_: extract(data, name), fake_judge)
    monkeypatch.setattr("app.cli.check.load_checker", lambda settings: checker)
    sample = Path(__file__).parents[3] / "samples" / "sample-rules.pdf"
    assert run(sample, sample, "--format", "annotated-pdf", "-o", tmp_path).exit_code == 1
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == ["sample-rules_1_注釈付き.pdf", "sample-rules_2_注釈付き.pdf"]
    assert (tmp_path / written[0]).read_bytes().startswith(sample.read_bytes())
