"""Prints the peak memory in megabytes before and after reading a file: `python -m benchmarks.memory FILE.pdf`.

A process of its own, with nothing loaded but the extractors. Linux only.
"""

from __future__ import annotations

import sys
from pathlib import Path

from extractors import Limits, extract
from extractors.ocr.options import RecognitionMode, RecognitionOptions


def main(path: Path) -> None:
    """Read the file and print both figures."""
    before = _high_water()
    extract(path.read_bytes(), path.name, Limits(recognition=RecognitionOptions(RecognitionMode.OFF)))
    print(before, _high_water())


def _high_water() -> float:
    """Peak memory of this process; unlike getrusage's it does not include what started the process."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]))
