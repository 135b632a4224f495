"""Conditional requests (RFC 9110, 13): an answer is sent again only if it has changed."""

from __future__ import annotations

import hashlib


def entity_tag(*parts: str) -> str:
    """A strong entity tag for what `parts` determine."""
    return f'"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'


def unchanged(if_none_match: str | None, tag: str) -> bool:
    """Whether an `If-None-Match` header names the tag, so that 304 is the answer."""
    known = [one.strip().removeprefix("W/") for one in (if_none_match or "").split(",")]
    return "*" in known or tag in known
