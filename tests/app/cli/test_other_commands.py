from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from app.cli import app
from app.version import product_version


def docx_file(folder: Path) -> Path:
    document = docx.Document()
    document.add_heading("記録業務　仕様書", 0)
    document.add_heading("第1　要件", 1)
    document.add_paragraph("受託者は、利用の記録を保存すること。")
    file = folder / "仕様書.docx"
    document.save(str(file))
    return file


def test_version() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert result.exit_code == 0
    assert result.stdout == f"morenashi {product_version()}\n"


@pytest.mark.parametrize("command", ["check", "extract", "serve", "evaluate"])
def test_help_is_japanese(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert "。" in result.stdout


def test_extract_shows_the_clauses_under_their_headings(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["extract", str(docx_file(tmp_path))])
    assert result.exit_code == 0
    assert "## 第1　要件" in result.stdout
    assert "受託者は、利用の記録を保存すること。" in result.stdout


def test_extract_json_is_the_document(tmp_path: Path) -> None:
    output = tmp_path / "out.json"
    result = CliRunner().invoke(app, ["extract", str(docx_file(tmp_path)), "--format", "json", "-o", str(output)])
    assert result.exit_code == 0
    document = json.loads(output.read_text(encoding="utf-8"))
    assert document["format"] == "docx"
    assert [clause["text"] for clause in document["clauses"]] == ["受託者は、利用の記録を保存すること。"]


def test_extract_of_what_is_no_document_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "empty.pdf"
    file.touch()
    result = CliRunner().invoke(app, ["extract", str(file)])
    assert result.exit_code == 2
    assert "「empty.pdf」：ファイルが空です" in result.stderr
    assert "send it again" in result.stderr


def test_evaluate_needs_a_folder(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", str(tmp_path / "none")])
    assert result.exit_code == 2
    assert "フォルダ" in result.stderr


@pytest.mark.parametrize(("options", "with_worker"), [([], True), (["--no-worker"], False)])
def test_serve_runs_the_application_on_the_address_given(
    monkeypatch: pytest.MonkeyPatch, options: list[str], with_worker: bool
) -> None:
    served: list[tuple[object, str, int]] = []
    monkeypatch.setattr("app.main.create_app", lambda settings, with_worker: (settings.port, with_worker))
    monkeypatch.setattr("uvicorn.run", lambda application, host, port, **_: served.append((application, host, port)))
    result = CliRunner().invoke(app, ["serve", "--host", "::1", "--port", "9000", *options])
    assert result.exit_code == 0
    assert served == [((9000, with_worker), "::1", 9000)]


@pytest.mark.parametrize("command", ["serve", "worker"])
@pytest.mark.parametrize(
    ("name", "value"), [("MORENASHI_DATABASE_URL", "mysql://host/name"), ("MORENASHI_BLOB_URL", "gopher://host")]
)
def test_places_that_cannot_be_used_are_named(command: str, name: str, value: str) -> None:
    result = CliRunner().invoke(app, [command], env={name: value})
    assert result.exit_code == 2
    assert name in result.stderr


@pytest.mark.parametrize("command", [["check", "a.pdf"], ["extract", "a.pdf"], ["serve"], ["worker"]])
def test_wrong_settings_are_named(command: list[str]) -> None:
    result = CliRunner().invoke(app, command, env={"MORENASHI_PORT": "many"})
    assert result.exit_code == 2
    assert "MORENASHI_PORT" in result.stderr
    assert "環境変数" in result.stderr
