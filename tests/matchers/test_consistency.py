"""What a specification demands and a contract leaves out or contradicts."""

from __future__ import annotations

import pytest

from checklist_data.models import ConsistencyPair
from matchers import Verdict
from matchers.consistency import compare
from matchers.report import Evidence, ReportedItem, Why

PAIR = ConsistencyPair(spec="S1", contract=("K1", "K2"), left_out="書いていない。", contradicted="反している。")


def evidence(text: str) -> Evidence:
    return Evidence(
        document=0,
        clause="c0001",
        number="",
        heading=(),
        page=None,
        regions=(),
        text=text,
        aspects={},
        score=0.5,
        why=Why(keywords=(), similarity=0.0),
    )


def judged(item_id: str, verdict: Verdict) -> ReportedItem:
    return ReportedItem(
        id=item_id,
        number="1",
        group="群",
        title="題",
        verdict=verdict,
        confidence=1.0,
        aspects=(),
        evidence=(evidence(f"{item_id}の条"), evidence("次の条")),
        gap="",
        suggestion="",
    )


def findings(**verdicts: Verdict) -> list[tuple[str, str, str]]:
    items = {item_id: judged(item_id, verdict) for item_id, verdict in verdicts.items()}
    return [(found.spec, found.contract, found.finding) for found in compare([PAIR], items)]


@pytest.mark.parametrize("demand", [Verdict.COVERED, Verdict.PARTIAL])
@pytest.mark.parametrize(
    ("carried", "finding"),
    [
        (Verdict.MISSING, "書いていない。"),
        (Verdict.PARTIAL, "書いていない。"),
        (Verdict.CONTRARY, "反している。"),
        (Verdict.COVERED, None),
        (Verdict.UNVERIFIABLE, None),
    ],
)
def test_a_demand_is_compared_with_each_item_that_should_carry_it(
    demand: Verdict, carried: Verdict, finding: str | None
) -> None:
    expected = [("S1", "K1", finding)] if finding else []
    assert findings(S1=demand, K1=carried, K2=Verdict.COVERED) == expected


@pytest.mark.parametrize("demand", [Verdict.MISSING, Verdict.CONTRARY, Verdict.UNVERIFIABLE])
def test_what_is_not_demanded_is_not_missed(demand: Verdict) -> None:
    assert findings(S1=demand, K1=Verdict.MISSING, K2=Verdict.CONTRARY) == []


def test_a_package_of_one_kind_has_nothing_to_compare() -> None:
    assert findings(S1=Verdict.COVERED) == []
    assert findings(K1=Verdict.MISSING, K2=Verdict.MISSING) == []


def test_a_finding_shows_the_best_clause_of_either_side() -> None:
    items = {"S1": judged("S1", Verdict.COVERED), "K1": judged("K1", Verdict.CONTRARY)}
    (found,) = compare([PAIR], items)
    assert [shown.text for shown in found.evidence] == ["S1の条", "K1の条"]
