"""JSON: the report itself, the contract that the other formats render."""

from __future__ import annotations

import json

from app.exports.view import ReportView


def render(view: ReportView) -> bytes:
    """UTF-8 JSON, indented, Japanese as it is."""
    return (json.dumps(view.report.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n").encode()
