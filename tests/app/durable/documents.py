"""Small Word documents."""

from __future__ import annotations

import io

import docx

from checklist_data import load


def document(number: int) -> bytes:
    """A specification that mentions one of the items."""
    made = docx.Document()
    made.add_heading(f"生成AI業務その{number}　調達仕様書", 0)
    made.add_heading("第1　要件", 1)
    titles = [item.title.text for item in load().items]
    made.add_paragraph(f"受託者は、{titles[number % len(titles)]}について定めること（{number}）。")
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()
