from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from app_fakes import evidence, full_report
from docx import Document
from lxml import etree
from word_files import EDITION, W, paragraph, part, report_on, row, run, word_file

from app.exports.word.anchors import fold
from app.exports.word.annotate import annotate
from extractors.document import ClauseKind
from extractors.extract import extract
from extractors.problems import DocumentProblem

SAMPLES = Path("samples")
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
BOX = f"<w:r><w:pict><w:txbxContent>{paragraph('枠内の項目名S4の文。')}</w:txbxContent></w:pict></w:r>"
BODY = (
    paragraph("(1)　項目", "名Ｓ１の", f"<w:ins>{run('記録')}</w:ins>", "<w:del><w:r><w:delText>録音</w:delText></w:r></w:del>",
              f"<w:sdt><w:sdtContent>{run('を保存すること。')}</w:sdtContent></w:sdt>")
    + paragraph("(2)　項目名S1を保存すること。")
    + f"<w:tbl>{row(paragraph('番号'), paragraph('要件'))}"
    + f"{row(paragraph('1'), paragraph('項目名S2の') + paragraph('長い要件とすること。'))}</w:tbl>"
    + paragraph("本文の項目名S3の文。", '<w:r><w:footnoteReference w:id="2"/></w:r>')
    + paragraph("枠のある段落。", BOX)
)  # fmt: skip
DATA = word_file(BODY, footnote=paragraph("脚注の項目名S5の文。"), comment="確認済み")


def attribute(name: str) -> str:
    return f"{{{W}}}{name}"


def anchored(data: bytes) -> dict[str, str]:
    """Text between the two ends of each comment's range, by the comment's text."""
    root = etree.fromstring(part(data, "word/document.xml"))
    texts = {str(one.comment_id): "\n".join(p.text for p in one.paragraphs) for one in Document(io.BytesIO(data)).comments}
    found: dict[str, str] = dict.fromkeys(texts, "")
    opened: set[str] = set()
    for element in root.iter():
        identifier = element.get(attribute("id"), "")
        if element.tag == attribute("commentRangeStart"):
            opened.add(identifier)
        elif element.tag == attribute("commentRangeEnd"):
            opened.remove(identifier)
        elif element.tag == attribute("t"):
            for one in opened:
                found[one] += element.text or ""
    assert not opened
    return {texts[identifier]: text for identifier, text in found.items()}


def appended(data: bytes) -> str:
    root = etree.fromstring(part(data, "word/document.xml"))
    controls = root.findall(f"{attribute('body')}/{attribute('sdt')}")
    paragraphs = [one for control in controls for one in control.iter(attribute("p"))]
    return "\n".join("".join(t.text or "" for t in one.iter(attribute("t"))) for one in paragraphs)


def test_comments_stand_at_paragraphs_rows_boxes_and_notes() -> None:
    found = anchored(annotate(DATA, report_on(DATA), EDITION, 0))
    by_item = {text.split("】")[0].removeprefix("【"): where for text, where in found.items() if text.startswith("【")}
    assert by_item["② 項目名S2"] == "項目名S2の長い要件とすること。"
    assert by_item["③ 項目名S3"] == "本文の項目名S3の文。"
    assert by_item["④ 項目名S4"] == "枠のある段落。枠内の項目名S4の文。"
    assert by_item["⑤ 項目名S5"] == "本文の項目名S3の文。"


def test_a_clause_over_runs_changes_and_controls_is_found_in_other_widths() -> None:
    report = report_on(DATA)
    wide = evidence("(１) 項目名S1の記録を保存すること。", clause="c9999")
    item = report.items[0].model_copy(update={"evidence": (wide,)})
    found = anchored(annotate(DATA, report.model_copy(update={"items": (item,)}), EDITION, 0))
    assert "(1)　項目名Ｓ１の記録を保存すること。" in found.values()


def test_a_comment_says_item_verdict_aspect_and_stance() -> None:
    said = next(text for text in anchored(annotate(DATA, report_on(DATA), EDITION, 0)) if "項目名S3" in text)
    assert said.split("\n") == ["【③ 項目名S3】判定：○ 充足", "○ 求めている：S3.a 観点S3.aが書かれていること"]


def test_every_clause_of_the_samples_is_found() -> None:
    for name in ("sample-spec.docx", "sample-contract.docx"):
        data = (SAMPLES / name).read_bytes()
        clauses = extract(data, name).clauses
        report = report_on(data)
        item = report.items[0].model_copy(
            update={"evidence": tuple(evidence(one.text, clause=one.id) for one in clauses), "title": "x"}
        )
        annotated = annotate(data, report.model_copy(update={"items": (item,)}), EDITION, 0)
        root = etree.fromstring(part(annotated, "word/document.xml"))
        starts = root.findall(f".//{attribute('commentRangeStart')}")
        hosts = [next(start.iterancestors(attribute("tr"), attribute("p"), attribute("body"))) for start in starts]
        assert len(hosts) == len(clauses) > 90
        texts = ["".join(t.text or "" for t in host.iter(attribute("t"))) for host in hosts]
        wrong = [one.text for one, text in zip(clauses, texts, strict=True)
                 if one.kind in (ClauseKind.ITEM, ClauseKind.PARAGRAPH) and fold(one.body) not in fold(text)]  # fmt: skip
        assert wrong == []
        assert "コメントを付けられなかった" not in appended(annotated)


def test_everything_else_stays_as_it_was() -> None:
    annotated = annotate(DATA, report_on(DATA), EDITION, 0)
    with zipfile.ZipFile(io.BytesIO(DATA)) as old, zipfile.ZipFile(io.BytesIO(annotated)) as new:
        changed = {name for name in new.namelist() if name not in old.namelist() or old.read(name) != new.read(name)}
        assert new.namelist() == old.namelist()
    assert changed == {"word/document.xml", "word/comments.xml"}
    comments = [(one.author, one.text) for one in Document(io.BytesIO(annotated)).comments]
    assert comments[0] == ("山田", "確認済み")
    assert len({one.comment_id for one in Document(io.BytesIO(annotated)).comments}) == len(comments) == 6


def test_a_file_without_comments_gets_the_part_and_its_relationship() -> None:
    data = word_file(paragraph("項目名S1を保存すること。"))
    document = Document(io.BytesIO(annotate(data, report_on(data), EDITION, 0)))
    assert [one.author for one in document.comments] == ["Morenashi"]


def test_gaps_are_listed_behind_a_page_break_in_a_control_of_their_own() -> None:
    data = word_file(paragraph("項目名S1を保存すること。"))
    annotated = annotate(data, report_on(data), EDITION, 0)
    text = appended(annotated)
    assert text.startswith("【Morenashiによる追加】不足の一覧")
    assert "② 項目名S2（－ 記載なし）" in text
    assert "記載例　記載例S2" in text
    assert "項目名S1" not in text
    body = etree.fromstring(part(annotated, "word/document.xml"))[0]
    assert [etree.QName(one).localname for one in body] == ["p", "sdt", "sectPr"]
    assert body[1].find(f".//{attribute('pageBreakBefore')}") is not None


def test_what_was_added_is_not_read_as_the_document() -> None:
    annotated = annotate(DATA, report_on(DATA), EDITION, 0)
    again = extract(annotated, "仕様書.docx")
    assert again.clauses == extract(DATA, "仕様書.docx").clauses
    assert any("末尾に追加した一覧" in reason for reason in again.quality.reasons)


def test_annotating_again_replaces_the_earlier_additions() -> None:
    once = annotate(DATA, report_on(DATA), EDITION, 0)
    twice = annotate(once, report_on(once), EDITION, 0)
    assert anchored(twice) == anchored(once)
    assert appended(twice) == appended(once)


@pytest.mark.parametrize("text", ["どこにもない文。", "二度ある文。"])
def test_evidence_without_one_place_is_listed(text: str) -> None:
    data = word_file(paragraph("項目名S1の文。") + paragraph("二度ある文。") * 2)
    report = report_on(data)
    item = report.items[0].model_copy(update={"evidence": (evidence(text, clause="c9999"),)})
    annotated = annotate(data, report.model_copy(update={"items": (item,)}), EDITION, 0)
    assert list(Document(io.BytesIO(annotated)).comments) == []
    listed = appended(annotated).split("コメントを付けられなかった根拠")[1]
    assert text in listed
    assert "【① 項目名S1】判定：○ 充足" in listed


def test_of_equal_clauses_the_one_in_the_report_is_meant() -> None:
    data = word_file(paragraph("項目名S1の文。") * 3)
    report = report_on(data)
    item = report.items[0].model_copy(update={"evidence": report.items[0].evidence[1:2]})
    root = etree.fromstring(part(annotate(data, report.model_copy(update={"items": (item,)}), EDITION, 0),
                                 "word/document.xml"))  # fmt: skip
    assert [one.find(attribute("commentRangeStart")) is not None for one in list(root[0])[:3]] == [False, True, False]


def test_risk_and_consistency_speak_too() -> None:
    full = full_report(EDITION)
    data = word_file(paragraph("住民が直接記録を見る。"))
    said = "\n".join(anchored(annotate(data, full, EDITION, 0)))
    assert "【高リスク判定 A 利用者の範囲】読み取った値：住民が直接使う" in said
    contract = word_file(paragraph("第９条　甲は記録を破棄する。"))
    assert "契約にない所見。" in "\n".join(anchored(annotate(contract, full, EDITION, 1)))


def test_strict_documents_stay_strict() -> None:
    data = word_file(paragraph("項目名S1を保存すること。"), namespace=STRICT)
    annotated = annotate(data, report_on(data), EDITION, 0)
    assert W.encode() not in part(annotated, "word/document.xml") + part(annotated, "word/comments.xml")
    assert b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in part(annotated, "word/_rels/document.xml.rels")
    assert extract(annotated, "a.docx").clauses == extract(data, "a.docx").clauses


def test_conformity_is_never_claimed() -> None:
    annotated = annotate(DATA, report_on(DATA), EDITION, 0)
    assert "適合" not in "\n".join([*anchored(annotated), appended(annotated)])


def test_a_file_that_is_no_word_document_is_refused() -> None:
    with pytest.raises(DocumentProblem):
        annotate(b"%PDF-1.7", report_on(DATA), EDITION, 0)

