"""Recognition by NDLOCR-Lite of the National Diet Library, where an office has installed it.

Its command (https://github.com/ndl-lab/ndlocr-lite, CC BY 4.0) takes a picture (`--sourceimg`) and a folder
(`--output`) and writes `<name>.json` there: the lines in reading order, each with its text, box and confidence. It finds
lines and tables itself; only straightening and the order of vertical lines are done here.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from PIL import Image
from pydantic import BaseModel, ValidationError

from extractors.ocr.command import run_command
from extractors.ocr.recogniser import Character, PageImage, RecognisedLine, RecognitionError

_PAGE = "page"
_NARROW = 0.5
"""Width of an ASCII character in ems."""


class _Line(BaseModel):
    boundingBox: list[tuple[float, float]]  # noqa: N815 - its name in the file
    text: str
    confidence: float = 1.0


class _Output(BaseModel):
    contents: list[list[_Line]]


_Box: TypeAlias = tuple[float, float, float, float]


class NdlOcr:
    """The `ndlocr-lite` command on this machine."""

    name = "NDLOCR-Lite"

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)

    def recognise(self, page: PageImage, seconds: float) -> Sequence[RecognisedLine]:
        """Recognise a page; see `extractors.ocr.recogniser.PageRecogniser`."""
        with tempfile.TemporaryDirectory(prefix="ndlocr-") as folder:
            picture = Path(folder) / f"{_PAGE}.png"
            Image.fromarray(page.upright).save(picture, compress_level=1)
            run_command([*self._command, "--sourceimg", str(picture), "--output", folder], b"", seconds)
            try:
                output = _Output.model_validate_json((Path(folder) / f"{_PAGE}.json").read_bytes())
            except (OSError, ValidationError) as error:
                raise RecognitionError("NDLOCR-Lite wrote no result that can be read") from error
        return list(_lines(output, page))


def _lines(output: _Output, page: PageImage) -> Iterator[RecognisedLine]:
    for line in (line for contents in output.contents for line in contents):
        text = "".join(line.text.split())
        if not text or not line.boundingBox:
            continue
        xs, ys = zip(*line.boundingBox, strict=True)
        box = page.to_reading(min(xs), min(ys), max(xs), max(ys))
        crosswise = len(text) > 1 and box[3] - box[1] > 1.5 * (box[2] - box[0])
        yield RecognisedLine(tuple(_spread(text, box, crosswise, page.vertical, line.confidence)), crosswise)


def _spread(text: str, box: _Box, crosswise: bool, vertical: bool, confidence: float) -> Iterator[Character]:
    """Give each character of a line its share of the line's box: the engine places lines, not characters."""
    x0, y0, x1, y1 = box
    widths = [_NARROW if char.isascii() else 1.0 for char in text]
    total = sum(widths)
    done = 0.0
    for char, width in zip(text, widths, strict=True):
        start, end = done / total, (done + width) / total
        done += width
        if not crosswise:
            yield Character(char, x0 + start * (x1 - x0), y0, x0 + end * (x1 - x0), y1, confidence)
        elif vertical:
            # Text across a page of vertical writing runs upwards in reading space.
            yield Character(char, x0, y1 - end * (y1 - y0), x1, y1 - start * (y1 - y0), confidence)
        else:
            yield Character(char, x0, y0 + start * (y1 - y0), x1, y0 + end * (y1 - y0), confidence)
