"""Which text is taken for what a person would see, and which is not."""

from __future__ import annotations

import pytest
from pdf_texts import FIRST, SECOND, THIRD

from extractors.document import QualityState
from extractors.pdf.quality import PageState, is_garbled, judge, page_state

PROSE = FIRST + SECOND + THIRD


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "",
        "令和8年度",
        "\uf0b7入力情報の扱い" * 5,
        "The contractor shall not use the data for training. " * 5,
        "データセンター" * 30,
        "ｷﾞｼﾞﾛｸｻｸｾｲ" * 20,
        "第1　概要" + "." * 200 + "3",
        "山田太郎鈴木花子" * 20,
        "α波、β版、ｍ²、①～⑳、→、■" * 5,
    ],
)
def test_readable(text: str) -> None:
    assert not is_garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"(cid:{number})" for number in range(900, 990)),
        "\ue000\ue123\ue456" * 20 + "受託者",
        "受託\ufffd\ufffd入\ufffd情\ufffd" * 10,
        PROSE.encode().decode("latin-1"),
        PROSE.encode().decode("cp932", "replace"),
        "亜唖娃阿哀愛挨姶逢葵" * 30,
        "กขคงจฉชซ" * 10,
        "!#$%&()+,/:;<>" * 12,
    ],
    ids=["cid", "private use", "replacement", "utf-8 as latin-1", "utf-8 as shift_jis", "no kana", "thai", "signs"],
)
def test_garbled(text: str) -> None:
    assert is_garbled(text)


def test_characters_without_code_point_count() -> None:
    assert not is_garbled(PROSE, unmapped=3)
    assert is_garbled(PROSE, unmapped=len(PROSE))
    assert page_state("", 300, 0.0, 0) is PageState.GARBLED


@pytest.mark.parametrize(
    ("text", "covered", "shapes", "state"),
    [
        ("", 0.0, 0, PageState.BLANK),
        ("", 0.01, 3, PageState.BLANK),
        ("", 0.9, 0, PageState.SCANNED),
        ("- 3 -", 0.9, 0, PageState.SCANNED),
        ("", 0.0, 400, PageState.OUTLINED),
        (PROSE, 1.0, 4000, PageState.READ),
        ("以上", 0.0, 0, PageState.READ),
    ],
)
def test_page_state(text: str, covered: float, shapes: int, state: PageState) -> None:
    assert page_state(text, 0, covered, shapes) is state


def test_each_kind_of_loss_has_its_sentence() -> None:
    read, lost = PageState.READ, [PageState.SCANNED, PageState.OUTLINED, PageState.GARBLED, PageState.BROKEN]
    quality = judge([read, *lost, read, PageState.BLANK])
    assert quality.state is QualityState.PARTIAL
    assert quality.lost_pages == (2, 3, 4, 5)
    assert [reason[:2] for reason in quality.reasons[:4]] == ["2頁", "3頁", "4頁", "5頁"]
