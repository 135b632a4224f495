"""The coverage gap report: the product's contract with everything that reads it (`morenashi.report/1`).

Every other output format renders this and nothing else. A JSON Schema generated from these types is kept in
`docs/report.schema.json`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from checklist_data.models import Stance

SCHEMA: Literal["morenashi.report/1"] = "morenashi.report/1"
Share = Annotated[float, Field(ge=0, le=1)]


class Verdict(StrEnum):
    """What the documents say about an item. Never a judgement of conformity: that is the officer's."""

    COVERED = "covered"
    PARTIAL = "partial"
    CONTRARY = "contrary"
    MISSING = "missing"
    UNVERIFIABLE = "unverifiable"
    """A document could not be read well enough to say."""


class Advice(StrEnum):
    """Whether the risk screening suggests asking for advice."""

    CONSIDER = "consider"
    NOT_INDICATED = "not_indicated"
    UNKNOWN = "unknown"


class ReportModel(BaseModel):
    """Base of all parts of a report."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True)


class Engine(ReportModel):
    """What produced the report."""

    version: str
    embedding: str
    """Name and digest of the embedding model."""
    dictionary: str
    """Name and version of the tokenizer's dictionary."""


class DocumentQuality(ReportModel):
    """How well a document could be read, and why not, in Japanese."""

    state: Literal["ok", "partial", "unreadable"]
    reasons: tuple[str, ...] = ()


class ReportedDocument(ReportModel):
    """One document of the package."""

    name: str
    sha256: str
    kind: str
    """Kind it was judged as; one of the edition's kinds."""
    pages: int | None
    """None where the format has no fixed pages."""
    clauses: int
    quality: DocumentQuality


class AspectState(ReportModel):
    """What the package says about one aspect of an item."""

    id: str
    core: bool
    text: str
    state: Stance


class Why(ReportModel):
    """Why a clause counts as evidence."""

    keywords: tuple[str, ...]
    """Words of the clause that met the aspect's patterns, as written."""
    similarity: float
    """Cosine similarity to the nearest of the aspect's description and positive examples, -1 to 1."""
    cue: str = ""
    """Words of the clause that decided its stance, as written; empty if none stood out."""


class Evidence(ReportModel):
    """A clause that speaks about an item."""

    document: int
    """Index in `documents`."""
    clause: str
    """Id of the clause, as in an extraction of the same file."""
    number: str
    heading: tuple[str, ...]
    page: int | None
    regions: tuple[tuple[int, float, float, float, float], ...]
    """Page (from 1), x0, top, x1, bottom in points from the page's top left corner."""
    text: str
    aspects: dict[str, Stance]
    score: Share
    """Probability that the clause is evidence for the item."""
    why: Why


class ReportedItem(ReportModel):
    """One row of a check sheet, judged over the whole package."""

    id: str
    number: str
    group: str
    title: str
    verdict: Verdict
    confidence: Share
    """Probability that the verdict is right."""
    aspects: tuple[AspectState, ...]
    evidence: tuple[Evidence, ...]
    """Best first."""
    gap: str
    """What is missing or contradicted; empty when covered."""
    suggestion: str
    """A draft clause; empty when covered."""


class RiskAxisResult(ReportModel):
    """Value found for one axis of the risk screening; `unknown` if nothing says."""

    value: str
    evidence: tuple[Evidence, ...] = ()


class Risk(BaseModel):
    """The high-risk screening: one entry per axis id, and what follows. A reference, never a verdict."""

    model_config = ConfigDict(frozen=True, extra="allow")

    __pydantic_extra__: dict[str, RiskAxisResult] = Field(init=False)
    advice: Advice = Advice.UNKNOWN

    @property
    def axes(self) -> dict[str, RiskAxisResult]:
        """Results by axis id."""
        return self.__pydantic_extra__


class ConsistencyFinding(ReportModel):
    """A demand that the other document of the package leaves out or contradicts."""

    spec: str
    contract: str
    finding: str
    evidence: tuple[Evidence, ...] = ()


class Counts(ReportModel):
    """Items of one checklist by verdict."""

    covered: int = 0
    partial: int = 0
    missing: int = 0
    contrary: int = 0
    unverifiable: int = 0


class Report(ReportModel):
    """The coverage gap report of a package of documents."""

    schema_id: Literal["morenashi.report/1"] = Field(default=SCHEMA, alias="schema")
    edition: str
    engine: Engine
    documents: tuple[ReportedDocument, ...]
    items: tuple[ReportedItem, ...]
    risk: Risk | None = None
    """None when no document of the package is of the kind that is screened."""
    consistency: tuple[ConsistencyFinding, ...] = ()
    summary: dict[str, Counts]
    """By checklist id."""

    @property
    def has_gaps(self) -> bool:
        """Whether any item is not covered."""
        return any(item.verdict is not Verdict.COVERED for item in self.items)
