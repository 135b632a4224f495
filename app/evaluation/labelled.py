"""Labelled documents (`.lab`): a specification, contract or set of rules in plain text with the evidence marked.

One line is one block. Metadata come first, then the document:

    @id town-spec                     name of the document
    @kind spec                        spec, contract or rules
    @title 生成AIサービス導入業務　仕様書
    @risk A=staff B=routine           optional: values of the risk axes
    TOC                               a table of contents stands here
    # 第1　概要                        heading; its level is the number of #
    (1)　受託者は、…すること。           clause: one line, its number in front
    ア　…                            nested clause: one full-width space a level
    | 番号 | 要件 |                    the first line of a table names its columns
    | 1 | …できること。 | {{X1.a:require}}
    NOTE ※　…                         remark
    PAGEBREAK

Labels stand last on a clause, row or note: `{{aspect:stance …}}`. An aspect is any string here; which aspects
exist is a matter for the checklist it is compared with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import takewhile
from pathlib import Path


class LabelledKind(StrEnum):
    """What a line of a labelled document is."""

    HEADING = "heading"
    CLAUSE = "clause"
    HEADER = "header"
    """The row that names a table's columns; it begins a table."""
    ROW = "row"
    NOTE = "note"
    TOC = "toc"
    PAGEBREAK = "pagebreak"


class LabelledFormatError(ValueError):
    """A line of a labelled document breaks the format.

    Attributes:
        file: name of the file.
        line: number of the line, from 1.
        detail: what is wrong with it.
    """

    def __init__(self, file: str, line: int, detail: str) -> None:
        self.file = file
        self.line = line
        self.detail = detail
        super().__init__(f"{file}:{line}: {detail}")


@dataclass(frozen=True, slots=True)
class LabelledBlock:
    """One line of a labelled document."""

    kind: LabelledKind
    text: str
    """Own text with its number in front; the cells of a row are joined by one full-width space."""
    line: int
    """Number of the line in its file, from 1."""
    level: int = 0
    """Headings: outline level from 1. Clauses: depth of nesting from 0."""
    cells: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    """Stance by aspect."""

    @property
    def is_clause(self) -> bool:
        """Whether it is a unit that can be evidence."""
        return self.kind in EVIDENCE_KINDS


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A labelled document."""

    id: str
    kind: str
    title: str
    risk: Mapping[str, str]
    """Value by risk axis; empty where the file names none."""
    blocks: tuple[LabelledBlock, ...]

    @property
    def clauses(self) -> tuple[LabelledBlock, ...]:
        """The blocks that can be evidence, in order."""
        return tuple(block for block in self.blocks if block.is_clause)


STANCES = frozenset({"require", "weak", "contrary"})
DOCUMENT_KINDS = frozenset({"spec", "contract", "rules"})
EVIDENCE_KINDS = frozenset({LabelledKind.CLAUSE, LabelledKind.ROW, LabelledKind.NOTE})

_REQUIRED_KEYS = ("id", "kind", "title")
_KEYS = frozenset({*_REQUIRED_KEYS, "risk"})
_COMMANDS = {"TOC": LabelledKind.TOC, "PAGEBREAK": LabelledKind.PAGEBREAK}
_LABELS = re.compile(r"\s*\{\{([^{}]*)\}\}$")
_HEADING = re.compile(r"(#+)\s*(.*)")
_NOTE = "NOTE "
_INDENT = "　"


def read_labelled(path: Path) -> LabelledDocument:
    """Read one labelled document.

    Raises:
        LabelledFormatError: a line breaks the format; the message names the file and the line.
        OSError: the file cannot be read.
    """
    return parse_labelled(path.read_text(encoding="utf-8"), path.name)


def parse_labelled(text: str, name: str) -> LabelledDocument:
    """Read a labelled document from its text; `name` is the file name that errors carry.

    Raises:
        LabelledFormatError: as `read_labelled`.
    """
    lines = [(number, raw.rstrip()) for number, raw in enumerate(text.splitlines(), 1)]
    head = list(takewhile(lambda line: not line[1] or line[1].startswith("@"), lines))
    meta: dict[str, str] = {}
    for number, line in head:
        if not line:
            continue
        key, value = _metadata(line, name, number)
        if key in meta:
            raise LabelledFormatError(name, number, f"@{key} is given twice")
        meta[key] = value
    for key in _REQUIRED_KEYS:
        if key not in meta:
            raise LabelledFormatError(name, 1, f"@{key} is missing")
    return LabelledDocument(
        id=meta["id"],
        kind=meta["kind"],
        title=meta["title"],
        risk=dict(pair.split("=", 1) for pair in meta.get("risk", "").split()),
        blocks=tuple(_blocks(lines[len(head) :], name)),
    )


def _metadata(line: str, name: str, number: int) -> tuple[str, str]:
    key, _, value = line[1:].partition(" ")
    value = value.strip()
    if key not in _KEYS:
        raise LabelledFormatError(name, number, f"unknown key @{key}")
    if not value:
        raise LabelledFormatError(name, number, f"@{key} has no value")
    if key == "kind" and value not in DOCUMENT_KINDS:
        raise LabelledFormatError(name, number, f"unknown kind {value!r}")
    if key == "risk" and not all(re.fullmatch(r"[^=]+=[^=]+", pair) for pair in value.split()):
        raise LabelledFormatError(name, number, f"@risk is not a list of axis=value: {value!r}")
    return key, value


def _blocks(lines: list[tuple[int, str]], name: str) -> Iterator[LabelledBlock]:
    columns = 0  # of the table that the line before belongs to; 0 outside tables
    for number, line in lines:
        if not line:
            columns = 0
            continue
        block = _block(line, name, number, in_table=columns > 0)
        if block.kind is LabelledKind.ROW and len(block.cells) != columns:
            raise LabelledFormatError(name, number, f"{len(block.cells)} cells in a table of {columns} columns")
        if block.labels and not block.is_clause:
            raise LabelledFormatError(name, number, f"a {block.kind.value} carries no label")
        columns = len(block.cells)
        yield block


def _block(line: str, name: str, number: int, *, in_table: bool) -> LabelledBlock:
    if line.startswith("@"):
        raise LabelledFormatError(name, number, "metadata stand before the document")
    if command := _COMMANDS.get(line):
        return LabelledBlock(command, "", number)
    labels: dict[str, str] = {}
    if found := _LABELS.search(line):
        labels = _labels(found[1], name, number)
        line = line[: found.start()]
    if "{{" in line or "}}" in line:
        raise LabelledFormatError(name, number, "labels do not stand last on the line")
    if heading := _HEADING.fullmatch(line):
        return LabelledBlock(LabelledKind.HEADING, heading[2], number, level=len(heading[1]), labels=labels)
    if line.startswith("|"):
        cells = tuple(cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|"))
        kind = LabelledKind.ROW if in_table else LabelledKind.HEADER
        return LabelledBlock(kind, _INDENT.join(cells), number, cells=cells, labels=labels)
    if line.startswith(_NOTE):
        return LabelledBlock(LabelledKind.NOTE, line.removeprefix(_NOTE).strip(), number, labels=labels)
    text = line.lstrip(f"{_INDENT} ")
    return LabelledBlock(LabelledKind.CLAUSE, text, number, level=len(line) - len(text), labels=labels)


def _labels(text: str, name: str, number: int) -> dict[str, str]:
    labels: dict[str, str] = {}
    for token in text.split():
        aspect, _, stance = token.partition(":")
        if not aspect or stance not in STANCES:
            raise LabelledFormatError(name, number, f"bad label {token!r}")
        if aspect in labels:
            raise LabelledFormatError(name, number, f"two labels for {aspect}")
        labels[aspect] = stance
    if not labels:
        raise LabelledFormatError(name, number, "empty labels")
    return labels
