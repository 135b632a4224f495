"""Times what reading in a process of its own adds to reading.

    python -m benchmarks.isolation [FILE.pdf] [--copies N] [--rounds N]

The file is read as one with its pages several times over, about 100 pages with the sample. JSON in both directions
should take at most a tenth of the reading.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import pypdfium2 as pdfium

from benchmarks.end_to_end import SAMPLE, interleaved
from extractors import DocumentProblem, extract
from extractors.isolation.codec import decode_document, encode_document
from extractors.isolation.extractor import IsolatedExtractor

GOAL = 0.1
"""Share of the reading that JSON may take."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns the exit code, 1 if the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", default=SAMPLE)
    parser.add_argument("--copies", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    data, name = repeated(options.file.read_bytes(), options.copies), options.file.name
    document = extract(data, name)
    written = encode_document(document)
    isolated = IsolatedExtractor()
    start = perf_counter()
    refuse(isolated)
    first = perf_counter() - start
    times = interleaved(
        {
            "reading": lambda: extract(data, name),
            "in its own process": lambda: isolated(data, name),
            "JSON both ways": lambda: decode_document(encode_document(document)),
            "a file refused at once": lambda: refuse(isolated),
        },
        options.rounds,
    )
    isolated.close()
    print(f"{name} x {options.copies}: {document.pages} pages; median of {options.rounds} rounds")
    print(f"  {'first file':24}{first * 1000:8.0f} ms (the readers are loaded)")
    for label, seconds in times.items():
        print(f"  {label:24}{seconds * 1000:8.0f} ms")
    share = times["JSON both ways"] / times["reading"]
    print(f"JSON / reading  {share:.3f} (goal: at most {GOAL}); {len(written) / (document.pages or 1) / 1000:.1f} kB a page")
    return 0 if share <= GOAL else 1


def repeated(data: bytes, copies: int) -> bytes:
    """A PDF with all pages of another `copies` times over."""
    source, target = pdfium.PdfDocument(data), pdfium.PdfDocument.new()
    for _ in range(copies):
        target.import_pages(source)
    buffer = io.BytesIO()
    target.save(buffer)
    target.close()
    source.close()
    return buffer.getvalue()


def refuse(isolated: IsolatedExtractor) -> None:
    """Have a file read that is no document."""
    try:
        isolated(b"no document", "a.pdf")
    except DocumentProblem:
        return
    raise AssertionError("what is no document was read")


if __name__ == "__main__":
    raise SystemExit(main())
