"""Judges a package of documents by an edition: views → relevance and stance → verdicts, risk and consistency → report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version

from checklist_data.models import Checklist, Edition, Item, Stance
from extractors.document import Clause, Document, QualityState
from matchers import consistency
from matchers.embedding import Embedding
from matchers.encoder.readings import Readings
from matchers.features import stance_features
from matchers.kinds import UnknownKindError, detect_kind
from matchers.linear import Floats
from matchers.patterns import Hit
from matchers.relevance import Matches, Relevance
from matchers.report import (
    AspectState,
    Counts,
    DocumentQuality,
    Engine,
    Evidence,
    Report,
    ReportedDocument,
    ReportedItem,
    Risk,
    RiskAxisResult,
    Verdict,
    Why,
)
from matchers.risk import RiskScreening, Support, Told
from matchers.stance import STANCES, probabilities
from matchers.tokens import dictionary_name, tokenize
from matchers.verdicts import Finding, aspect_state, gap_sentence, verdict_of, verdict_probabilities
from matchers.view import Provision, View, make_views
from matchers.weights import Weights

LOST = "ただし、読めなかった部分に定めがある可能性があります。"
CONSIDERED = 0.03
"""Relevance under which a finding does not even count towards the probability of a verdict."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A document to be judged.

    Attributes:
        document: as extracted.
        kind: one of the edition's kinds; None to have it detected.
    """

    document: Document
    kind: str | None = None


@dataclass(frozen=True)
class Reading:
    """A document of the package with what was found in it."""

    index: int
    document: Document
    kind: str
    views: list[View]
    relevance: Relevance
    matches: Matches
    findings: list[Finding]
    similarity: Mapping[tuple[int, str], float]


class Matcher:
    """Judges packages by one edition. Making one takes seconds (model, patterns); it can be shared between threads.

    Args:
        edition: the checklists.
        embedding: the model for similarities; the embedded one if None.
        weights: what was learned; the shipped weights if None.
    """

    def __init__(
        self, edition: Edition, embedding: Embedding | None = None, weights: Weights | None = None
    ) -> None:
        self.edition = edition
        self.embedding = embedding or Embedding()
        self.weights = weights or Weights.load(edition)
        self._relevance = {
            kind.id: Relevance(
                tuple(item for checklist in edition.checklist_for(kind.id) for item in checklist.items),
                edition.lexicon,
                self.embedding,
                self.weights.fusion,
            )
            for kind in edition.kinds
        }
        self._risk = RiskScreening(edition.risk, edition) if edition.risk else None

    @cached_property
    def engine(self) -> Engine:
        """What produces the reports."""
        return Engine(version=_version(), embedding=self.embedding.name, dictionary=dictionary_name())

    def check(self, submissions: Sequence[Submission]) -> Report:
        """Judge a package.

        Args:
            submissions: one or more documents; each item is judged over all documents of its checklist's kind.

        Raises:
            UnknownKindError: a kind that the edition does not have.
        """
        return self.judge([self.read(index, submission) for index, submission in enumerate(submissions)])

    def judge(self, read: Sequence[Reading]) -> Report:
        """Judge what was found in the documents of a package: verdicts, screening and consistency."""
        items: list[ReportedItem] = []
        summary: dict[str, Counts] = {}
        for checklist in self.edition.checklists:
            documents = [one for one in read if one.kind == checklist.kind]
            if documents:
                judged = list(self._judge(checklist, documents))
                items += judged
                summary[checklist.id] = _counts(judged)
        return Report(
            edition=self.edition.id,
            engine=self.engine,
            documents=tuple(_reported(one) for one in read),
            items=tuple(items),
            risk=self._screen(read),
            consistency=consistency.compare(self.edition.consistency, {item.id: item for item in items}),
            summary=summary,
        )

    def read(self, index: int, submission: Submission) -> Reading:
        """Find what a document says of every aspect asked of its kind.

        Args:
            index: place of the document in the package.
            submission: the document.

        Raises:
            UnknownKindError: a kind that the edition does not have.
        """
        known = [kind.id for kind in self.edition.kinds]
        if submission.kind is not None and submission.kind not in known:
            raise UnknownKindError(submission.kind, known)
        document = submission.document
        kind = submission.kind or detect_kind(document, self.edition)
        views = make_views([_provision(clause) for clause in document.clauses], self.embedding)
        relevance = self._relevance[kind]
        matches = relevance.matches(views)
        if not views or not relevance.items:
            return Reading(index, document, kind, views, relevance, matches, [], {})
        columns = {aspect.id: column for column, aspect in enumerate(relevance.aspects)}
        readings = self.weights.encoder.read(views, list(columns)) if self.weights.encoder else None
        sources = relevance.sources(views, matches, readings)
        probability = relevance.probabilities(sources)
        findings = list(self._findings(index, views, relevance, matches, readings, probability))
        similarity = {(f.clause, f.aspect): float(sources["similar"][f.clause, columns[f.aspect]]) for f in findings}
        return Reading(index, document, kind, views, relevance, matches, findings, similarity)

    def _findings(
        self,
        index: int,
        views: list[View],
        relevance: Relevance,
        matches: Matches,
        readings: Readings | None,
        probability: Floats,
    ) -> Iterator[Finding]:
        rows, columns = (probability >= CONSIDERED).nonzero()
        places = list(zip(rows.tolist(), columns.tolist(), strict=True))
        if not places:
            return
        aspects = relevance.aspects
        stances = probabilities(
            self.weights.stance,
            [
                stance_features(
                    views[row],
                    aspects[column].id,
                    matches.hits.get((row, column), []),
                    matches.near_misses.get((row, column), []),
                )
                for row, column in places
            ],
            readings.stances[rows, columns] if readings else None,
            self.weights.voices,
        )
        for (row, column), shares in zip(places, stances, strict=True):
            by_stance = dict(zip(STANCES, shares.tolist(), strict=True))
            yield Finding(index, row, aspects[column].id, float(probability[row, column]), by_stance)

    def _judge(self, checklist: Checklist, documents: list[Reading]) -> Iterator[ReportedItem]:
        calibration = self.weights.calibration
        whole = all(one.document.quality.state is QualityState.OK for one in documents)
        for item in checklist.items:
            own = {aspect.id for aspect in item.aspects}
            weighed = [finding for one in documents for finding in one.findings if finding.aspect in own]
            taken = [
                replace(finding, stance=calibration.stance(finding.relevance, finding.stances))
                for finding in weighed
                if finding.relevance >= calibration.evidence
            ]
            states = {aspect: aspect_state(f for f in taken if f.aspect == aspect) for aspect in own}
            verdict = verdict_of(item, states)
            odds = verdict_probabilities(item, weighed)
            confidence = calibration.confidence(odds[verdict])
            if not whole and not _certain(verdict, documents):
                verdict, confidence = Verdict.UNVERIFIABLE, 1.0
            covered = verdict is Verdict.COVERED
            yield ReportedItem(
                id=item.id,
                number=item.number,
                group=item.group,
                title=item.title.text,
                verdict=verdict,
                confidence=round(confidence, 3),
                aspects=tuple(
                    AspectState(id=a.id, core=a.core, text=a.text, state=states[a.id]) for a in item.aspects
                ),
                evidence=self._evidence(taken, {one.index: one for one in documents}),
                gap="" if covered else _unread(item, verdict) or gap_sentence(item, states) + ("" if whole else LOST),
                suggestion="" if covered else item.suggestion,
            )

    def _evidence(self, findings: list[Finding], documents: Mapping[int, Reading]) -> tuple[Evidence, ...]:
        """One entry a clause, the most probable first."""
        by_clause: defaultdict[tuple[int, int], list[Finding]] = defaultdict(list)
        for finding in findings:
            by_clause[finding.document, finding.clause].append(finding)
        ranked = sorted(by_clause.items(), key=lambda entry: (-max(f.relevance for f in entry[1]), entry[0]))
        return tuple(_entry(documents[document], clause, group) for (document, clause), group in ranked)

    def _screen(self, read: Sequence[Reading]) -> Risk | None:
        if self._risk is None:
            return None
        screened = [one for one in read if one.kind == self._risk.sheet.kind]
        if not screened:
            return None
        views = [(one, row) for one in screened for row in range(len(one.views))]
        rows = {(one.index, row): view for view, (one, row) in enumerate(views)}
        findings = self._risk.screen(
            [one.views[row] for one, row in views],
            titles=[tokenize(one.document.title) for one in screened],
            told=[
                Told(rows[finding.document, finding.clause], finding.aspect, finding.likeliest)
                for one in screened
                for finding in one.findings
                if finding.relevance >= self.weights.calibration.evidence
            ],
        )
        axes = {
            finding.axis.id: RiskAxisResult(
                value=finding.value,
                evidence=tuple(_support(*views[support.view], support) for support in finding.support),
            )
            for finding in findings
        }
        return Risk.model_validate({"advice": self._risk.advice(findings), **axes})


def _provision(clause: Clause) -> Provision:
    return Provision(clause.text, clause.heading, clause.lead, clause.cells, clause.header)


def _certain(verdict: Verdict, documents: list[Reading]) -> bool:
    """Whether a verdict holds although a part could not be read: what was read stays stated, what was not is not missing."""
    if verdict is Verdict.MISSING:
        return False
    if verdict is Verdict.PARTIAL:
        return all(one.document.quality.state is not QualityState.UNREADABLE for one in documents)
    return True


def _unread(item: Item, verdict: Verdict) -> str:
    if verdict is not Verdict.UNVERIFIABLE:
        return ""
    return f"読めない部分があるため、「{item.title.text}」の定めの有無を判定できません。"


def _entry(one: Reading, clause_index: int, findings: list[Finding]) -> Evidence:
    view = one.views[clause_index]
    columns = {aspect.id: column for column, aspect in enumerate(one.relevance.aspects)}
    hits = [hit for f in findings for hit in one.matches.hits.get((clause_index, columns[f.aspect]), [])]
    return _as_evidence(
        one,
        clause_index,
        aspects={f.aspect: f.stance for f in sorted(findings, key=lambda f: f.aspect)},
        score=max(f.relevance for f in findings),
        why=Why(
            keywords=_keywords(view, hits),
            similarity=round(max(one.similarity[clause_index, f.aspect] for f in findings), 3),
            cue=view.cues.shown(),
        ),
    )


def _support(one: Reading, clause_index: int, support: Support) -> Evidence:
    view = one.views[clause_index]
    return _as_evidence(
        one,
        clause_index,
        aspects={},
        score=support.weight / (1 + support.weight),
        why=Why(keywords=_keywords(view, support.hits), similarity=0.0),
    )


def _as_evidence(
    one: Reading, clause_index: int, *, aspects: dict[str, Stance], score: float, why: Why
) -> Evidence:
    clause = one.document.clauses[clause_index]
    return Evidence(
        document=one.index,
        clause=clause.id,
        number=clause.number,
        heading=clause.heading,
        page=clause.page,
        regions=tuple((r.page, round(r.x0, 1), round(r.top, 1), round(r.x1, 1), round(r.bottom, 1)) for r in clause.regions),
        text=clause.text,
        aspects=aspects,
        score=round(score, 3),
        why=why,
    )


def _keywords(view: View, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Matched words in the order of the text, each once."""
    spans = sorted({span for hit in hits for span in hit.spans})
    return tuple(dict.fromkeys(view.tokens.words(span) for span in spans))


def _reported(one: Reading) -> ReportedDocument:
    document = one.document
    return ReportedDocument(
        name=document.name,
        sha256=document.sha256,
        kind=one.kind,
        pages=document.pages,
        clauses=len(document.clauses),
        quality=DocumentQuality(state=document.quality.state.value, reasons=document.quality.reasons),
    )


def _counts(items: Sequence[ReportedItem]) -> Counts:
    return Counts(**{verdict.value: sum(item.verdict is verdict for item in items) for verdict in Verdict})


def _version() -> str:
    try:
        return version("morenashi")
    except PackageNotFoundError:  # run from a source tree that was not installed
        return "0"
