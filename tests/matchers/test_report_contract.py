"""The JSON report keeps the names and values that other programs rely on."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from matcher_materials import SAMPLES, document, shipped_matcher
from pydantic import ValidationError

from extractors import extract
from matchers import Report, Submission, Verdict
from matchers.report import SCHEMA

Json = dict[str, Any]


@cache
def report() -> Report:
    package = [
        Submission(extract((SAMPLES / name).read_bytes(), name)) for name in ("sample-spec.pdf", "sample-contract.pdf")
    ]
    return shipped_matcher().check(package)


@cache
def as_json() -> Json:
    data: Json = json.loads(report().model_dump_json())
    return data


def entries() -> list[Json]:
    data = as_json()
    lists = [found["evidence"] for found in data["items"]]
    lists += [axis["evidence"] for name, axis in data["risk"].items() if name != "advice"]
    lists += [finding["evidence"] for finding in data["consistency"]]
    return [entry for found in lists for entry in found]


def test_the_top_level() -> None:
    assert list(as_json()) == [
        "schema", "edition", "engine", "documents", "items", "risk", "consistency", "summary",
    ]  # fmt: skip
    assert as_json()["schema"] == SCHEMA == "morenashi.report/1"
    assert as_json()["edition"] == "ds920-2025-05"


def test_the_engine_is_named_with_versions() -> None:
    engine = as_json()["engine"]
    assert set(engine) == {"version", "embedding", "dictionary"}
    assert all(engine.values())


def test_documents() -> None:
    assert [found["kind"] for found in as_json()["documents"]] == ["spec", "contract"]
    for found in as_json()["documents"]:
        assert set(found) == {"name", "sha256", "kind", "pages", "clauses", "quality"}
        assert found["pages"] > 0
        assert len(found["sha256"]) == 64
        assert set(found["quality"]) == {"state", "reasons"}
        assert found["quality"]["state"] == "ok"


def test_items() -> None:
    for found in as_json()["items"]:
        assert set(found) == {
            "id", "number", "group", "title", "verdict", "confidence", "aspects", "evidence", "gap", "suggestion",
        }  # fmt: skip
        assert found["verdict"] in {verdict.value for verdict in Verdict}
        assert 0 <= found["confidence"] <= 1
        for aspect in found["aspects"]:
            assert set(aspect) == {"id", "core", "text", "state"}
            assert aspect["state"] in {"require", "weak", "contrary", "none"}


def test_evidence() -> None:
    documents = as_json()["documents"]
    assert entries()
    for entry in entries():
        assert set(entry) == {
            "document", "clause", "number", "heading", "page", "regions", "text", "aspects", "score", "why",
        }  # fmt: skip
        assert 0 <= entry["document"] < len(documents)
        assert 1 <= entry["page"] <= documents[entry["document"]]["pages"]
        assert set(entry["aspects"].values()) <= {"require", "weak", "contrary"}
        assert 0 <= entry["score"] <= 1
        assert set(entry["why"]) == {"keywords", "similarity", "cue"}
        assert -1 <= entry["why"]["similarity"] <= 1
        for page, x0, top, x1, bottom in entry["regions"]:
            assert 1 <= page <= documents[entry["document"]]["pages"]
            assert x0 < x1
            assert top < bottom


def test_evidence_of_an_item_speaks_of_that_item_only() -> None:
    for found in as_json()["items"]:
        own = {aspect["id"] for aspect in found["aspects"]}
        for entry in found["evidence"]:
            assert entry["aspects"]
            assert set(entry["aspects"]) <= own


def test_risk() -> None:
    risk = as_json()["risk"]
    assert set(risk) == {"A", "B", "C", "D", "advice"}
    assert risk["advice"] in {"consider", "not_indicated", "unknown"}
    for axis in "ABCD":
        assert set(risk[axis]) == {"value", "evidence"}


def test_consistency() -> None:
    items = {found["id"] for found in as_json()["items"]}
    for finding in as_json()["consistency"]:
        assert set(finding) == {"spec", "contract", "finding", "evidence"}
        assert {finding["spec"], finding["contract"]} <= items
        assert finding["finding"]


def test_the_summary_counts_every_verdict() -> None:
    assert list(as_json()["summary"]) == ["procurement", "contract"]
    for counts in as_json()["summary"].values():
        assert set(counts) == {"covered", "partial", "missing", "contrary", "unverifiable"}


def test_a_report_is_read_back_as_it_was() -> None:
    assert Report.model_validate_json(report().model_dump_json()) == report()


def test_a_field_that_the_contract_does_not_have_is_refused() -> None:
    with pytest.raises(ValidationError, match="colour"):
        Report.model_validate({**as_json(), "colour": "赤"})


def test_a_report_never_speaks_of_conformity() -> None:
    edition = shipped_matcher().edition
    suggestions = {found.suggestion for found in edition.items}
    own = [found["gap"] for found in as_json()["items"]] + [f["finding"] for f in as_json()["consistency"]]
    assert own
    assert suggestions
    assert [text for text in own if "適合" in text] == []


def test_a_report_has_gaps_unless_everything_is_covered() -> None:
    assert shipped_matcher().check([Submission(document(), "spec")]).has_gaps
    covered = tuple(found.model_copy(update={"verdict": Verdict.COVERED}) for found in report().items)
    assert not report().model_copy(update={"items": covered}).has_gaps
