"""Writes PDF files object by object, well-formed or not."""

from __future__ import annotations

from pdf_maker import PdfMaker

_TEXT = ("１　受託者は、利用の記録を五年間保存しなければならない。", "２　受託者は、記録を第三者に渡してはならない。")


class HostilePdf:
    """A document under construction.

    Attributes:
        kids: object numbers of the page tree's children.
        count: what the page tree says its number of pages is; None: what it is.
        catalog: further entries of the catalog.
    """

    CATALOG, PAGES = 1, 2

    def __init__(self) -> None:
        self.kids: list[int] = []
        self.count: int | None = None
        self.catalog = ""
        self._objects: list[bytes] = [b"", b""]

    @staticmethod
    def with_text() -> bytes:
        """A good file of one page."""
        maker = PdfMaker()
        maker.page().lines(60, 80, _TEXT)
        return maker.build()

    @property
    def last(self) -> int:
        """Number of the object that was added last."""
        return len(self._objects)

    def object(self, number: int) -> bytes:
        """What lies between `obj` and `endobj`."""
        return self._objects[number - 1]

    def replace(self, number: int, body: bytes) -> None:
        """Put something else in an object's place."""
        self._objects[number - 1] = body

    def add(self, body: str) -> int:
        """Add an object; returns its number."""
        self._objects.append(body.encode())
        return self.last

    def stream(self, data: bytes, entries: str = "") -> int:
        """Add a stream as it is; `entries` of its dictionary say how it is packed."""
        self._objects.append(b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries.encode(), len(data), data))
        return self.last

    def page(self, content: int, entries: str = "") -> int:
        """Add a page with one content stream."""
        return self.page_of(f"{content} 0 R", entries)

    def page_of(self, contents: str, entries: str = "") -> int:
        """Add a page whose contents are written as given."""
        box = "" if "/MediaBox" in entries else "/MediaBox[0 0 595 842]"
        number = self.add(f"<</Type/Page/Parent 2 0 R{box}/Contents {contents}{entries}>>")
        self.kids.append(number)
        return number

    def text_page(self) -> int:
        """Add a page with two clauses in Japanese."""
        font = self.add(
            "<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light/Encoding/UniJIS-UTF16-H/DescendantFonts[<</Type/Font"
            "/Subtype/CIDFontType0/BaseFont/Ryumin-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 0>>"
            "/DW 1000>>]>>"
        )
        lines = (f"1 0 0 1 60 {760 - 20 * n} Tm <{t.encode('utf-16-be').hex()}> Tj" for n, t in enumerate(_TEXT))
        content = self.stream(f"BT /F1 10 Tf {' '.join(lines)} ET".encode())
        return self.page(content, f"/Resources<</Font<</F1 {font} 0 R>>>>")

    def build(self, shift: int = 0, previous: bool = False) -> bytes:
        """The file with a table of objects.

        Args:
            shift: added to every offset in the table.
            previous: the table names itself as its predecessor.
        """
        out, offsets = self._body(self.CATALOG)
        start = len(out)
        table = b"".join(b"%010d 00000 n \n" % (offset + shift) for offset in offsets)
        more = f"/Prev {start}" if previous else ""
        return (
            out
            + b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
            + table
            + f"trailer\n<</Size {len(offsets) + 1}/Root 1 0 R{more}>>\nstartxref\n{start}\n%%EOF\n".encode()
        )

    def build_with_xref_stream(self, inside: dict[int, tuple[int, int]], root: int) -> bytes:
        """The file with a cross-reference stream.

        Args:
            inside: objects that lie in object streams: number → stream and place in it.
            root: number of the catalog.
        """
        out, offsets = self._body(self.CATALOG)
        entries = {number: (1, offset, 0) for number, offset in enumerate(offsets, 1)}
        entries |= {number: (2, stream, place) for number, (stream, place) in inside.items()}
        size = max(entries) + 1
        rows = b"".join(
            bytes([kind]) + offset.to_bytes(4, "big") + bytes([place])
            for kind, offset, place in (entries.get(number, (0, 0, 0)) for number in range(size))
        )
        return out + _xref_stream(len(out), rows, f"/Size {size}/W[1 4 1]/Root {root} 0 R")

    def build_with_xref_bomb(self, packed: bytes, entries: str, size: int) -> bytes:
        """The file with a cross-reference stream that is `packed`."""
        out, _ = self._body(self.CATALOG)
        return out + _xref_stream(len(out), packed, f"/Size {size}/W[1 2 1]/Root 1 0 R{entries}")

    def _body(self, catalog: int) -> tuple[bytes, list[int]]:
        kids = " ".join(f"{kid} 0 R" for kid in self.kids)
        count = len(self.kids) if self.count is None else self.count
        self._objects[catalog - 1] = f"<</Type/Catalog/Pages 2 0 R{self.catalog}>>".encode()
        self._objects[self.PAGES - 1] = f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode()
        out = bytearray(b"%PDF-1.7\n")
        offsets = []
        for number, body in enumerate(self._objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        return bytes(out), offsets


def _xref_stream(start: int, rows: bytes, entries: str) -> bytes:
    head = f"9999 0 obj\n<</Type/XRef{entries}/Length {len(rows)}>>\nstream\n".encode()
    return head + rows + f"\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n".encode()
