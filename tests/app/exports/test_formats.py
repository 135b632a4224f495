"""Every format renders all of the report."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable

import pytest
from app_fakes import TEXTS, full_report, small_edition
from docx import Document
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from app.exports.registry import FORMATS, export
from app.exports.wording import VERDICTS
from matchers.report import Evidence, Report

EDITION = small_edition()
REPORT = full_report(EDITION)


def from_html(data: bytes) -> str:
    return html.unescape(re.sub(r"</?mark>", "", data.decode()))


def from_xlsx(data: bytes) -> str:
    book = load_workbook(io.BytesIO(data))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)


def from_csv(data: bytes) -> str:
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return "\n".join(cell for row in rows for cell in row)


def from_markdown(data: bytes) -> str:
    return re.sub(r"^> ", "", re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", data.decode()), flags=re.MULTILINE)


def from_docx(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


READERS: dict[str, Callable[[bytes], str]] = {
    "html": from_html,
    "xlsx": from_xlsx,
    "docx": from_docx,
    "csv": from_csv,
    "md": from_markdown,
}


def all_evidence(report: Report) -> list[Evidence]:
    found = [one for item in report.items for one in item.evidence]
    found += [one for finding in report.consistency for one in finding.evidence]
    return found + [one for axis in (report.risk.axes if report.risk else {}).values() for one in axis.evidence]


def test_every_readable_format_is_tested() -> None:
    assert {*READERS, "json"} == set(FORMATS)


@pytest.mark.parametrize("format_id", READERS)
def test_all_of_the_report_is_rendered(format_id: str) -> None:
    text = READERS[format_id](export(REPORT, EDITION, format_id))
    wanted = [EDITION.interpretation_note, EDITION.title, REPORT.edition, *REPORT.engine.model_dump().values()]
    for document in REPORT.documents:
        wanted += [document.name, document.sha256, str(document.clauses), *document.quality.reasons]
    for item in REPORT.items:
        wanted += [item.id, item.number, item.group, item.title, item.gap, item.suggestion, "91%"]
        wanted += [VERDICTS[item.verdict].text]
        wanted += [part for aspect in item.aspects for part in (aspect.id, aspect.text)]
    for one in all_evidence(REPORT):
        wanted += [one.text, one.number, one.clause, *one.heading, *one.why.keywords, one.why.cue, "0.61", "87%"]
        wanted += [f"{page}: {x0:g}, {top:g}, {x1:g}, {bottom:g}" for page, x0, top, x1, bottom in one.regions]
    wanted += [finding.finding for finding in REPORT.consistency]
    wanted += ["利用者の範囲", "住民が直接使う", "業務の性質", "記載なし（不明）", "助言の要請を検討"]
    assert [part for part in wanted if part not in text] == []


@pytest.mark.parametrize("format_id", READERS)
def test_conformity_is_never_claimed(format_id: str) -> None:
    assert "適合" not in READERS[format_id](export(REPORT, EDITION, format_id))


def test_json_is_the_report_and_fits_its_schema() -> None:
    data = export(REPORT, EDITION, "json")
    assert Report.model_validate_json(data) == REPORT
    assert TEXTS[0] in data.decode()
    Draft202012Validator(Report.model_json_schema(mode="serialization")).validate(json.loads(data))


def test_a_report_of_another_edition_is_refused() -> None:
    with pytest.raises(ValueError, match="edition 'other'"):
        export(REPORT.model_copy(update={"edition": "other"}), EDITION, "json")


def test_a_report_without_risk_and_findings_is_rendered() -> None:
    bare = REPORT.model_copy(update={"risk": None, "consistency": ()})
    for format_id, read in READERS.items():
        text = read(export(bare, EDITION, format_id))
        assert "影響の判定" not in text
        assert "契約との整合" not in text
