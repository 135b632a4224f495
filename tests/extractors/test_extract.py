"""Bytes to documents."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable

import docx
import pytest

from extractors import BlockKind, ClauseKind, DocumentProblem, Limits, ProblemCode, QualityState, extract
from extractors.extract import READERS
from extractors.reader import Reader


def saved(write: Callable[[docx.document.Document], None]) -> bytes:
    document = docx.Document()
    write(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def specification(document: docx.document.Document) -> None:
    document.add_heading("検索業務委託仕様書", 0)
    document.add_heading("第１　概要", 1)
    document.add_paragraph("本業務は、検索の仕組みを整える。")
    document.add_heading("第２　要件", 1)
    document.add_paragraph("１　受託者は、次の要件を満たすこと。")
    document.add_paragraph("(1)　国内に保管すること。")
    document.add_paragraph("２　機能は、次の表のとおりとする。")
    table = document.add_table(0, 2)
    for cells in (("番号", "要件"), ("F-01", "検索できること。")):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text


def test_word_document_becomes_clauses() -> None:
    data = saved(specification)
    document = extract(data, "C:\\調達\\仕様書.docx")
    assert (document.name, document.format, document.pages) == ("仕様書.docx", "docx", None)
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.title == "検索業務委託仕様書"
    assert document.quality.state is QualityState.OK
    assert [(c.id, c.kind, c.number, c.lead) for c in document.clauses] == [
        ("c0001", ClauseKind.PARAGRAPH, "第1", ""),
        ("c0002", ClauseKind.ITEM, "第2 1", ""),
        ("c0003", ClauseKind.ITEM, "第2 1(1)", "受託者は、次の要件を満たすこと。"),
        ("c0004", ClauseKind.ITEM, "第2 2", ""),
        ("c0005", ClauseKind.ROW, "第2 2 F-01", "機能は、次の表のとおりとする。"),
    ]
    assert document.clauses[4].header == ("番号", "要件")
    assert [document.blocks[c.block].text for c in document.clauses] == [c.text for c in document.clauses]
    assert [b.text for b in document.blocks if b.kind is BlockKind.HEADING] == [
        "検索業務委託仕様書",
        "第１　概要",
        "第２　要件",
    ]


def test_document_of_headings_alone_is_unreadable() -> None:
    document = extract(saved(lambda d: d.add_heading("第１章　総則", 1)), "a.docx")
    assert document.clauses == ()
    assert document.quality.state is QualityState.UNREADABLE
    assert any("条項" in reason for reason in document.quality.reasons)


def test_empty_document_says_why_once() -> None:
    quality = extract(saved(lambda d: None), "a.docx").quality
    assert quality.state is QualityState.UNREADABLE
    assert len(quality.reasons) == 1


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.pdf", ProblemCode.EMPTY),
        (b"plain text", "a.txt", ProblemCode.NOT_A_DOCUMENT),
        (b"\x89PNG\r\n\x1a\n", "scan.png", ProblemCode.IMAGE),
        (b"PK\x03\x04word/document.xml", "a.docx", ProblemCode.DAMAGED),
        (b"%PDF-1.7 and no more", "a.pdf", ProblemCode.DAMAGED),
        (b"x" * 20, "a.jtd", ProblemCode.ICHITARO),
    ],
)
def test_problems(data: bytes, name: str, code: ProblemCode) -> None:
    with pytest.raises(DocumentProblem) as caught:
        extract(data, name)
    assert caught.value.code is code


def test_file_above_the_limit() -> None:
    with pytest.raises(DocumentProblem) as caught:
        extract(b"x" * 11, "a.pdf", Limits(file_bytes=10))
    assert caught.value.code is ProblemCode.TOO_LARGE


def test_readers_keep_the_seam() -> None:
    assert all(isinstance(reader, Reader) for reader in READERS)
    assert len({reader.format for reader in READERS}) == len(READERS)
