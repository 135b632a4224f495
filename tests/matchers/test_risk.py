"""The high-risk screening: a value for each axis, or unknown."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from matcher_materials import document, edition, shipped_matcher

from checklist_data import load
from matchers import Matcher, Report, Submission
from matchers.report import Advice
from matchers.risk import MAX_SUPPORT, UNKNOWN

TITLE = {"text": "清掃", "status": "interpretation"}


def pattern(*words: str, weight: float = 1.0) -> dict[str, Any]:
    return {"all": [[word] for word in words], "weight": weight}


SHEET: dict[str, Any] = {
    "kind": "spec",
    "title": TITLE,
    "axes": [
        {
            "id": "A",
            "title": TITLE,
            "values": [
                {
                    "id": "high",
                    "label": "高所",
                    "high": True,
                    "patterns": [pattern("屋根"), pattern("足場", weight=3.0)],
                },
                {"id": "low", "label": "低所", "patterns": [pattern("床"), pattern("床", "拭く")]},
            ],
        },
        {
            "id": "B",
            "title": TITLE,
            "values": [
                {"id": "night", "label": "夜", "high": True, "patterns": [pattern("夜間")]},
                {"id": "day", "label": "昼", "patterns": [pattern("昼間")]},
            ],
        },
    ],
}


@cache
def matcher() -> Matcher:
    return Matcher(edition(risk=SHEET))


def screened(*texts: str) -> Report:
    return matcher().check([Submission(document(*texts), "spec")])


def values(report: Report) -> dict[str, str]:
    assert report.risk is not None
    return {axis: found.value for axis, found in report.risk.axes.items()}


@pytest.mark.parametrize(
    ("texts", "expected", "advice"),
    [
        (("床を掃く。", "昼間に行う。"), {"A": "low", "B": "day"}, Advice.NOT_INDICATED),
        (("床を掃く。",), {"A": "low", "B": UNKNOWN}, Advice.UNKNOWN),
        (("夜間に行う。",), {"A": UNKNOWN, "B": "night"}, Advice.CONSIDER),
        (("窓がある。",), {"A": UNKNOWN, "B": UNKNOWN}, Advice.UNKNOWN),
        ((), {"A": UNKNOWN, "B": UNKNOWN}, Advice.UNKNOWN),
        (("屋根に上る。", "床を掃く。"), {"A": "high", "B": UNKNOWN}, Advice.CONSIDER),
        (("屋根に上る。", "床を拭く。"), {"A": "low", "B": UNKNOWN}, Advice.UNKNOWN),
        (("足場を組む。", "床を掃く。", "床を磨く。"), {"A": "high", "B": UNKNOWN}, Advice.CONSIDER),
    ],
    ids=["told", "one told", "high", "no word", "no text", "tie: the strongest", "more words", "more weight"],
)
def test_the_value_that_most_is_said_for_is_taken(
    texts: tuple[str, ...], expected: dict[str, str], advice: Advice
) -> None:
    report = screened(*texts)
    assert values(report) == expected
    assert report.risk is not None
    assert report.risk.advice is advice


def test_the_clauses_that_say_most_are_shown_first_and_not_all() -> None:
    report = screened("床を掃く。", "床を拭く。", *["床がある。"] * (2 * MAX_SUPPORT))
    assert report.risk is not None
    shown = report.risk.axes["A"].evidence
    assert [entry.clause for entry in shown] == ["c0002", "c0001", "c0003", "c0004", "c0005"]
    assert shown[0].why.keywords == ("床", "拭く")


def test_an_unknown_axis_shows_nothing() -> None:
    report = screened("窓がある。")
    assert report.risk is not None
    assert [axis.evidence for axis in report.risk.axes.values()] == [(), ()]


def test_only_documents_of_the_sheet_s_kind_are_screened() -> None:
    both = [Submission(document("夜間に行う。"), "contract"), Submission(document("昼間に行う。"), "spec")]
    assert values(matcher().check(both))["B"] == "day"
    assert matcher().check(both[:1]).risk is None


def test_an_edition_without_a_sheet_screens_nothing() -> None:
    assert Matcher(edition()).check([Submission(document("夜間に行う。"), "spec")]).risk is None


@pytest.mark.parametrize(
    ("axis", "text", "value"),
    [
        ("A", "本システムの利用者は、本市の職員とする。", "staff"),
        ("A", "住民がスマートフォンから直接質問できるチャットボットを構築すること。", "public"),
        ("B", "生成AIは、会議録の要約及び文書作成の支援に用いる。", "routine"),
        ("B", "生成AIにより給付金の支給審査を支援する。", "rights"),
        ("C", "個人情報を追加学習に用いてモデルを構築する。", "learned"),
        ("C", "入力されたデータを学習に用いないこと。", "input"),
        ("D", "生成AIの回答案は、職員が確認した上で送信すること。", "human"),
        ("D", "問合せには、生成AIが職員の確認を経ずに自動で回答する。", "auto"),
    ],
)
def test_the_shipped_sheet_reads_plain_statements(axis: str, text: str, value: str) -> None:
    assert values(shipped_matcher().check([Submission(document(text), "spec")]))[axis] == value


def test_the_shipped_sheet_leaves_unknown_what_is_not_said() -> None:
    report = shipped_matcher().check([Submission(document("庁舎の窓は、月に一度清掃すること。"), "spec")])
    assert values(report) == {axis.id: UNKNOWN for axis in load().risk.axes}  # type: ignore[union-attr]
