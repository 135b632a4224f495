"""From findings to verdicts, by the rules of the criteria.

covered   every core aspect is required and nothing is contrary
contrary  some aspect is contradicted (a conflict with a requirement elsewhere included)
partial   something is required or weakly stated
missing   nothing
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checklist_data.models import Aspect, Item, Stance
from matchers.report import Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """One provision's word on one aspect.

    Attributes:
        document: index of the document in the package.
        clause: index of the clause in the document.
        aspect: id of the aspect.
        relevance: probability that the provision is evidence for the aspect.
        stances: probability of each stance, given that it is.
        stance: the stance taken; `none` until the finding is listed as evidence.
    """

    document: int
    clause: int
    aspect: str
    relevance: float
    stances: Mapping[Stance, float]
    stance: Stance = Stance.NONE

    @property
    def likeliest(self) -> Stance:
        """The most probable stance, for where a contradiction costs no more than anything else."""
        return max(self.stances, key=lambda stance: self.stances[stance])

    def probability(self, stance: Stance) -> float:
        """Probability that the provision is evidence and takes this stance."""
        return self.relevance * self.stances[stance]


def aspect_state(findings: Iterable[Finding]) -> Stance:
    """What all findings on one aspect come to: a contradiction outweighs, then a requirement, then a weak statement."""
    stances = {finding.stance for finding in findings}
    return next((s for s in (Stance.CONTRARY, Stance.REQUIRE, Stance.WEAK) if s in stances), Stance.NONE)


def verdict_of(item: Item, states: Mapping[str, Stance]) -> Verdict:
    """The verdict for the states of an item's aspects."""
    if Stance.CONTRARY in states.values():
        return Verdict.CONTRARY
    if all(states[aspect.id] is Stance.REQUIRE for aspect in item.aspects if aspect.core):
        return Verdict.COVERED
    if any(state is not Stance.NONE for state in states.values()):
        return Verdict.PARTIAL
    return Verdict.MISSING


def verdict_probabilities(item: Item, findings: Iterable[Finding]) -> dict[Verdict, float]:
    """Probability of each verdict, the findings taken as independent.

    Args:
        item: the item judged.
        findings: all findings on its aspects, also improbable ones.
    """
    nothing = 1.0
    no_contrary = 1.0
    unrequired = {aspect.id: 1.0 for aspect in item.aspects}
    for finding in findings:
        nothing *= 1 - finding.relevance
        no_contrary *= 1 - finding.probability(Stance.CONTRARY)
        unrequired[finding.aspect] *= 1 - finding.probability(Stance.REQUIRE)
    required = 1.0
    for aspect in item.aspects:
        if aspect.core:
            required *= 1 - unrequired[aspect.id]
    contrary = 1 - no_contrary
    covered = required * no_contrary
    missing = nothing
    partial = max(1 - contrary - covered - missing, 0.0)
    weights = {
        Verdict.COVERED: covered,
        Verdict.CONTRARY: contrary,
        Verdict.PARTIAL: partial,
        Verdict.MISSING: missing,
    }
    total = sum(weights.values())
    return {verdict: weight / total for verdict, weight in weights.items()}


def gap_sentence(item: Item, states: Mapping[str, Stance]) -> str:
    """What is contradicted, only half stated and missing, in Japanese sentences; core aspects only, but for contradictions."""
    return "".join(sentence for aspect in item.aspects if (sentence := _gap(aspect, states[aspect.id])))


def _gap(aspect: Aspect, state: Stance) -> str:
    if state is Stance.CONTRARY:
        return f"「{aspect.text}」に反する定めがあります。"
    if not aspect.core or state is Stance.REQUIRE:
        return ""
    if state is Stance.WEAK:
        return f"「{aspect.text}」は、努力義務、参照又は一般的な定めにとどまります。"
    return aspect.missing
