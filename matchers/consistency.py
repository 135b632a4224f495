"""What the specification demands and the contract of the same package leaves out or contradicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checklist_data.models import ConsistencyPair
from matchers.report import ConsistencyFinding, ReportedItem, Verdict

STATED = (Verdict.COVERED, Verdict.PARTIAL)


def compare(pairs: Iterable[ConsistencyPair], items: Mapping[str, ReportedItem]) -> tuple[ConsistencyFinding, ...]:
    """Findings for the pairs whose items were both judged.

    Args:
        pairs: the edition's pairs.
        items: judged items by id; items of a kind that is not in the package are absent.
    """
    found = []
    for pair in pairs:
        demand = items.get(pair.spec)
        if demand is None or demand.verdict not in STATED:
            continue
        for other in pair.contract:
            carried = items.get(other)
            if carried is None or carried.verdict in (Verdict.COVERED, Verdict.UNVERIFIABLE):
                continue
            contradicted = carried.verdict is Verdict.CONTRARY
            found.append(
                ConsistencyFinding(
                    spec=pair.spec,
                    contract=other,
                    finding=pair.contradicted if contradicted else pair.left_out,
                    evidence=(*demand.evidence[:1], *carried.evidence[:1]),
                )
            )
    return tuple(found)
