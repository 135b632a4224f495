"""Times extraction with structure against plain text extraction by other libraries, in one run.

    python -m benchmarks.extraction [FILE.pdf …] [--rounds N] [--pages N]

Read are the sample documents and variants made from them (`samples.variants`), or the files given. Every reader reads
every file in turn in one warm process, so that whatever else the machine does hits all alike; a library that is not
installed is left out (`pip install -e '.[bench]'` installs them all). Extraction should be at least 4 times as fast as
pdfplumber on each file and 8 times over all of them.

Then a PDF of 500 pages is read in a process of its own for its peak memory, and files of growing length for the time a
page, which should not grow. Memory is told by Linux alone.
"""

from __future__ import annotations

import argparse
import io
import logging
import subprocess
import sys
import warnings
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.end_to_end import interleaved, plumber_text
from extractors import Limits, extract
from extractors.ocr.options import RecognitionMode, RecognitionOptions
from samples.variants import owner_locked, repeated, stored_turned, struck_twice, turned, with_radicals

SAMPLES = Path(__file__).parents[1] / "samples"
EACH_GOAL, MIX_GOAL = 4.0, 8.0
"""Times as fast as pdfplumber, on each file and over all."""
MEMORY_GOAL = 300
"""Megabytes at most for 500 pages."""
GROWTH_GOAL = 1.3
"""Most that the time a page may grow from the shortest to the longest file."""
_OURS, _BASE = "morenashi", "pdfplumber"
_WITHOUT_RECOGNITION = Limits(recognition=RecognitionOptions(RecognitionMode.OFF))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns the exit code, 1 if a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=int, default=500)
    options = parser.parse_args(arguments)
    logging.disable(logging.WARNING)  # the libraries complain about fonts on every page
    warnings.simplefilter("ignore")
    files = {path.name: path.read_bytes() for path in options.files} or made_files()
    reached = compare(files, options.rounds)
    reached &= measure_memory(options.pages)
    reached &= measure_growth(options.rounds)
    return 0 if reached else 1


def made_files() -> dict[str, bytes]:
    """The sample documents and variants of them, by name."""
    samples = {path.name: path.read_bytes() for path in sorted(SAMPLES.glob("*.pdf"))}
    contract = samples["sample-contract.pdf"]
    return samples | {
        "contract, radicals": with_radicals(contract),
        "contract, struck twice": struck_twice(contract),
        "contract, turned": turned(contract, 90),
        "contract, stored turned": stored_turned(contract, 90),
        "contract, owner's password": owner_locked(contract),
    }


def readers() -> dict[str, Callable[[bytes], object]]:
    """The readers that are installed, ours and the one to compare with first."""
    others = {
        "pdfminer.six": ("pdfminer", _pdfminer),
        "pypdf": ("pypdf", _pypdf),
        "markitdown": ("markitdown", _markitdown),
    }
    found: dict[str, Callable[[bytes], object]] = {_OURS: _ours, _BASE: plumber_text}
    for name, (module, read) in others.items():
        if find_spec(module) is None:
            print(f"{name} is not installed and left out")
        else:
            found[name] = read
    return found


def compare(files: dict[str, bytes], rounds: int) -> bool:
    """Print seconds of ours and how many times as long the others take; whether the goals are reached."""
    installed = readers()
    others = [name for name in installed if name != _OURS]
    print(f"{'':28}{_OURS:>12}" + "".join(f"{name:>14}" for name in others) + f"   median of {rounds} rounds")
    total = dict.fromkeys(installed, 0.0)
    reached = True
    for name, data in files.items():
        seconds = interleaved({reader: _task(read, data) for reader, read in installed.items()}, rounds)
        for reader, value in seconds.items():
            total[reader] += value
        _print_row(name, seconds, others)
        reached &= seconds[_BASE] >= EACH_GOAL * seconds[_OURS]
    _print_row("all together", total, others)
    print(f"goals against {_BASE}: {EACH_GOAL} times on each, {MIX_GOAL} times over all")
    return reached and total[_BASE] >= MIX_GOAL * total[_OURS]


def measure_memory(pages: int) -> bool:
    """Print the peak memory of reading a long file; whether the goal is reached."""
    data = repeated((SAMPLES / "sample-spec.pdf").read_bytes(), pages)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        path.write_bytes(data)
        command = [sys.executable, "-m", "benchmarks.memory", str(path)]
        told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=SAMPLES.parent)  # noqa: S603
    before, peak = map(float, told.stdout.split())
    print(f"{pages} pages ({len(data) / 1e6:.1f} MB): peak memory {peak:.0f} MB, {before:.0f} MB before reading")
    return peak <= MEMORY_GOAL


def measure_growth(rounds: int) -> bool:
    """Print the time a page for files of growing length; whether it stays about the same."""
    sample = (SAMPLES / "sample-spec.pdf").read_bytes()
    lengths = {pages: repeated(sample, pages) for pages in (22, 88, 352)}
    seconds = interleaved({str(pages): _task(_ours, data) for pages, data in lengths.items()}, rounds)
    per_page = {pages: 1000 * seconds[str(pages)] / pages for pages in lengths}
    print("time a page: " + ", ".join(f"{value:.1f} ms of {pages}" for pages, value in per_page.items()))
    return max(per_page.values()) <= GROWTH_GOAL * median(per_page.values())


def _task(read: Callable[[bytes], object], data: bytes) -> Callable[[], object]:
    return lambda: read(data)


def _print_row(name: str, seconds: dict[str, float], others: Sequence[str]) -> None:
    ratios = "".join(f"{seconds[other] / seconds[_OURS]:>13.1f}x" for other in others)
    print(f"{name:28}{seconds[_OURS]:>10.3f} s{ratios}", flush=True)


def _ours(data: bytes) -> object:
    return extract(data, "measured.pdf", _WITHOUT_RECOGNITION)


def _pdfminer(data: bytes) -> object:
    from pdfminer.high_level import extract_text

    return extract_text(io.BytesIO(data))


def _pypdf(data: bytes) -> object:
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def _markitdown(data: bytes) -> object:
    from markitdown import MarkItDown

    return MarkItDown().convert_stream(io.BytesIO(data), file_extension=".pdf")


if __name__ == "__main__":
    raise SystemExit(main())
