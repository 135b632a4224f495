"""The product's version."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def product_version() -> str:
    """Version of the installed product; `0+source` when it runs from a source tree that is not installed."""
    try:
        return version("morenashi")
    except PackageNotFoundError:
        return "0+source"
