from __future__ import annotations

import csv
import io

import pytest
from app_fakes import TEXTS, evidence, full_report, small_edition

from app.exports.registry import export
from app.exports.rows import COLUMNS

EDITION = small_edition()
REPORT = full_report(EDITION)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_excel_is_told_that_it_is_utf8() -> None:
    assert export(REPORT, EDITION, "csv").startswith(b"\xef\xbb\xbf")


def test_one_row_an_item_and_piece_of_evidence() -> None:
    items = [row["ID"] for row in rows(export(REPORT, EDITION, "csv")) if row["区分"] == "項目"]
    assert items == ["S1"] * 4 + ["S2"] + ["S3"] * 4 + ["S4"] + ["S5"] * 4 + ["K1"]


def test_all_rows_have_all_columns() -> None:
    table = list(csv.reader(io.StringIO(export(REPORT, EDITION, "csv").decode("utf-8-sig"), newline="")))
    assert {len(row) for row in table} == {len(COLUMNS)}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"])
def test_no_cell_starts_like_a_formula(start: str) -> None:
    item = REPORT.items[0].model_copy(update={"evidence": (evidence(f"{start}cmd"),)})
    found = rows(export(REPORT.model_copy(update={"items": (item,)}), EDITION, "csv"))
    texts = [row["本文"] for row in found if row["区分"] == "項目"]
    assert texts == [f"'{start}cmd"]


def test_line_ends_inside_a_clause_survive() -> None:
    assert TEXTS[3] in {row["本文"] for row in rows(export(REPORT, EDITION, "csv"))}
