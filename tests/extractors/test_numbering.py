"""Marks at the beginning of a paragraph, and texts that begin without one."""

from __future__ import annotations

import pytest

from extractors.numbering import Mark, MarkForm, MarkStyle, begins, follows, number_path, parse_mark

S, F = MarkStyle, MarkForm

MARKED = [
    ("第1章　総則", S.CHAPTER, F.PLAIN, "第1章", (1,), "総則"),
    ("第１節 通則", S.SECTION, F.PLAIN, "第１節", (1,), "通則"),
    ("第2款", S.SUBSECTION, F.PLAIN, "第2款", (2,), ""),
    ("第一編総則", S.PART, F.PLAIN, "第一編", (1,), "総則"),
    ("第5条", S.ARTICLE, F.PLAIN, "第5条", (5,), ""),
    ("第５条の２　乙は", S.ARTICLE, F.PLAIN, "第５条の２", (5, 2), "乙は"),
    ("第５条（再委託）", S.ARTICLE, F.PLAIN, "第５条", (5,), "（再委託）"),
    ("第１条この契約は", S.ARTICLE, F.PLAIN, "第１条", (1,), "この契約は"),
    ("第 二十三 条　甲は", S.ARTICLE, F.PLAIN, "第 二十三 条", (23,), "甲は"),
    ("第１　目的", S.BARE, F.PLAIN, "第１", (1,), "目的"),
    ("第3．要件", S.BARE, F.PLAIN, "第3．", (3,), "要件"),
    ("１　乙は、", S.DECIMAL, F.PLAIN, "１", (1,), "乙は、"),
    ("1 件名", S.DECIMAL, F.PLAIN, "1", (1,), "件名"),
    ("3 日程", S.DECIMAL, F.PLAIN, "3", (3,), "日程"),
    ("１　年間計画", S.DECIMAL, F.PLAIN, "１", (1,), "年間計画"),
    ("２の２　乙は", S.DECIMAL, F.PLAIN, "２の２", (2, 2), "乙は"),
    ("１．目的", S.DECIMAL, F.DOTTED, "１．", (1,), "目的"),
    ("１、目的", S.DECIMAL, F.DOTTED, "１、", (1,), "目的"),
    ("1.1　業務名", S.DECIMAL, F.DOTTED, "1.1", (1, 1), "業務名"),
    ("3.2.1 業務", S.DECIMAL, F.DOTTED, "3.2.1", (3, 2, 1), "業務"),
    ("2.1受託者は", S.DECIMAL, F.DOTTED, "2.1", (2, 1), "受託者は"),
    ("1-1.件名", S.HYPHENATED, F.PLAIN, "1-1.", (1, 1), "件名"),
    ("Ⅱ－１　件名", S.HYPHENATED, F.PLAIN, "Ⅱ－１", (2, 1), "件名"),
    ("Ⅱ-1．件名", S.HYPHENATED, F.PLAIN, "Ⅱ-1．", (2, 1), "件名"),
    ("9　分からないとき", S.DECIMAL, F.PLAIN, "9", (9,), "分からないとき"),
    ("4 分かりやすい画面", S.DECIMAL, F.PLAIN, "4", (4,), "分かりやすい画面"),
    ("１：目的", S.DECIMAL, F.DOTTED, "１：", (1,), "目的"),
    ("[2] 表示", S.DECIMAL, F.BRACKETED, "[2]", (2,), "表示"),
    ("【３】納期", S.DECIMAL, F.BRACKETED, "【３】", (3,), "納期"),
    ("◯検索", S.BULLET, F.PLAIN, "◯", (), "検索"),
    ("→　表示", S.BULLET, F.PLAIN, "→", (), "表示"),
    ("1-1　件名", S.HYPHENATED, F.PLAIN, "1-1", (1, 1), "件名"),
    ("４－６　ラック", S.HYPHENATED, F.PLAIN, "４－６", (4, 6), "ラック"),
    ("(1)　本業務", S.DECIMAL, F.BRACKETED, "(1)", (1,), "本業務"),
    ("（１）はじめに", S.DECIMAL, F.BRACKETED, "（１）", (1,), "はじめに"),
    ("⑴　本業務", S.DECIMAL, F.BRACKETED, "⑴", (1,), "本業務"),
    ("3）納品", S.DECIMAL, F.RIGHT_BRACKET, "3）", (3,), "納品"),
    ("(ア)　納品", S.KANA, F.BRACKETED, "(ア)", (1,), "納品"),
    ("ア　議事録", S.KANA, F.PLAIN, "ア", (1,), "議事録"),
    ("ｱ 議事録", S.KANA, F.PLAIN, "ｱ", (1,), "議事録"),
    ("イ．設計書", S.KANA, F.DOTTED, "イ．", (2,), "設計書"),
    ("(一)　納品", S.KANJI, F.BRACKETED, "(一)", (1,), "納品"),
    ("㈡　納品", S.KANJI, F.BRACKETED, "㈡", (2,), "納品"),
    ("一、乙は", S.KANJI, F.DOTTED, "一、", (1,), "乙は"),
    ("十一　乙は", S.KANJI, F.PLAIN, "十一", (11,), "乙は"),
    ("①入力", S.CIRCLED, F.PLAIN, "①", (1,), "入力"),
    ("㉑　入力", S.CIRCLED, F.PLAIN, "㉑", (21,), "入力"),
    ("㊿　入力", S.CIRCLED, F.PLAIN, "㊿", (50,), "入力"),
    ("a. 入力", S.LATIN, F.DOTTED, "a.", (1,), "入力"),
    ("Ａ．ＡＩの利用", S.LATIN, F.DOTTED, "Ａ．", (1,), "ＡＩの利用"),
    ("b) 入力", S.LATIN, F.RIGHT_BRACKET, "b)", (2,), "入力"),
    ("（ａ）入力", S.LATIN, F.BRACKETED, "（ａ）", (1,), "入力"),
    ("Ⅳ．体制", S.ROMAN, F.PLAIN, "Ⅳ．", (4,), "体制"),
    ("(iv) 体制", S.ROMAN, F.BRACKETED, "(iv)", (4,), "体制"),
    ("ii. 体制", S.ROMAN, F.DOTTED, "ii.", (2,), "体制"),
    ("・入力", S.BULLET, F.PLAIN, "・", (), "入力"),
    ("■要件", S.BULLET, F.PLAIN, "■", (), "要件"),
    ("○本業務", S.BULLET, F.PLAIN, "○", (), "本業務"),
    ("〇　本業務", S.BULLET, F.PLAIN, "〇", (), "本業務"),
    ("- 入力", S.BULLET, F.PLAIN, "-", (), "入力"),
    ("※1 任意の要件", S.NOTE, F.PLAIN, "※1", (1,), "任意の要件"),
    ("（注２）任意の要件", S.NOTE, F.BRACKETED, "（注２）", (2,), "任意の要件"),
    ("別紙1", S.ANNEX, F.PLAIN, "別紙1", (1,), ""),
    ("別表第2　料金", S.ANNEX, F.PLAIN, "別表第2", (2,), "料金"),
    ("【別紙１】", S.ANNEX, F.BRACKETED, "【別紙１】", (1,), ""),
    ("第１号様式", S.ANNEX, F.PLAIN, "第１号様式", (1,), ""),
    ("附　則", S.SUPPLEMENT, F.PLAIN, "附　則", (), ""),
    (" 　(1)　字下げ", S.DECIMAL, F.BRACKETED, "(1)", (1,), "字下げ"),
]

UNMARKED = [
    "１０月から運用する。",
    "5 年間",
    "9 分から10分まで",
    "9：30から受け付ける。",
    "[1]及び[2]による。",
    "Ⅱ－１型の機器",
    "5 年間の実績を有すること。",
    "3 か月以内に",
    "10 万円以上",
    "1.5 GB",
    "1.5倍",
    "2.5パーセント",
    "5-6 名",
    "12",
    "24時間365日",
    "2026.4.1 制定",
    "2026年",
    "03-1234-5678",
    "1/3",
    "1、2及び3は",
    "(2026)",
    "- 1 -",
    "－２－",
    "一般競争入札により",
    "第十　一条（協議）",
    "第三者は",
    "第一次",
    "二者択一",
    "一 般 競 争",
    "第１項の規定",
    "第1回",
    "第２四半期",
    "第５条の規定により",
    "第５条及び第６条",
    "第５条（再委託）に定める",
    "(案)",
    "(1)の規定により",
    "①及び②",
    "ア、イ及びウ",
    "アの規定",
    "（定義）",
    "F-01　対話",
    "NF-12",
    "A社は",
    "P.3",
    "e.g. x",
    "○○県は",
    "△△市",
    "○年○月",
    "・・・",
    "---",
    "別紙１のとおり",
    "（別紙１）のとおり",
    "別紙に定める",
    "別紙1　要件一覧、別紙2　現行の構成、別紙3　様式",
    "様式は",
    "",
    "　",
]


@pytest.mark.parametrize(("text", "style", "form", "written", "value", "body"), MARKED)
def test_mark_is_read(
    text: str, style: MarkStyle, form: MarkForm, written: str, value: tuple[int, ...], body: str
) -> None:
    mark = parse_mark(text)
    assert mark is not None
    assert (mark.style, mark.form, mark.text, mark.value, text[mark.body :]) == (style, form, written, value, body)
    assert text[: mark.end].lstrip() == written


@pytest.mark.parametrize("text", UNMARKED)
def test_ordinary_text_has_no_mark(text: str) -> None:
    assert parse_mark(text) is None


def mark(text: str, after: str | None = None) -> Mark:
    parsed = parse_mark(text + "　本文", parse_mark(after + "　本文") if after else None)
    assert parsed is not None
    return parsed


def test_roman_and_latin_are_told_apart_by_what_goes_before() -> None:
    assert mark("(i)").style is S.ROMAN
    assert mark("(i)", after="(h)").style is S.LATIN
    assert mark("(v)").style is S.LATIN
    assert mark("(v)", after="(iv)").style is S.ROMAN


def test_width_does_not_make_another_list() -> None:
    assert mark("９").key == mark("10").key
    assert mark("（１）").key == mark("(2)").key == mark("⑶").key
    assert mark("3.1").key != mark("3.1.1").key
    assert mark("1").key == mark("1.").key != mark("(1)").key != mark("1)").key
    assert mark("・").key != mark("●").key


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [("(1)", "(2)", True), ("（９）", "(10)", True), ("ア", "イ", True), ("イ", "ロ", True), ("ア", "ウ", False),
     ("3.1", "3.2", True), ("3.9", "4.1", False), ("・", "・", True), ("(1)", "①", False)],
)  # fmt: skip
def test_follows(before: str, now: str, expected: bool) -> None:
    assert follows(mark(before), mark(now)) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("１", True), ("ア", True), ("イ", True), ("3.1", True), ("(2)", False)]
)
def test_begins(text: str, expected: bool) -> None:
    assert begins(mark(text)) is expected


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (["第３", "２", "（１）", "ア"], "第3 2(1)ア"),
        (["第1章", "第５条", "２", "(1)"], "第5条 2(1)"),
        (["別紙２", "第１条", "１"], "別紙2 第1条 1"),
        (["１．", "1.1", "(1)", "①"], "1.1(1)①"),
        (["２．", "2-1"], "2-1"),
        (["第3章", "3.1"], "第3章 3.1"),
        (["(1)", "・"], "(1)"),
        (["1", "ア", "(ア)"], "1ア(ア)"),
        ([], ""),
    ],
)
def test_number_path(marks: list[str], expected: str) -> None:
    assert number_path([mark(m) for m in marks]) == expected
