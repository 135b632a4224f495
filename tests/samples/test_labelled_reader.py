"""The reader of labelled documents."""

from pathlib import Path

import pytest

from app.evaluation.labelled import LabelledFormatError, LabelledKind, parse_labelled, read_labelled

HEAD = "@id town\n@kind spec\n@title 生成AIサービス　仕様書\n"


def test_reads_metadata() -> None:
    document = parse_labelled(f"{HEAD}@risk A=staff B=routine\n\n# 第1　概要\n", "town.lab")

    assert (document.id, document.kind, document.title) == ("town", "spec", "生成AIサービス　仕様書")
    assert document.risk == {"A": "staff", "B": "routine"}


def test_reads_every_kind_of_block() -> None:
    text = f"""{HEAD}TOC
# 第1　概要
## 1　件名
(1)　本業務は、次による。
　ア　記録すること。 {{{{X1.a:require X2.b:weak}}}}
| 番号 | 要件 |
| 1 | 求めない。 | {{{{X3.a:contrary}}}}
| 2 |  |
NOTE ※　注
PAGEBREAK
"""
    blocks = parse_labelled(text, "town.lab").blocks

    assert [(block.kind.value, block.text, block.level, block.line) for block in blocks] == [
        ("toc", "", 0, 4),
        ("heading", "第1　概要", 1, 5),
        ("heading", "1　件名", 2, 6),
        ("clause", "(1)　本業務は、次による。", 0, 7),
        ("clause", "ア　記録すること。", 1, 8),
        ("header", "番号　要件", 0, 9),
        ("row", "1　求めない。", 0, 10),
        ("row", "2　", 0, 11),
        ("note", "※　注", 0, 12),
        ("pagebreak", "", 0, 13),
    ]
    assert blocks[4].labels == {"X1.a": "require", "X2.b": "weak"}
    assert blocks[6].labels == {"X3.a": "contrary"}
    assert blocks[7].cells == ("2", "")


def test_clauses_are_what_can_be_evidence() -> None:
    document = parse_labelled(f"{HEAD}# 1　概要\n文。\n| 列 |\n| 行 |\nNOTE 注\nTOC\n", "town.lab")

    assert [block.text for block in document.clauses] == ["文。", "行", "注"]


@pytest.mark.parametrize("between", ["", "NOTE 注", "文。", "PAGEBREAK"])
def test_a_table_begins_anew_after_anything_else(between: str) -> None:
    document = parse_labelled(f"{HEAD}| 甲 | 乙 |\n| 1 | 2 |\n{between}\n| 丙 |\n| 3 |\n", "town.lab")

    tables = [block.kind for block in document.blocks if block.cells]
    assert tables == [LabelledKind.HEADER, LabelledKind.ROW] * 2


@pytest.mark.parametrize(
    ("body", "line", "detail"),
    [
        ("文。 {{X1.a:must}}", 4, "bad label 'X1.a:must'"),
        ("文。 {{:weak}}", 4, "bad label ':weak'"),
        ("文。 {{ }}", 4, "empty labels"),
        ("文。 {{X1.a:weak X1.a:require}}", 4, "two labels for X1.a"),
        ("文。 {{X1.a:weak}} 続き。", 4, "labels do not stand last on the line"),
        ("文。 {{X1.a:weak}", 4, "labels do not stand last on the line"),
        ("文。\n# 1　概要 {{X1.a:weak}}", 5, "a heading carries no label"),
        ("| 列 | {{X1.a:weak}}", 4, "a header carries no label"),
        ("| 甲 | 乙 |\n| 1 | 2 | 3 |", 5, "3 cells in a table of 2 columns"),
        ("文。\n@risk A=staff", 5, "metadata stand before the document"),
        ("@risk staff", 4, "@risk is not a list of axis=value: 'staff'"),
        ("@author 総務課", 4, "unknown key @author"),
        ("@risk", 4, "@risk has no value"),
        ("@id again", 4, "@id is given twice"),
    ],
)
def test_errors_name_file_and_line(body: str, line: int, detail: str) -> None:
    with pytest.raises(LabelledFormatError) as caught:
        parse_labelled(HEAD + body, "town.lab")

    assert (caught.value.file, caught.value.line, caught.value.detail) == ("town.lab", line, detail)
    assert str(caught.value) == f"town.lab:{line}: {detail}"


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("@id town\n@kind spec\n文。", "@title is missing"),
        ("@kind spec\n@title 表題", "@id is missing"),
        ("", "@id is missing"),
        ("@kind letter", "unknown kind 'letter'"),
    ],
)
def test_metadata_are_checked(text: str, detail: str) -> None:
    with pytest.raises(LabelledFormatError, match=r"town\.lab:1: ") as caught:
        parse_labelled(text, "town.lab")

    assert caught.value.detail == detail


def test_a_file_gives_its_name_to_errors(tmp_path: Path) -> None:
    path = tmp_path / "bad.lab"
    path.write_text(f"{HEAD}文。 {{{{X:y}}}}\n", encoding="utf-8")

    with pytest.raises(LabelledFormatError, match=r"bad\.lab:4"):
        read_labelled(path)
