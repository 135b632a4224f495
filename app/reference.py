"""Reference documentation made from the code: `python -m app.reference` writes it, a test fails when it is out of date.

Writes `docs/report.schema.json` whole, and in `docs/settings.md` and `docs/api.md` the parts between the lines
`<!-- generated: NAME -->` and `<!-- end -->`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.checking import Checker
from app.main import create_app
from app.problems import PROBLEM_TYPES
from app.settings import PREFIX, Settings
from matchers.report import SCHEMA, Report

DOCS = Path(__file__).parent.parent / "docs"
_PART = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def report_schema() -> str:
    """JSON Schema (2020-12) of the report as it is written."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        **Report.model_json_schema(mode="serialization"),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def settings_table() -> str:
    """All settings: environment variable, default and reason."""
    rows = [
        (f"`{PREFIX}{name.upper()}`", f"`{field.default}`" if field.default not in (None, "") else "(empty)",
         field.description or "")
        for name, field in Settings.model_fields.items()
    ]  # fmt: skip
    return _table(("variable", "default", "meaning and reason"), rows)


def problem_table() -> str:
    """All types of problem: URI, status, title and action."""
    rows = [
        (f"`{kind.uri}`", str(kind.status), kind.wording.title_en, kind.wording.action_en)
        for kind in sorted(PROBLEM_TYPES.values(), key=lambda kind: (kind.status, kind.code))
    ]
    return _table(("type", "status", "title", "action"), rows)


def route_table() -> str:
    """All routes of the REST API and the statuses they answer with."""
    return _table(("route", "what it does", "answers"), list(_routes(_openapi())))


PARTS: Mapping[str, Callable[[], str]] = {
    "settings": settings_table,
    "problems": problem_table,
    "routes": route_table,
}


def generated(folder: Path = DOCS) -> dict[Path, str]:
    """What each file of the reference documentation should contain."""
    pages = {
        file: _PART.sub(lambda part: part[1] + PARTS[part[2]]() + part[3], file.read_text("utf-8"))
        for file in (folder / "settings.md", folder / "api.md")
    }
    return {**pages, folder / "report.schema.json": report_schema()}


def main() -> None:
    """Write the reference documentation."""
    for file, text in generated().items():
        file.write_text(text, encoding="utf-8")


def _openapi() -> dict[str, Any]:
    def unused(*_: object) -> Any:
        raise AssertionError("the description of the API reads and judges nothing")

    return create_app(Settings(), Checker(unused, unused)).openapi()


def _routes(openapi: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for path, operations in openapi["paths"].items():
        for method, operation in operations.items():
            yield f"`{method.upper()} {path}`", operation["summary"], ", ".join(sorted(operation["responses"]))


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [header, tuple("---" for _ in header), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


if __name__ == "__main__":
    main()
