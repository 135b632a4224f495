from __future__ import annotations

import re

import pytest

from app.drafting.manner import Ending, Manner, read_manner
from app.drafting.wording import adapt
from checklist_data import load
from extractors.document import Clause, ClauseKind, Document

SUGGESTIONS = [item.suggestion for item in load().items]


def document(*texts: str) -> Document:
    clauses = tuple(
        Clause(id=f"c{n:04}", kind=ClauseKind.PARAGRAPH, text=text, body=text) for n, text in enumerate(texts, 1)
    )
    return Document("a.docx", "0" * 64, "docx", "", None, (), clauses)


@pytest.mark.parametrize(
    ("ending", "text", "adapted"),
    [
        (Ending.MONO, "措置を講ずること。", "措置を講ずるものとする。"),
        (Ending.KOTO, "甲に提出するものとする。", "甲に提出すること。"),
        (Ending.KOTO, "利用してはならないものとする。", "利用してはならない。"),
        (Ending.MUST, "措置を講ずること。", "措置を講じなければならない。"),
        (Ending.MUST, "記録を残すこと。また、報告すること。", "記録を残さなければならない。また、報告しなければならない。"),
        (Ending.MUST, "標準を用いること。", "標準を用いなければならない。"),
        (Ending.MUST, "承認を受けること。", "承認を受けなければならない。"),
        (Ending.MUST, "評価に応じること。", "評価に応じなければならない。"),
        (Ending.MUST, "閲覧を防ぐこと。", "閲覧を防がなければならない。"),
        (Ending.MUST, "入力しないこと。", "入力してはならない。"),
        (Ending.MUST, "利用させないものとする。", "利用させてはならない。"),
        (Ending.MUST, "前の版に戻ること。", "前の版に戻ること。"),
        (Ending.POLITE, "措置を講ずること。", "措置を講ずるものとします。"),
        (Ending.POLITE, "利用してはならない。", "利用してはなりません。"),
        (Ending.POLITE, "ただし、この限りでない。", "ただし、この限りではありません。"),
        (Ending.MONO, "ログ（索引を含む。）を残すこと。", "ログ（索引を含む。）を残すものとする。"),
        (Ending.MUST, "生成AIをいう。", "生成AIをいう。"),
        (None, "措置を講ずること。", "措置を講ずること。"),
    ],
)
def test_endings(ending: Ending | None, text: str, adapted: str) -> None:
    assert adapt(text, Manner(ending=ending)) == adapted


@pytest.mark.parametrize(
    ("manner", "text", "adapted"),
    [
        (Manner("受注者", "発注者"), "受託者は、発注者に報告し、再受託者を監督する。",
         "受注者は、発注者に報告し、再受託者を監督する。"),
        (Manner("受託者", "委託者"), "乙は、甲又は甲の指定する者に返し、乙及び甲が確かめる。",
         "受託者は、委託者又は委託者の指定する者に返し、受託者及び委託者が確かめる。"),
        (Manner("受託者"), "乙は、甲に返す。", "乙は、甲に返す。"),
        (Manner("乙"), "受託者は、発注者に返す。", "受託者は、発注者に返す。"),
        (Manner("受注者"), "受託者は、発注者に返す。", "受注者は、発注者に返す。"),
        (Manner(None, "委託者"), "受託者は、発注者に返す。", "受託者は、発注者に返す。"),
        (Manner("受注者"), "受託者は、特定の事業者に頼らない。", "受注者は、特定の事業者に頼らない。"),
        (Manner("受注者", "本市"), "職員は、確認する。", "職員は、確認する。"),
    ],
)  # fmt: skip
def test_parties(manner: Manner, text: str, adapted: str) -> None:
    assert adapt(text, manner) == adapted


def test_every_draft_clause_takes_other_names_and_endings() -> None:
    for text in SUGGESTIONS:
        adapted = adapt(text, Manner("請負者", "注文者", Ending.MUST))
        assert re.search("[甲乙]|受託者|発注者", adapted) is None
        assert re.search("(?:こと|ものとする)。$", adapted) is None


def test_manner_is_counted() -> None:
    contract = document(*["乙は、甲に報告しなければならない。"] * 3, "甲は、代金を支払う。")
    assert read_manner(contract) == Manner("乙", "甲", Ending.MUST)
    terms = document(*["当社は、契約者に通知します。"] * 4)
    assert read_manner(terms) == Manner("当社", "契約者", Ending.POLITE)


def test_a_definition_weighs_more_than_a_use() -> None:
    spec = document("落札した者（以下「受注者」という。）は、報告すること。", "AI事業者は、関係しない。")
    assert read_manner(spec).contractor == "受注者"


def test_what_is_mixed_or_rare_is_not_sure() -> None:
    mixed = document(*["受託者は、計画すること。", "受注者は、報告するものとする。"] * 3)
    assert read_manner(mixed) == Manner()
    assert read_manner(document()) == Manner()
