from __future__ import annotations

import base64
import hashlib
import html
import itertools
import re
from html.parser import HTMLParser

from app_fakes import full_report, small_edition

from app.exports.registry import export

PAGE = export(full_report(small_edition()), small_edition(), "html").decode()
VOID = {"meta", "link", "br", "input", "img", "hr"}


class Outline(HTMLParser):
    """Checks that tags close in order, and notes headings, ids, links and addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.references: list[str] = []
        self.addresses: list[str] = []
        self.count: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count[tag] = self.count.get(tag, 0) + 1
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "action"):
                self.addresses.append(value or "")
            if name in ("aria-labelledby", "data-copy"):
                self.references.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(page: str) -> Outline:
    parsed = Outline()
    parsed.feed(page)
    parsed.close()
    assert parsed.open == []
    return parsed


def test_the_file_loads_nothing() -> None:
    assert all(address.startswith("#") for address in outline(PAGE).addresses)
    assert "url(" not in PAGE


def test_the_policy_allows_exactly_its_style_and_script() -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', PAGE)
    assert policy
    for tag in ("style", "script"):
        content = re.search(f"<{tag}>(.*?)</{tag}>", PAGE, re.DOTALL)
        assert content
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in html.unescape(policy[1])
    assert html.unescape(policy[1]).startswith("default-src 'none'")


def test_text_of_a_document_is_escaped() -> None:
    assert "<script>alert" not in PAGE
    assert "&lt;script&gt;alert" in PAGE


def test_words_found_are_marked() -> None:
    assert "<mark>記録</mark>" in PAGE
    assert "<mark>保存すること</mark>" in PAGE


def test_headings_are_in_order() -> None:
    levels = outline(PAGE).headings
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_references_point_to_what_is_there() -> None:
    found = outline(PAGE)
    assert len(found.ids) == len(set(found.ids))
    assert set(found.references) <= set(found.ids)
    assert {address[1:] for address in found.addresses} <= set(found.ids)


def test_landmarks_language_and_captions() -> None:
    found = outline(PAGE)
    assert found.count["main"] == found.count["header"] == 1
    assert found.count["caption"] == found.count["table"]
    assert '<html lang="ja">' in PAGE
    assert '<a class="skip" href="#main">' in PAGE
