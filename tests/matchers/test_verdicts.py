"""Verdicts by the rules of the criteria."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pytest
from matcher_materials import item

from checklist_data import Stance
from matchers import Verdict
from matchers.verdicts import Finding, aspect_state, gap_sentence, verdict_of, verdict_probabilities

R, W, C, N = Stance.REQUIRE, Stance.WEAK, Stance.CONTRARY, Stance.NONE
ITEM = item("X1", core="ab", additional="z")


def finding(aspect: str, stance: Stance, relevance: float = 1.0, clause: int = 0) -> Finding:
    shares = {other: float(other is stance) for other in (R, W, C)}
    return Finding(0, clause, f"X1.{aspect}", relevance, shares, stance)


def states(a: Stance, b: Stance, z: Stance) -> Mapping[str, Stance]:
    return {"X1.a": a, "X1.b": b, "X1.z": z}


@pytest.mark.parametrize(
    ("a", "b", "z", "verdict"),
    [
        (R, R, R, Verdict.COVERED),
        (R, R, N, Verdict.COVERED),
        (R, R, W, Verdict.COVERED),
        (R, R, C, Verdict.CONTRARY),
        (R, C, N, Verdict.CONTRARY),
        (C, C, N, Verdict.CONTRARY),
        (N, N, C, Verdict.CONTRARY),
        (W, C, N, Verdict.CONTRARY),
        (R, W, R, Verdict.PARTIAL),
        (R, N, R, Verdict.PARTIAL),
        (W, W, N, Verdict.PARTIAL),
        (N, W, N, Verdict.PARTIAL),
        (N, N, R, Verdict.PARTIAL),
        (N, N, W, Verdict.PARTIAL),
        (N, N, N, Verdict.MISSING),
    ],
)
def test_the_states_of_the_aspects_decide(a: Stance, b: Stance, z: Stance, verdict: Verdict) -> None:
    assert verdict_of(ITEM, states(a, b, z)) is verdict


@pytest.mark.parametrize(
    ("found", "state"),
    [([], N), ([W], W), ([W, R], R), ([R, W, W], R), ([R, C], C), ([C, R, R], C), ([W, C], C)],
)
def test_a_contradiction_outweighs_a_requirement_and_that_a_wish(found: list[Stance], state: Stance) -> None:
    assert aspect_state(finding("a", stance) for stance in found) is state


def test_a_requirement_in_one_clause_and_its_contrary_in_another_are_a_conflict() -> None:
    found = [finding("a", R, clause=0), finding("b", R, clause=1), finding("b", C, clause=2)]
    conflict = {f"X1.{a}": aspect_state(f for f in found if f.aspect == f"X1.{a}") for a in "abz"}
    assert verdict_of(ITEM, conflict) is Verdict.CONTRARY


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        ([], Verdict.MISSING),
        ([finding("a", R), finding("b", R)], Verdict.COVERED),
        ([finding("a", R)], Verdict.PARTIAL),
        ([finding("z", R)], Verdict.PARTIAL),
        ([finding("a", W), finding("b", W)], Verdict.PARTIAL),
        ([finding("a", R), finding("b", R), finding("a", C)], Verdict.CONTRARY),
    ],
)
def test_certain_findings_make_a_certain_verdict(found: list[Finding], verdict: Verdict) -> None:
    assert verdict_probabilities(ITEM, found)[verdict] == pytest.approx(1.0)


def test_probabilities_add_up_to_one_whatever_is_found() -> None:
    found = [finding("a", R, 0.7), finding("b", W, 0.4, 1), finding("b", C, 0.2, 2), finding("z", R, 0.9, 3)]
    odds = verdict_probabilities(ITEM, found)
    assert math.fsum(odds.values()) == pytest.approx(1.0)
    assert min(odds.values()) >= 0


def test_two_independent_findings_on_an_aspect_are_surer_than_one() -> None:
    one = [finding("a", R, 0.6), finding("b", R)]
    two = [*one, finding("a", R, 0.6, 1)]
    assert verdict_probabilities(ITEM, one)[Verdict.COVERED] == pytest.approx(0.6)
    assert verdict_probabilities(ITEM, two)[Verdict.COVERED] == pytest.approx(0.84)


@pytest.mark.parametrize(
    ("a", "b", "z", "says", "silent"),
    [
        (N, R, N, ["X1.aがない。"], ["X1.b", "X1.z"]),
        (N, N, N, ["X1.aがない。", "X1.bがない。"], ["X1.z"]),
        (W, R, R, ["「X1.aを定めること」", "努力義務"], ["がない"]),
        (R, R, C, ["「X1.zを定めること」に反する"], ["X1.a", "X1.b"]),
        (C, N, N, ["「X1.aを定めること」に反する", "X1.bがない。"], ["X1.z"]),
    ],
)
def test_the_gap_says_what_is_contradicted_weak_and_missing(
    a: Stance, b: Stance, z: Stance, says: list[str], silent: list[str]
) -> None:
    gap = gap_sentence(ITEM, states(a, b, z))
    assert [part for part in says if part not in gap] == []
    assert [part for part in silent if part in gap] == []


def test_nothing_is_missing_of_what_is_covered() -> None:
    assert gap_sentence(ITEM, states(R, R, N)) == ""
