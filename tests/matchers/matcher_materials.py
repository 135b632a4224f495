"""Documents, items and editions made for a test, and the shipped edition's matcher made once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from checklist_data import Edition, Item, load
from extractors.document import Block, BlockKind, Clause, ClauseKind, Document, Quality
from matchers import Matcher

READ_WELL = Quality()
SAMPLES = Path(__file__).parents[2] / "samples"


def document(
    *texts: str,
    title: str = "",
    name: str = "文書.docx",
    heading: tuple[str, ...] = (),
    quality: Quality = READ_WELL,
) -> Document:
    """A document of plain paragraphs, each a clause."""
    clauses = tuple(
        Clause(f"c{number:04}", ClauseKind.PARAGRAPH, text, text, heading=heading, block=number - 1)
        for number, text in enumerate(texts, 1)
    )
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)
    return Document(name, "0" * 64, "docx", title, None, blocks, clauses, quality)


def aspect_data(aspect_id: str, *, core: bool = True, patterns: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    return {
        "id": aspect_id,
        "core": core,
        "text": f"{aspect_id}を定めること",
        "missing": f"{aspect_id}がない。",
        "patterns": list(patterns) or [{"all": [["窓"]]}],
        "examples": {"positive": ["窓を拭くこと。"] * 3, "negative": ["窓がある。"] * 3},
    }


def item(item_id: str, core: str = "a", additional: str = "") -> Item:
    """An item with aspects named by one letter each."""
    aspects = [aspect_data(f"{item_id}.{a}") for a in core]
    aspects += [aspect_data(f"{item_id}.{a}", core=False) for a in additional]
    title = {"text": f"題{item_id}", "status": "interpretation"}
    return Item.model_validate(
        {"id": item_id, "number": "1", "title": title, "group": "群", "aspects": aspects, "suggestion": "例"}
    )


KINDS = (
    {"id": "spec", "label": "仕様書", "title_cues": ["仕様書"], "text_cues": ["受託者", "納品"]},
    {"id": "contract", "label": "契約書", "title_cues": ["契約書", "約款"], "text_cues": ["甲", "乙"]},
    {"id": "letter", "label": "手紙", "title_cues": ["書簡"], "text_cues": ["拝啓"]},
)
"""No checklist is asked of the third."""


def edition(items: Iterable[Item] = (), **parts: object) -> Edition:
    """An edition with one checklist for specifications and one for contracts."""
    title = {"text": "表", "status": "interpretation"}
    return Edition.model_validate(
        {
            "id": "made-1",
            "title": "表",
            "publisher": "課",
            "publication_date": datetime.date(2026, 4, 1),
            "source": "試験",
            "copyright": "試験",
            "interpretation_note": "試験",
            "kinds": KINDS,
            "checklists": [
                {"id": "sheet", "kind": "spec", "title": title, "items": list(items) or [item("S1")]},
                {"id": "terms", "kind": "contract", "title": title, "items": [item("K1")]},
            ],
            **parts,
        }
    )


@cache
def shipped_matcher() -> Matcher:
    return Matcher(load())
