"""What a rendered Word file says, block by block, for comparison with its source."""

from pathlib import Path

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from app.evaluation.labelled import LabelledDocument, LabelledKind

SILENT = frozenset({LabelledKind.TOC, LabelledKind.PAGEBREAK})


def source_lines(source: LabelledDocument) -> list[str]:
    """The title and every block that shows, in order."""
    return [source.title, *(block.text for block in source.blocks if block.kind not in SILENT)]


def docx_lines(path: Path) -> list[str]:
    """Paragraphs and table rows in order, automatic numbers included; without the table of contents."""
    document = docx.Document(str(path))
    numbers = _Counter(document)
    lines = []
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            lines += ["　".join(cell.text for cell in row.cells) for row in item.rows]
        elif item.text and not _style(item).startswith(("toc", "目次")):
            lines.append(numbers.mark(item) + item.text)
    return lines


def _style(paragraph: Paragraph) -> str:
    return paragraph.style.name or "" if paragraph.style else ""


class _Counter:
    """Counts automatic numbers the way Word does."""

    def __init__(self, document: Document) -> None:
        self._root = document.part.numbering_part.element
        self._counts: dict[str, int] = {}

    def mark(self, paragraph: Paragraph) -> str:
        for number in paragraph._p.xpath("w:pPr/w:numPr/w:numId/@w:val"):
            definition = f"w:num[@w:numId='{number}']"
            if number not in self._counts:
                self._counts[number] = int(self._value(f"{definition}/w:lvlOverride/w:startOverride/@w:val")) - 1
            self._counts[number] += 1
            abstract = self._value(f"{definition}/w:abstractNumId/@w:val")
            level = f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl"
            shown = _shown(self._value(f"{level}/w:numFmt/@w:val"), self._counts[number])
            return self._value(f"{level}/w:lvlText/@w:val").replace("%1", shown) + "　"
        return ""

    def _value(self, path: str) -> str:
        (value,) = self._root.xpath(path)
        return str(value)


def _shown(word_format: str, value: int) -> str:
    match word_format:
        case "decimal":
            return str(value)
        case "decimalFullWidth":
            return str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        case "aiueoFullWidth":
            return "アイウエオカキクケコサシスセソ"[value - 1]
        case "decimalEnclosedCircle":
            return "①②③④⑤⑥⑦⑧⑨⑩"[value - 1]
    raise AssertionError(f"unexpected number format {word_format}")
