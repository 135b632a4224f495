"""What is found out about the picture of a page: skew, rules, direction, lines."""

from __future__ import annotations

import numpy as np
import pytest
from picture_maker import DPI, EM, blank_page, write_block

from extractors.ocr.contrast import normalised
from extractors.ocr.direction import is_vertical
from extractors.ocr.ink import Grey, Mask, find_ink
from extractors.ocr.rules import erase, find_rules
from extractors.ocr.segments import find_segments
from extractors.ocr.skew import skew_angle, turned


def no_rules(page: Grey) -> Mask:
    return np.zeros(page.shape, np.bool_)


@pytest.mark.parametrize("angle", [-2.0, -0.5, 0.3, 1.0, 3.0])
@pytest.mark.parametrize("vertical", [False, True])
def test_skew_is_found_and_mended(angle: float, vertical: bool) -> None:
    page = blank_page()
    write_block(page, 200, 200, lines=18, length=24, vertical=vertical)
    crooked = turned(page, -angle)
    assert skew_angle(crooked) == pytest.approx(angle, abs=0.11)


def test_an_empty_sheet_is_not_turned() -> None:
    grain = np.random.default_rng(1).normal(240, 6, (1200, 900)).clip(0, 255).astype(np.uint8)
    assert skew_angle(grain) == 0.0
    assert not find_ink(grain).any()


def test_shaded_paper_becomes_white_and_ink_black() -> None:
    page = blank_page()
    page[:] = 200
    page[400:600, :] = 150
    write_block(page, 420, 200, lines=2, length=20)
    clear = normalised(page, DPI)
    assert clear[500, 1500] > 240
    assert clear[200, 1500] > 240
    assert clear[400:600, 200:900].min() < 40


def test_rules_of_a_table_are_found_and_erased() -> None:
    page = blank_page()
    for y in (300, 420, 540):
        page[y : y + 3, 200:1000] = 0
    for x in (200, 500, 997):
        page[300:543, x : x + 3] = 0
    write_block(page, 340, 230, lines=1, length=5)
    rules = find_rules(page, DPI)
    assert [round(rule.at, -1) for rule in rules.horizontal] == [300, 420, 540]
    assert [round(rule.at, -1) for rule in rules.vertical] == [200, 500, 1000]
    bare = find_ink(erase(page, rules.mask))
    assert not bare[:, 600:].any()
    assert bare[340:380, 230:480].any()


def test_letters_are_no_rules() -> None:
    page = blank_page()
    write_block(page, 200, 200, lines=6, length=20)
    page[800:804, 200:240] = 0  # 「一」
    rules = find_rules(page, DPI)
    assert (rules.horizontal, rules.vertical) == ([], [])


@pytest.mark.parametrize("vertical", [False, True])
def test_direction(vertical: bool) -> None:
    page = blank_page()
    write_block(page, 200, 200, lines=15, length=22, vertical=vertical)
    assert is_vertical(find_ink(page), DPI) is vertical


def test_lines_come_from_top_to_bottom() -> None:
    page = blank_page()
    write_block(page, 200, 200, lines=5, length=20)
    segments = find_segments(find_ink(page), no_rules(page), DPI)
    assert len(segments) == 5
    assert [segment.y0 for segment in segments] == sorted(segment.y0 for segment in segments)


def test_the_left_column_comes_before_the_right_one() -> None:
    page = blank_page()
    write_block(page, 150, 500, lines=1, length=14)  # a title across both
    write_block(page, 300, 200, lines=12, length=13)
    write_block(page, 330, 900, lines=12, length=13)  # lines at other heights than the left ones
    segments = find_segments(find_ink(page), no_rules(page), DPI)
    assert [segment.x0 > 800 for segment in segments] == [False] * 13 + [True] * 12


def test_no_line_reaches_over_the_cells_of_a_table() -> None:
    page = blank_page()
    write_block(page, 200, 230, lines=1, length=12)
    mask = no_rules(page)
    for y in (300, 400, 500):
        mask[y : y + 4, 200:1000] = True
    for x in (200, 400, 1000):
        mask[300:504, x : x + 4] = True
    for row in (330, 430):
        write_block(page, row, 230, lines=1, length=3)
        write_block(page, row, 430, lines=1, length=8)
    write_block(page, 560, 230, lines=1, length=12)
    segments = find_segments(find_ink(page), mask, DPI)
    assert [round((segment.x1 - segment.x0) / EM) for segment in segments] == [12, 3, 8, 3, 8, 12]


def test_a_running_line_across_vertical_writing_is_told() -> None:
    page = blank_page()
    write_block(page, 400, 200, lines=12, length=20)  # reading space: the page turned anticlockwise
    write_block(page, 400, 60, lines=1, length=10, vertical=True)
    segments = find_segments(find_ink(page), no_rules(page), DPI)
    assert [segment.crosswise for segment in segments].count(True) == 1
    assert len(segments) == 13


def test_dust_is_no_line() -> None:
    page = blank_page()
    write_block(page, 200, 200, lines=2, length=20)
    page[600:602, 300:302] = 0
    assert len(find_segments(find_ink(page), no_rules(page), DPI)) == 2
