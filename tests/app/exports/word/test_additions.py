from __future__ import annotations

import io

import pytest
from docx import Document
from word_files import EDITION, paragraph, report_on, word_file

from app.exports.word.additions import draft_additions
from extractors.extract import extract
from matchers.report import Report, Verdict

BODY = "".join(map(paragraph, (
    "調達仕様書", "第1　総則", "(1)　受注者は、計画を作成するものとする。", "(2)　受注者は、項目名S1を行うものとする。",
    "(3)　受注者は、経過を報告するものとする。", "第2　納品", "(1)　受注者は、成果を納めるものとする。",
)))  # fmt: skip
DATA = word_file(BODY)
SUGGESTION = "受託者は、〇日以内に記録を提出すること。"


def gaps() -> Report:
    report = report_on(DATA)
    items = [item.model_copy(update={"suggestion": SUGGESTION}) for item in report.items]
    items[0] = items[0].model_copy(update={"verdict": Verdict.CONTRARY, "gap": "反対の定めがある。"})
    items[4] = items[4].model_copy(update={"group": "分類丙"})
    return report.model_copy(update={"items": tuple(items)})


def texts(data: bytes) -> list[str]:
    return [one.text for one in Document(io.BytesIO(data)).paragraphs]


def test_gaps_follow_the_list_of_their_evidence_in_the_documents_words() -> None:
    found = texts(draft_additions(gaps(), EDITION, [extract(DATA, "仕様書.docx")]))
    assert "主語：受注者／相手方：記載例のまま／文末：…するものとする。" in found
    at = found.index("第1　総則")
    assert found[at + 1] == "追記する場所　「第1(3)」の次"
    assert found[at + 2] == "(4)　受注者は、〇日以内に記録を提出するものとする。"
    assert found[at + 3].startswith("① 項目名S1（× 反対の定め）\n反対の定めがある。\n反対の定めがあります。追記するだけでなく")
    assert found[at + 4].startswith("(5)　受注者は、")


def test_a_group_without_evidence_becomes_a_section_behind_the_last() -> None:
    found = texts(draft_additions(gaps(), EDITION, [extract(DATA, "仕様書.docx")]))
    at = found.index("第3　分類丙")
    assert found[at + 1] == "追記する場所　新しい節"
    assert found[at + 2] == "(1)　受注者は、〇日以内に記録を提出するものとする。"


def test_only_the_chosen_items_are_drafted() -> None:
    found = texts(draft_additions(gaps(), EDITION, [extract(DATA, "仕様書.docx")], {"S5"}))
    assert [text for text in found if "〇日以内" in text] == ["(1)　受注者は、〇日以内に記録を提出するものとする。"]
    nothing = texts(draft_additions(gaps(), EDITION, [extract(DATA, "仕様書.docx")], set()))
    assert "追記する項目はありません。" in nothing


def test_documents_that_are_not_those_of_the_report_are_refused() -> None:
    with pytest.raises(ValueError, match="0 documents for a report on 1"):
        draft_additions(gaps(), EDITION, [])
