"""The high-risk screening: a value for each axis, or unknown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from matcher_materials import document, edition, shipped_matcher
from pydantic import ValidationError

from checklist_data import load
from checklist_data.models import Stance
from extractors.document import Clause, ClauseKind, Document, Quality
from matchers import Matcher, Report, Submission
from matchers.report import Advice
from matchers.risk import MAX_SUPPORT, UNKNOWN, RiskScreening, Told

TITLE = {"text": "清掃", "status": "interpretation"}


HERE = Path(__file__).parent
SPECS: list[dict[str, Any]] = yaml.safe_load((HERE / "risk_specs.yaml").read_text(encoding="utf-8"))
ORDINARY: list[str] = yaml.safe_load((HERE / "risk_ordinary.yaml").read_text(encoding="utf-8"))


def clause(number: int, text: str, heading: str = "") -> Clause:
    headings = (heading,) if heading else ()
    return Clause(f"c{number:04}", ClauseKind.PARAGRAPH, text, text, heading=headings, block=number - 1)


def made(title: str, clauses: Sequence[Clause]) -> Document:
    return Document("仕様書.docx", "0" * 64, "docx", title, None, (), tuple(clauses), Quality())


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
        (("屋根に上る。", "床を掃く。", "床を磨く。"), {"A": "low", "B": UNKNOWN}, Advice.UNKNOWN),
        (("足場を組む。", *["床を拭く。"] * 40), {"A": "high", "B": UNKNOWN}, Advice.CONSIDER),
        ((*["屋根に上る。"] * 3, *["床を掃く。"] * 9), {"A": "high", "B": UNKNOWN}, Advice.CONSIDER),
    ],
    ids=[
        "told",
        "one told",
        "high",
        "no word",
        "no text",
        "tie: the strongest",
        "several provisions add up",
        "no number of hints outweighs a statement",
        "nearly as much: the strongest",
    ],
)
def test_the_value_that_is_told_most_plainly_is_taken(
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


def sheet(**parts: object) -> Matcher:
    return Matcher(edition(risk={**SHEET, **parts}))


def test_an_axis_about_the_subject_is_unknown_in_a_document_about_something_else() -> None:
    about = [{**axis, "of_subject": axis["id"] == "A"} for axis in SHEET["axes"]]
    screening = sheet(subject=[{"all": [["清掃"]], "unless": ["別途"]}], axes=about)
    for texts, title, found in [
        (["床を掃く。", "清掃する。", "昼間に行う。"], "", {"A": "low", "B": "day"}),
        (["床を掃く。", "昼間に行う。"], "庁舎の清掃", {"A": "low", "B": "day"}),
        (["床を掃く。", "昼間に行う。"], "", {"A": UNKNOWN, "B": "day"}),
        (["床を掃く。", "清掃は別途行う。", "昼間に行う。"], "", {"A": UNKNOWN, "B": "day"}),
        (["床を掃く。", "清掃する。", *["窓がある。"] * 40], "", {"A": UNKNOWN, "B": UNKNOWN}),
    ]:
        assert values(screening.check([Submission(document(*texts, title=title), "spec")])) == found, (texts[:3], title)


def test_what_is_told_in_passing_does_not_outweigh_what_is_asked_for() -> None:
    screening = sheet(in_passing=[{"all": [["背景"]], "unless": ["目的"]}])
    for heading, found in [("背景", "low"), ("背景及び目的", "high"), ("工法", "high")]:
        clauses = (clause(1, "足場を組む。", heading), clause(2, "床を拭く。"))
        assert values(screening.check([Submission(made("", clauses), "spec")]))["A"] == found, heading


def headed(*headings: str) -> Document:
    """A roof under the given headings, and floors under none."""
    return made(
        "",
        [
            Clause("c0001", ClauseKind.PARAGRAPH, "屋根に上る。", "屋根に上る。", heading=headings, block=0),
            *(clause(number, "床を掃く。") for number in (2, 3, 4)),
        ],
    )


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        ((), "low"),
        (("目的",), "high"),
        (("総論", "目的"), "high"),
        (("目的", "工法"), "high"),
        (("目的", "背景"), "low"),
        (("背景", "目的"), "high"),
    ],
)
def test_the_nearest_heading_that_tells_settles_how_much_a_provision_counts(
    headings: tuple[str, ...], found: str
) -> None:
    screening = sheet(in_passing=[{"all": [["背景"]]}], foremost=[{"all": [["目的"]]}])
    assert values(screening.check([Submission(headed(*headings), "spec")]))["A"] == found


def following(axis: str, value: str) -> dict[str, Any]:
    """The sheet with a night that follows from a value."""
    places, times = SHEET["axes"]
    night, day = times["values"]
    return {"axes": [places, {**times, "values": [{**night, "follows": [{"axis": axis, "value": value}]}, day]}]}


@pytest.mark.parametrize(
    ("texts", "found", "shown"),
    [
        (("窓がある。", "足場を組む。"), "night", ["c0002"]),
        (("足場を組む。", "昼間に行う。", "昼間に限る。"), "day", ["c0002", "c0003"]),
        (("床を掃く。",), UNKNOWN, []),
    ],
    ids=["nothing else is said", "the text says otherwise", "another value"],
)
def test_a_value_can_follow_from_a_value_of_an_earlier_axis(
    texts: tuple[str, ...], found: str, shown: list[str]
) -> None:
    report = sheet(**following("A", "high")).check([Submission(document(*texts), "spec")])
    assert report.risk is not None
    assert report.risk.axes["B"].value == found
    assert [entry.clause for entry in report.risk.axes["B"].evidence] == shown


@pytest.mark.parametrize(("axis", "value"), [("A", "deep"), ("B", "day"), ("Z", "high")])
def test_a_value_can_follow_only_from_an_earlier_axis(axis: str, value: str) -> None:
    with pytest.raises(ValidationError, match=f"no earlier axis '{axis}' has a value '{value}'"):
        edition(risk={**SHEET, **following(axis, value)})


def test_a_title_counts_and_is_not_shown() -> None:
    report = matcher().check([Submission(document("床を掃く。", title="足場の上の作業"), "spec")])
    assert values(report)["A"] == "high"
    assert report.risk is not None
    assert report.risk.axes["A"].evidence == ()


@pytest.mark.parametrize(("stance", "found"), [(Stance.REQUIRE, "low"), (Stance.CONTRARY, UNKNOWN)])
def test_a_finding_on_an_aspect_speaks_for_a_value(stance: Stance, found: str) -> None:
    told = {**SHEET["axes"][0]["values"][1], "patterns": [], "aspects": [{"aspect": "S1.a", "weight": 2.0}]}
    made_of = edition(risk={**SHEET, "axes": [{**SHEET["axes"][0], "values": [SHEET["axes"][0]["values"][0], told]}]})
    assert made_of.risk is not None
    (finding,) = RiskScreening(made_of.risk, made_of).screen([], told=[Told(3, "S1.a", stance)])
    assert finding.value == found
    assert [support.view for support in finding.support] == ([3] if found == "low" else [])


def test_a_value_can_only_name_an_aspect_that_exists() -> None:
    told = {**SHEET["axes"][0]["values"][1], "aspects": [{"aspect": "S9.z"}]}
    axis = {**SHEET["axes"][0], "values": [SHEET["axes"][0]["values"][0], told]}
    with pytest.raises(ValidationError, match=r"axis A, value low: no aspect 'S9\.z'"):
        edition(risk={**SHEET, "axes": [axis]})


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
        ("A", "市民は自宅の端末から登録なしで利用する。", "public"),
        ("C", "モデルの調整には、過去の答案を用いる。", "learned"),
        ("C", "通報の記録は、モデルの育成を含め、本装置を動かす以外の用に充てないこと。", "input"),
        ("D", "要約は、作られた時点で自動的に各署の端末に配信される。", "auto"),
        ("D", "評点は委員が自ら決定し、参考の評点がそのまま評点となることはない。", "human"),
        ("B", "利用者が生成AIの案内ロボットに話しかけると、多言語で答える。", "external"),
    ],
)
def test_the_shipped_sheet_reads_plain_statements(axis: str, text: str, value: str) -> None:
    told = document(text, title="生成AIサービスの導入")
    assert values(shipped_matcher().check([Submission(told, "spec")]))[axis] == value


def test_the_shipped_sheet_leaves_unknown_what_is_not_said() -> None:
    report = shipped_matcher().check([Submission(document("庁舎の窓は、月に一度清掃すること。"), "spec")])
    assert values(report) == {axis.id: UNKNOWN for axis in load().risk.axes}  # type: ignore[union-attr]


def specification(spec: dict[str, Any], *more: str) -> Document:
    split = [text.rpartition("｜") for text in (*spec["clauses"], *more)]
    return made(spec["title"], [clause(number, text, heading) for number, (heading, _, text) in enumerate(split, 1)])


def expected(spec: dict[str, Any]) -> dict[str, str]:
    return dict(zip("ABCD", spec["values"].split(), strict=True))


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec["id"])
def test_short_specifications_are_read_as_a_careful_reader_reads_them(spec: dict[str, Any]) -> None:
    assert values(shipped_matcher().check([Submission(specification(spec), "spec")])) == expected(spec)


@pytest.mark.parametrize("spec", [spec for spec in SPECS if "生成AI" in str(spec)][:20], ids=lambda spec: spec["id"])
def test_ordinary_clauses_do_not_change_what_is_told(spec: dict[str, Any]) -> None:
    told = {axis: value for axis, value in expected(spec).items() if value != UNKNOWN}
    found = values(shipped_matcher().check([Submission(specification(spec, *ORDINARY), "spec")]))
    assert {axis: found[axis] for axis in told} == told


def test_ordinary_clauses_tell_nothing() -> None:
    found = values(shipped_matcher().check([Submission(document(*ORDINARY), "spec")]))
    assert set(found.values()) == {UNKNOWN}


def test_the_short_specifications_show_every_value_of_every_axis() -> None:
    shown = {(axis, value) for spec in SPECS for axis, value in expected(spec).items()}
    risk = load().risk
    assert risk is not None
    assert shown == {(axis.id, value.id) for axis in risk.axes for value in axis.values}
