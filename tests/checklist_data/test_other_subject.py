"""A checklist on school lunches, which no code was written or trained for, judged from a Word file to the report.

The edition lies in `fixtures/`: nothing but a folder of YAML stands between a subject and its coverage gap report.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import docx
import pytest

from checklist_data import Stance, load
from extractors import extract
from matchers import Matcher, Report, Submission, Verdict

EDITIONS = Path(__file__).parent / "fixtures"
CANTEEN = "canteen-2026"
PARAGRAPHS = (
    "学校給食調理業務委託仕様書",
    "第１　総則",
    "１　本書は、市立小学校の給食の調理業務について必要な事項を定めるものである。",
    "２　本市の給食は、昭和40年に始まり、現在は12校で実施している。",
    "第２　施設",
    "１　事務室の室温は、28度以下に保つこと。",
    "２　冷蔵庫の修理費は、発注者が負担する。",
    "３　災害に備える非常用の乾パンは、学校が備蓄する。",
    "第３　衛生",
    "１　受託者は、釜ごとに揚げ物の中心温度を測定し、その値を日誌に記録しなければならない。",
    "２　肉及び魚は、納入後直ちに冷蔵庫に入れ、5度以下の温度で保管すること。",
    "３　受託者は、すべての調理員に月2回の検便を受けさせ、その結果を提出しなければならない。",
    "第４　児童への配慮",
    "１　食物アレルギーのある児童への除去食の提供は、本業務の対象外とする。",
    "２　配膳車は、児童の通行の妨げにならない場所に置く。",
    "第５　環境",
    "１　受託者は、残食の量を計量して報告するよう努めること。",
)
VERDICTS = {
    "L01": Verdict.COVERED,
    "L02": Verdict.CONTRARY,
    "L03": Verdict.PARTIAL,
    "L04": Verdict.PARTIAL,
    "L05": Verdict.MISSING,
}
STATES = {
    "L01.a": Stance.REQUIRE,
    "L01.b": Stance.REQUIRE,
    "L02.a": Stance.CONTRARY,
    "L02.b": Stance.NONE,
    "L03.a": Stance.REQUIRE,
    "L03.b": Stance.NONE,
    "L04.a": Stance.WEAK,
    "L05.a": Stance.NONE,
}


def word_file(paragraphs: tuple[str, ...]) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@cache
def matcher() -> Matcher:
    return Matcher(load(CANTEEN, EDITIONS))


@cache
def report() -> Report:
    return matcher().check([Submission(extract(word_file(PARAGRAPHS), "給食.docx"))])


def test_the_kind_is_found_by_the_edition_s_own_words() -> None:
    assert [document.kind for document in report().documents] == ["order"]


@pytest.mark.parametrize(("item", "verdict"), VERDICTS.items())
def test_each_item_is_judged_as_a_reader_would(item: str, verdict: Verdict) -> None:
    assert {found.id: found.verdict for found in report().items}[item] is verdict


@pytest.mark.parametrize(("aspect", "state"), STATES.items())
def test_each_aspect_has_the_state_a_reader_sees(aspect: str, state: Stance) -> None:
    states = {found.id: found.state for item in report().items for found in item.aspects}
    assert states[aspect] is state


def test_the_table_above_speaks_of_every_item_and_aspect() -> None:
    assert [item.id for item in report().items] == list(VERDICTS)
    assert [aspect.id for item in report().items for aspect in item.aspects] == list(STATES)


def test_the_evidence_is_the_clause_that_says_so() -> None:
    first = {item.id: item.evidence[0].text if item.evidence else "" for item in report().items}
    assert "中心温度" in first["L01"] or "冷蔵庫" in first["L01"]
    assert first["L02"].endswith("除去食の提供は、本業務の対象外とする。")
    assert "検便" in first["L03"]
    assert "残食" in first["L04"]
    assert first["L05"] == ""


def test_the_gap_says_what_the_edition_says_is_missing() -> None:
    gaps = {item.id: item.gap for item in report().items}
    assert gaps["L01"] == ""
    assert gaps["L03"] == "体調の悪い者を調理に就かせないことについて記載がない。"
    assert gaps["L05"] == "保存食の採取と保存について記載がない。"


def test_the_draft_clauses_of_the_edition_close_every_gap() -> None:
    """A reader who copies each 記載例 into the specification has covered everything."""
    edition = load(CANTEEN, EDITIONS)
    drafts = tuple(f"{number}　{item.suggestion}" for number, item in enumerate(edition.items, 1))
    judged = matcher().check([Submission(extract(word_file(("学校給食調理業務仕様書", *drafts)), "案.docx"))])
    assert {item.id: item.verdict for item in judged.items} == dict.fromkeys(VERDICTS, Verdict.COVERED)
