"""What may be written to the log: never text of a document, which the message of an exception could hold."""

from __future__ import annotations

import traceback


def where(error: BaseException) -> str:
    """Kind of an error and the lines of code it came through, without its message and without values."""
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"
