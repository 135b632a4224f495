from __future__ import annotations

import pytest

from app.exports.text import Segment, segments, without_controls


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("記録を残す", ["記録"], [("記録", True), ("を残す", False)]),
        ("再学習させない", ["学習", "再学習"], [("再学習", True), ("させない", False)]),
        ("学習と学習", ["学習"], [("学習", True), ("と", False), ("学習", True)]),
        ("(a+b)", ["a+b"], [("(", False), ("a+b", True), (")", False)]),
        ("なし", ["他", ""], [("なし", False)]),
        ("", ["語"], []),
    ],
)
def test_segments(text: str, words: list[str], expected: list[tuple[str, bool]]) -> None:
    assert segments(text, words) == tuple(Segment(*one) for one in expected)


def test_controls_are_left_out_and_line_ends_kept() -> None:
    assert without_controls("一\x00二\x1b[31m\x85\n三\t四") == "一二[31m\n三\t四"
