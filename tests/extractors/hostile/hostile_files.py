"""Files made to harm a reader: small ones that unfold, endless ones, deep ones, lying ones, and names that mislead."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache

from hostile_pdf import HostilePdf
from pdf_maker import PdfMaker
from wordml import NAMESPACES, document, p, pack, parts

HostileFile = tuple[bytes, str]
"""Bytes and name."""

_MIB = 1 << 20


def deflated(piece: bytes, times: int, head: bytes = b"") -> bytes:
    """A zlib stream of `head` and then `piece` many times over, packed once and made without ever holding it."""
    checksum = zlib.adler32(head)
    for _ in range(times):
        checksum = zlib.adler32(piece, checksum)
    # Blocks that end in a full flush do not refer to each other and may be repeated.
    return b"\x78\x9c" + _block(head) + _block(piece) * times + b"\x03\x00" + checksum.to_bytes(4, "big")


def _block(data: bytes) -> bytes:
    packer = zlib.compressobj(9, wbits=-15)
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)


@cache
def _bomb() -> bytes:
    """900 MB in about 2 kB: deflated twice."""
    return zlib.compress(deflated(b" " * _MIB, 900), 9)


def content_bomb() -> HostileFile:
    """A content stream of 900 MB."""
    pdf = HostilePdf()
    pdf.page(pdf.stream(_bomb(), "/Filter[/FlateDecode/FlateDecode]"))
    return pdf.build(), "content.pdf"


def many_contents_bomb() -> HostileFile:
    """A page whose contents name one stream of 50 MB two hundred times."""
    pdf = HostilePdf()
    stream = pdf.stream(deflated(b"0 0 m 9 9 l S\n" * 4096, 900), "/Filter/FlateDecode")
    pdf.page_of(f"[{f'{stream} 0 R ' * 200}]")
    return pdf.build(), "contents.pdf"


def object_stream_bomb() -> HostileFile:
    """An object stream of 900 MB that holds the catalog."""
    pdf = HostilePdf()
    packed = deflated(b" " * _MIB, 900, head=b"9 0 <</Type/Catalog/Pages 2 0 R>>")
    pdf.page(pdf.stream(b"BT ET"))
    number = pdf.stream(zlib.compress(packed, 9), "/Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]")
    return pdf.build_with_xref_stream({9: (number, 0)}, root=9), "objects.pdf"


def xref_bomb() -> HostileFile:
    """A cross-reference stream of 900 MB."""
    pdf = HostilePdf()
    pdf.page(pdf.stream(b"BT ET"))
    return pdf.build_with_xref_bomb(_bomb(), "/Filter[/FlateDecode/FlateDecode]", 900 * _MIB // 4), "xref.pdf"


def image_bomb() -> HostileFile:
    """A picture of 40,000 x 40,000 pixels."""
    pdf = HostilePdf()
    image = pdf.stream(
        _bomb(),
        "/Type/XObject/Subtype/Image/Width 40000/Height 40000/ColorSpace/DeviceGray/BitsPerComponent 8"
        "/Filter[/FlateDecode/FlateDecode]",
    )
    content = pdf.stream(b"q 500 0 0 500 40 40 cm /Im1 Do Q")
    pdf.page(content, f"/Resources<</XObject<</Im1 {image} 0 R>>>>")
    return pdf.build(), "image.pdf"


def page_crowd() -> HostileFile:
    """A page tree of 100,000 pages, all the same."""
    pdf = HostilePdf()
    content = pdf.stream(b"BT ET")
    page = pdf.page(content)
    pdf.kids = [page] * 100_000
    return pdf.build(), "crowd.pdf"


def page_count_lie() -> HostileFile:
    """One page and a tree that says it has a thousand million."""
    pdf = HostilePdf()
    pdf.page(pdf.stream(b"BT ET"))
    pdf.count = 1_000_000_000
    return pdf.build(), "count.pdf"


def page_loop() -> HostileFile:
    """A page tree that contains itself."""
    pdf = HostilePdf()
    pdf.page(pdf.stream(b"BT ET"))
    pdf.kids.append(HostilePdf.PAGES)
    pdf.count = 1000
    return pdf.build(), "loop.pdf"


def page_chain() -> HostileFile:
    """A page tree 5,000 levels deep."""
    pdf = HostilePdf()
    page = pdf.page(pdf.stream(b"BT ET"))
    inner = page
    for _ in range(5000):
        inner = pdf.add(f"<</Type/Pages/Kids[{inner} 0 R]/Count 1>>")
    pdf.kids = [inner]
    return pdf.build(), "chain.pdf"


def no_pages() -> HostileFile:
    """A PDF without pages."""
    return HostilePdf().build(), "none.pdf"


def deep_arrays() -> HostileFile:
    """Arrays in one another, a million deep."""
    pdf = HostilePdf()
    pdf.add("[" * 1_000_000 + "]" * 1_000_000)
    pdf.page(pdf.stream(b"BT ET"), f"/Extra {pdf.last} 0 R")
    return pdf.build(), "arrays.pdf"


def deep_dictionaries() -> HostileFile:
    """Dictionaries in one another in a page's content and in an object."""
    pdf = HostilePdf()
    deep = "<</A" * 200_000 + " 1" + ">>" * 200_000
    pdf.page(pdf.stream(f"/P {deep} BDC EMC".encode()), f"/Extra {deep}")
    return pdf.build(), "dictionaries.pdf"


def form_loop() -> HostileFile:
    """A form that draws itself."""
    pdf = HostilePdf()
    number = pdf.last + 1
    pdf.stream(b"/F Do /F Do", f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F {number} 0 R>>>>")
    pdf.page(pdf.stream(b"/F Do"), f"/Resources<</XObject<</F {number} 0 R>>>>")
    return pdf.build(), "forms.pdf"


def form_fan() -> HostileFile:
    """Forms that each draw the next one ten times, nine levels deep."""
    pdf = HostilePdf()
    inner = pdf.stream(b"0 0 m 9 9 l S", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    for _ in range(9):
        inner = pdf.stream(
            b"/F Do " * 10, f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F {inner} 0 R>>>>"
        )
    pdf.page(pdf.stream(b"/F Do"), f"/Resources<</XObject<</F {inner} 0 R>>>>")
    return pdf.build(), "fan.pdf"


def many_strokes() -> HostileFile:
    """A page of half a million strokes."""
    pdf = HostilePdf()
    pdf.page(pdf.stream(deflated(b"0 0 m 500 500 l S 9 9 m 9 500 l S\n" * 1000, 250), "/Filter/FlateDecode"))
    return pdf.build(), "strokes.pdf"


def many_characters() -> HostileFile:
    """A page of ten million characters."""
    pdf = HostilePdf()
    font = "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    shown = b"1 0 0 1 40 40 Tm (" + b"abcdefghi " * 100 + b") Tj\n"
    packed = deflated(b"BT /F1 9 Tf 40 40 Td\n" + shown * 100, 100)
    pdf.page(pdf.stream(packed, "/Filter/FlateDecode"), font)
    return pdf.build(), "characters.pdf"


def wrong_xref() -> HostileFile:
    """A table of objects that points elsewhere."""
    pdf = HostilePdf()
    pdf.page(pdf.stream(b"BT ET"))
    return pdf.build(shift=7), "shifted.pdf"


def xref_loop() -> HostileFile:
    """A table of objects whose predecessor is itself."""
    pdf = HostilePdf()
    pdf.page(pdf.stream(b"BT ET"))
    return pdf.build(previous=True), "previous.pdf"


def huge_page() -> HostileFile:
    """A page of a thousand million points."""
    pdf = HostilePdf()
    pdf.page(pdf.stream(b"0 0 m 1e9 1e9 l S"), "/MediaBox[-1e9 -1e9 1e9 1e9]")
    return pdf.build(), "huge.pdf"


def encrypted() -> HostileFile:
    """A PDF that asks for a password."""
    maker = PdfMaker()
    maker.page().text(60, 80, "受託者は、記録を保存すること。")
    return maker.build(user_password=b"secret"), "encrypted.pdf"


@cache
def word_text_bomb() -> HostileFile:
    """300 MB of text in one paragraph of a 300 kB file."""
    return _word_of(b"<w:p><w:r><w:t>", "あいう\n".encode() * 100_000, 300, b"</w:t></w:r></w:p>"), "text.docx"


def word_paragraphs() -> HostileFile:
    """Two million paragraphs."""
    return _word_of(b"", p("あ").encode() * 1000, 2000, b""), "paragraphs.docx"


def word_empty_paragraphs() -> HostileFile:
    """Two million paragraphs without text."""
    return _word_of(b"", b"<w:p/>" * 1000, 2000, b""), "blank.docx"


def word_parts() -> HostileFile:
    """Sixty thousand parts."""
    good = parts(p("本文である。"))
    return pack({**good, **{f"word/media/{number}.png": b"" for number in range(60_000)}}), "parts.docx"


def word_nested_elements() -> HostileFile:
    """Elements in one another, 100,000 deep."""
    return pack(parts("<w:sdt><w:sdtContent>" * 50_000 + "</w:sdtContent></w:sdt>" * 50_000)), "deep.docx"


def word_nested_tables() -> HostileFile:
    """Tables in one another, 60 deep: the XML parser lets that pass."""
    return pack(parts("<w:tbl><w:tr><w:tc>" * 60 + p("底") + "</w:tc></w:tr></w:tbl>" * 60)), "tables.docx"


def word_wide_table() -> HostileFile:
    """A cell that spans a thousand million columns, and rows that are merged for ever."""
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/><w:vMerge/></w:tcPr><w:p/></w:tc>'
    return pack(parts(f"<w:tbl>{f'<w:tr>{cell * 20}</w:tr>' * 500}</w:tbl>{p('本文である。')}")), "wide.docx"


def word_entities() -> HostileFile:
    """Entities that expand to a thousand million characters."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    kind = f'<!DOCTYPE d [<!ENTITY e0 "哀">{levels}]>'
    return _with_main(kind + document(p("&e9;"))), "laughs.docx"


def word_external_entity() -> HostileFile:
    """An entity that is a file of the machine."""
    kind = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return _with_main(kind + document(p("&e;"))), "external.docx"


def word_external_type() -> HostileFile:
    """A document type that lies elsewhere."""
    return _with_main('<!DOCTYPE d SYSTEM "http://localhost/d.dtd">' + document(p("本文である。"))), "type.docx"


def word_attributes() -> HostileFile:
    """An element with a hundred thousand attributes."""
    many = " ".join(f'w:a{number}=""' for number in range(100_000))
    return _with_main(f"<w:document {NAMESPACES}><w:body {many}>{p('本文である。')}</w:body></w:document>"), "attr.docx"


def word_size_lie() -> HostileFile:
    """A directory that says the main part is short where it is 300 MB."""
    data = bytearray(word_text_bomb()[0])
    at = data.rfind(b"word/document.xml") - 46
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(data), "lie.docx"


def word_duplicate_parts() -> HostileFile:
    """Two main parts of one name: which is read depends on the reader."""
    buffer = io.BytesIO(pack(parts(p("初めの本文である。"))))
    other = parts(p("次の本文である。"))["word/document.xml"]
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        # The name as other readers see it is the same.
        archive.writestr("Word\\document.xml", other)
    return buffer.getvalue(), "twice.docx"


def word_paths() -> HostileFile:
    """Names that lead out of the package."""
    good = parts(p("本文である。"))
    strange = ("../../../tmp/out.xml", "/etc/passwd", "C:\\Windows\\x.xml", "word/../../x.xml", "\x01", "a" * 60_000)
    return pack({**good, **dict.fromkeys(strange, b"<a/>")}), "paths.docx"


def word_overlapping() -> HostileFile:
    """A directory in which a thousand names share one entry of 1 MB."""
    data = pack({**parts(p("本文である。")), "word/media/a": bytes(_MIB)})
    start, entry, end = _directory(data, b"word/media/a")
    count = struct.unpack_from("<H", data, end + 10)[0] + 1000
    directory = data[start:end] + b"".join(
        entry[:46] + f"word/media/{number:x}".encode().ljust(12, b"_")[:12] for number in range(1000)
    )
    tail = bytearray(data[end:])
    struct.pack_into("<HHI", tail, 8, count, count, len(directory))
    return data[:start] + directory + bytes(tail), "overlap.docx"


def word_named_pdf() -> HostileFile:
    """A Word document that is called a PDF."""
    return pack(parts(p("受託者は、記録を保存すること。"))), "renamed.pdf"


def pdf_named_word() -> HostileFile:
    """A PDF that is called a Word document."""
    return HostilePdf.with_text(), "renamed.docx"


def html_named_pdf() -> HostileFile:
    """A web page that is called a PDF."""
    return "<!DOCTYPE html><title>調達仕様書</title><p>受託者は、記録を保存すること。".encode(), "page.pdf"


def pdf_and_zip() -> HostileFile:
    """A PDF with a Word document behind it."""
    return HostilePdf.with_text() + pack(parts(p("別の本文である。"))), "both.pdf"


def pdf_with_script() -> HostileFile:
    """A PDF with JavaScript that runs when it is opened, and with a file inside it."""
    pdf = HostilePdf()
    pdf.text_page()
    script = pdf.add("<</S/JavaScript/JS(app.alert\\('x'\\); while \\(true\\) {})>>")
    inner = pdf.stream(b"MZ" + bytes(100), "/Type/EmbeddedFile")
    file = pdf.add(f"<</Type/Filespec/F(setup.exe)/EF<</F {inner} 0 R>>>>")
    pdf.catalog = (
        f"/OpenAction {script} 0 R/Names<</JavaScript<</Names[(a){script} 0 R]>>"
        f"/EmbeddedFiles<</Names[(setup.exe){file} 0 R]>>>>"
    )
    return pdf.build(), "script.pdf"


def _word_of(head: bytes, piece: bytes, times: int, tail: bytes) -> bytes:
    """A Word document whose body is `piece` many times over."""
    frame = document("BODY").encode().split(b"BODY")
    buffer = io.BytesIO(pack({name: data for name, data in parts("").items() if name != "word/document.xml"}))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        part.write(frame[0] + head)
        for _ in range(times):
            part.write(piece)
        part.write(tail + frame[1])
    return buffer.getvalue()


def _with_main(main: str) -> bytes:
    return pack({**parts(""), "word/document.xml": main.encode()})


def _directory(data: bytes, name: bytes) -> tuple[int, bytes, int]:
    """Start of the central directory, the entry of a name, and the directory's end."""
    end = data.rfind(b"PK\x05\x06")
    start = struct.unpack_from("<I", data, end + 16)[0]
    at = data.rfind(name, start, end) - 46
    return start, data[at : at + 46 + len(name)], end


FILES: Mapping[str, Callable[[], HostileFile]] = {
    make.__name__: make
    for make in (
        content_bomb, many_contents_bomb, object_stream_bomb, xref_bomb, image_bomb, page_crowd, page_count_lie,
        page_loop, page_chain, no_pages, deep_arrays, deep_dictionaries, form_loop, form_fan, many_strokes,
        many_characters, wrong_xref, xref_loop, huge_page, encrypted, word_text_bomb, word_paragraphs, word_empty_paragraphs,
        word_parts, word_nested_elements, word_nested_tables, word_wide_table, word_entities, word_external_entity,
        word_external_type, word_attributes, word_size_lie, word_duplicate_parts, word_paths, word_overlapping,
        word_named_pdf, pdf_named_word, html_named_pdf, pdf_and_zip, pdf_with_script,
    )
}  # fmt: skip
"""All of them by name."""
