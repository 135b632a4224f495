"""PDF files as an office suite makes them: embedded subset fonts, real line breaking, tables that break over pages."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from pdf_texts import filler

from extractors.document import Block, BlockKind, QualityState
from extractors.ocr.options import RecognitionMode, RecognitionOptions
from extractors.pdf.reader import PdfReader
from extractors.reader import Limits

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")

CLAUSES = [f"({number})　{filler(number)}{filler(number + 1) if number % 3 else ''}" for number in range(1, 41)]
ROWS = [(f"F-{number:02}", "必須", filler(number) + filler(number + 5)) for number in range(1, 31)]


def write_source(path: Path, columns: int) -> None:
    """A specification with header, footer, forty clauses and a table of thirty rows."""
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "生成AI利用環境調達仕様書（案）"
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = code
        footer.add_run()._r.append(element)
    for element in section._sectPr.iter(qn("w:cols")):
        element.set(qn("w:num"), str(columns))
    for clause in CLAUSES:
        paragraph = document.add_paragraph(clause)
        paragraph.paragraph_format.space_after = Pt(0)
    if columns == 1:
        table = document.add_table(rows=1, cols=3, style="Table Grid")
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row in (("番号", "区分", "要件"), *ROWS):
            cells = table.rows[0].cells if row[0] == "番号" else table.add_row().cells
            for cell, text in zip(cells, row, strict=True):
                cell.text = text
    document.save(str(path))


@pytest.fixture(scope="module", params=[1, 2], ids=["one column", "two columns"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, bytes]:
    folder = tmp_path_factory.mktemp("office")
    write_source(folder / "source.docx", request.param)
    command = [str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(folder), str(folder / "source.docx")],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return request.param, (folder / "source.pdf").read_bytes()


def plain(block: Block) -> str:
    return block.text.replace(" ", "")


def test_every_clause_and_row_comes_out_whole(made: tuple[int, bytes]) -> None:
    columns, data = made
    reading = PdfReader().read(data, Limits())
    body = [block for block in reading.blocks if block.kind is not BlockKind.FURNITURE]
    assert reading.quality.state is QualityState.OK
    assert [plain(block) for block in body if block.kind is BlockKind.PARAGRAPH] == CLAUSES
    rows = [block for block in body if block.kind is BlockKind.ROW]
    assert [block.cells for block in rows] == (ROWS if columns == 1 else [])
    headers = [block.cells for block in body if block.kind is BlockKind.HEADER_ROW]
    assert headers == ([("番号", "区分", "要件")] if columns == 1 else [])


def test_furniture_is_on_every_page(made: tuple[int, bytes]) -> None:
    reading = PdfReader().read(made[1], Limits())
    furniture = [(block.page, block.text) for block in reading.blocks if block.kind is BlockKind.FURNITURE]
    assert reading.pages is not None
    pages = range(1, reading.pages + 1)
    assert furniture == [
        entry for page in pages for entry in ((page, "生成AI利用環境調達仕様書（案）"), (page, str(page)))
    ]


def test_a_file_without_its_character_mapping_is_told_from_a_good_one(made: tuple[int, bytes]) -> None:
    spoilt = made[1].replace(b"/ToUnicode", b"/XoUnicode")
    assert spoilt != made[1]
    limits = Limits(recognition=RecognitionOptions(RecognitionMode.OFF))
    assert PdfReader().read(spoilt, limits).quality.state is QualityState.UNREADABLE
