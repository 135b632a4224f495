"""Packages of documents judged as a whole."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from matcher_materials import SAMPLES, aspect_data, document, edition, item, shipped_matcher

from checklist_data import Item, Stance, load
from checklist_data.models import RiskSheet
from extractors import Document, Quality, QualityState, extract
from matchers import Matcher, Report, Submission, UnknownKindError, Verdict
from matchers.weights import Weights

ROOT = Path(__file__).parents[2]
COVERING = "入力情報及び出力情報を学習その他の目的に利用してはならない。"
LOST = Quality(QualityState.PARTIAL, ("3ページを読めませんでした。",), (3,))
UNREADABLE = Quality(QualityState.UNREADABLE, ("文字を読み取れませんでした。",))


def only(*texts: str, kind: str = "spec", quality: Quality | None = None) -> Report:
    made = document(*texts)
    return shipped_matcher().check([Submission(replace(made, quality=quality) if quality else made, kind)])


def verdicts(report: Report) -> dict[str, Verdict]:
    return {found.id: found.verdict for found in report.items}


@cache
def sample(kind: str) -> Document:
    return extract((SAMPLES / f"sample-{kind}.docx").read_bytes(), f"sample-{kind}.docx")


@cache
def sample_report() -> Report:
    return shipped_matcher().check([Submission(sample("spec")), Submission(sample("contract"))])


def test_an_empty_document_states_nothing() -> None:
    report = only()
    assert set(verdicts(report).values()) == {Verdict.MISSING}
    assert all(found.evidence == () for found in report.items)
    assert report.documents[0].clauses == 0


def test_a_clause_without_a_word_states_nothing() -> None:
    assert set(verdicts(only("", "　", "―", "①")).values()) == {Verdict.MISSING}


def test_an_empty_package_has_an_empty_report() -> None:
    report = shipped_matcher().check([])
    assert (report.documents, report.items, report.summary, report.risk) == ((), (), {}, None)


def test_an_unknown_kind_is_refused_before_anything_is_read() -> None:
    with pytest.raises(UnknownKindError, match="memo"):
        only(COVERING, kind="memo")


def test_a_kind_that_no_checklist_is_asked_of_is_reported_without_items() -> None:
    report = Matcher(edition()).check([Submission(document("拝啓、窓を拭くこと。"), "letter")])
    assert [found.kind for found in report.documents] == ["letter"]
    assert (report.items, report.summary) == ((), {})


def test_every_item_of_the_kind_is_judged_once_and_counted() -> None:
    report = sample_report()
    expected = [found.id for sheet in load().checklists if sheet.kind != "rules" for found in sheet.items]
    assert [found.id for found in report.items] == expected
    for sheet in load().checklists:
        if sheet.kind == "rules":
            assert sheet.id not in report.summary
            continue
        own = {found.id for found in sheet.items}
        judged = [found.verdict for found in report.items if found.id in own]
        assert report.summary[sheet.id].model_dump() == {v.value: judged.count(v) for v in Verdict}


def test_evidence_comes_best_first_and_each_clause_once() -> None:
    for found in sample_report().items:
        scores = [entry.score for entry in found.evidence]
        assert scores == sorted(scores, reverse=True)
        places = [(entry.document, entry.clause) for entry in found.evidence]
        assert len(set(places)) == len(places)


def test_evidence_quotes_its_clause() -> None:
    documents = (sample("spec"), sample("contract"))
    clauses = {(n, clause.id): clause for n, one in enumerate(documents) for clause in one.clauses}
    entries = [entry for found in sample_report().items for entry in found.evidence]
    assert entries
    for entry in entries:
        clause = clauses[entry.document, entry.clause]
        assert (entry.text, entry.number, entry.heading) == (clause.text, clause.number, clause.heading)
        assert all(word in clause.text for word in entry.why.keywords)


def test_the_words_that_show_the_stance_are_quoted_as_written() -> None:
    found = [entry for judged in sample_report().items for entry in judged.evidence if entry.why.cue]
    assert found
    assert [(entry.why.cue, entry.text) for entry in found if entry.why.cue not in entry.text] == []


def test_states_and_verdicts_follow_from_the_evidence() -> None:
    for found in sample_report().items:
        for aspect in found.aspects:
            stances = {entry.aspects[aspect.id] for entry in found.evidence if aspect.id in entry.aspects}
            order = (Stance.CONTRARY, Stance.REQUIRE, Stance.WEAK)
            assert aspect.state is next((stance for stance in order if stance in stances), Stance.NONE)
        assert (found.gap == "") is (found.verdict is Verdict.COVERED)
        assert (found.suggestion == "") is (found.verdict is Verdict.COVERED)


def test_an_item_is_covered_by_the_documents_together() -> None:
    asked = (
        "生成AIへの入力データ及び出力データを学習その他の目的に利用してはならない。",
        "生成AIの入出力データは国内に保存し、契約終了後は消去すること。",
    )
    apart = [Submission(document(text), "spec") for text in asked]
    assert [verdicts(shipped_matcher().check([one]))["P06"] for one in apart] == [Verdict.PARTIAL] * 2
    together = shipped_matcher().check(apart)
    assert verdicts(together)["P06"] is Verdict.COVERED
    p06 = next(found for found in together.items if found.id == "P06")
    assert {entry.document for entry in p06.evidence} == {0, 1}


def test_a_clause_is_judged_without_the_words_of_others() -> None:
    texts = [clause.text for clause in sample("spec").clauses][:30]
    together = only(*texts)
    for number, text in enumerate(texts, 1):
        alone = {found.id: found.evidence for found in only(text).items}
        for found in together.items:
            own = [entry.aspects for entry in found.evidence if entry.clause == f"c{number:04}"]
            assert own == [entry.aspects for entry in alone[found.id]]


@pytest.mark.parametrize("quality", [LOST, UNREADABLE], ids=["lost pages", "unreadable"])
def test_what_could_not_be_read_is_never_called_missing(quality: Quality) -> None:
    report = only("窓を拭くこと。", quality=quality)
    assert set(verdicts(report).values()) == {Verdict.UNVERIFIABLE}
    assert all("判定できません" in found.gap for found in report.items)
    assert report.summary["procurement"].unverifiable == len(report.items)
    assert report.documents[0].quality.reasons == quality.reasons


def test_an_unreadable_document_leaves_nothing_half_judged() -> None:
    half = only("生成AIへの入力データを学習に利用してはならない。", quality=UNREADABLE)
    assert verdicts(half)["P06"] is Verdict.UNVERIFIABLE


def test_what_was_read_stays_stated_although_a_page_was_lost() -> None:
    text = "生成AIへの入力データを学習に利用してはならない。"
    assert verdicts(only(text, quality=LOST))["P06"] is Verdict.PARTIAL


def test_a_lost_page_may_hold_what_is_not_found_elsewhere() -> None:
    """A gap is not asserted while a page of the document was not read."""
    text = "生成AIへの入力データを学習に利用してはならない。"
    read, lost = (
        next(found for found in only(text, quality=quality).items if found.id == "P06") for quality in (None, LOST)
    )
    assert "記載がない" in read.gap
    assert lost.gap != read.gap


def test_an_unreadable_annex_makes_its_own_kind_uncertain_only() -> None:
    annex = replace(document(), quality=UNREADABLE)
    report = shipped_matcher().check(
        [Submission(document("窓を拭くこと。"), "spec"), Submission(annex, "spec"), Submission(document(), "contract")]
    )
    assert {v for name, v in verdicts(report).items() if name.startswith("P")} == {Verdict.UNVERIFIABLE}
    assert {v for name, v in verdicts(report).items() if name.startswith("C")} == {Verdict.MISSING}


JUDGE = """
import sys
from pathlib import Path
from checklist_data import load
from extractors import extract
from matchers import Matcher, Submission
files = [Path(name) for name in sys.argv[1:]]
submissions = [Submission(extract(file.read_bytes(), file.name)) for file in files]
sys.stdout.write(Matcher(load()).check(submissions).model_dump_json())
"""


def test_the_same_files_give_the_same_report_in_another_process() -> None:
    """Sets of strings are ordered by a hash that differs from process to process; no report may follow it."""
    files = [str(SAMPLES / f"sample-{kind}.docx") for kind in ("spec", "contract")]
    elsewhere = subprocess.run(
        [sys.executable, "-c", JUDGE, *files],
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert elsewhere.stdout == sample_report().model_dump_json()


def test_one_matcher_serves_threads_at_once() -> None:
    packages = [[Submission(document(f"{COVERING}第{n}号"), "spec")] for n in range(12)]
    alone = [shipped_matcher().check(package) for package in packages]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(shipped_matcher().check, packages)) == alone


def test_a_document_of_five_thousand_clauses_is_judged_like_a_small_one() -> None:
    texts = [clause.text for clause in sample("spec").clauses]
    many = (texts * (5000 // len(texts) + 1))[:5000]
    report = only(*many)
    assert report.documents[0].clauses == 5000
    assert verdicts(report) == verdicts(only(*texts))


def test_a_clause_of_a_whole_book_is_judged() -> None:
    assert len(only("受託者は、窓を拭くこと。" * 10_000).items) == 21


def asked(item_id: str, word: str) -> Item:
    made = item(item_id).model_dump()
    made["aspects"] = [aspect_data(f"{item_id}.a", patterns=[{"all": [[word]]}])]
    return Item.model_validate(made)


def test_an_edition_may_ask_what_its_learned_namesake_does_not() -> None:
    """An office adds an item to a copy of a shipped edition: what was learned for the others still serves."""
    shipped = load()
    sheet = shipped.checklists[0]
    grown = sheet.model_copy(update={"items": (*sheet.items, asked("X1", "窓"))})
    matcher = Matcher(shipped.model_copy(update={"checklists": (grown, *shipped.checklists[1:])}))
    report = matcher.check([Submission(document("受託者は、窓を拭かなければならない。"), "spec")])
    assert verdicts(report)["X1"] is Verdict.COVERED


def test_the_shipped_encoder_is_used_unless_other_weights_are_given() -> None:
    assert Matcher(load()).weights.encoder is not None
    assert Matcher(load(), weights=Weights.load(load(), use_encoder=False)).weights.encoder is None


def test_a_finding_on_an_aspect_speaks_for_a_value_of_the_screening() -> None:
    shipped = load()
    title = {"text": "学習の有無", "status": "interpretation"}
    values = [
        {"id": "input", "label": "学習しない", "aspects": [{"aspect": "P06.a"}]},
        {"id": "learned", "label": "学習する", "aspects": [{"aspect": "P06.a", "stance": "contrary"}]},
        {"id": "unknown", "label": "不明"},
    ]
    sheet = RiskSheet.model_validate(
        {"kind": "spec", "title": title, "axes": [{"id": "C", "title": title, "values": values}]}
    )
    matcher = Matcher(shipped.model_copy(update={"risk": sheet}))
    for text, value in (
        ("受託者は、職員が入力した情報及び出力結果を、生成AIの学習に利用してはならない。", "input"),
        ("乙は、利用者の入力をサービス改善のための学習に利用することができる。", "learned"),
        ("受託者は、窓を拭くこと。", "unknown"),
    ):
        risk = matcher.check([Submission(document(text), "spec")]).risk
        assert risk is not None
        assert risk.axes["C"].value == value, text
