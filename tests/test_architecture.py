"""The house as `docs/decisions/0001-one-way-imports.md` draws it: who imports whom, how large, what code may know."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from checklist_data import editions, load

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "checklist_data": set[str](),
    "extractors": set[str](),
    "matchers": {"checklist_data", "extractors"},
    "app": {"checklist_data", "extractors", "matchers"},
}
"""Packages of the product, and those of the house that each may import besides itself."""
WORKSHOP = ("training", "samples", "benchmarks")
"""Packages beside the product: they may import all of it, and it none of them."""
HOUSE = {*MAY_IMPORT, *WORKSHOP, "tests"}
LINES = 400


def modules(*packages: str) -> list[Path]:
    return sorted(path for package in packages for path in (ROOT / package).rglob("*.py"))


def imports(source: str) -> Iterator[str]:
    """Names of the modules that a source imports, wherever the statement stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def forbidden(package: str, source: str) -> list[str]:
    """Imports of a source of `package` that are relative, reach up or reach out of the product."""
    allowed = {package} | MAY_IMPORT[package]
    return [
        name for name in imports(source) if name.startswith(".") or name.split(".")[0] in HOUSE - allowed
    ]


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_go_one_way(package: str) -> None:
    wrong = {str(path.relative_to(ROOT)): forbidden(package, path.read_text("utf-8")) for path in modules(package)}
    assert wrong, f"no modules in {package}"
    assert {path: names for path, names in wrong.items() if names} == {}


@pytest.mark.parametrize(
    ("package", "source"),
    [
        ("extractors", "from checklist_data import load"),
        ("checklist_data", "import extractors.document"),
        ("matchers", "def late():\n    from app.settings import Settings"),
        ("app", "if TYPE_CHECKING:\n    import training.train as t"),
        ("app", "from .settings import Settings"),
    ],
)
def test_an_import_against_the_direction_is_seen(package: str, source: str) -> None:
    assert len(forbidden(package, source)) == 1


def test_imports_with_the_direction_are_let_pass() -> None:
    assert forbidden("app", "import matchers, json\nfrom extractors.document import Clause") == []
    assert forbidden("matchers", "from checklist_data import load\nfrom matchers.view import View") == []


def test_code_knows_no_item() -> None:
    ids = {
        thing
        for edition in editions()
        for checklist in load(edition).checklists
        for item in checklist.items
        for thing in (item.id, *(aspect.id for aspect in item.aspects))
    }
    assert len(ids) > 50
    words = re.compile("|".join(rf"\b{re.escape(thing)}\b" for thing in sorted(ids, key=len, reverse=True)))
    found = {
        f"{path.relative_to(ROOT)}:{number}": line.strip()
        for path in modules(*MAY_IMPORT)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if words.search(line)
    }
    assert found == {}


def test_modules_are_short() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in modules(*MAY_IMPORT, *WORKSHOP)}
    assert {path.relative_to(ROOT): length for path, length in lengths.items() if length > LINES} == {}


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_every_package_says_that_it_is_typed(package: str) -> None:
    assert (ROOT / package / "py.typed").is_file()


@pytest.mark.parametrize("package", [*MAY_IMPORT, *WORKSHOP])
def test_no_package_hides_one_of_the_standard_library(package: str) -> None:
    assert package not in sys.stdlib_module_names
