"""Marks in front of clauses."""

import pytest

from samples.marks import split_mark


@pytest.mark.parametrize(
    ("text", "mark", "body", "word_format", "pattern", "value"),
    [
        ("(12)　検査", "(12)", "検査", "decimal", "(%1)", 12),
        ("（３）　検査", "（３）", "検査", "decimalFullWidth", "（%1）", 3),
        ("第2　要件", "第2", "要件", "decimal", "第%1", 2),
        ("第１章　総則", "第１章", "総則", "decimalFullWidth", "第%1章", 1),
        ("カ　記録", "カ", "記録", "aiueoFullWidth", "%1", 6),
        ("⑪　環境", "⑪", "環境", "decimalEnclosedCircle", "%1", 11),
        ("1.　適用", "1.", "適用", "decimal", "%1.", 1),
        ("3.1　機能", "3.1", "機能", "", "", 0),
        ("2-1　範囲", "2-1", "範囲", "", "", 0),
        ("第３条（定義）", "第３条（定義）", "", "", "", 0),
        ("第12条の2　委任", "第12条の2", "委任", "", "", 0),
        ("別紙1　一覧", "別紙1", "一覧", "", "", 0),
        ("・　記録", "・", "記録", "", "", 0),
    ],
)
def test_marks(text: str, mark: str, body: str, word_format: str, pattern: str, value: int) -> None:
    split = split_mark(text)

    assert split is not None
    assert (split.text, split.body) == (mark, body)
    assert (split.word_format, split.word_pattern, split.value) == (word_format, pattern, value)


@pytest.mark.parametrize(
    "text", ["検査を行う。", "令和8年　検査", "アクセス　記録", "12桁の番号", "1.5倍とする。", "別紙のとおり", "(1)　"]
)
def test_words_are_no_marks(text: str) -> None:
    assert split_mark(text) is None
