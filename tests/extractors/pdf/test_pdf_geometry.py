from __future__ import annotations

import pytest

from extractors.pdf.geometry import Box, Map, bounding, display_to_reading, user_to_display


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_visible_page_fills_display_space(rotation: int) -> None:
    page = Box(20, 30, 320, 530)
    size = (500, 300) if rotation in (90, 270) else (300, 500)
    assert user_to_display(page, rotation).box(*page) == Box(0, 0, *size)


@pytest.mark.parametrize(("rotation", "corner"), [(0, (0, 500)), (90, (0, 0)), (180, (300, 0)), (270, (500, 300))])
def test_rotation_is_clockwise(rotation: int, corner: tuple[float, float]) -> None:
    # Where the lower left corner of the file's page is displayed, from the top left corner.
    assert user_to_display(Box(0, 0, 300, 500), rotation).point(0, 0) == corner


@pytest.mark.parametrize(
    ("turn", "along", "down"),
    [(0, (1, 0), (0, 1)), (90, (0, 1), (-1, 0)), (180, (-1, 0), (0, -1)), (270, (0, -1), (1, 0))],
)
def test_reading_space_runs_along_the_lines(turn: int, along: tuple[float, float], down: tuple[float, float]) -> None:
    reading = display_to_reading(300, 500, turn)
    x, y = reading.point(100, 100)
    assert reading.point(100 + along[0], 100 + along[1]) == (x + 1, y)
    assert reading.point(100 + down[0], 100 + down[1]) == (x, y + 1)


def test_maps_compose_and_invert() -> None:
    first, second = Map(2, 0, 0, -3, 5, 7), Map(0, 1, -1, 0, 11, 13)
    both = first.then(second)
    assert both.point(17, 19) == second.point(*first.point(17, 19))
    assert both.inverse().point(*both.point(17, 19)) == pytest.approx((17, 19))


def test_bounding_holds_all() -> None:
    assert bounding([Box(1, 5, 2, 6), Box(0, 7, 1, 9)]) == Box(0, 5, 2, 9)
