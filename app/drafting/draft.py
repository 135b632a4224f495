"""Draft clauses for the gaps of a report, grouped by where they would go in the document."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.drafting.manner import Manner, read_manner
from app.drafting.marks import next_mark
from app.drafting.places import Place, Places
from app.drafting.wording import adapt
from app.exports.view import EvidenceView, ItemView, SheetView
from extractors.document import ClauseKind, Document
from matchers.report import Verdict


@dataclass(frozen=True, slots=True)
class Addition:
    """A draft clause."""

    item: ItemView
    mark: str
    """Its number as the document would write it; empty if that cannot be told."""
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """Draft clauses that go to one place."""

    heading: str
    """The section of the document, or the heading of a new one."""
    place: str
    """Where in the section, in Japanese."""
    additions: tuple[Addition, ...]


class Drafter:
    """Drafts additions to one document."""

    def __init__(self, document: Document, index: int) -> None:
        """Read how a document speaks and counts.

        Args:
            document: the document.
            index: its index in the report.
        """
        self._index = index
        self._places = Places(document)
        self.manner: Manner = read_manner(document)

    def draft(self, sheets: Sequence[SheetView], wanted: Collection[str] | None) -> tuple[Section, ...]:
        """Draft clauses for the gaps of check sheets.

        Args:
            sheets: the check sheets for the document's kind.
            wanted: ids of the items to draft for; None for every gap.
        """
        placed: dict[str, tuple[Place, list[ItemView]]] = {}
        new: dict[str, list[ItemView]] = {}
        for sheet in sheets:
            for item in sheet.items:
                if not item.item.suggestion or item.item.verdict is Verdict.COVERED:
                    continue
                if wanted is not None and item.item.id not in wanted:
                    continue
                place = self._place(item, sheet)
                if place is None:
                    new.setdefault(item.item.group, []).append(item)
                else:
                    placed.setdefault(place.behind.id, (place, []))[1].append(item)
        order = sorted(placed, key=lambda key: (len(key), key))
        return (*(self._in_section(*placed[key]) for key in order), *self._new_sections(new))

    def _place(self, item: ItemView, sheet: SheetView) -> Place | None:
        nearest = self._nearest(item, sheet)
        return self._places.near(nearest.evidence.clause) if nearest else None

    def _nearest(self, item: ItemView, sheet: SheetView) -> EvidenceView | None:
        """Best evidence in the document for the item, else for the item of its group that stands nearest to it."""
        at = sheet.items.index(item)
        group = [(abs(n - at), one) for n, one in enumerate(sheet.items) if one.item.group == item.item.group]
        for _, one in sorted(group, key=lambda pair: pair[0]):
            found = next((each for each in one.evidence if each.evidence.document == self._index), None)
            if found:
                return found
        return None

    def _in_section(self, place: Place, items: Sequence[ItemView]) -> Section:
        heading = " › ".join(place.behind.heading)
        behind = place.behind.number or "本文"
        where = f"「{behind}」の行の次" if place.behind.kind is ClauseKind.ROW else f"「{behind}」の次"
        mark = self._places.paragraph_mark() if place.in_article else next_mark(place.last, place.before)
        return Section(heading, where, self._numbered(items, mark, place.last))

    def _new_sections(self, groups: dict[str, list[ItemView]]) -> list[Section]:
        sections = []
        mark, articles = self._places.next_section()
        for group, items in groups.items():
            if articles:
                for item in items:
                    heading = f"{mark}（{item.item.title}）"
                    sections.append(Section(heading, "新しい条", (Addition(item, "", self._text(item)),)))
                    mark = next_mark(mark)
            else:
                first = self._places.first_item()
                heading = "　".join(part for part in (mark, group) if part)
                sections.append(Section(heading, "新しい節", self._numbered(items, first, "")))
                mark = next_mark(mark)
        return sections

    def _numbered(self, items: Sequence[ItemView], mark: str, before: str) -> tuple[Addition, ...]:
        additions = []
        for item in items:
            additions.append(Addition(item, mark, self._text(item)))
            before, mark = mark, next_mark(mark, before)
        return tuple(additions)

    def _text(self, item: ItemView) -> str:
        return adapt(item.item.suggestion, self.manner)
