"""Recognition by Tesseract, one process a page, with the models `jpn` and `jpn_vert`.

The lines of a page go in as the pages of one TIFF file through a pipe, and hOCR with a box for each character comes
back: the model is loaded once for them all, and nothing is written to a disk.
"""

from __future__ import annotations

import io
import os
import shutil
import time
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

import numpy as np
from PIL import Image

from extractors.ocr.command import run_command
from extractors.ocr.hocr import HocrCharacter, read_hocr
from extractors.ocr.ink import Grey
from extractors.ocr.recogniser import Character, PageImage, RecognisedLine, RecognitionError
from extractors.ocr.segments import Segment
from extractors.ocr.sideways import CLOSE, doubtful_spans, merged

PROGRAM = "tesseract"
_ACROSS, _DOWN = "jpn", "jpn_vert"
"""Models for text in the direction of its lines, and for vertical writing turned so that its lines run across."""
_RAW_LINE = "13"
"""Page segmentation mode: the picture is one line, and its height is not to be guessed from the blobs on it, which goes
wrong in a line of two letters."""
_HEIGHT = 1.24
"""Height of a line's picture in ems: at a narrower one strokes are cut off, at a wider one 乙 is overlooked."""
_INK_SHARE = 0.93
"""Height of a line's ink in ems."""
_ACROSS_MARGIN, _ALONG_MARGIN = 0.01, 0.04
"""Inches of paper left above and below a line's ink at least, and before and behind it."""
_PAPER = 255
_CERTAINTY = 7.0
"""Tesseract's own factor from the certainty of a character (x_conf - 100) to percent of confidence."""


class Tesseract:
    """The `tesseract` program on this machine."""

    name = "Tesseract"

    def __init__(self, program: str) -> None:
        self._program = program

    @classmethod
    def find(cls) -> Tesseract | None:
        """The program on the search path, if it is installed with its Japanese models; else None."""
        program = shutil.which(PROGRAM)
        if program is None:
            return None
        try:
            listed = run_command([program, "--list-langs"], b"", 20.0).decode("utf-8", "replace").split()
        except RecognitionError:
            return None
        return cls(program) if {_ACROSS, _DOWN} <= set(listed) else None

    def recognise(self, page: PageImage, seconds: float) -> Sequence[RecognisedLine]:
        """Recognise the lines of a page; see `extractors.ocr.recogniser.PageRecogniser`."""
        deadline = time.monotonic() + seconds
        heights = [segment.y1 - segment.y0 for segment in page.segments if not segment.crosswise]
        em = median(heights) / _INK_SHARE if heights else 0.0
        lines: dict[int, RecognisedLine] = {}
        for crosswise in (False, True):
            numbers = [k for k, segment in enumerate(page.segments) if segment.crosswise is crosswise]
            model = _DOWN if page.vertical != crosswise else _ACROSS
            found = self._read(model, page, [page.segments[k] for k in numbers], em, deadline)
            lines.update(zip(numbers, found, strict=True))
        if page.vertical:
            for close in CLOSE:
                self._read_sideways(page, lines, em, close, deadline)
        return [lines[k] for k in sorted(lines)]

    def _read_sideways(
        self, page: PageImage, lines: dict[int, RecognisedLine], em: float, close: float, deadline: float
    ) -> None:
        """Read the words that lie on their side in lines of vertical writing, and put them in place."""
        spans = [
            (k, span)
            for k, line in lines.items()
            if not line.crosswise
            for span in doubtful_spans(page, page.segments[k], line.characters, em, close)
        ]
        found = self._read(_ACROSS, page, [span.segment for _, span in spans], em, deadline)
        # From the last to the first, so that the numbers of the characters before stay right.
        for (k, span), again in reversed(list(zip(spans, found, strict=True))):
            characters = lines[k].characters
            middle = merged(characters[span.start : span.stop], again.characters, em)
            lines[k] = RecognisedLine((*characters[: span.start], *middle, *characters[span.stop :]))

    def _read(
        self, model: str, page: PageImage, segments: Sequence[Segment], em: float, deadline: float
    ) -> list[RecognisedLine]:
        if not segments:
            return []
        crops = [_crop(page, segment, em) for segment in segments]
        found = self._run(model, [crop.picture for crop in crops], page.dpi, deadline - time.monotonic())
        return [
            RecognisedLine(
                tuple(_placed(page, segment, crop, character) for character in characters), segment.crosswise
            )
            for segment, crop, characters in zip(segments, crops, found, strict=True)
        ]

    def _run(self, model: str, pictures: Sequence[Grey], dpi: int, seconds: float) -> Sequence[Sequence[HocrCharacter]]:
        arguments = ["-", "-", "-l", model, "--psm", _RAW_LINE, "--dpi", str(dpi)]
        arguments += ["-c", "hocr_char_boxes=1", "hocr"]
        # Pages run side by side: one thread each, or they would get into each other's way.
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        output = run_command([self._program, *arguments], _as_tiff(pictures), seconds, environment)
        pages = read_hocr(output)
        if len(pages) != len(pictures):
            raise RecognitionError(f"{PROGRAM} gave back {len(pages)} lines of {len(pictures)}")
        return pages


class _Crop(NamedTuple):
    """The picture of a line, its text running across, and its top left corner in reading space."""

    picture: Grey
    x: int
    y: int


def _crop(page: PageImage, segment: Segment, em: float) -> _Crop:
    pad, along = round(_ACROSS_MARGIN * page.dpi), round(_ALONG_MARGIN * page.dpi)
    if not segment.crosswise:
        x0, x1 = segment.x0 - along, segment.x1 + along
        y0, y1 = _spread(segment.y0 - pad, segment.y1 + pad, em)
    else:
        x0, x1 = _spread(segment.x0 - pad, segment.x1 + pad, em)
        y0, y1 = segment.y0 - along, segment.y1 + along
    height, width = page.pixels.shape
    x0, y0, x1, y1 = max(0, x0), max(0, y0), min(width, x1), min(height, y1)
    picture = page.pixels[y0:y1, x0:x1]
    if segment.cut:
        # Its neighbours on the line are no part of it.
        picture = picture.copy()
        picture[:, : segment.x0 - x0] = _PAPER
        picture[:, segment.x1 - x0 :] = _PAPER
    if not segment.crosswise:
        return _Crop(picture, x0, y0)
    # Text across a page of vertical writing lies on its side in reading space and is turned back; a vertical label on
    # a page of horizontal text is laid on its side as the model for vertical writing wants it.
    return _Crop(np.rot90(picture, -1 if page.vertical else 1), x0, y0)


def _spread(low: int, high: int, em: float) -> tuple[int, int]:
    """Widen an interval about its middle to the height that a line's picture should have."""
    more = max(0, round(_HEIGHT * em) - (high - low))
    return low - more // 2, high + more - more // 2


def _placed(page: PageImage, segment: Segment, crop: _Crop, character: HocrCharacter) -> Character:
    """A character where it stands on the page; across its line it takes the whole of it."""
    confidence = min(1.0, max(0.0, 1 - _CERTAINTY * (1 - character.confidence)))
    if not segment.crosswise:
        x0, x1 = crop.x + character.x0, crop.x + character.x1
        return Character(character.text, x0, segment.y0, x1, segment.y1, confidence)
    if page.vertical:
        y0, y1 = crop.y + crop.picture.shape[1] - character.x1, crop.y + crop.picture.shape[1] - character.x0
    else:
        y0, y1 = crop.y + character.x0, crop.y + character.x1
    return Character(character.text, segment.x0, y0, segment.x1, y1, confidence)


def _as_tiff(pictures: Sequence[Grey]) -> bytes:
    first, *others = (Image.fromarray(np.ascontiguousarray(picture)) for picture in pictures)
    buffer = io.BytesIO()
    first.save(buffer, "TIFF", save_all=True, append_images=others)
    return buffer.getvalue()
