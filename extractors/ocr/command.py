"""Runs the program of an engine: without a shell, in the caller's process group, for a bounded time."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from extractors.ocr.recogniser import RecognitionError

_LONGEST_MESSAGE = 300


def run_command(
    arguments: Sequence[str], standard_input: bytes, seconds: float, environment: Mapping[str, str] | None = None
) -> bytes:
    """Run a program to its end and return its standard output.

    It gets no process group of its own, so that killing the group of a document's reading ends it too.

    Args:
        arguments: the program and its arguments.
        standard_input: written to it.
        seconds: after which it is killed.
        environment: its variables; None: those of this process.

    Raises:
        RecognitionError: it cannot be started, fails, or runs out of time.
    """
    name = PurePath(arguments[0]).name
    if seconds <= 0:
        raise RecognitionError(f"no time is left for {name}")
    try:
        done = subprocess.run(  # noqa: S603 - the program comes from the settings, never from a document
            list(arguments), input=standard_input, capture_output=True, timeout=seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise RecognitionError(f"{name} did not finish in {seconds:.0f} s") from error
    except OSError as error:
        raise RecognitionError(f"{name} cannot be started: {error.strerror}") from error
    if done.returncode:
        message = done.stderr.decode("utf-8", "replace").strip()[-_LONGEST_MESSAGE:]
        raise RecognitionError(f"{name} ended with {done.returncode}: {message}")
    return done.stdout
