"""Running headers and footers, page numbers, tables of contents and the rule above footnotes."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence

from extractors.pdf.drawings import Rule
from extractors.pdf.geometry import Box
from extractors.pdf.lines import Line

_DIGITS = re.compile(r"[0-9]+")
_D = "[0-9０-９]"
_DASH = r"[-－‐‑–―—ー−(（\[［<〈~～]"
_DASH_END = r"[-－‐‑–―—ー−)）\]］>〉~～]"
_PAGE_NUMBER = re.compile(
    rf"(?:{_DASH}?\s*{_D}{{1,4}}\s*{_DASH_END}?|(?:[Pp]\.?|Page|ページ|頁)?\s*{_D}{{1,4}}\s*(?:/|／|of|分の)\s*{_D}{{1,4}}\s*(?:ページ|頁)?"
    rf"|{_D}{{1,4}}\s*(?:ページ|頁)|[Pp](?:age)?\.?\s*{_D}{{1,4}}|[ivxⅰ-ⅻ]{{1,5}})"
)
_DOTS = r"(?:(?:[.．・･…‥⋯]\s*){4,}|(?:…\s*){3,})"
_LEADER = re.compile(rf"{_DOTS}{_DASH}?\s*(?:{_D}+[-－])?[0-9０-９ivxⅰ-ⅻ]{{0,4}}\s*{_DASH_END}?$")
_WRAPPED_LEADER = re.compile(rf"[.．・･…‥⋯\s]*{_D}{{1,4}}")
_CONTENTS = re.compile(r"[【〔\[]?\s*(?:目\s*次|もくじ|contents)\s*[】〕\]]?", re.IGNORECASE)
_TAIL = 120
"""Characters at the end of a line in which leaders are looked for, so that long runs of dots cost no time."""
_EDGE_LINES = 3
"""Running lines are among so many lines from the top and from the bottom."""
_MARGIN = 0.14
"""Running lines stand within this share of the page's height from its edge."""
_LONGEST_RUNNING = 80


def find_running(pages: Sequence[Sequence[Line]], sizes: Sequence[Box], turned: Sequence[bool]) -> list[set[int]]:
    """Find what repeats at the edges of the pages.

    Args:
        pages: the lines of each page.
        sizes: the whole of each page in reading space.
        turned: whether a page's text does not run from left to right; its running lines may then stand on any side.

    Returns:
        For each page the indices of its running lines and page numbers.
    """
    seen: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    candidates: list[list[tuple[int, str, int, int]]] = []
    for page, lines in enumerate(pages):
        outer = [k for k, line in enumerate(lines) if _in_margin(line.box, sizes[page], turned[page])]
        order = sorted(outer, key=lambda k: lines[k].box.y0)
        edge = order if turned[page] else list(dict.fromkeys(order[:_EDGE_LINES] + order[-_EDGE_LINES:]))
        mine = [(k, *_key(lines[k])) for k in edge]
        candidates.append(mine)
        for _, text, row, column in mine:
            seen[text, row, column].add(page)
    needed = max(3, 0.34 * len(pages))
    found: list[set[int]] = []
    for lines, mine in zip(pages, candidates, strict=True):
        running: set[int] = set()
        outermost = _outermost(lines)
        for k, text, row, column in mine:
            count = len(set().union(*(seen.get((text, row + d, column), set()) for d in (-1, 0, 1))))
            repeats = count >= needed or (count == len(pages) == 2 and _is_on_both(lines[k].text, pages))
            is_number = k in outermost and _PAGE_NUMBER.fullmatch(lines[k].text) is not None
            if (repeats and len(text) < _LONGEST_RUNNING) or is_number:
                running.add(k)
        page = len(found)
        found.append(running if turned[page] else _outside_text(lines, running, sizes[page].height / 2))
    return found


def _outside_text(lines: Sequence[Line], running: set[int], middle: float) -> set[int]:
    """Those running lines that stand above or below all others; a line within the text only happens to recur."""
    text = [line.box for k, line in enumerate(lines) if k not in running]
    if not text:
        return running
    # A line may share its row with one that varies, such as the title of the chapter.
    top, bottom = min(box.y1 for box in text), max(box.y0 for box in text)
    return {k for k in running if (lines[k].box.y0 < top if lines[k].box.y0 < middle else lines[k].box.y1 > bottom)}


def _in_margin(box: Box, page: Box, turned: bool) -> bool:
    distances = [(box.y0 - page.y0) / page.height, (page.y1 - box.y1) / page.height]
    if turned:
        distances += [(box.x0 - page.x0) / page.width, (page.x1 - box.x1) / page.width]
    return min(distances) < _MARGIN


def _is_on_both(text: str, pages: Sequence[Sequence[Line]]) -> bool:
    """Whether both pages of a document of two have exactly this line: 「1　目的」 and 「2　方法」 are no header."""
    return all(any(line.text == text for line in lines) for lines in pages)


def _key(line: Line) -> tuple[str, int, int]:
    """What is the same in a running line on all pages: words with numbers blanked, and place."""
    text = _DIGITS.sub("#", unicodedata.normalize("NFKC", line.text))
    return text, round(line.box.y0 / 6), 0 if "#" in text else round(line.box.x0 / 40)


def _outermost(lines: Sequence[Line]) -> set[int]:
    """Indices of the first and last lines in each direction."""
    if not lines:
        return set()
    numbers = range(len(lines))
    return {
        min(numbers, key=lambda k: lines[k].box.y0),
        max(numbers, key=lambda k: lines[k].box.y1),
        min(numbers, key=lambda k: lines[k].box.x0),
        max(numbers, key=lambda k: lines[k].box.x1),
    }


def find_contents(lines: Sequence[Line]) -> set[int]:
    """Indices of the lines of a page that belong to a table of contents."""
    entries = {k for k, line in enumerate(lines) if _LEADER.search(line.text[-_TAIL:])}
    if len(entries) < 3:
        return set()
    for k, line in enumerate(lines):
        if _CONTENTS.fullmatch(line.text) or (k - 1 in entries and _WRAPPED_LEADER.fullmatch(line.text[:_TAIL])):
            entries.add(k)
    return entries


def footnote_top(rules: Iterable[Rule], text: Box) -> float | None:
    """Where the footnotes of a page begin: under the last short rule in its lower part; None if there is none.

    Args:
        rules: horizontal rules.
        text: the rectangle around the text of the page.
    """
    tops = [
        rule.at
        for rule in rules
        if rule.at > text.y0 + 0.4 * text.height and 0.15 * text.width < rule.end - rule.start < 0.45 * text.width
    ]
    return max(tops) - 0.5 if tops else None
