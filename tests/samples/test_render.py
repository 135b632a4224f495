"""Rendering labelled documents as Word, HTML and PDF."""

import re
import shutil
import zipfile
from html import unescape
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from rendered_text import docx_lines, source_lines

from app.evaluation.labelled import LabelledDocument, LabelledKind, parse_labelled
from samples.convert import ConversionError, docx_to_pdf
from samples.docx_writer import write_docx
from samples.html_writer import to_html
from samples.render import main, render

TEXT = """@id town
@kind spec
@title 生成AIサービス　仕様書
TOC
# 第1　概要
## 1　件名
生成AIサービスの導入業務
## 2　要件
(1)　次の措置を講ずること。
　ア　入力を学習に用いないこと。 {{X1.a:require}}
　イ　A<B & C とすること。
(2)　記録を残すこと。 {{X2.a:weak X3.a:contrary}}
　ア　日時
# 第2　表
(1)　次の表による。
| 番号 | 要件 |
| 1 | 暗号化すること。 | {{X4.a:require}}
| 2 | 消去すること。 |

| 期限 |
| 3月末 |
NOTE ※　期限は変わり得る。
PAGEBREAK
# 別紙1　一覧
① 　様式は問わない。
"""


def style_name(paragraph: Paragraph) -> str:
    return (paragraph.style.name if paragraph.style else None) or ""


@pytest.fixture
def source() -> LabelledDocument:
    return parse_labelled(TEXT, "town.lab")


@pytest.fixture
def source_file(tmp_path: Path) -> Path:
    path = tmp_path / "town.lab"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("auto_numbering", [False, True])
def test_everything_is_written_once_and_in_order(
    source: LabelledDocument, tmp_path: Path, auto_numbering: bool
) -> None:
    path = tmp_path / "town.docx"
    write_docx(source, path, auto_numbering=auto_numbering)

    assert docx_lines(path) == source_lines(source)


def test_automatic_numbers_are_not_typed(source: LabelledDocument, tmp_path: Path) -> None:
    path = tmp_path / "town.docx"
    write_docx(source, path, auto_numbering=True)

    texts = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert "次の措置を講ずること。" in texts
    assert "入力を学習に用いないこと。" in texts
    assert not any(text.startswith(("(1)", "ア")) for text in texts)


@pytest.mark.parametrize("auto_numbering", [False, True])
def test_no_label_reaches_the_file(source: LabelledDocument, tmp_path: Path, auto_numbering: bool) -> None:
    path = tmp_path / "town.docx"
    write_docx(source, path, auto_numbering=auto_numbering)

    with zipfile.ZipFile(path) as parts:
        everything = "".join(parts.read(name).decode(errors="ignore") for name in parts.namelist())
    assert "入力を学習に用いないこと。" in everything
    assert not re.search(r"\{\{|\}\}|X\d\.a", everything)
    assert not re.search(r"\{\{|\}\}|X\d\.a", to_html(source))


def test_contents_point_to_their_headings(source: LabelledDocument, tmp_path: Path) -> None:
    path = tmp_path / "town.docx"
    write_docx(source, path)

    document = docx.Document(str(path))
    lines = [paragraph for paragraph in document.paragraphs if style_name(paragraph).startswith("toc ")]
    headings = [block.text for block in source.blocks if block.kind is LabelledKind.HEADING]
    assert [line.text for line in lines] == [
        f"{text}\t{page}" for text, page in zip(headings, [3, 3, 3, 3, 4], strict=True)
    ]
    marked = {mark.get(qn("w:name")): mark.getparent() for mark in document.element.xpath("//w:bookmarkStart")}
    for line, text in zip(lines, headings, strict=True):
        assert line.style is not None
        assert line.style.element.xpath(".//w:tab/@w:leader") == ["dot"]
        (target,) = re.findall(r"PAGEREF (\S+)", "".join(line._p.xpath(".//w:instrText/text()")))
        assert "".join(marked[target].xpath(".//w:t/text()")) == text


def test_the_page_looks_like_an_office_made_it(source: LabelledDocument, tmp_path: Path) -> None:
    path = tmp_path / "town.docx"
    write_docx(source, path)

    document = docx.Document(str(path))
    (section,) = document.sections
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.header.paragraphs[0].text == source.title
    assert section.footer.paragraphs[0].text == "- 1 -"
    assert section.footer._element.xpath(".//w:instrText/text()") == [" PAGE "]
    assert document.styles["Normal"].element.xpath("w:rPr/w:rFonts/@w:eastAsia") == ["ＭＳ 明朝"]
    assert document.styles.element.xpath("w:docDefaults//w:lang/@w:eastAsia") == ["ja-JP"]
    assert document.core_properties.author == ""
    first, second = document.tables
    assert first.rows[0]._tr.xpath("w:trPr/w:tblHeader")
    assert not first.rows[1]._tr.xpath("w:trPr/w:tblHeader")
    assert [len(table.columns) for table in (first, second)] == [2, 1]
    (annex,) = [each for each in document.paragraphs if each.text == "別紙1　一覧" and style_name(each) == "Heading 1"]
    assert annex.paragraph_format.page_break_before


def test_a_nested_clause_is_set_deeper(source: LabelledDocument, tmp_path: Path) -> None:
    path = tmp_path / "town.docx"
    write_docx(source, path)

    formats = {paragraph.text: paragraph.paragraph_format for paragraph in docx.Document(str(path)).paragraphs}
    outer, inner = formats["(2)　記録を残すこと。"], formats["ア　日時"]
    assert inner.left_indent + inner.first_line_indent > outer.left_indent + outer.first_line_indent
    assert outer.first_line_indent < 0


def test_the_same_source_makes_the_same_bytes(source: LabelledDocument, tmp_path: Path) -> None:
    write_docx(source, tmp_path / "one.docx")
    write_docx(source, tmp_path / "two.docx")

    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()


def test_html_says_everything_once(source: LabelledDocument) -> None:
    body = to_html(source).split("<body>")[1]
    said = [unescape(text) for text in re.findall(r">([^<>\n]+)<", re.sub(r"<nav>.*?</nav>", "", body))]

    cells = [
        text
        for block in source.blocks
        for text in (block.cells or (block.text,))
        if block.kind.value not in ("toc", "pagebreak")
    ]
    assert said == [source.title, *cells]


def test_command_writes_where_it_is_told(source_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "new" / "folder"

    assert main([str(source_file), "-o", str(folder)]) == 0
    assert capsys.readouterr().out == f"{folder / 'town.docx'}\n"
    assert main([str(source_file), "-o", str(folder), "--html"]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["town.docx", "town.html"]


def test_command_names_the_bad_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.lab"
    path.write_text(TEXT + "文。 {{X1.a:maybe}}\n", encoding="utf-8")

    assert main([str(path), "-o", str(tmp_path)]) == 1
    assert f"bad.lab:{TEXT.count(chr(10)) + 1}: bad label" in capsys.readouterr().err


def test_a_missing_converter_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ConversionError, match="soffice is not installed"):
        docx_to_pdf([tmp_path / "town.docx"], tmp_path)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_pdf_by_libreoffice(source_file: Path, tmp_path: Path) -> None:
    word, printed = render([source_file], tmp_path, pdf=True)

    assert (word.name, printed.name) == ("town.docx", "town.pdf")
    with pypdfium2.PdfDocument(printed) as pdf:
        assert len(pdf) == 4
        assert "入力を学習に用いないこと。" in pdf[2].get_textpage().get_text_range()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_file_that_cannot_be_converted_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConversionError):
        docx_to_pdf([tmp_path / "nowhere.docx"], tmp_path)
