"""The time of day, in one place."""

from __future__ import annotations

import datetime


def now() -> datetime.datetime:
    """This moment in UTC."""
    return datetime.datetime.now(datetime.UTC)
