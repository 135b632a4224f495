"""Rendering of the pages by Jinja2; the report as a page and as one self-contained file come from the same template."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.exports.view import ReportView
from app.exports.wording import CORE, DISCLAIMER

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"


@cache
def environment() -> Environment:
    """The templates; everything is escaped, and a name that is not given is an error."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(DISCLAIMER=DISCLAIMER, CORE=CORE)
    return made


def render(template: str, **values: object) -> str:
    """A page."""
    return environment().get_template(template).render(**values)


def report_file(view: ReportView) -> str:
    """The report as one HTML file that loads nothing: style and script are in it, and its policy allows only those."""
    style, script = (STATIC / "app.css").read_text("utf-8"), (STATIC / "report.js").read_text("utf-8")
    policy = f"default-src 'none'; style-src {_source(style)}; script-src {_source(script)}; base-uri 'none'"
    return render("report_file.html", view=view, style=Markup(style), script=Markup(script), policy=policy)  # noqa: S704


def _source(content: str) -> str:
    """How a content security policy names an inline style or script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
