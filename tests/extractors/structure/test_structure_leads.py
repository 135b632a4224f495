"""The sentences that introduce a clause."""

from __future__ import annotations

from drafters import ARTICLES, CIRCLES, ORDINANCE
from structure_maker import clause, headings, lines

from extractors.structure import build


def test_lead_is_the_sentence_that_introduces() -> None:
    structure = build(lines(ARTICLES))
    first = "この契約において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。"
    assert clause(structure, "一　本業務").lead == first
    assert clause(structure, "ロ　報告書").lead == first + "成果物　次に掲げるものをいう。"
    assert clause(structure, "(2)　軽微").lead.startswith("乙は、次に掲げる場合")
    assert clause(structure, "２　乙は").lead == ""
    assert clause(structure, "３　第１項").lead == ""


def test_lead_reaches_through_headings_that_it_introduces() -> None:
    structure = build(lines(ORDINANCE))
    for beginning in ("条件を指定", "（イ）ＰＤＦ"):
        assert clause(structure, beginning).lead == "受託者は、次の機能を備えること。"
    assert clause(structure, "（１）３秒").lead == ""


def test_paragraph_above_a_list_is_its_lead() -> None:
    structure = build(lines(CIRCLES))
    assert clause(structure, "イ　試験").lead == "以下の成果物を納品すること。"
    assert clause(structure, "・年次").lead == "次の帳票を出力できること。"
    assert clause(structure, "・年次").mark == "・"


def test_next_entry_is_not_taken_for_what_the_entry_before_introduces() -> None:
    structure = build(
        lines("１　要件\nア　次の事項を守ること。\nイ　次の事項を出すこと。\n(ア)　進捗\nウ　検査を受ける。")
    )
    assert [c.number for c in structure.clauses] == ["1ア", "1イ", "1イ(ア)", "1ウ"]
    assert clause(structure, "イ").lead == ""


def test_second_paragraph_of_an_article_is_not_led_by_its_first() -> None:
    structure = build(lines("第２条（定義）　次のとおりとする。\n(1)　甲　発注者\n２　前項のほか、別に定める。"))
    assert clause(structure, "(1)").lead == "次のとおりとする。"
    assert clause(structure, "２").lead == ""
    assert clause(structure, "２").heading == ("第２条（定義）",)


def test_answer_is_led_by_its_question() -> None:
    structure = build(
        lines("Q1　無料のものを使えますか。\nA1　使えません。\n問２　相談先はどこですか\n答　係です。\n以上である。")
    )
    assert clause(structure, "A1").lead == "Q1　無料のものを使えますか。"
    assert clause(structure, "答").lead == "問２　相談先はどこですか"
    assert clause(structure, "以上").lead == ""
    assert headings(structure) == []
