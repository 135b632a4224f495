"""Writes small PDF files for tests: text at given places, rules, pictures, and the ways in which files go wrong.

Text is set in Ryumin-Light, which no file embeds: any reader knows its characters from the Adobe-Japan1 collection.
Coordinates are points from the top left corner of the unrotated page.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

A4 = (595.0, 842.0)
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


@dataclass
class Page:
    """A page under construction."""

    width: float = A4[0]
    height: float = A4[1]
    rotate: int = 0
    origin: tuple[float, float] = (0.0, 0.0)
    """Lower left corner of the media box."""
    operators: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 10.5, font: str = "F1", turn: int = 0) -> None:
        """Set a line with its baseline's start at (x, y); `turn` degrees clockwise."""
        cos, sin = {0: (1, 0), 90: (0, -1), 180: (-1, 0), 270: (0, 1)}[turn]
        px, py = self._point(x, y)
        code = text.encode("utf-16-be").hex()
        self.operators.append(f"BT /{font} {size} Tf {cos} {sin} {-sin} {cos} {px:.2f} {py:.2f} Tm <{code}> Tj ET")

    def lines(self, x: float, y: float, lines: Sequence[str], size: float = 10.5, pitch: float = 18.0) -> None:
        """Set lines under each other."""
        for number, line in enumerate(lines):
            self.text(x, y + number * pitch, line, size)

    def vertical(self, x: float, y: float, text: str, size: float = 10.5) -> None:
        """Set a line of vertical writing: upright characters under each other."""
        for number, char in enumerate(text):
            self.text(x, y + number * size, char, size)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a straight line."""
        (px, py), (qx, qy) = self._point(x0, y0), self._point(x1, y1)
        self.operators.append(f"0.5 w {px:.2f} {py:.2f} m {qx:.2f} {qy:.2f} l S")

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Draw all rules of a table."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])

    def table(self, xs: Sequence[float], top: float, rows: Sequence[Sequence[str]], height: float = 24.0) -> None:
        """Draw a ruled table with one line in each cell."""
        self.grid(xs, [top + number * height for number in range(len(rows) + 1)])
        for number, row in enumerate(rows):
            for x, cell in zip(xs, row, strict=False):
                if cell:
                    self.text(x + 4, top + number * height + 16, cell)

    def picture(self, x: float, y: float, width: float, height: float) -> None:
        """Place a grey picture."""
        px, py = self._point(x, y + height)
        self.operators.append(f"q {width} 0 0 {height} {px} {py} cm /Im1 Do Q")

    def outline(self, x: float, y: float) -> None:
        """Draw a small filled shape, as letters turned into curves are."""
        px, py = self._point(x, y)
        self.operators.append(f"{px} {py} m {px + 8} {py + 1} l {px + 7} {py + 9} l {px + 1} {py + 7} l f")

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return self.origin[0] + x, self.origin[1] + self.height - y


@dataclass
class PdfMaker:
    """A document under construction."""

    pages: list[Page] = field(default_factory=list)

    def page(
        self,
        width: float = A4[0],
        height: float = A4[1],
        rotate: int = 0,
        origin: tuple[float, float] = (0.0, 0.0),
    ) -> Page:
        """Add a page."""
        self.pages.append(Page(width, height, rotate, origin))
        return self.pages[-1]

    def build(
        self, user_password: bytes | None = None, owner_password: bytes | None = None, permissions: int = -44
    ) -> bytes:
        """The file; encrypted (RC4, 40 bit) with those permissions if a password is given."""
        objects = self._objects()
        identifier = hashlib.md5(b"morenashi", usedforsecurity=False).digest()
        trailer = f"/Size {len(objects) + 2} /Root 1 0 R /ID [<{identifier.hex()}><{identifier.hex()}>]"
        key = None
        if user_password is not None or owner_password is not None:
            owner, user, key = _standard_security(
                user_password or b"", owner_password or b"owner", identifier, permissions
            )
            objects.append((f"<</Filter/Standard/V 1/R 2/O<{owner.hex()}>/U<{user.hex()}>/P {permissions}>>", None))
            trailer += f" /Encrypt {len(objects)} 0 R"
        out = b"%PDF-1.7\n"
        offsets = []
        for number, (head, stream) in enumerate(objects, 1):
            offsets.append(len(out))
            body = head.encode()
            if stream is not None:
                data = stream if key is None else _rc4(_object_key(key, number), stream)
                body = head.replace("LENGTH", str(len(data))).encode() + b"\nstream\n" + data + b"\nendstream"
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        return out + f"trailer\n<<{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()

    def _objects(self) -> list[tuple[str, bytes | None]]:
        first = 13
        kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(self.pages)))
        gray = zlib.compress(b"\x80" * 64)
        objects: list[tuple[str, bytes | None]] = [
            ("<</Type/Catalog/Pages 2 0 R>>", None),
            (f"<</Type/Pages/Kids[{kids}]/Count {len(self.pages)}>>", None),
            ("<</Font<</F1 4 0 R/F2 7 0 R/F3 10 0 R>>/XObject<</Im1 12 0 R>>>>", None),
            *_japanese_font(5, "Ryumin-Light"),
            *_japanese_font(8, "GothicBBB-Bold"),
            ("<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Lost/Encoding/Identity-H/DescendantFonts[11 0 R]>>", None),
            (_descendant("AAAAAA+Lost", "Identity", 6), None),
            (
                "<</Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8"
                "/Filter/FlateDecode/Length LENGTH>>",
                gray,
            ),
        ]
        for number, page in enumerate(self.pages):
            x, y = page.origin
            objects.append(
                (
                    f"<</Type/Page/Parent 2 0 R/MediaBox[{x} {y} {x + page.width} {y + page.height}]"
                    f"/Rotate {page.rotate}/Resources 3 0 R/Contents {first + 2 * number + 1} 0 R>>",
                    None,
                )
            )
            objects.append(("<</Filter/FlateDecode/Length LENGTH>>", zlib.compress("\n".join(page.operators).encode())))
        return objects


def _japanese_font(descendant: int, name: str) -> list[tuple[str, bytes | None]]:
    encoding = "UniJIS-UTF16-H"
    return [
        (f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/{encoding}/DescendantFonts[{descendant} 0 R]>>", None),
        (_descendant(name, "Japan1", descendant + 1), None),
        (
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880"
            "/Descent -120/CapHeight 700/StemV 80>>",
            None,
        ),
    ]


def _descendant(name: str, ordering: str, descriptor: int) -> str:
    # CIDs 1-632 of Adobe-Japan1 are the proportional and half-width ones.
    widths = "/W[1 632 500]" if ordering == "Japan1" else ""
    return (
        f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering({ordering})"
        f"/Supplement 0>>/DW 1000{widths}/FontDescriptor {descriptor} 0 R>>"
    )


def _standard_security(user: bytes, owner: bytes, identifier: bytes, allowed: int) -> tuple[bytes, bytes, bytes]:
    """The /O and /U entries and the file key of the standard security handler, revision 2."""
    owner_key = hashlib.md5((owner + _PAD)[:32], usedforsecurity=False).digest()[:5]
    owner_entry = _rc4(owner_key, (user + _PAD)[:32])
    permissions = (allowed & 0xFFFFFFFF).to_bytes(4, "little")
    seed = (user + _PAD)[:32] + owner_entry + permissions + identifier
    key = hashlib.md5(seed, usedforsecurity=False).digest()[:5]
    return owner_entry, _rc4(key, _PAD), key


def _object_key(key: bytes, number: int) -> bytes:
    seed = key + number.to_bytes(3, "little") + b"\0\0"
    return hashlib.md5(seed, usedforsecurity=False).digest()[:10]


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
