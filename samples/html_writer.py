"""A labelled document as a web page for printing; a browser's PDF differs from a word processor's in most ways."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from app.evaluation.labelled import LabelledBlock, LabelledDocument, LabelledKind
from samples.layouts import Form
from samples.marks import split_mark

_STYLE = """
@page { size: A4; margin: 28mm 25mm 25mm; @bottom-center { content: "- " counter(page) " -"; font-size: 9pt; } }
body { font-family: "MS Mincho", "IPAMincho", "Noto Serif CJK JP", serif; font-size: 10.5pt; line-height: 1.7; }
h1, h2, h3, h4, h5, h6 { font-family: "MS Gothic", "Noto Sans CJK JP", sans-serif; font-size: 11pt; }
h2, h3, h4, h5, h6 { break-after: avoid; }
h1 { text-align: center; font-size: 16pt; margin: 0 0 2em; }
h2 { font-size: 12pt; }
p { margin: 0; }
p.marked { text-indent: -2.5em; }
p.plain { text-indent: 1em; }
p.note { font-size: 9pt; }
table { border-collapse: collapse; width: 100%; margin: .4em 0 1em; font-size: 9pt; }
th, td { border: 1px solid #000; padding: 2px 5px; vertical-align: top; }
th { background: #d9e2ec; font-weight: normal; }
td.short, th { white-space: nowrap; }
nav ol { list-style: none; padding: 0; }
.break { break-after: page; }
"""
_FORMS = {
    Form.ONE_COLUMN: "",
    Form.TWO_COLUMNS: "body { column-count: 2; column-gap: 2em; font-size: 9pt; } h1 { column-span: all; }",
    Form.VERTICAL: "@page { size: A4 landscape; } html { writing-mode: vertical-rl; }",
}
_SHORT_CELL = 6
"""Characters of a cell that is not worth breaking: a browser would set 「必須」 in two lines."""


def to_html(source: LabelledDocument, form: Form = Form.ONE_COLUMN) -> str:
    """The document as one self-contained page; nothing of its labels reaches it."""
    title = escape(source.title)
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}{_FORMS[form]}</style>'
    body = "\n".join(_body(source))
    return f'<!DOCTYPE html>\n<html lang="ja"><head>{head}</head>\n<body>\n<h1>{title}</h1>\n{body}\n</body></html>\n'


def _body(source: LabelledDocument) -> Iterator[str]:
    in_table = False
    for block in source.blocks:
        if in_table and block.kind is not LabelledKind.ROW:
            yield "</table>"
        if block.kind is LabelledKind.HEADER:
            yield "<table>"
        in_table = block.kind in (LabelledKind.HEADER, LabelledKind.ROW)
        yield _element(block, source)
    if in_table:
        yield "</table>"


def _element(block: LabelledBlock, source: LabelledDocument) -> str:
    match block.kind:
        case LabelledKind.HEADING:
            return f"<h{min(block.level + 1, 6)}>{escape(block.text)}</h{min(block.level + 1, 6)}>"
        case LabelledKind.HEADER:
            cells = "".join(f"<th>{escape(cell)}</th>" for cell in block.cells)
            return f"<thead><tr>{cells}</tr></thead>"
        case LabelledKind.ROW:
            return "<tr>" + "".join(_cell(cell) for cell in block.cells) + "</tr>"
        case LabelledKind.NOTE:
            return f'<p class="note">{escape(block.text)}</p>'
        case LabelledKind.PAGEBREAK:
            return '<p class="break"></p>'
        case LabelledKind.TOC:
            return _contents(source)
        case LabelledKind.CLAUSE:
            return _clause(block)


def _cell(text: str) -> str:
    short = ' class="short"' if len(text) <= _SHORT_CELL else ""
    return f"<td{short}>{escape(text)}</td>"


def _clause(block: LabelledBlock) -> str:
    if split_mark(block.text) is None:
        return f'<p class="plain" style="margin-inline-start:{block.level}em">{escape(block.text)}</p>'
    return f'<p class="marked" style="margin-inline-start:{block.level + 2.5}em">{escape(block.text)}</p>'


def _contents(source: LabelledDocument) -> str:
    lines = "".join(
        f"<li>{escape(block.text)}</li>"
        for block in source.blocks
        if block.kind is LabelledKind.HEADING and block.level == 1
    )
    return f'<nav><p>目　次</p><ol>{lines}</ol></nav><p class="break"></p>'
