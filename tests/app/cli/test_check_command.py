from __future__ import annotations

import json
from pathlib import Path

import pytest
from app_fakes import CONFIDENTIAL, fake_checker, fake_judge
from docx import Document
from openpyxl import load_workbook
from typer.testing import CliRunner, Result
from word_files import paragraph, word_file

from app.checking import Checker
from app.cli import app
from app.exports.registry import FORMATS
from app.reading import build_extractor
from app.settings import Settings
from checklist_data import load

DIRECT = build_extractor(Settings(isolation=False))
TITLES = [item.title.text for item in load().items]


@pytest.fixture(autouse=True)
def _fake_checker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cli.check.load_checker", lambda settings: fake_checker())


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["check", *map(str, arguments)])


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_gaps_end_with_one_and_are_named(tmp_path: Path) -> None:
    result = run(write(tmp_path, "spec.pdf", TITLES[0]))
    assert result.exit_code == 1
    assert "○ 充足" in result.stdout
    assert "－ 記載なし" in result.stdout
    assert result.stderr == ""


def test_no_gaps_end_with_zero(tmp_path: Path) -> None:
    assert run(write(tmp_path, "spec.pdf", "\n".join(TITLES))).exit_code == 0


def test_unreadable_document_is_reported_and_ends_with_two(tmp_path: Path) -> None:
    result = run(write(tmp_path, "spec.pdf", "BLANK"))
    assert result.exit_code == 2
    assert "？ 判定不能" in result.stdout
    assert "文字がありません" in result.stdout


def test_json_is_the_report(tmp_path: Path) -> None:
    result = run(write(tmp_path, "spec.pdf", TITLES[0]), "--format", "json")
    report = json.loads(result.stdout)
    assert report["schema"] == "morenashi.report/1"
    assert report["items"][0]["evidence"][0]["text"] == TITLES[0]


@pytest.mark.parametrize("format_id", [*FORMATS, "table"])
def test_every_format_goes_to_a_file(tmp_path: Path, format_id: str) -> None:
    output = tmp_path / "out"
    result = run(write(tmp_path, "spec.pdf", TITLES[0]), "--format", format_id, "-o", output)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert output.stat().st_size > 1000


def test_binary_format_can_be_piped(tmp_path: Path) -> None:
    result = run(write(tmp_path, "spec.pdf", TITLES[0]), "--format", "xlsx")
    (tmp_path / "piped.xlsx").write_bytes(result.stdout_bytes)
    assert load_workbook(tmp_path / "piped.xlsx").sheetnames[0] == "概要"


def test_binary_format_is_not_written_to_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cli.console.stdout_is_terminal", lambda: True)
    result = run(write(tmp_path, "spec.pdf", TITLES[0]), "--format", "xlsx")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "-o" in result.stderr


def test_the_checked_word_file_comes_back_with_comments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cli.check.load_checker", lambda settings: Checker(DIRECT, fake_judge))
    file = tmp_path / "spec.docx"
    file.write_bytes(word_file(paragraph(f"{TITLES[0]}を行うこと。")))
    result = run(file, write(tmp_path, "more.docx", ""), "--format", "annotated-docx")
    assert result.exit_code == 2
    result = run(file, "--kind", "spec", "--format", "annotated-docx", "-o", tmp_path / "out.docx")
    assert result.exit_code == 1
    assert TITLES[0] in next(iter(Document(str(tmp_path / "out.docx")).comments)).text


def test_comments_need_one_word_file(tmp_path: Path) -> None:
    result = run(write(tmp_path, "spec.pdf", TITLES[0]), "--format", "annotated-docx", "-o", tmp_path / "out.docx")
    assert result.exit_code == 2
    assert "Word文書（.docx）を1つだけ" in result.stderr
    assert "0 Word documents" in result.stderr


def test_additions_are_drafted(tmp_path: Path) -> None:
    output = tmp_path / "out.docx"
    result = run(write(tmp_path, "spec.pdf", TITLES[0]), "--kind", "spec", "--format", "additions-docx", "-o", output)
    assert result.exit_code == 1
    texts = [paragraph.text for paragraph in Document(str(output)).paragraphs]
    assert any(TITLES[1] in text for text in texts)
    assert not any(TITLES[0] in text for text in texts)


def test_kinds_follow_the_files(tmp_path: Path) -> None:
    files = [write(tmp_path, "a.pdf", "あ"), write(tmp_path, "b.docx", "い")]
    result = run(*files, "--kind", "spec", "--kind", "contract", "--format", "json")
    assert [document["kind"] for document in json.loads(result.stdout)["documents"]] == ["spec", "contract"]


def test_one_kind_is_for_all_files(tmp_path: Path) -> None:
    files = [write(tmp_path, "a.pdf", "あ"), write(tmp_path, "b.docx", "い")]
    result = run(*files, "--kind", "contract", "--format", "json")
    assert {document["kind"] for document in json.loads(result.stdout)["documents"]} == {"contract"}


@pytest.mark.parametrize(
    ("arguments", "japanese", "english"),
    [
        (["--kind", "novel"], "文書の種類の指定が正しくありません", "known kinds: auto, spec"),
        (["--kind", "spec", "--kind", "spec"], "ファイル1件に対し種類2件", "2 kinds for 1 files"),
        (["--edition", "none"], "チェックリストの版はありません", "known editions: ds920-2025-05"),
    ],
)
def test_bad_use_says_what_is_known(tmp_path: Path, arguments: list[str], japanese: str, english: str) -> None:
    result = run(write(tmp_path, "spec.pdf", "あ"), *arguments)
    assert result.exit_code == 2
    assert japanese in result.stderr
    assert english in result.stderr
    assert result.stdout == ""


def test_every_unreadable_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    files = [
        write(tmp_path, "good.pdf", CONFIDENTIAL),
        write(tmp_path, "locked.pdf", "PROBLEM encrypted"),
        write(tmp_path, "old.doc", "PROBLEM legacy_word"),
    ]
    result = run(*files)
    assert result.exit_code == 2
    for words in ("「locked.pdf」", "パスワードを解除", "Remove the password", "「old.doc」", ".docx形式"):
        assert words in result.stderr
    assert "good.pdf" not in result.stderr
    assert CONFIDENTIAL not in result.output


def test_missing_files_are_all_named(tmp_path: Path) -> None:
    result = run(tmp_path / "one.pdf", tmp_path / "two.pdf")
    assert result.exit_code == 2
    assert "one.pdf" in result.stderr
    assert "two.pdf" in result.stderr
    assert "No such file" in result.stderr


def test_output_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    result = run(write(tmp_path, "spec.pdf", "あ"), "--format", "json", "-o", tmp_path / "none" / "out.json")
    assert result.exit_code == 2
    assert "書き込めません" in result.stderr


def test_terminal_controls_of_a_document_are_not_printed(tmp_path: Path) -> None:
    result = run(write(tmp_path, "spec.pdf", f"{TITLES[0]}\x1b[2J"))
    assert "\x1b[2J" not in result.output


def test_unknown_format_is_bad_use(tmp_path: Path) -> None:
    assert run(write(tmp_path, "spec.pdf", "あ"), "--format", "odt").exit_code == 2
