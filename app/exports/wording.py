"""Japanese words of the report. The word of conformity is not among them: the officer decides that."""

from __future__ import annotations

from typing import NamedTuple

from checklist_data import Stance
from matchers.report import Advice, Verdict


class Word(NamedTuple):
    """A word and the sign that stands before it, so that nothing is told by colour alone."""

    sign: str
    text: str

    def __str__(self) -> str:
        """Sign and word."""
        return f"{self.sign} {self.text}"


VERDICTS = {
    Verdict.COVERED: Word("○", "充足"),
    Verdict.PARTIAL: Word("△", "一部"),
    Verdict.CONTRARY: Word("×", "反対の定め"),
    Verdict.MISSING: Word("－", "記載なし"),
    Verdict.UNVERIFIABLE: Word("？", "判定不能"),
}
STANCES = {
    Stance.REQUIRE: Word("○", "求めている"),
    Stance.WEAK: Word("△", "弱い記載"),
    Stance.CONTRARY: Word("×", "反対の定め"),
    Stance.NONE: Word("－", "記載なし"),
}
ADVICE = {
    Advice.CONSIDER: "助言の要請を検討してください（高リスクに当たる可能性を示す記載があります）",
    Advice.NOT_INDICATED: "高リスクに当たることを示す記載は見つかりませんでした",
    Advice.UNKNOWN: "記載が足りず、判断の材料がありません",
}
QUALITY = {"ok": "読み取れました", "partial": "一部読み取れませんでした", "unreadable": "読み取れませんでした"}
UNKNOWN_VALUE = "記載なし（不明）"
CORE = {True: "必須", False: "追加"}
STATUS = {"official": "公表された項目名", "interpretation": "当サービスによる項目名"}
DISCLAIMER = (
    "この結果は、文書に書かれていることを機械的に照合したものです。要件を満たすかどうかは、担当者が原文を確かめて判断してください。"
)
