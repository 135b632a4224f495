"""Word files made from WordprocessingML, and reports on them."""

from __future__ import annotations

import io
import zipfile

from app_fakes import fake_judge, small_edition

from extractors.extract import extract
from matchers.report import Report

EDITION = small_edition()
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str) -> str:
    return f"<w:p><w:pPr/>{''.join(part if part.startswith('<') else run(part) for part in inside)}</w:p>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def word_file(body: str, *, footnote: str = "", comment: str = "", namespace: str = W) -> bytes:
    """A package with a picture part nobody reads, and a footnote (id 2) or a comment by 山田 (id 7) where given."""
    inner = {}
    if footnote:
        inner["footnotes"] = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{footnote}</w:footnote></w:footnotes>'
    if comment:
        inner["comments"] = (
            f'<w:comments xmlns:w="{W}"><w:comment w:id="7" w:author="山田">{paragraph(comment)}</w:comment></w:comments>'
        )
    related = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in inner
    )
    overrides = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{MAIN}.{kind}+xml"/>' for kind in inner
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="png" '
        f'ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>',
        "word/media/image1.png": "not read by anybody",
        **{f"word/{kind}.xml": text for kind, text in inner.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            strict = name != "word/media/image1.png" and namespace != W
            changed = text.replace(W, namespace).replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
            archive.writestr(name, changed if strict else text)
    return buffer.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def report_on(data: bytes) -> Report:
    """A report whose evidence is every clause that says the title of an item (項目名S1 …)."""
    return fake_judge(EDITION, [extract(data, "仕様書.docx")], ["spec"])
