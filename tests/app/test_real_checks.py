"""The real reader and matcher behind the command line and the service."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from app.cli import app
from app.main import create_app
from app.settings import Settings
from checklist_data import load

INPUTS = "受託者は、生成AIへの入力情報及び出力情報を、学習その他本業務以外の目的に利用してはならない。"


def specification(*clauses: str) -> bytes:
    document = docx.Document()
    document.add_heading("生成AI文書作成支援業務　調達仕様書", 0)
    document.add_heading("第1　要件", 1)
    for clause in clauses:
        document.add_paragraph(clause)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_command_line(tmp_path: Path) -> None:
    file = tmp_path / "仕様書.docx"
    file.write_bytes(specification(INPUTS, "受託者は、月次の会議を開くこと。"))
    result = CliRunner().invoke(app, ["check", str(file), "--format", "json"])
    assert result.exit_code == 1, result.stderr
    report = json.loads(result.stdout)
    assert report["documents"][0]["kind"] == "spec"
    items = {item["id"]: item for item in report["items"]}
    assert list(items) == [item.id for item in load().checklists[0].items]
    assert INPUTS in [evidence["text"] for evidence in items["P06"]["evidence"]]
    assert items["P11"]["verdict"] == "missing"


def test_service() -> None:
    files = {"files": ("仕様書.docx", specification(INPUTS))}
    with TestClient(create_app(Settings())) as client:
        answer = client.post("/api/v1/analyses", files=files, headers={"Prefer": "wait=60"})
        assert answer.json()["status"] == "succeeded", answer.text
        page = client.get(f"/analyses/{answer.json()['id']}").text
    assert "<mark>" in page
    assert load().interpretation_note in page


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [("空.pdf", b"", "empty"), ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "legacy_word"),
     ("b.pdf", b"%PDF-1.7\ngarbage", "damaged"), ("c.txt", "ただの文".encode(), "not_a_document")],
)  # fmt: skip
def test_files_that_are_no_documents(name: str, data: bytes, kind: str) -> None:
    with TestClient(create_app(Settings())) as client:
        answer = client.post("/api/v1/extractions", files={"file": (name, data)})
    assert answer.json()["type"] == f"/problems/{kind}"
    assert answer.json()["file"] == name


def test_a_file_over_the_limit_is_refused_by_its_size() -> None:
    with TestClient(create_app(Settings(file_bytes=1000))) as client:
        answer = client.post("/api/v1/extractions", files={"file": ("a.docx", specification(INPUTS))})
    assert answer.status_code == 413
    assert answer.json()["type"] == "/problems/too_large"


def test_evaluation(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(specification(INPUTS))
    (tmp_path / "a.lab").write_text(
        f"@id a\n@kind spec\n@title 生成AI文書作成支援業務　調達仕様書\n# 第1　要件\n{INPUTS} {{{{P06.a:require}}}}\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(app, ["evaluate", str(tmp_path)])
    assert result.exit_code == 0, result.stderr
    assert "DOCX" in result.stdout


def test_evaluation_of_an_empty_folder_says_so(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", str(tmp_path)])
    assert result.exit_code == 2
    assert "正解付き文書を読み取れません" in result.stderr
