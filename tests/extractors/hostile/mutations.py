"""Small good files and ways to spoil them, as hypothesis strategies."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy

from hostile_files import HostileFile, pdf_with_script
from hostile_pdf import HostilePdf
from hypothesis import strategies as st
from lxml import etree
from pdf_maker import PdfMaker
from wordml import level, lists, note, numbered, p, pack, parts, r, row, style, table

_PDF_TOKENS = (
    b"<<", b">>", b"[", b"]", b"(", b")", b"0 R", b"1 0 R", b"obj", b"endobj", b"stream\n", b"endstream", b"BT", b"ET",
    b"q", b"Q", b"Do", b"Tf", b"Tm", b"cm", b"re", b"/F1", b"/Kids", b"/Parent", b"/Rotate 45", b"/W[1 2 3]", b"/Length",
    b"-1", b"0", b"1e30", b"99999999999", b"-2147483648", b"nan", b"/Filter/FlateDecode", b"/Filter[/ASCII85Decode]",
    b"/Type/ObjStm", b"/Encrypt", b"/Prev 0", b"\x00", b"\xff\xfe", b"%%EOF", b"startxref",
)  # fmt: skip
_XML_TOKENS = (
    b"<w:p>", b"</w:p>", b"<w:p/>", b"<w:tbl>", b"</w:tbl>", b"<w:tr/>", b"<w:tc/>", b"<w:r><w:t>x</w:t></w:r>", b"<!--",
    b"-->", b"<![CDATA[", b"]]>", b"&#0;", b"&amp;", b"&x;", b'w:val="-1"', b'w:val="999999999"', b'w:val="%1.%9"', b'"',
    b"\xff", b"\x00", b"<?x?>", b"<!DOCTYPE a>", b'<w:gridSpan w:val="99999999"/>', b"<w:vMerge/>", b"<w:numPr/>",
    b'<w:fldChar w:fldCharType="begin"/>', b'<w:fldChar w:fldCharType="end"/>', b"<w:instrText>TOC</w:instrText>",
    b"<w:sdt><w:sdtContent>", b"</w:sdtContent></w:sdt>", b'<w:sym w:char="FFFF"/>', b"<w:ruby/>", b"9" * 30,
)  # fmt: skip


_MOST_ELEMENTS = 3000
"""About as many elements as a spoiled part may have."""
_VALUES = ("", "0", "-1", "8", "999999999", "99999999999999", "x", "%1%2%9", "1.5", "true", "a", "b", "decimal", "あ" * 5000)


def pdf_seeds() -> list[bytes]:
    """Good PDF files, some with streams as plain text, where a change reaches the operators."""
    maker = PdfMaker()
    page = maker.page()
    page.lines(60, 80, ["第１条　受託者は、記録を保存すること。", "(1)　五年間保存すること。"])
    page.table([60, 200, 400], 200, [["番号", "要件"], ["１", "検索できること。"]])
    page.picture(60, 400, 50, 50)
    maker.page(rotate=90).vertical(300, 80, "縦に書いた条項である。")
    packed = HostilePdf()
    catalog = b"9 0 <</Type/Catalog/Pages 2 0 R>>"
    packed.text_page()
    number = packed.stream(catalog, "/Type/ObjStm/N 1/First 4")
    return [
        maker.build(), maker.build(owner_password=b"o"), _plain_pdf().build(), pdf_with_script()[0],
        packed.build_with_xref_stream({9: (number, 0)}, root=9),
    ]  # fmt: skip


def _plain_pdf() -> HostilePdf:
    """A PDF with a page of text and one of rules, all of it readable."""
    pdf = HostilePdf()
    pdf.text_page()
    rules = b"0.5 w 60 60 m 300 60 l 300 200 l 60 200 l h S 60 100 m 300 100 l S 100 60 m 100 200 l S"
    form = pdf.stream(b"60 150 m 300 150 l S", "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Matrix[1 0 0 1 0 0]")
    pdf.page(pdf.stream(rules + b" /F Do"), f"/Resources<</XObject<</F {form} 0 R>>>>/Rotate 90")
    return pdf


def word_seeds() -> list[dict[str, bytes]]:
    """The parts of good Word files."""
    return [
        parts(
            numbered("一") + p("二", '<w:pStyle w:val="a"/>') + table(row("三", "四"), row("五", "六"))
            + f'<w:p>{r("七")}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>',
            style("a", '<w:basedOn w:val="b"/><w:rPr><w:b/></w:rPr>') + style("b"),
            lists(level(0, "第%1条", "aiueoFullWidth") + level(1, "(%2)", "japaneseCounting")),
            note(1, "注"),
        ),
        parts(
            '<w:sdt><w:sdtContent><w:p><w:ins><w:r><w:t>挿入</w:t></w:r></w:ins><w:del><w:r/></w:del></w:p></w:sdtContent>'
            '</w:sdt><w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>枠</w:t></w:r></w:p>'
            "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
        ),
    ]  # fmt: skip


@st.composite
def spoiled(draw: st.DrawFn, data: bytes, tokens: tuple[bytes, ...]) -> bytes:
    """`data` after a few changes: bytes set, tokens put in or over it, stretches lost, doubled or moved, or a cut end."""
    for _ in range(draw(st.integers(1, 8))):
        kind = draw(st.sampled_from(("byte", "insert", "over", "lose", "double", "move", "cut")))
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.integers(1, 200))
        if kind == "byte":
            data = data[:at] + bytes([draw(st.integers(0, 255))]) + data[at + 1 :]
        elif kind == "insert":
            data = data[:at] + draw(st.sampled_from(tokens)) * draw(st.sampled_from((1, 1, 2, 300))) + data[at:]
        elif kind == "over":
            token = draw(st.sampled_from(tokens))
            data = data[:at] + token + data[at + len(token) :]
        elif kind == "lose":
            data = data[:at] + data[at + length :]
        elif kind == "double":
            data = data[: at + length] + data[at:]
        elif kind == "move":
            to = draw(st.integers(0, len(data)))
            data = data[:to] + data[at : at + length] + data[to:]
        else:
            data = data[:at]
    return data


@st.composite
def spoiled_objects(draw: st.DrawFn) -> HostileFile:
    """A PDF with spoiled objects under a table that still finds them all."""
    pdf = _plain_pdf()
    for number in draw(st.lists(st.integers(HostilePdf.PAGES + 1, pdf.last), min_size=1, max_size=3, unique=True)):
        pdf.replace(number, draw(spoiled(pdf.object(number), _PDF_TOKENS)))
    return pdf.build(), "objects.pdf"


@st.composite
def spoiled_elements(draw: st.DrawFn) -> HostileFile:
    """A Word file of well-formed parts whose elements are lost, doubled, put into one another or given odd values."""
    content = dict(draw(st.sampled_from(word_seeds())))
    for name in draw(st.lists(st.sampled_from(sorted(content)), min_size=1, max_size=3, unique=True)):
        root = etree.fromstring(content[name])
        for _ in range(draw(st.integers(1, 6))):
            _spoil_element(draw, root)
        content[name] = etree.tostring(root)
    return pack(content), "elements.docx"


def _spoil_element(draw: st.DrawFn, root: etree._Element) -> None:
    every = list(root.iter(etree.Element))
    one, other = draw(st.sampled_from(every)), draw(st.sampled_from(every))
    kind = draw(st.sampled_from(("lose", "copy", "many", "rename", "value", "text")))
    parent = one.getparent()
    if kind == "lose" and parent is not None:
        parent.remove(one)
    elif kind in ("copy", "many"):
        own = sum(1 for _ in one.iter())
        copies = [deepcopy(one) for _ in range(min(1 if kind == "copy" else 30, _MOST_ELEMENTS // (own + len(every))))]
        other.extend(copies)
    elif kind == "rename":
        one.tag = other.tag
    elif kind == "value" and one.attrib:
        one.set(draw(st.sampled_from(sorted(one.attrib))), draw(st.sampled_from(_VALUES)))
    elif kind == "text":
        one.text = draw(st.sampled_from(_VALUES))


@st.composite
def spoiled_pdf(draw: st.DrawFn) -> HostileFile:
    """A spoiled PDF that still begins and ends as one, so that the reader goes on to what is between."""
    data = draw(spoiled(draw(st.sampled_from(pdf_seeds())), _PDF_TOKENS))
    if draw(st.booleans()):
        data = b"%PDF-1.7\n" + data + b"\nstartxref\n0\n%%EOF"
    return data, "spoiled.pdf"


@st.composite
def spoiled_word(draw: st.DrawFn) -> HostileFile:
    """A Word file with a spoiled part, or a spoiled package."""
    content = dict(draw(st.sampled_from(word_seeds())))
    if draw(st.integers(0, 4)) == 0:
        return draw(spoiled(pack(content), (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"\xff" * 4, bytes(4)))), "s.docx"
    for name in draw(st.lists(st.sampled_from(sorted(content)), min_size=1, max_size=2, unique=True)):
        content[name] = draw(spoiled(content[name], _XML_TOKENS))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:  # not packed: small examples stay readable
        for name, data in content.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue(), "spoiled.docx"


STRATEGIES = (spoiled_objects(), spoiled_elements(), spoiled_pdf(), spoiled_word())
"""All ways of spoiling, those that leave most of the file in order first."""
