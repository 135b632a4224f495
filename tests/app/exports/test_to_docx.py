from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from app_fakes import evidence, full_report, small_edition
from docx import Document
from docx.oxml.ns import qn

from app.exports.registry import export

EDITION = small_edition()
REPORT = full_report(EDITION)
SOFFICE = shutil.which("soffice")
DOCUMENT = Document(io.BytesIO(export(REPORT, EDITION, "docx")))


def test_headings_are_real_ones_in_the_order_of_the_report() -> None:
    first = [one.text for one in DOCUMENT.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert first == ["点検した文書", "仕様[点検]シート", "契約シート", "影響の判定", "契約との整合"]
    second = [one.text for one in DOCUMENT.paragraphs if one.style is not None and one.style.name == "Heading 2"]
    assert second[:2] == ["① 項目名S1（○ 充足）", "② 項目名S2（△ 一部）"]


def test_tables_name_their_columns_on_every_page_and_say_what_they_are() -> None:
    with_columns = [table for table in DOCUMENT.tables if table._tbl.findall(f".//{qn('w:tblHeader')}")]
    assert len(with_columns) == 2 * 2 + len(REPORT.items) + 1
    for table in with_columns:
        marked = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert marked == [True] + [False] * (len(marked) - 1)
    for table in DOCUMENT.tables:
        caption = table._tbl.tblPr.find(qn("w:tblCaption"))
        assert caption is not None
        assert caption.get(qn("w:val"))


def test_page_is_a4() -> None:
    section = DOCUMENT.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_fonts_are_japanese_with_substitutes() -> None:
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        fonts = DOCUMENT.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == "Yu Gothic"
        assert fonts.get(qn("w:eastAsiaTheme")) is None
    table = next(one.target_part.blob for one in DOCUMENT.part.rels.values() if one.reltype.endswith("/fontTable"))
    assert "Noto Sans CJK JP" in table.decode()


def test_words_that_made_it_evidence_are_bold_and_underlined() -> None:
    excerpt = next(one for one in DOCUMENT.paragraphs if one.style is not None and one.style.name == "Excerpt")
    marked = [run.text for run in excerpt.runs if run.bold and run.underline]
    assert marked == ["記録", "保存すること"]


def test_characters_that_xml_forbids_are_left_out() -> None:
    item = REPORT.items[0].model_copy(update={"evidence": (evidence("前\x0b\x1b後"),), "title": "題\x00名"})
    data = export(REPORT.model_copy(update={"items": (item,)}), EDITION, "docx")
    texts = [one.text for one in Document(io.BytesIO(data)).paragraphs]
    assert "前後" in texts
    assert "① 題名（○ 充足）" in texts


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(export(REPORT, EDITION, "docx"))
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(file)], check=True, capture_output=True,
    )  # fmt: skip
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
