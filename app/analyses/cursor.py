"""Cursors: places in the list of analyses, opaque to callers."""

from __future__ import annotations

import base64
import binascii
import datetime

from app.analyses.repository import Position
from app.problems import INVALID_REQUEST, FieldError, ServiceProblem


def to_cursor(position: Position) -> str:
    """A place as a cursor."""
    plain = f"{position.created.astimezone(datetime.UTC).isoformat()} {position.id}"
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def from_cursor(cursor: str) -> Position:
    """The place that a cursor stands for.

    Raises:
        ServiceProblem: it is none of ours.
    """
    try:
        created, _, analysis_id = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(" ")
        moment = datetime.datetime.fromisoformat(created)
    except (binascii.Error, ValueError) as error:
        raise _unknown() from error
    if moment.tzinfo is None or not analysis_id:
        raise _unknown()
    return Position(moment, analysis_id)


def _unknown() -> ServiceProblem:
    field = FieldError("query.cursor", "not a cursor; use `next` of the page before")
    return ServiceProblem(INVALID_REQUEST, errors=[field])
