"""Make the sample documents again from `samples/sources`: `python -m samples.build` (needs LibreOffice)."""

from __future__ import annotations

import sys
from pathlib import Path

from samples.convert import ConversionError
from samples.render import render

HERE = Path(__file__).parent
SOURCES = HERE / "sources"


def main() -> int:
    """Render every source as .docx and .pdf beside this file; returns the exit code."""
    try:
        written = render(sorted(SOURCES.glob("*.lab")), HERE, pdf=True)
    except ConversionError as error:
        print(error, file=sys.stderr)
        return 1
    for path in written:
        print(path.relative_to(HERE.parent))
    return 0


if __name__ == "__main__":
    sys.exit(main())
