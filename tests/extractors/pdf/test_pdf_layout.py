"""What stands on the page comes out in order, whole, and as what it is."""

from __future__ import annotations

import pytest
from pdf_maker import PdfMaker
from pdf_texts import FIRST, SECOND, THIRD, filler, read, texts, typeset

from extractors.document import BlockKind


def test_wrapped_lines_make_one_block_for_each_item() -> None:
    made = PdfMaker()
    lines = [*typeset(f"(1)　{FIRST}", 40, hang=2), *typeset(f"(2)　{SECOND}", 40, hang=2), *typeset(THIRD, 40)]
    made.page().lines(72, 100, lines)
    assert texts(read(made)) == [f"(1)　{FIRST}", f"(2)　{SECOND}", THIRD]


def test_items_with_full_lines_are_kept_apart() -> None:
    made = PdfMaker()
    items = [f"{mark}　{text}" for mark, text in zip("アイウ", ("あ" * 37 + "。",) * 3, strict=True)]
    made.page().lines(72, 100, [line for item in items for line in typeset(item, 40)])
    assert texts(read(made)) == items


def test_a_comma_behind_kana_at_a_line_break_begins_no_item() -> None:
    made = PdfMaker()
    text = "(1)　案内情報とは、県の公式サイト、広報紙をいう。"
    at = text.index("ト、")
    made.page().lines(72, 100, [text[:at], text[at:], *typeset(FIRST, at)])
    assert texts(read(made))[0] == text


def test_latin_words_keep_their_spaces_and_japanese_gets_none() -> None:
    made = PdfMaker()
    made.page().text(72, 100, "受託者は ISO/IEC 27001 の認証 を受けた large language model を用いる。")
    assert texts(read(made)) == ["受託者はISO/IEC 27001の認証を受けたlarge language modelを用いる。"]


def test_radicals_and_half_width_kana_are_kept_sane() -> None:
    made = PdfMaker()
    made.page().text(72, 100, "⼀般に⽤いるﾃﾞｰﾀの取扱い")
    assert texts(read(made)) == ["一般に用いるﾃﾞｰﾀの取扱い"]


def test_a_sentence_goes_on_over_the_page_and_past_footers() -> None:
    made = PdfMaker()
    lines = typeset(f"(1)　{FIRST}{SECOND}", 30)
    for number in range(4):
        page = made.page()
        page.text(72, 40, "生成AI利用環境調達仕様書")
        page.lines(72, 100, typeset(filler(number), 30))
        page.text(290, 800, f"- {number + 1} -")
    made.pages[1].lines(72, 200, lines[:2])
    made.pages[2].operators = []
    made.pages[2].text(72, 40, "生成AI利用環境調達仕様書")
    made.pages[2].lines(72, 100, lines[2:])
    made.pages[2].text(290, 800, "- 3 -")
    blocks = read(made).blocks
    [block] = [block for block in blocks if block.text == f"(1)　{FIRST}{SECOND}"]
    assert [region.page for region in block.regions] == [2, 3]
    furniture = [block.text for block in blocks if block.kind is BlockKind.FURNITURE]
    assert sorted(set(furniture)) == ["- 1 -", "- 2 -", "- 3 -", "- 4 -", "生成AI利用環境調達仕様書"]


def test_repeated_headings_in_the_text_are_no_furniture() -> None:
    made = PdfMaker()
    for number in range(4):
        page = made.page()
        page.lines(72, 60, [line for k in range(4) for line in typeset(filler(number * 9 + k), 40)])
        page.text(72, 400, "留意事項")
        page.lines(72, 430, [line for k in range(4) for line in typeset(filler(number * 9 + k + 4), 40)])
    kinds = [block.kind for block in read(made).blocks if block.text == "留意事項"]
    assert kinds == [BlockKind.PARAGRAPH] * 4


def test_a_table_of_contents_is_kept_apart() -> None:
    made = PdfMaker()
    entries = ["第1　調達案件の概要", "第2　要件", "第3　作業の実施内容", "第4　体制"]
    page = made.page()
    page.text(280, 80, "目　次")
    page.lines(72, 120, [entry + "…" * (30 - len(entry)) + str(k + 2) for k, entry in enumerate(entries)])
    page.text(72, 300, "第1　調達案件の概要")
    blocks = read(made).blocks
    assert [block.kind for block in blocks] == [BlockKind.TOC] * 5 + [BlockKind.PARAGRAPH]


def test_columns_are_read_one_after_the_other() -> None:
    made = PdfMaker()
    items = [f"第{number}条　{filler(number)}" for number in range(1, 13)]
    lines = [line for item in items for line in typeset(item, 20)]
    half = len(lines) // 2 + 1
    page = made.page()
    page.lines(72, 80, lines[:half])
    page.lines(310, 80, lines[half:])
    assert texts(read(made)) == items


def test_text_written_in_no_order_is_read_by_its_place() -> None:
    made = PdfMaker()
    page = made.page()
    items = [f"({number})　受託者は、業務の第{number}工程を行うこと。" for number in range(1, 13)]
    for k in (7, 3, 11, 0, 9, 5, 1, 10, 2, 8, 4, 6):
        page.text(72, 80 + 24 * k, items[k])
    assert texts(read(made)) == items


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_turned_pages_read_alike_and_regions_are_as_displayed(turn: int, rotate: int) -> None:
    made = PdfMaker()
    page = made.page(600, 800, rotate, origin=(20, 30))
    step = {0: (0, 18), 90: (-18, 0), 180: (0, -18), 270: (18, 0)}[turn]
    for number, line in enumerate(typeset(FIRST, 20)):
        page.text(300 + number * step[0], 400 + number * step[1], line, turn=turn)
    [block] = read(made).blocks
    assert block.text == FIRST
    [region] = block.regions
    upright = (turn + rotate) % 180 == 0
    width, height = region.x1 - region.x0, region.bottom - region.top
    assert (width > height) is upright
    # The first line begins in the middle of the file's page; find that corner on the displayed page.
    corner = {0: (300, 400), 90: (800 - 400, 300), 180: (600 - 300, 800 - 400), 270: (400, 600 - 300)}[rotate]
    assert region.x0 - 12 <= corner[0] <= region.x1 + 12
    assert region.top - 12 <= corner[1] <= region.bottom + 12


def test_vertical_writing_is_read_from_right_to_left() -> None:
    made = PdfMaker()
    lines = [*typeset(f"一　{FIRST}", 30), *typeset(f"二　{SECOND}", 30)]
    for number in range(3):
        page = made.page(842, 595)
        page.text(60, 40, "業務委託契約書")
        if number == 1:
            for k, line in enumerate(lines):
                page.vertical(760 - 20 * k, 100, line)
        else:
            for k, line in enumerate(typeset(filler(number), 30)):
                page.vertical(760 - 20 * k, 100, line)
        page.text(410, 560, f"- {number + 1} -")
    reading = read(made)
    assert texts(reading) == [filler(0), f"一　{FIRST}", f"二　{SECOND}", filler(2)]
    first = next(block for block in reading.blocks if block.text.startswith("一"))
    second = next(block for block in reading.blocks if block.text.startswith("二"))
    assert first.regions[0].x0 > second.regions[0].x1 - 1


def test_a_second_strike_is_found_wherever_it_falls() -> None:
    made = PdfMaker()
    page = made.page()
    lines = [filler(number) for number in range(24)]
    for shift in (0.0, 0.3):
        for number, line in enumerate(lines):
            page.text(72 + 0.37 * number + shift, 80 + 24.7 * number, line)
    assert texts(read(made)) == lines


@pytest.mark.parametrize("shift", [(0.0, 0.0), (0.4, 0.0), (1.5, 0.0), (1.0, 1.0)])
def test_text_struck_twice_comes_once(shift: tuple[float, float]) -> None:
    made = PdfMaker()
    page = made.page()
    page.text(72, 100, "第１章　総則")
    page.text(72 + shift[0], 100 + shift[1], "第１章　総則")
    page.text(72, 130, "ああああ、いいいい……などの繰返しは残る。")
    assert texts(read(made)) == ["第１章　総則", "ああああ、いいいい……などの繰返しは残る。"]


def test_size_weight_and_indent_are_told() -> None:
    made = PdfMaker()
    page = made.page()
    page.text(72, 60, "調達仕様書", size=16)
    page.text(72, 90, "第１　概要", font="F2")
    page.lines(72, 120, typeset(FIRST, 40))
    page.text(72 + 21, 300, "ア　入力情報の扱い")
    title, heading, body, item = read(made).blocks
    assert title.scale == pytest.approx(16 / 10.5, abs=0.03)
    assert (heading.bold, body.bold) == (True, False)
    assert body.scale == pytest.approx(1.0, abs=0.01)
    assert item.indent == pytest.approx(2.0, abs=0.1)


def test_ruby_readings_are_left_out() -> None:
    made = PdfMaker()
    page = made.page()
    page.text(72 + 21, 100 - 10, "ろうえい", size=5)
    page.text(72, 100, "情報漏洩を防止すること。")
    assert texts(read(made)) == ["情報漏洩を防止すること。"]


def test_footnotes_are_notes_and_do_not_cut_a_sentence() -> None:
    made = PdfMaker()
    lines = typeset(FIRST + SECOND, 40)
    first, second = made.page(), made.page()
    first.lines(72, 60, typeset(THIRD, 40))
    first.lines(72, 700, lines[:1])
    first.rule(72, 730, 200, 730)
    first.text(72, 745, "1　約款型サービスを除く。", size=8)
    second.lines(72, 60, lines[1:])
    blocks = read(made).blocks
    assert [(block.kind, block.text) for block in blocks] == [
        (BlockKind.PARAGRAPH, THIRD),
        (BlockKind.PARAGRAPH, FIRST + SECOND),
        (BlockKind.NOTE, "1　約款型サービスを除く。"),
    ]


def test_a_framed_text_is_a_box_and_a_border_around_the_page_is_not() -> None:
    made = PdfMaker()
    page = made.page()
    page.grid([30, 565], [30, 812])
    page.lines(72, 100, typeset(FIRST, 40))
    page.grid([72, 300], [400, 440])
    page.text(80, 424, "参考：利活用の考え方")
    kinds = {block.text: block.kind for block in read(made).blocks}
    assert kinds == {FIRST: BlockKind.PARAGRAPH, "参考：利活用の考え方": BlockKind.BOX}


def test_a_raised_note_number_is_left_out_and_an_exponent_is_not() -> None:
    made = PdfMaker()
    page = made.page()
    page.text(72, 100, "約款型サービス")
    page.text(72 + 7 * 10.5, 96, "1", size=5)
    page.text(72 + 7 * 10.5 + 3, 100, "を除く10m")
    page.text(72 + 10 * 10.5 + 3 + 3 * 5.25, 96, "2", size=5)
    page.text(72 + 10 * 10.5 + 6 + 3 * 5.25, 100, "の部屋")
    assert texts(read(made)) == ["約款型サービスを除く10m2の部屋"]


def test_digits_of_a_list_number_set_wide_apart_stay_together() -> None:
    made = PdfMaker()
    page = made.page()
    for x, char in ((72, "1"), (72 + 7.5, "0"), (72 + 15, ".")):
        page.text(x, 100, char)
    page.text(72 + 21, 100, "設備の一覧")
    page.text(72, 130, "令和 10 15 歳")
    assert texts(read(made)) == ["10.設備の一覧", "令和10 15歳"]


def test_a_heading_in_its_own_font_that_fills_its_line_is_kept_apart() -> None:
    made = PdfMaker()
    page = made.page()
    heading = "第３　情報システムに求める要件に関する事項その一"
    page.text(72, 100, heading, font="F2")
    page.lines(72, 118, typeset(FIRST, len(heading)))
    assert texts(read(made)) == [heading, FIRST]


@pytest.mark.parametrize(
    ("words", "text"),
    [("個人情報の保護", "5　個人情報の保護"), ("件名及び内容", "5　件名及び内容"), ("個の部品を納める。", "5個の部品を納める。")],
)
def test_a_gap_behind_a_number_tells_a_heading_from_a_quantity(words: str, text: str) -> None:
    made = PdfMaker()
    page = made.page()
    page.text(72, 100, "5")
    page.text(72 + 10.5, 100, words)
    assert texts(read(made)) == [text]


def test_a_page_with_few_lines_takes_the_columns_of_the_others() -> None:
    made = PdfMaker()
    made.page().text(200, 300, "業務委託契約書")
    items = [f"第{number}条　{filler(number)}" for number in range(1, 13)]
    lines = [line for item in items for line in typeset(item, 20)]
    page = made.page()
    page.lines(72, 80, lines[:18])
    page.lines(310, 80, lines[18:])
    last = made.page()
    for x, number in ((72, 13), (310, 14)):
        items.append(f"第{number}条　{filler(number)}")
        last.lines(x, 80, typeset(items[-1], 20))
    assert texts(read(made)) == ["業務委託契約書", *items]


def test_a_short_page_of_vertical_writing_is_read_like_the_one_before() -> None:
    made = PdfMaker()
    header = "公共施設予約案内業務に係る業務委託契約書の案"
    closing = "この契約に定めのない事項は、協議して定める。"
    for lines in ([f"{filler(number)[:30]}。" for number in range(20)], [closing]):
        page = made.page(842, 595)
        page.text(500, 40, header)
        page.text(400, 570, "- 12 -")
        for number, line in enumerate(lines):
            page.vertical(780 - 20 * number, 80, line)
    assert texts(read(made))[-1] == closing
