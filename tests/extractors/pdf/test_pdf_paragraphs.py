"""Where one paragraph ends and the next one begins."""

from __future__ import annotations

from pdf_maker import PdfMaker
from pdf_texts import FIRST, SECOND, THIRD, read, texts, typeset


def test_short_lines_at_one_indent_are_paragraphs_of_their_own() -> None:
    made = PdfMaker()
    lines = [
        "業務の概要",
        "本業務は、文化財の台帳を文章で検索できる仕組みを整えるものである。",
        "履行期間",
        "職員が文章で質問したとき、該当する文化財を示すこと。",
        "回答には、台帳の番号を付けること。",
        "個人情報は入力禁止",
        "出力は必ず人が確認",
        "私物端末での利用は不可",
    ]
    made.page().lines(90, 100, lines)
    assert texts(read(made)) == lines


def test_a_line_with_room_for_the_next_word_ends_its_paragraph_among_full_ones() -> None:
    made = PdfMaker()
    width = 40
    short = "あ" * (width - 3) + "。"
    made.page().lines(72, 100, [*typeset(FIRST, width), short, *typeset(SECOND, width), short, THIRD])
    assert texts(read(made)) == [FIRST, short, SECOND, short, THIRD]


def test_a_wider_gap_parts_a_full_line_from_the_next_one() -> None:
    made = PdfMaker()
    page = made.page()
    width = 40
    full = "い" * (width - 1) + "。"
    page.lines(72, 100, typeset(FIRST, width), pitch=14)
    page.lines(72, 200, [full, full, THIRD], pitch=24)
    assert texts(read(made)) == [FIRST, full, full, THIRD]


def test_a_full_answer_and_the_next_question_stay_apart() -> None:
    made = PdfMaker()
    width = 40
    answer = "A1　" + "う" * (width - 4) + "。"
    made.page().lines(72, 100, [*typeset(FIRST, width), answer, "Q2出力された文章をそのまま公表できますか。"])
    assert texts(read(made)) == [FIRST, answer, "Q2出力された文章をそのまま公表できますか。"]


def test_a_bold_line_behind_a_full_one_is_a_heading() -> None:
    made = PdfMaker()
    page = made.page()
    lines = typeset(FIRST + "え" * (2 * 32 - len(FIRST) % 32 - 1) + "。", 32)
    page.lines(72, 100, lines)
    page.text(72, 100 + 18 * len(lines), "履行期間", font="F2")
    page.lines(72, 118 + 18 * len(lines), typeset(SECOND, 32))
    assert texts(read(made)) == ["".join(lines), "履行期間", SECOND]


def test_a_short_heading_is_no_part_of_a_large_title() -> None:
    made = PdfMaker()
    page = made.page()
    title = "電話応対要約サービス提供業務の調達に係る要求仕様書"
    page.text(72, 80, title, size=16)
    page.text(72, 98, "1件名")
    page.lines(72, 128, typeset(FIRST, 38))
    assert texts(read(made)) == [title, "1件名", FIRST]


def test_the_last_word_of_a_sentence_is_not_cut_off() -> None:
    made = PdfMaker()
    page = made.page()
    rest = "い、説明する責任を負う。"
    text = "お" * (2 * 40 - len(rest) + 2) + rest
    *lines, last = typeset(text, 40)
    assert last == "う。"
    page.lines(72, 100, lines)
    # Kana are narrow in proportional fonts.
    page.text(72, 100 + 18 * len(lines), last, size=7.8)
    assert texts(read(made)) == [text]


def test_characters_written_later_are_put_into_their_row() -> None:
    made = PdfMaker()
    page = made.page()
    em = 10.5
    page.text(72, 100, "本契約は法令に従")
    page.text(72 + 15 * em, 100, "○○", size=em)
    page.text(72 + 8 * em, 100, "って解釈し、")
    page.text(72 + 17 * em, 100, "地方裁判所に訴えること。")
    page.text(72, 130, "国立大学法人")
    page.text(72 + 8 * em, 130, "大学と株式会社とは、契約を結ぶ。")
    page.text(72 + 6 * em, 130, "○○")
    assert texts(read(made)) == [
        "本契約は法令に従って解釈し、○○地方裁判所に訴えること。",
        "国立大学法人○○大学と株式会社とは、契約を結ぶ。",
    ]


def test_an_indented_smaller_heading_behind_a_full_one_stays_apart() -> None:
    made = PdfMaker()
    page = made.page()
    page.lines(72, 60, typeset(FIRST, 20))
    page.text(72, 200, "第6　情報安全及び利用者に関する要件", size=12)
    page.text(77, 222, "1　基本的な対策", size=11)
    page.lines(82, 240, typeset(f"(1)　{SECOND}", 19, hang=2))
    assert texts(read(made)) == [FIRST, "第6　情報安全及び利用者に関する要件", "1　基本的な対策", f"(1)　{SECOND}"]
