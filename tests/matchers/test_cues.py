"""Cues of stance: what the words at a clause's end, its lead and its columns do."""

from __future__ import annotations

import pytest

from matchers.cues import CUES, TAIL, read_cues

MEANT = [
    ("受託者は、記録を残さなければならない。", "duty.must"),
    ("受託者は、記録を残さねばならぬ。", "duty.must"),
    ("乙は、記録を残すものとする。", "duty.shall"),
    ("記録を残すこと。", "duty.koto"),
    ("記録の保存を必須とする。", "duty.noun"),
    ("記録を残してください。", "duty.request"),
    ("記録を捨ててはならない。", "prohibition"),
    ("記録を捨てることを禁止する。", "prohibition"),
    ("記録を捨てないこと。", "negative.koto"),
    ("記録が失われることのないよう管理すること。", "double_negative"),
    ("甲の承諾を得た上で、記録を消すこと。", "gate"),
    ("記録の方法を提案書に示すこと。", "proposal"),
    ("記録を残すよう努めること。", "wish.effort"),
    ("記録を残すことが望ましい。", "wish.desirable"),
    ("記録の保存に配慮すること。", "wish.regard"),
    ("可能な限り記録を残すこと。", "wish.possible"),
    ("必要に応じて記録を残すこと。", "wish.needed"),
    ("手引を参照すること。", "wish.pointer"),
    ("記録の保存は求めない。", "exclusion.not_asked"),
    ("記録の保存は対象外とする。", "exclusion.out_of_scope"),
    ("乙は、記録について一切の責任を負わない。", "exclusion.liability"),
    ("現状有姿で提供する。", "exclusion.as_is"),
    ("甲は、異議を述べないものとする。", "exclusion.no_objection"),
    ("乙は、記録を利用することができる。", "permission"),
    ("ただし、急を要するときは、この限りでない。", "proviso"),
    ("記録とは、利用の履歴をいう。", "statement.definition"),
    ("記録は、現在、各課で保存している。", "statement.state"),
    ("第５条の規定による。", "reference"),
    ("該当なし", "nothing"),
    ("受託者は、記録を残す。", "actor.vendor"),
    ("職員は、記録を残す。", "actor.buyer"),
]


@pytest.mark.parametrize(("text", "name"), MEANT, ids=[name for _, name in MEANT])
def test_a_cue_is_found_in_a_clause_of_its_kind(text: str, name: str) -> None:
    assert name in read_cues(text).names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("記録を残すことを求めるものではない事情の説明", "duty.koto"),
        ("記録を残すものとする者の名簿を備える", "duty.shall"),
        ("記録を捨てることができるとは限らない旨を示した図", "statement.definition"),
        ("窓を拭く。", "prohibition"),
        ("記録を残すこと。", "wish.effort"),
        ("記録を残すこと。", "exclusion.not_asked"),
    ],
)
def test_a_cue_is_not_found_where_its_words_stand_elsewhere(text: str, name: str) -> None:
    assert name not in read_cues(text).names


def test_every_sentence_end_counts_not_only_the_last() -> None:
    assert "duty.koto" in read_cues("記録を残すこと。保存の方法は任意である。").names


def test_full_width_and_half_width_and_spaces_make_no_difference() -> None:
    assert read_cues("ＭＵＳＴ　記録を 残すこと｡").found == read_cues("MUST記録を残すこと。").found


def test_cue_names_do_not_repeat() -> None:
    assert len({cue.name for cue in CUES}) == len(CUES)


def test_the_tail_is_the_end_of_the_clause() -> None:
    text = "受託者は、記録を" + "長く" * TAIL + "残すこと。"
    assert read_cues(text).tail == text[-TAIL:]
    assert read_cues("窓").tail == "窓"


def test_the_lead_has_its_own_cues() -> None:
    cues = read_cues("ア　記録の保存", lead="次の措置を講ずるよう努めること。")
    assert "wish.effort" in cues.lead
    assert "wish.effort" not in cues.names
    assert read_cues("ア　記録の保存").lead == ()


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (("記録", "残す", "必須"), "must"),
        (("記録", "残す", "◎"), "must"),
        (("記録", "残す", "任意"), "option"),
        (("記録", "残す", "推 奨"), "option"),
        (("記録", "残す", "対象外"), "out"),
        (("記録", "残す", "－"), "nothing"),
        (("必須", "記録を残す"), "must"),
        (("記録", "任意の方法で残す"), ""),
        (("必須",), ""),
        ((), ""),
    ],
)
def test_a_short_cell_says_the_force_of_a_row(cells: tuple[str, ...], column: str) -> None:
    assert read_cues("　".join(cells), cells=cells).column == column
    assert read_cues("　".join(cells)).column == column


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("記録の保存に努めること。", "努め"),
        ("記録を残さなければならないが、写しは対象外とする。", "対象外"),
        ("ア　利用の記録", ""),
    ],
)
def test_the_words_shown_are_those_that_say_most_about_the_stance(text: str, words: str) -> None:
    assert read_cues(text).shown() == words
