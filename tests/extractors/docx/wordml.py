"""Builds Word packages from WordprocessingML, part by part."""

from __future__ import annotations

import io
import zipfile

from extractors.document import Block
from extractors.docx.reader import DocxReader
from extractors.reader import Limits, Reading

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def p(text: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph of one run; `properties` and `run` are the insides of pPr and rPr."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text, run)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, number: int = 1, level: int = 0) -> str:
    """A paragraph with automatic numbering."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def row(*cells: str, properties: str = "") -> str:
    """A row of cells; a cell that is no paragraph yet becomes one."""
    inside = "".join(f"<w:tc>{c if c.startswith('<') else p(c)}</w:tc>" for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def level(index: int, text: str, number_format: str = "decimal", inside: str = "", start: int = 1) -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{inside}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*definitions: str, instances: str | None = None) -> str:
    """The inside of the numbering part: list 0 is used by number 1, list 1 by number 2 …"""
    abstract = "".join(f'<w:abstractNum w:abstractNumId="{i}">{d}</w:abstractNum>' for i, d in enumerate(definitions))
    if instances is None:
        instances = "".join(instance(i + 1, i) for i in range(len(definitions)))
    return abstract + instances


def instance(number: int, definition: int, overrides: str = "") -> str:
    """A `w:num`."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'


def style(identifier: str, inside: str = "", name: str = "", attributes: str = "") -> str:
    """A paragraph style."""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}" {attributes}>'
        f'<w:name w:val="{name or identifier}"/>{inside}</w:style>'
    )


def note(identifier: int, text: str, kind: str = "footnote") -> str:
    """A footnote or endnote."""
    return f'<w:{kind} w:id="{identifier}">{p(text)}</w:{kind}>'


def document(body: str) -> str:
    """The main part."""
    return f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def parts(
    body: str, styles: str = "", numbering: str = "", footnotes: str = "", relationships: str = ""
) -> dict[str, bytes]:
    """The parts of a package by name."""
    inner = {"styles": styles, "numbering": numbering, "footnotes": footnotes}
    related = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'
        for kind, text in inner.items()
        if text
    )
    content = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": document(body),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}">{related}{relationships}</Relationships>',
    }
    for kind, text in inner.items():
        if text:
            content[f"word/{kind}.xml"] = f"<w:{kind} {NAMESPACES}>{text}</w:{kind}>"
    return {name: text.encode() for name, text in content.items()}


def pack(content: dict[str, bytes]) -> bytes:
    """The bytes of a package."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def read(
    body: str, styles: str = "", numbering: str = "", footnotes: str = "", limits: Limits | None = None
) -> Reading:
    """What the reader makes of a body."""
    return DocxReader().read(pack(parts(body, styles, numbering, footnotes)), limits or Limits())


def blocks(body: str, styles: str = "", numbering: str = "", footnotes: str = "") -> tuple[Block, ...]:
    """The blocks of a body."""
    return read(body, styles, numbering, footnotes).blocks


def texts(body: str, styles: str = "", numbering: str = "", footnotes: str = "") -> list[str]:
    """The texts of a body's blocks."""
    return [block.text for block in blocks(body, styles, numbering, footnotes)]
