"""The text of paragraphs and what is left out of it."""

from __future__ import annotations

import pytest
from wordml import blocks, note, p, r, read, row, style, table, texts

from extractors.document import BlockKind, QualityState

BOX = f"<w:txbxContent>{p('枠内の文')}</w:txbxContent>"


def test_breaks_tabs_and_special_characters() -> None:
    body = (
        "<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t><w:br w:type='page'/><w:noBreakHyphen/>"
        "<w:softHyphen/><w:sym w:font='Wingdings' w:char='F0FE'/><w:sym w:char='zz'/></w:r></w:p>"
    )
    assert texts(body) == ["一\n二　三-☑"]


def test_tracked_changes_are_accepted_and_said() -> None:
    body = (
        "<w:p>" + r("甲は、") + "<w:del><w:r><w:delText>乙に</w:delText></w:r></w:del>"
        "<w:ins>"
        + r("丙に")
        + "</w:ins><w:moveFrom>"
        + r("移動前")
        + "</w:moveFrom><w:moveTo>"
        + r("通知する。")
        + "</w:moveTo></w:p>"
    )
    reading = read(body)
    assert [b.text for b in reading.blocks] == ["甲は、丙に通知する。"]
    assert reading.quality.state is QualityState.OK
    assert any("変更履歴" in reason for reason in reading.quality.reasons)


def test_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    assert texts(p("前半と", "<w:rPr><w:del/></w:rPr>") + p("後半")) == ["前半と後半"]


def test_text_without_changes_says_nothing() -> None:
    assert read(p("本文")).quality.reasons == ()


def test_hidden_text_is_left_out_and_said() -> None:
    styles = '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = p("隠し", run="<w:vanish/>") + "<w:p>" + r("見える") + r("隠し", '<w:rStyle w:val="Secret"/>')
    body += r("出す", '<w:rStyle w:val="Secret"/><w:vanish w:val="0"/>') + "</w:p>"
    reading = read(body, styles)
    assert [b.text for b in reading.blocks] == ["見える出す"]
    assert any("隠し文字" in reason for reason in reading.quality.reasons)


def test_ruby_gives_its_base() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('じゅたくしゃ')}</w:rt><w:rubyBase>{r('受託者')}</w:rubyBase></w:ruby></w:r>"
    assert texts(f"<w:p>{ruby}{r('は')}</w:p>") == ["受託者は"]


def test_comments_are_left_out_and_said() -> None:
    reading = read(
        "<w:p><w:commentRangeStart w:id='0'/>" + r("本文") + "<w:r><w:commentReference w:id='0'/></w:r></w:p>"
    )
    assert [b.text for b in reading.blocks] == ["本文"]
    assert any("コメント" in reason for reason in reading.quality.reasons)


def field(code: str, result: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_fields_give_their_result() -> None:
    nested = field("IF " + field("PAGE", r("9")), r("第３条"))
    assert texts(f"<w:p>{nested}{r('による。')}</w:p>") == ["第３条による。"]


def test_unfinished_field_does_not_swallow_the_document() -> None:
    assert texts('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + p("本文")) == ["本文"]


def test_links_controls_and_formulas() -> None:
    body = (
        f"<w:p><w:hyperlink>{r('規程')}</w:hyperlink><w:sdt><w:sdtPr/><w:sdtContent>{r('の定め')}</w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('ここに入力')}</w:sdtContent></w:sdt>"
        "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>"
        f"<w:sdt><w:sdtContent>{p('内側')}</w:sdtContent></w:sdt>"
    )
    assert texts(body) == ["規程の定めx=1", "内側"]


@pytest.mark.parametrize(
    "drawing",
    [
        f"<w:pict><v:textbox>{BOX}</v:textbox></w:pict>",
        f"<w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing>",
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        + BOX
        + "</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>",
    ],
)
def test_text_boxes_come_once_behind_their_paragraph(drawing: str) -> None:
    found = blocks(f"<w:p>{r('本文')}<w:r>{drawing}</w:r></w:p>{p('次')}")
    assert [(b.kind, b.text) for b in found] == [
        (BlockKind.PARAGRAPH, "本文"),
        (BlockKind.BOX, "枠内の文"),
        (BlockKind.PARAGRAPH, "次"),
    ]


def test_footnotes_follow_their_paragraph() -> None:
    footnotes = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>' + note(1, "国内に限る。")
    found = blocks(
        f'<w:p>{r("保管する。")}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>{p("次")}', footnotes=footnotes
    )
    assert [(b.kind, b.text) for b in found] == [
        (BlockKind.PARAGRAPH, "保管する。"),
        (BlockKind.NOTE, "国内に限る。"),
        (BlockKind.PARAGRAPH, "次"),
    ]


def test_contents_by_control_style_and_field() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    control = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('第１章 1')}</w:sdtContent></w:sdt>"
    styled = p("第２章 2", '<w:pStyle w:val="a"/>')
    begin, end = field(r"TOC \o", "|").split("|")
    fielded = f"<w:p>{begin}{r('第３章 3')}</w:p>{p('第４章 4')}<w:p>{end}</w:p>"
    found = blocks(control + styled + fielded + p("本文"), style("a", name="toc 1"))
    assert [b.kind for b in found] == [BlockKind.TOC] * 4 + [BlockKind.PARAGRAPH]


def test_levels_look_and_indent() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="20"/></w:rPr></w:rPrDefault></w:docDefaults>'
        + style("1", '<w:basedOn w:val="2"/><w:rPr><w:b/></w:rPr>', name="heading 1")
        + style("2", '<w:rPr><w:sz w:val="30"/></w:rPr>')
        + style("3", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
        + style("4", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', name="heading 4")
    )
    body = "".join(p("見出し", f'<w:pStyle w:val="{i}"/>') for i in (1, 3, 4))
    body += p("本文の文字がいちばん多い。") + p("字下げ", '<w:ind w:left="400" w:firstLine="200"/>')
    body += p("　二字", '<w:ind w:leftChars="200" w:hangingChars="100" w:hanging="200"/>') + p(
        "名", '<w:outlineLvl w:val="0"/>'
    )
    found = blocks(body, styles)
    assert [b.level for b in found] == [1, 3, None, None, None, None, 1]
    assert [b.bold for b in found] == [True, *[False] * 6]
    assert [b.scale for b in found] == [1.5, *[1.0] * 6]
    assert [b.indent for b in found[3:6]] == [0.0, 3.0, 2.0]
    assert found[5].text == "二字"


def test_styles_based_on_each_other() -> None:
    styles = style("A", '<w:basedOn w:val="B"/>') + style("B", '<w:basedOn w:val="A"/><w:rPr><w:b/></w:rPr>')
    assert blocks(p("本文", '<w:pStyle w:val="A"/>'), styles)[0].bold


def test_embedded_document_makes_the_reading_partial() -> None:
    quality = read(p("本文") + "<w:altChunk/>").quality
    assert quality.state is QualityState.PARTIAL
    assert any("埋め込まれた" in reason for reason in quality.reasons)


@pytest.mark.parametrize(("body", "word"), [(p(""), "文字"), ("<w:p><w:r><w:drawing/></w:r></w:p>", "画像")])
def test_document_without_text_is_unreadable(body: str, word: str) -> None:
    quality = read(body).quality
    assert quality.state is QualityState.UNREADABLE
    assert word in quality.reasons[0]


def test_rows_merged_cells_and_header() -> None:
    merged, below = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        row("項番", "内容", properties="<w:tblHeader/>"),
        row(f"<w:tcPr>{merged}</w:tcPr>{p('1')}", p("登録") + p("削除")),
        row(f"<w:tcPr>{below}</w:tcPr>{p('')}", "検索"),
        row("消した行", "x", properties="<w:del/>"),
        f"<w:sdt><w:sdtContent>{row('3', '出力')}</w:sdtContent></w:sdt>",
    )
    found = blocks(body + table(row("a", "b"), row("c", "d")))
    assert [(b.kind, b.table, b.cells) for b in found] == [
        (BlockKind.HEADER_ROW, 0, ("項番", "内容")),
        (BlockKind.ROW, 0, ("1", "登録\n削除")),
        (BlockKind.ROW, 0, ("1", "検索")),
        (BlockKind.ROW, 0, ("3", "出力")),
        (BlockKind.ROW, 1, ("a", "b")),
        (BlockKind.ROW, 1, ("c", "d")),
    ]
    assert [b.text for b in found[1:3]] == ["1　登録\n削除", "検索"]


def test_cells_merged_over_rows_govern_each_row() -> None:
    def merged(text: str, value: str = ' w:val="restart"', span: int = 1) -> str:
        return f'<w:tcPr><w:gridSpan w:val="{span}"/><w:vMerge{value}/></w:tcPr>{p(text)}'

    below, remark = ' w:val="continue"', "この備考は、説明が長いので、下の行の語として繰り返されません。"
    found = blocks(
        table(
            row(merged("機能", span=2), "要約", merged("必須"), merged(remark)),
            row(merged("", below, span=2), "翻訳", merged("", below), merged("", below)),
            row(merged("保護", span=2), "暗号化", merged("", below), merged("任意")),
            row(merged("", below, span=2), "記録", "任意", merged("", below)),
            row("別の行", "", "その他", "対象外", "なし"),
        )
    )
    assert [b.cells for b in found] == [
        ("機能", "要約", "必須", remark),
        ("機能", "翻訳", "必須"),
        ("保護", "暗号化", "必須", "任意"),
        ("保護", "記録", "任意", "任意"),
        ("別の行", "", "その他", "対象外", "なし"),
    ]
    assert [b.text for b in found[:4]] == [f"機能　要約　必須　{remark}", "翻訳", "保護　暗号化　任意", "記録　任意"]


def test_nested_table_stays_in_its_cell() -> None:
    inner = table(row("x", "y"), row("z", "w"))
    found = blocks(table(row("左", inner + p("後")), row("右", "下")))
    assert [b.cells for b in found] == [("左", "x　y\nz　w\n後"), ("右", "下")]


def test_frame_of_one_cell_is_running_text() -> None:
    found = blocks(table(row(p("１　件名") + p("検索業務"))))
    assert [(b.kind, b.text) for b in found] == [(BlockKind.PARAGRAPH, "１　件名"), (BlockKind.PARAGRAPH, "検索業務")]


def test_notes_and_boxes_of_a_table_follow_it() -> None:
    cell = f'<w:p>{r("要件")}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    found = blocks(table(row(cell, "a"), row("b", "c")), footnotes=note(1, "注である。"))
    assert [b.kind for b in found] == [BlockKind.ROW, BlockKind.ROW, BlockKind.NOTE]
