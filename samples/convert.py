"""Word and HTML files to PDF, by the programs that offices use for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

TIMEOUT = 300.0
"""Seconds; a cold LibreOffice on a slow machine takes about half a minute for the first file."""
FONTS = Path(__file__).with_name("fonts.conf")


class ConversionError(RuntimeError):
    """A converter is not installed or wrote no PDF."""


def docx_to_pdf(paths: Sequence[Path], folder: Path) -> list[Path]:
    """Convert Word files by LibreOffice; each PDF takes its source's stem.

    Raises:
        ConversionError: LibreOffice is not installed, failed, or left a file out.
    """
    with tempfile.TemporaryDirectory() as profile:  # its own profile: an open LibreOffice would take the job over
        settings = ["--headless", f"-env:UserInstallation={Path(profile).as_uri()}", "--convert-to", "pdf"]
        _run("soffice", [*settings, "--outdir", str(folder), *(str(path) for path in paths)])
    return [_written(folder / f"{path.stem}.pdf") for path in paths]


def html_to_pdf(path: Path, target: Path) -> Path:
    """Print an HTML file by Chromium.

    Raises:
        ConversionError: Chromium is not installed or failed.
    """
    settings = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    _run("chromium", [*settings, f"--print-to-pdf={target}", path.resolve().as_uri()])
    return _written(target)


def _run(program: str, arguments: Sequence[str]) -> None:
    executable = shutil.which(program)
    if executable is None:
        raise ConversionError(f"{program} is not installed")
    try:
        subprocess.run(  # noqa: S603
            [executable, *arguments],
            check=True,
            capture_output=True,
            timeout=TIMEOUT,
            env={**os.environ, "FONTCONFIG_FILE": str(FONTS)},
        )
    except subprocess.CalledProcessError as error:
        raise ConversionError(f"{program} failed: {error.stderr.decode(errors='replace')[-500:]}") from error
    except subprocess.TimeoutExpired as error:
        raise ConversionError(f"{program} did not finish in {TIMEOUT:.0f} seconds") from error


def _written(path: Path) -> Path:
    if not path.is_file():
        raise ConversionError(f"{path.name} was not written")
    return path
