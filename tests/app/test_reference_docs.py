from __future__ import annotations

import json

from app_fakes import full_report, small_edition
from jsonschema import Draft202012Validator

from app.problems import PROBLEM_TYPES
from app.reference import DOCS, generated, report_schema
from app.settings import Settings


def test_the_kept_files_are_what_the_code_says() -> None:
    for file, text in generated().items():
        assert file.read_text(encoding="utf-8") == text, f"{file.name} is out of date: run python -m app.reference"


def test_every_setting_is_documented() -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert f"`MORENASHI_{name.upper()}`" in page
        assert field.description


def test_every_problem_type_is_documented() -> None:
    page = (DOCS / "api.md").read_text(encoding="utf-8")
    for kind in PROBLEM_TYPES.values():
        assert f"| `{kind.uri}` | {kind.status} |" in page


def test_the_schema_fits_a_report_and_refuses_another_thing() -> None:
    schema = json.loads(report_schema())
    Draft202012Validator.check_schema(schema)
    report = full_report(small_edition()).model_dump(mode="json")
    validator = Draft202012Validator(schema)
    assert validator.is_valid(report)
    assert not validator.is_valid({**report, "schema": "other"})
    assert not validator.is_valid({**report, "items": [{**report["items"][0], "verdict": "ok"}]})
