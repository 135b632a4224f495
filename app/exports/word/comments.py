"""Comments in a Word file (ECMA-376 part 1, 17.13.4)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from lxml import etree

from app.exports.text import without_controls
from app.exports.word.file import WordFile
from extractors.docx.xml import Element, integer, value, w

AUTHOR = "Morenashi"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARKS = tuple(w(name) for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))


class Comments:
    """The comments of a file; `AUTHOR`'s earlier ones are taken out, everybody else's stay."""

    def __init__(self, file: WordFile) -> None:
        """Open the comments, or begin them."""
        self._file = file
        self._part, self._root = file.related("comments", "comments.xml", _CONTENT_TYPE, "comments")
        own = {value(one, "id") for one in self._root.iterchildren(w("comment")) if value(one, "author") == AUTHOR}
        _remove_marks(file.document, own)
        for comment in list(self._root.iterchildren(w("comment"))):
            if value(comment, "id") in own:
                self._root.remove(comment)
        ids = [integer(value(one, "id")) or 0 for one in self._root.iterchildren(w("comment"))]
        ids += [integer(value(one, "id")) or 0 for one in file.document.iter(_MARKS)]
        self._next = max(ids, default=-1) + 1
        self._date = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def add(self, first: Element, last: Element, lines: Sequence[str]) -> None:
        """Comment on what stands from paragraph `first` to paragraph `last` (`w:p` both)."""
        identifier = str(self._next)
        self._next += 1
        comment = etree.SubElement(self._root, w("comment"), {
            w("id"): identifier, w("author"): AUTHOR, w("initials"): "M", w("date"): self._date})  # fmt: skip
        for line in lines:
            text = etree.SubElement(etree.SubElement(etree.SubElement(comment, w("p")), w("r")), w("t"))
            text.text = without_controls(line)
            text.set(_SPACE, "preserve")
        start = etree.Element(w("commentRangeStart"), {w("id"): identifier})
        first.insert(1 if len(first) and first[0].tag == w("pPr") else 0, start)
        etree.SubElement(last, w("commentRangeEnd"), {w("id"): identifier})
        run = etree.SubElement(last, w("r"))
        etree.SubElement(run, w("commentReference"), {w("id"): identifier})

    def save(self) -> None:
        """Give the part back to the file."""
        self._file.put(self._part, self._root)


def _remove_marks(document: Element, identifiers: set[str | None]) -> None:
    for mark in list(document.iter(_MARKS)):
        parent = mark.getparent()
        if value(mark, "id") not in identifiers or parent is None:
            continue
        parent.remove(mark)
        if parent.tag == w("r") and all(child.tag == w("rPr") for child in parent):
            holder = parent.getparent()
            if holder is not None:
                holder.remove(parent)
