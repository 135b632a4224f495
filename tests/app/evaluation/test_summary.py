"""Figures written into a section of a text."""

from __future__ import annotations

import pytest

from app.evaluation.summary import NoSuchSectionError, with_section

TEXT = "# 前\n\n<!-- a -->\n古い\n<!-- /a -->\n\n<!-- b -->\n<!-- /b -->\n後\n"


def test_only_the_section_changes() -> None:
    assert with_section(TEXT, "a", "新しい\n") == TEXT.replace("\n古い\n", "\n\n新しい\n\n")


def test_writing_a_section_twice_is_writing_it_once() -> None:
    once = with_section(TEXT, "b", "表")
    assert with_section(once, "b", "表") == once


@pytest.mark.parametrize("text", ["", "<!-- a -->", "<!-- /a -->", "<!-- a --><!-- a --><!-- /a -->"])
def test_a_text_without_the_section_is_an_error(text: str) -> None:
    with pytest.raises(NoSuchSectionError, match="<!-- a -->"):
        with_section(text, "a", "表")
