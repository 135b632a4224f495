"""What is mended in what engines give back."""

from __future__ import annotations

import pytest

from extractors.ocr.correction import corrected
from extractors.ocr.hocr import read_hocr
from extractors.ocr.recogniser import Character, RecognisedLine, RecognitionError
from extractors.ocr.setting import set_evenly
from extractors.ocr.sideways import merged


def line(text: str, pitch: float = 44.0, confidence: float = 0.95) -> RecognisedLine:
    return RecognisedLine(
        tuple(Character(char, 100 + k * pitch, 200, 140 + k * pitch, 241, confidence) for k, char in enumerate(text))
    )


def text_of(found: RecognisedLine) -> str:
    return "".join(character.text for character in found.characters)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("ー3一", "-3-"),
        ("ーー12ーー", "-12-"),
        ("一エ一", "-1-"),
        ("1ー2音声認識", "1-2音声認識"),
        ("A一07の機能", "A-07の機能"),
        ("サ一ビス", "サービス"),
        ("第ー条", "第一条"),
        ("プ口グラム", "プログラム"),
        ("生成Alサービス", "生成AIサービス"),
        ("株式会社OOOO", "株式会社○○○○"),
        ("行うo", "行う。"),
    ],
)
def test_confusions_are_mended(read: str, meant: str) -> None:
    assert text_of(corrected(line(read))) == meant


@pytest.mark.parametrize(
    "text", ["一般競争入札", "二〇二六年", "1,000円", "第一章", "コーヒー", "人口の推移", "100", "例外とする"]
)
def test_what_is_right_stays(text: str) -> None:
    assert corrected(line(text)) == line(text)


def test_squares_of_one_line_are_of_one_size() -> None:
    rough = line("受託者は記録を残すこと")
    shaken = rough._replace(
        characters=tuple(c._replace(x1=c.x1 + (30 if k % 3 else -12)) for k, c in enumerate(rough.characters))
    )
    (even,) = set_evenly([shaken], 300)
    assert {round(c.y1 - c.y0) for c in even.characters} == {44}
    assert all(40 <= c.x1 - c.x0 <= 45 for c in even.characters)


def test_lines_of_almost_one_size_get_the_same() -> None:
    lines = set_evenly([line("受託者は記録を残すこと"), line("委託者は記録を見ること", pitch=46.0)], 300)
    assert len({round(c.y1 - c.y0, 3) for each in lines for c in each.characters}) == 1


def test_a_number_on_its_side_takes_the_place_of_a_sign() -> None:
    before = line("第ぃ条").characters
    doubtful = (before[0], before[1]._replace(confidence=0.4), before[2])
    again = line("2", confidence=0.92).characters
    placed = (again[0]._replace(x0=before[1].x0, x1=before[1].x0 + 20),)
    assert "".join(c.text for c in merged(doubtful, placed, 44.0)) == "第2条"


@pytest.mark.parametrize(("first", "second"), [("乙", "N"), ("二", "11"), ("滅", "求")])
def test_an_ideograph_in_doubt_stays(first: str, second: str) -> None:
    before = line(first, confidence=0.5).characters
    again = line(second, pitch=20, confidence=0.9).characters
    assert "".join(c.text for c in merged(before, again, 44.0)) == first


def test_output_that_is_no_hocr() -> None:
    with pytest.raises(RecognitionError):
        read_hocr(b"")
    assert read_hocr(b"<html><body><p>x</p></body></html>") == []
