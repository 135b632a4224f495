"""Running lines of recognised pages, which are read a little differently from page to page, made alike."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from extractors.pdf.geometry import Box
from extractors.pdf.lines import Line
from extractors.pdf.pages import Page
from extractors.pdf.quality import PageState

_MARGIN = 0.14
"""Running lines stand within this share of the page's extent from its edge."""
_SAME_PLACE = 14.0
"""Points between the beginnings of the same running line on two pages."""
_ALIKE = 0.7
"""Share of characters that two readings of one line have in common; two lines of a text have far fewer."""
_SHORTEST = 4
_DIGITS = re.compile(r"\d+")


def with_like_running_lines(pages: Sequence[Page]) -> list[Page]:
    """Give lines at the edges of recognised pages that are readings of one line the commonest text and one place.

    So those that compare pages (`extractors.pdf.furniture`) find them equal. Lines that differ in a number stay apart.
    """
    groups: list[list[tuple[int, int, Line]]] = []
    for number, page in enumerate(pages):
        if page.state is not PageState.RECOGNISED:
            continue
        for place, item in enumerate(page.items):
            if isinstance(item, Line) and item.count >= _SHORTEST and _at_edge(item.box, page):
                group = next((own for own in groups if _is_same(own[0][2], item)), None)
                if group is None:
                    groups.append([(number, place, item)])
                else:
                    group.append((number, place, item))
    changed: dict[int, dict[int, Line]] = {}
    for group in groups:
        text = Counter(line.text for _, _, line in group).most_common(1)[0][0]
        for number, place, line in group:
            changed.setdefault(number, {})[place] = replace(line, text=text, box=_moved(line.box, group[0][2].box))
    return [
        replace(page, items=tuple(changed[number].get(place, item) for place, item in enumerate(page.items)))
        if number in changed
        else page
        for number, page in enumerate(pages)
    ]


def _at_edge(box: Box, page: Page) -> bool:
    distances = [box.y0 - page.size.y0, page.size.y1 - box.y1]
    shares = [distance / page.size.height for distance in distances]
    if page.turned:
        shares += [(box.x0 - page.size.x0) / page.size.width, (page.size.x1 - box.x1) / page.size.width]
    return min(shares) < _MARGIN


def _is_same(one: Line, two: Line) -> bool:
    if abs(one.box.y0 - two.box.y0) > _SAME_PLACE or abs(one.box.x0 - two.box.x0) > _SAME_PLACE:
        return False
    first, second = (unicodedata.normalize("NFKC", line.text) for line in (one, two))
    if _DIGITS.findall(first) != _DIGITS.findall(second):
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE


def _moved(box: Box, to: Box) -> Box:
    return Box(to.x0, to.y0, to.x0 + box.width, to.y0 + box.height)
