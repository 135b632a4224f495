from __future__ import annotations

import pytest

from app.drafting.marks import next_mark


@pytest.mark.parametrize(
    ("mark", "following"),
    [
        ("(3)", "(4)"), ("（９）", "（１０）"), ("ウ", "エ"), ("(ア)", "(イ)"), ("第１２条", "第１３条"), ("第九条", "第十条"),
        ("第5条の2", "第5条の3"), ("第3章", "第4章"), ("3.9", "3.10"), ("3-12", "3-13"), ("６.", "７."), ("①", "②"),
        ("⑴", "⑵"), ("Ⅲ", "Ⅳ"), ("a)", "b)"), ("一", "二"), ("・", "・"), ("F-09", "F-10"), ("2", "3"),
    ],
)  # fmt: skip
def test_the_next_mark_is_written_as_the_last(mark: str, following: str) -> None:
    assert next_mark(mark) == following


def test_iroha_is_told_by_the_mark_before() -> None:
    assert next_mark("ハ", "ロ") == "ニ"
    assert next_mark("ハ", "ノ") == "ヒ"
    assert next_mark("イ") == "ロ"
    assert next_mark("イ", "ア") == "ウ"


@pytest.mark.parametrize("mark", ["", "⑳", "ン", "z)", "備考"])
def test_what_cannot_be_told_stays_empty(mark: str) -> None:
    assert next_mark(mark) == ""
