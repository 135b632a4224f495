"""Reads hOCR, the HTML in which Tesseract writes what it recognised, with a box for every character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from extractors.ocr.recogniser import RecognitionError

_TITLE = re.compile(r"x_bboxes (\d+) (\d+) (\d+) (\d+); x_conf ([\d.]+)")


class HocrCharacter(NamedTuple):
    """A character with its box in pixels of its picture and the engine's confidence, 0 … 1."""

    text: str
    x0: int
    y0: int
    x1: int
    y1: int
    confidence: float


def read_hocr(data: bytes) -> list[list[HocrCharacter]]:
    """The characters of each page in the order of the file.

    Raises:
        RecognitionError: it is no hOCR.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise RecognitionError("the output is no hOCR") from error
    if root is None:
        raise RecognitionError("the output is no hOCR")
    return [list(_characters(page)) for page in root.iter("{*}div") if page.get("class") == "ocr_page"]


def _characters(page: etree._Element) -> Iterator[HocrCharacter]:
    for element in page.iter("{*}span"):
        if element.get("class") != "ocrx_cinfo" or not element.text or element.text.isspace():
            continue
        title = _TITLE.match(element.get("title", ""))
        if title is None:
            continue
        x0, y0, x1, y1 = (int(value) for value in title.groups()[:4])
        text, width = element.text, (x1 - x0) / len(element.text)
        for number, char in enumerate(text):
            left, right = round(x0 + number * width), round(x0 + (number + 1) * width)
            yield HocrCharacter(char, left, y0, right, y1, float(title[5]) / 100)
