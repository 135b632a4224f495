"""Which format of the report a caller wants, and the name of the file it gets."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import PurePath
from typing import NamedTuple
from urllib.parse import quote

from app.exports.registry import FORMATS, ExportFormat
from app.problems import NOT_ACCEPTABLE, ServiceProblem
from matchers.report import Report

ReportFormat = StrEnum("ReportFormat", list(FORMATS))  # type: ignore[misc]
"""Ids of the formats."""


class _Range(NamedTuple):
    """A media range of an Accept header."""

    type: str
    subtype: str
    quality: float

    def fits(self, media_type: str) -> bool:
        main, _, sub = media_type.split(";")[0].partition("/")
        return self.type in ("*", main) and self.subtype in ("*", sub)


def chosen_format(accept: str | None) -> ExportFormat:
    """The format that an Accept header (RFC 9110, 12.5.1) prefers; JSON if it says nothing.

    Raises:
        ServiceProblem: it accepts none of the formats.
    """
    ranges = list(_ranges(accept or "*/*"))
    qualities = {one.id: _quality(one.media_type, ranges) for one in FORMATS.values()}
    best = max(qualities, key=lambda format_id: qualities[format_id])  # the first of equals
    if qualities[best] <= 0:
        raise ServiceProblem(NOT_ACCEPTABLE)
    return FORMATS[best]


def attachment(report: Report, format_id: str) -> str:
    """`Content-Disposition` of a report to be saved, named after its first document (RFC 6266, RFC 8187)."""
    name = f"点検結果_{PurePath(report.documents[0].name).stem}.{format_id}"
    return f"attachment; filename=\"report.{format_id}\"; filename*=UTF-8''{quote(name, safe='')}"


def _quality(media_type: str, ranges: list[_Range]) -> float:
    """Quality by the most specific range that fits; 0 if none does."""
    fitting = [one for one in ranges if one.fits(media_type)]
    return max(fitting, key=lambda one: (one.type != "*", one.subtype != "*")).quality if fitting else 0.0


def _ranges(accept: str) -> Iterator[_Range]:
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        main, _, sub = media.partition("/")
        quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        try:
            yield _Range(main, sub, float(quality))
        except ValueError:
            yield _Range(main, sub, 0.0)
