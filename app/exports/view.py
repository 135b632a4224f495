"""The report joined with the wording of its edition: what every readable format shows, in one order and one wording."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.exports.text import Segment, segments
from app.exports.wording import ADVICE, QUALITY, STANCES, STATUS, UNKNOWN_VALUE, VERDICTS, Word
from checklist_data import Checklist, Edition
from matchers.report import AspectState, Counts, Evidence, Report, ReportedDocument, ReportedItem, Verdict


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document of the package."""

    document: ReportedDocument
    kind: str
    quality: str

    @property
    def pages(self) -> str:
        """Number of pages in words."""
        return f"{self.document.pages}頁" if self.document.pages is not None else "頁の定めなし"


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A clause that is evidence."""

    evidence: Evidence
    document: str
    aspects: tuple[tuple[str, str, Word], ...]
    """Id, text and stance of each aspect it speaks about; the text is empty where no aspect is meant."""

    @property
    def page(self) -> str:
        """Page in words; empty where the format has none."""
        return f"{self.evidence.page}頁" if self.evidence.page is not None else ""

    @property
    def heading(self) -> str:
        """Headings above the clause, outermost first."""
        return " › ".join(self.evidence.heading)

    @property
    def place(self) -> str:
        """Document, page and number of the clause."""
        return " ".join(part for part in (self.document, self.place_in_document) if part)

    @property
    def place_in_document(self) -> str:
        """Page and number of the clause; its id where it has neither."""
        return " ".join(part for part in (self.page, self.evidence.number) if part) or self.evidence.clause

    @property
    def regions(self) -> str:
        """Where it stands on its pages: page and x0, top, x1, bottom in points."""
        return "; ".join(f"{page}: {x0:g}, {top:g}, {x1:g}, {bottom:g}"
                         for page, x0, top, x1, bottom in self.evidence.regions)  # fmt: skip

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Its text with the words that made it evidence marked."""
        return segments(self.evidence.text, (*self.evidence.why.keywords, self.evidence.why.cue))

    @property
    def stances(self) -> str:
        """Aspects and stances in one line."""
        return "、".join(f"{aspect_id} {word.text}" for aspect_id, _, word in self.aspects)


@dataclass(frozen=True, slots=True)
class ItemView:
    """A row of a check sheet."""

    item: ReportedItem
    status: str
    """Whose wording the title is."""
    evidence: tuple[EvidenceView, ...]

    @property
    def verdict(self) -> Word:
        """Sign and word of the verdict."""
        return VERDICTS[self.item.verdict]

    @property
    def confidence(self) -> str:
        """Probability that the verdict is right, in per cent."""
        return percent(self.item.confidence)

    @property
    def places(self) -> str:
        """Where its evidence stands, one a line."""
        return "\n".join(evidence.place for evidence in self.evidence)

    @property
    def aspects(self) -> tuple[tuple[AspectState, Word], ...]:
        """Aspects, each with the word for its state."""
        return tuple((aspect, STANCES[aspect.state]) for aspect in self.item.aspects)


@dataclass(frozen=True, slots=True)
class SheetView:
    """A check sheet."""

    id: str
    title: str
    status: str
    kind: str
    counts: Counts
    items: tuple[ItemView, ...]

    @property
    def tally(self) -> tuple[tuple[Verdict, Word, int], ...]:
        """Number of items by verdict, in the order of `Verdict`."""
        return tuple((verdict, word, getattr(self.counts, verdict.value)) for verdict, word in VERDICTS.items())


@dataclass(frozen=True, slots=True)
class AxisView:
    """A viewpoint of the high-risk screening."""

    id: str
    title: str
    status: str
    value: str
    high: bool
    """Whether the value alone suggests asking for advice."""
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True)
class RiskView:
    """The high-risk screening."""

    title: str
    axes: tuple[AxisView, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding of the consistency check."""

    spec: str
    contract: str
    finding: str
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report ready to be rendered."""

    report: Report
    edition: Edition
    documents: tuple[DocumentView, ...]
    sheets: tuple[SheetView, ...]
    risk: RiskView | None
    consistency: tuple[FindingView, ...]


def percent(share: float) -> str:
    """A share from 0 to 1 as whole per cent."""
    return f"{share:.0%}"


def build_view(report: Report, edition: Edition) -> ReportView:
    """Join a report with its edition.

    Raises:
        ValueError: the report is of another edition.
    """
    if report.edition != edition.id:
        raise ValueError(f"the report is of edition {report.edition!r}, not {edition.id!r}")
    return _Joiner(report, edition).view()


class _Joiner:
    def __init__(self, report: Report, edition: Edition) -> None:
        self._report, self._edition = report, edition
        self._kinds = {kind.id: kind.label for kind in edition.kinds}
        self._aspects = {aspect.id: aspect.text for aspect in edition.aspects}
        self._items = {item.id: item for item in edition.items}

    def view(self) -> ReportView:
        report = self._report
        sheets = tuple(sheet for checklist in self._edition.checklists if (sheet := self._sheet(checklist)))
        return ReportView(
            report=report,
            edition=self._edition,
            documents=tuple(
                DocumentView(document, self._kinds.get(document.kind, document.kind), QUALITY[document.quality.state])
                for document in report.documents
            ),
            sheets=sheets,
            risk=self._risk(),
            consistency=tuple(
                FindingView(self._label(found.spec), self._label(found.contract), found.finding,
                            self._evidence(found.evidence))
                for found in report.consistency
            ),
        )  # fmt: skip

    def _sheet(self, checklist: Checklist) -> SheetView | None:
        wanted = {item.id for item in checklist.items}
        items = [item for item in self._report.items if item.id in wanted]
        if not items:
            return None
        return SheetView(
            id=checklist.id,
            title=checklist.title.text,
            status=STATUS[checklist.title.status],
            kind=self._kinds[checklist.kind],
            counts=self._report.summary.get(checklist.id, Counts()),
            items=tuple(
                ItemView(item, STATUS[self._items[item.id].title.status], self._evidence(item.evidence))
                for item in items
            ),
        )

    def _risk(self) -> RiskView | None:
        risk, sheet = self._report.risk, self._edition.risk
        if risk is None or sheet is None:
            return None
        axes = []
        for axis in sheet.axes:
            result = risk.axes.get(axis.id)
            value = next((value for value in axis.values if result and value.id == result.value), None)
            axes.append(
                AxisView(
                    id=axis.id,
                    title=axis.title.text,
                    status=STATUS[axis.title.status],
                    value=value.label if value else UNKNOWN_VALUE,
                    high=value.high if value else False,
                    evidence=self._evidence(result.evidence if result else ()),
                )
            )
        return RiskView(sheet.title.text, tuple(axes), ADVICE[risk.advice])

    def _label(self, item_id: str) -> str:
        item = self._items.get(item_id)
        return f"{item.number} {item.title.text}" if item else item_id

    def _evidence(self, evidence: Iterable[Evidence]) -> tuple[EvidenceView, ...]:
        return tuple(
            EvidenceView(
                one,
                self._report.documents[one.document].name,
                tuple((aspect, self._aspects.get(aspect, ""), STANCES[stance])
                      for aspect, stance in one.aspects.items()),
            )
            for one in evidence
        )  # fmt: skip
