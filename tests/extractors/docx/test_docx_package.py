"""Packages that are broken, hostile or unusual."""

from __future__ import annotations

import random
import struct
import zlib

import pytest
from lxml import etree
from wordml import document, level, lists, note, numbered, p, pack, parts, r, row, style, table

from extractors import extract
from extractors.document import QualityState
from extractors.docx.reader import DocxReader
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Limits, Reader

GOOD = parts(p("本文である。"))


def problem(data: bytes, limits: Limits | None = None) -> ProblemCode:
    with pytest.raises(DocumentProblem) as caught:
        DocxReader().read(data, limits or Limits())
    return caught.value.code


def texts(content: dict[str, bytes]) -> list[str]:
    return [b.text for b in DocxReader().read(pack(content), Limits()).blocks]


def test_is_a_reader() -> None:
    assert isinstance(DocxReader(), Reader)
    assert DocxReader().score(pack(GOOD), "x.docx") > 0
    assert DocxReader().score(b"%PDF-1.7", "x.docx") == 0


def test_strict_document() -> None:
    content = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, data in parts(numbered("厳密"), numbering=lists(level(0, "%1"))).items()
    }
    assert texts(content) == ["1　厳密"]


@pytest.mark.parametrize(("name", "kind"), [("a.dotx", "template"), ("a.docm", "document.macroEnabled")])
def test_templates_and_documents_with_macros_are_read(name: str, kind: str) -> None:
    content_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}.main+xml"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{content_type}"/></Types>'
    )
    found = extract(pack({**GOOD, "[Content_Types].xml": types.encode()}), name)
    assert [clause.text for clause in found.clauses] == ["本文である。"]
    assert found.format == "docx"


def test_main_part_under_another_name_and_backslashes() -> None:
    content = {name.replace("word/document.xml", "word/document2.xml"): data for name, data in GOOD.items()}
    content["_rels/.rels"] = content["_rels/.rels"].replace(b"word/document.xml", b"/word/Document2.xml")
    assert texts({name.replace("/", "\\") if "rels" not in name else name: d for name, d in content.items()}) == [
        "本文である。"
    ]


def test_dangling_and_external_relationships() -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    external = 'http://localhost/f" TargetMode="External'
    targets = {"styles": "missing.xml", "numbering": "NULL", "footnotes": external, "image": ""}
    dangling = "".join(
        f'<Relationship Id="{kind}" Type="{office}/{kind}" Target="{target}"/>' for kind, target in targets.items()
    )
    assert texts(parts(p("本文"), relationships=dangling)) == ["本文"]


def test_package_without_relationships() -> None:
    assert texts({"word/document.xml": GOOD["word/document.xml"]}) == ["本文である。"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({**GOOD, "word/document.xml": b"<w:document"}, ProblemCode.DAMAGED),
        ({**GOOD, "word/document.xml": b""}, ProblemCode.DAMAGED),
        ({**GOOD, "word/document.xml": b"<other/>"}, ProblemCode.DAMAGED),
        ({"word/other.xml": b"<a/>"}, ProblemCode.DAMAGED),
        ({**GOOD, "word/document.xml": b"<!DOCTYPE d>" + GOOD["word/document.xml"]}, ProblemCode.DAMAGED),
        (
            {
                **GOOD,
                "word/document.xml": b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
                + document(p("&e;")).encode(),
            },
            ProblemCode.DAMAGED,
        ),
        (
            {
                **GOOD,
                "word/document.xml": document("<w:sdt><w:sdtContent>" * 400 + "</w:sdtContent></w:sdt>" * 400).encode(),
            },
            ProblemCode.TOO_COMPLEX,
        ),
    ],
    ids=["broken", "empty", "no body", "no main part", "doctype", "entity", "deep"],
)
def test_bad_parts(content: dict[str, bytes], code: ProblemCode) -> None:
    assert problem(pack(content)) is code


def test_deep_nesting_of_tables_is_bounded() -> None:
    body = "<w:tbl><w:tr><w:tc>" * 80 + p("底") + "</w:tc></w:tr></w:tbl>" * 80
    with pytest.raises(DocumentProblem) as caught:
        DocxReader().read(pack(parts(body)), Limits())
    assert caught.value.code is ProblemCode.TOO_COMPLEX


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(file_bytes=10), ProblemCode.TOO_LARGE),
        (Limits(parts=2), ProblemCode.TOO_COMPLEX),
        (Limits(unpacked_bytes=100), ProblemCode.TOO_COMPLEX),
        (Limits(characters=5), ProblemCode.TOO_COMPLEX),
        (Limits(paragraphs=0), ProblemCode.TOO_COMPLEX),
    ],
)
def test_limits(limits: Limits, code: ProblemCode) -> None:
    assert problem(pack(GOOD), limits) is code


def test_part_larger_than_its_directory_says() -> None:
    data = bytearray(pack({**GOOD, "word/document.xml": document(p("あ" * 30_000)).encode()}))
    at = data.rfind(b"word/document.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    assert problem(bytes(data)) in (ProblemCode.DAMAGED, ProblemCode.TOO_COMPLEX)


def test_encrypted_entry() -> None:
    data = bytearray(pack(GOOD))
    at = data.rfind(b"word/document.xml") - 46
    data[at + 8] |= 1
    assert problem(bytes(data)) is ProblemCode.ENCRYPTED


def test_truncated() -> None:
    data = pack(GOOD)
    assert problem(data[: len(data) // 2]) is ProblemCode.DAMAGED


def test_damaged_bytes_raise_nothing_untyped() -> None:
    content = parts(
        numbered("一") + p("二", '<w:pStyle w:val="a"/>') + table(row("三", "四")) + f"<w:p>{r('五')}</w:p>",
        style("a", "<w:rPr><w:b/></w:rPr>"),
        lists(level(0, "%1", "aiueoFullWidth")),
        note(1, "六"),
    )
    whole = pack(content)
    chance = random.Random(7)  # noqa: S311
    failed = 0
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        failed += _fails(bytes(data))
    for _ in range(300):
        name = chance.choice([n for n in content if n.endswith(".xml")])
        part = bytearray(content[name])
        start = chance.randrange(len(part))
        part[start : start + chance.randint(1, 8)] = chance.choice(
            [b"", b"9" * 12, b"-1", b"<w:p/>", b'"', b"\xff", b"%1"]
        )
        failed += _fails(pack({**content, name: bytes(part)}))
    assert failed > 100


def _fails(data: bytes) -> bool:
    try:
        DocxReader().read(data, Limits())
    except DocumentProblem:
        return True
    return False


def test_checksum_is_verified() -> None:
    data = bytearray(pack(GOOD))
    crc = struct.pack("<I", zlib.crc32(GOOD["word/document.xml"]))
    for at in (data.find(crc), data.rfind(crc)):
        data[at] ^= 0xFF
    assert problem(bytes(data)) is ProblemCode.DAMAGED


def test_two_parts_of_one_name_are_refused() -> None:
    content = {**GOOD, "Word\\document.xml": parts(p("別の本文である。"))["word/document.xml"]}
    assert problem(pack(content)) is ProblemCode.DAMAGED
    unread = {**GOOD, "word/media/a.png": b"", "word/media/A.png": b""}
    assert texts(unread) == ["本文である。"]


def test_macros_are_left_out_and_named() -> None:
    macro = '<Relationship Id="m" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="{}"/>'
    content = {**parts(p("本文"), relationships=macro.format("vbaProject.bin")), "word/vbaProject.bin": b"\0"}
    quality = DocxReader().read(pack(content), Limits()).quality
    assert quality.state is QualityState.OK
    assert ["マクロ" in reason for reason in quality.reasons] == [True]
    assert DocxReader().read(pack(parts(p("本文"), relationships=macro.format("no.bin"))), Limits()).quality.reasons == ()


def test_memory_that_runs_out_in_the_xml_parser_is_no_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(data: bytes, parser: object) -> None:
        raise etree.XMLSyntaxError("unknown error", etree.ErrorTypes.ERR_NO_MEMORY, 0, 0)  # type: ignore[call-arg]

    monkeypatch.setattr("extractors.opc.etree.fromstring", fail)
    with pytest.raises(MemoryError):
        DocxReader().read(pack(GOOD), Limits())


def test_progress_is_told_by_paragraph() -> None:
    told: list[tuple[int, int]] = []
    DocxReader().read(pack(parts(p("一") + p("二") + p())), Limits(), lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3)]
