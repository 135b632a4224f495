"""Reads spoiled files for a given time and keeps those on which the reader crashes, hangs or runs out of memory.

    make fuzz SECONDS=600

Every kept file lies in `crashes/` and is a test of `test_crashes.py` from then on.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[2]), *(str(HERE.parent / folder) for folder in ("docx", "pdf"))]

from hypothesis import HealthCheck, Phase, given, seed, settings  # noqa: E402 - after the path
from hypothesis.errors import Flaky  # noqa: E402
from mutations import STRATEGIES  # noqa: E402

from extractors.isolation.extractor import IsolatedExtractor  # noqa: E402
from extractors.isolation.limits import IsolationLimits  # noqa: E402
from extractors.problems import DocumentProblem, ProblemCode  # noqa: E402

CRASHES = HERE / "crashes"
BAD = frozenset(
    {ProblemCode.READER_CRASHED, ProblemCode.TIMED_OUT, ProblemCode.OUT_OF_MEMORY, ProblemCode.READER_UNAVAILABLE}
)
"""Problems that a file of a few kilobytes must not come to."""
_BATCH = 50
_LIMITS = IsolationLimits(memory_bytes=1 << 30, cpu_seconds=10, seconds=20, silence_seconds=15)


class CrashError(Exception):
    """A spoiled file brought the reader down."""


class Fuzzer:
    """Reads spoiled files.

    Attributes:
        tried: files read so far.
        kept: details of the crashes found, each with its smallest file.
    """

    def __init__(self, end: float) -> None:
        """Prepare; `end` is the monotonic time at which to stop."""
        self.tried = 0
        self.kept: dict[str, tuple[bytes, str]] = {}
        self._end = end
        self._read = IsolatedExtractor(isolation=_LIMITS)

    def run(self) -> None:
        """Try batches, each way of spoiling in turn, until the time is over."""
        number = time.time_ns()
        while time.monotonic() < self._end:
            number += 1
            strategy = STRATEGIES[number % len(STRATEGIES)]
            batch = seed(number)(
                settings(
                    max_examples=_BATCH, deadline=None, database=None, suppress_health_check=list(HealthCheck),
                    phases=(Phase.generate, Phase.shrink), print_blob=False,
                )(given(strategy)(self._try))
            )  # fmt: skip
            try:
                batch()
            except (CrashError, Flaky) as error:  # flaky: it crashes only now and then, and is kept all the same
                print(f"kept: {error}", flush=True)
        self._read.close()

    def _try(self, file: tuple[bytes, str]) -> None:
        if time.monotonic() > self._end + 60:  # what was found need not be made smaller for ever
            return
        self.tried += 1
        try:
            self._read(*file)
        except DocumentProblem as problem:
            if problem.code in BAD and self._is_news(problem.detail, file):
                raise CrashError(problem.detail) from None

    def _is_news(self, detail: str, file: tuple[bytes, str]) -> bool:
        known = self.kept.get(detail)
        if known is None or len(file[0]) < len(known[0]):
            self.kept[detail] = file
            return True
        return file == known


def main() -> int:
    """Fuzz, keep what crashes, and say how much was tried; returns 1 if anything was kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600.0)
    fuzzer = Fuzzer(time.monotonic() + parser.parse_args().seconds)
    fuzzer.run()
    for detail, (data, name) in fuzzer.kept.items():
        CRASHES.mkdir(exist_ok=True)
        file = CRASHES / f"{hashlib.sha256(data).hexdigest()[:12]}{Path(name).suffix}"
        file.write_bytes(data)
        print(f"{file.relative_to(HERE)}: {detail}")
    print(f"{fuzzer.tried} files read, {len(fuzzer.kept)} kinds of crashes")
    return 1 if fuzzer.kept else 0


if __name__ == "__main__":
    raise SystemExit(main())
