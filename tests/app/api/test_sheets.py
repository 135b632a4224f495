from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from app_fakes import fake_checker
from fastapi.testclient import TestClient
from openpyxl import Workbook, load_workbook

from app.main import create_app
from app.settings import Settings
from checklist_data import load

API = "/api/v1/analyses"
ITEMS = load().checklists[0].items


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(create_app(Settings(file_bytes=50_000), fake_checker())) as client:
        yield client


def sheet(answer: str | None = None) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["番号", "項目", "判定", "備考"])
    for item in ITEMS:
        page.append([item.number, item.title.text])
    page["C2"] = answer
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def send(client: TestClient, data: bytes, name: str = "様式.xlsx", **form: str) -> Any:
    files = {"files": ("spec.pdf", ITEMS[0].title.text.encode())}
    location = client.post(API, files=files, headers={"Prefer": "wait=20"}).headers["Location"]
    return client.post(f"{location}/sheet", files={"sheet": (name, data)}, data=form)


def test_the_filled_sheet_comes_back(client: TestClient) -> None:
    answer = send(client, sheet())
    assert answer.status_code == 200
    page = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert (page["C2"].value, page["C3"].value) == ("○ 充足", "－ 記載なし")
    assert unquote(answer.headers["Content-Disposition"]).endswith("様式_記入済.xlsx")
    assert answer.headers["Fill-Written"] == str(2 * len(ITEMS) - 1)
    assert answer.headers["Fill-Not-Found"] == "0"


def test_macro_workbooks_keep_their_type(client: TestClient) -> None:
    assert "macroEnabled" in send(client, sheet(), "様式.xlsm").headers["Content-Type"]


def test_the_result_alone(client: TestClient) -> None:
    result = send(client, sheet("済"), result="true").json()
    assert result["skipped"] == [
        {"item": ITEMS[0].id, "role": "verdict", "sheet": "Sheet", "cell": "C2", "reason": "answered"}
    ]
    assert result["not_found"] == []


def test_columns_and_overwriting_are_chosen(client: TestClient) -> None:
    answer = send(client, sheet("済"), verdict="c", overwrite="true")
    page = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert (page["C2"].value, page["D3"].value) == ("○ 充足", None)


@pytest.mark.parametrize(
    ("data", "form", "status", "code"),
    [
        (b"text", {}, 415, "sheet_not_workbook"),
        (b"", {}, 422, "empty"),
        (b"PK\x03\x04xl/" + bytes(60_000), {}, 413, "too_large"),
        (sheet(), {"verdict": "4"}, 422, "sheet_bad_column"),
    ],
    ids=["no workbook", "empty", "large", "column"],
)
def test_problems(client: TestClient, data: bytes, form: dict[str, str], status: int, code: str) -> None:
    answer = send(client, data, **form)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{code}")


def test_unknown_analysis(client: TestClient) -> None:
    answer = client.post(f"{API}/none/sheet", files={"sheet": ("様式.xlsx", sheet())})
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/analysis_not_found")
