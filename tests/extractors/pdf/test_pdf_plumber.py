"""The second opinion is asked for where the rules are in doubt, and taken only if it loses nothing."""

from __future__ import annotations

import pytest
from pdf_maker import PdfMaker
from pdf_texts import read

from extractors.pdf import pages
from extractors.pdf.characters import Glyph
from extractors.pdf.drawings import Drawings, Rule
from extractors.pdf.geometry import Box, Map, display_to_reading
from extractors.pdf.grids import Grid, find_grids
from extractors.pdf.plumber import better, grid_of, plumber_grids

IDENTITY = Map(1, 0, 0, 1, 0, 0)


def table_with_gap() -> PdfMaker:
    """A table of two by two cells in which a piece of the rule between two columns is missing."""
    made = PdfMaker()
    page = made.page()
    page.grid([72, 300], [100, 148])
    page.rule(72, 124, 180, 124)  # under the first column only
    page.rule(180, 124, 180, 148)  # beside the second row only
    for x, y, text in ((76, 116, "項目及び内容"), (76, 140, "入力情報"), (184, 140, "学習に利用しない")):
        page.text(x, y, text)
    return made


def test_pdfplumber_finds_the_cells_of_a_plain_table() -> None:
    made = PdfMaker()
    made.page().table([72, 180, 300], 100, [["項目", "内容"], ["機密性", "高い"]])
    [grid] = plumber_grids(made.build(), 0, IDENTITY)
    assert grid.box == pytest.approx(Box(72, 100, 300, 148), abs=1)
    assert len(grid.fields()) == 4
    assert grid.cell_at(100, 110) != grid.cell_at(100, 130)


def test_its_cells_are_moved_to_reading_space() -> None:
    made = PdfMaker()
    made.page(rotate=90).table([72, 180, 300], 100, [["項目", "内容"], ["機密性", "高い"]])
    to_reading = display_to_reading(842, 595, 90)
    [grid] = plumber_grids(made.build(), 0, to_reading)
    box = to_reading.inverse().box(*grid.box)
    assert box == pytest.approx(Box(842 - 148, 72, 842 - 100, 300), abs=1)


def test_a_file_that_pdfplumber_cannot_read_gives_no_grids() -> None:
    assert plumber_grids(b"%PDF-1.7\nnothing", 0, IDENTITY) == []


def test_l_shaped_cells_are_in_doubt() -> None:
    drawings = Drawings(
        [Rule(0, 0, 100), Rule(20, 0, 50), Rule(40, 0, 100)], [Rule(0, 0, 40), Rule(50, 20, 40), Rule(100, 0, 40)]
    )
    search = find_grids(drawings)
    assert search.doubtful
    assert not search.grids[0].is_rectangular()


def test_a_whole_table_is_not_in_doubt() -> None:
    ends = [Rule(at, 0, 40) for at in (0, 50, 100)]
    assert not find_grids(Drawings([Rule(at, 0, 100) for at in (0, 20, 40)], ends)).doubtful


def test_only_pages_in_doubt_are_given_to_pdfplumber(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def spy(data: bytes, page: int, to_reading: Map) -> list[Grid]:
        asked.append(page)
        return plumber_grids(data, page, to_reading)

    monkeypatch.setattr(pages, "plumber_grids", spy)
    made = PdfMaker()
    made.page().table([72, 180, 300], 100, [["項目", "内容"], ["機密性", "高い"]])
    made.pages.append(table_with_gap().pages[0])
    words = "".join(block.text for block in read(made).blocks)
    assert asked == [1]
    assert all(text in words for text in ("項目及び内容", "入力情報", "学習に利用しない"))


def test_the_other_opinion_must_hold_as_many_characters() -> None:
    glyphs = [Glyph("甲", 10, 10, 20, 20), Glyph("乙", 60, 10, 70, 20)]
    whole = [grid_of([Box(0, 0, 50, 30), Box(50, 0, 100, 30)])]
    part = [grid_of([Box(0, 0, 50, 30)])]
    assert better(part, whole, glyphs) is whole
    assert better(whole, part, glyphs) is whole
    assert better(whole, [], glyphs) is whole
