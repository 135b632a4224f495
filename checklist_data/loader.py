"""Loads editions from folders of YAML, and says file, item and field of whatever is wrong.

A folder holds:

    <edition>/edition.yaml          head: title, dates, kinds, names of the checklists
    <edition>/lexicon.yaml          named groups of synonyms, used as `$name` in patterns
    <edition>/<checklist>.yaml      head of a checklist: kind, title, ids of its items in order
    <edition>/<checklist>/<id>.yaml one item
    <edition>/risk.yaml             optional
    <edition>/consistency.yaml      optional
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from checklist_data.models import Checklist, Edition, Item, Pattern

BUILTIN = Path(__file__).parent
"""Folder of the editions that ship with the product."""
DEFAULT_EDITION = "ds920-2025-05"


class ChecklistError(ValueError):
    """An edition is wrong; the message names file, item and field."""

    def __init__(self, file: Path, message: str, *, item: str = "", field: str = "") -> None:
        self.file, self.item, self.field, self.reason = file, item, field, message
        where = [str(file)]
        if item:
            where.append(f"item {item}")
        if field:
            where.append(f"field {field}")
        super().__init__(f"{', '.join(where)}: {message}")


class UnknownEditionError(LookupError):
    """No such edition.

    Attributes:
        edition: the id asked for.
        known: ids that exist.
    """

    def __init__(self, edition: str, known: Iterable[str]) -> None:
        self.edition, self.known = edition, tuple(known)
        super().__init__(f"unknown edition {edition!r}; known editions: {', '.join(self.known) or 'none'}")


def editions(folder: Path = BUILTIN) -> tuple[str, ...]:
    """Ids of the editions in `folder`, sorted: the names of its sub-folders that hold an `edition.yaml`."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/edition.yaml")))


@lru_cache(maxsize=16)
def load(edition: str = DEFAULT_EDITION, folder: Path = BUILTIN) -> Edition:
    """Load and validate one edition.

    Args:
        edition: name of its folder.
        folder: where editions are kept.

    Raises:
        UnknownEditionError: there is no such folder.
        ChecklistError: a file is missing or wrong.
    """
    if edition not in editions(folder):
        raise UnknownEditionError(edition, editions(folder))
    root = folder / edition
    head_file = root / "edition.yaml"
    head = _mapping(head_file)
    if head.get("id") != edition:
        raise ChecklistError(head_file, f"must be the folder's name {edition!r}", field="id")
    names = head.pop("checklists", None)
    if not isinstance(names, list) or not names:
        raise ChecklistError(head_file, "must be a list of checklist names", field="checklists")
    data = {
        **head,
        "lexicon": _mapping(root / "lexicon.yaml") if (root / "lexicon.yaml").exists() else {},
        "checklists": [_checklist(root, str(name)) for name in names],
    }
    for part in ("risk", "consistency"):
        file = root / f"{part}.yaml"
        if file.exists():
            data[part] = _yaml(file)
    try:
        loaded = Edition.model_validate(data)
    except ValidationError as error:
        raise _explained(error, _file_of(root, error)) from error
    _check_concepts(loaded, root)
    return loaded


def _checklist(root: Path, name: str) -> Checklist:
    file = root / f"{name}.yaml"
    head = _mapping(file)
    ids = head.pop("items", None)
    if not isinstance(ids, list) or not ids:
        raise ChecklistError(file, "must be a list of item ids", field="items")
    items = [_item(root / name / f"{item_id}.yaml", str(item_id)) for item_id in ids]
    try:
        return Checklist.model_validate({**head, "items": items})
    except ValidationError as error:
        raise _explained(error, file) from error


def _item(file: Path, item_id: str) -> Item:
    try:
        item = Item.model_validate(_mapping(file))
    except ValidationError as error:
        raise _explained(error, file, item_id) from error
    if item.id != item_id:
        raise ChecklistError(file, f"must be {item_id!r}, as listed in the checklist", item=item_id, field="id")
    return item


def _check_concepts(edition: Edition, root: Path) -> None:
    """Every `$name` used anywhere must be in the lexicon, and the lexicon must not nest."""
    for name, terms in edition.lexicon.items():
        for term in terms:
            if term.startswith("$"):
                raise ChecklistError(root / "lexicon.yaml", f"{term!r}: concepts do not nest", field=name)
    for checklist in edition.checklists:
        for item in checklist.items:
            for aspect in item.aspects:
                for field in ("patterns", "near_misses"):
                    for n, pattern in enumerate(getattr(aspect, field)):
                        if unknown := _unknown_concepts(pattern, edition):
                            raise ChecklistError(
                                root / checklist.id / f"{item.id}.yaml",
                                f"concept {unknown!r} is not in lexicon.yaml",
                                item=item.id,
                                field=f"{aspect.id}.{field}.{n}",
                            )
    for item_id, field, pattern in _risk_patterns(edition):
        if unknown := _unknown_concepts(pattern, edition):
            raise ChecklistError(
                root / "risk.yaml", f"concept {unknown!r} is not in lexicon.yaml", item=item_id, field=field
            )


def _risk_patterns(edition: Edition) -> Iterator[tuple[str, str, Pattern]]:
    """Every pattern of the risk sheet, with the axis that it belongs to, if any, and its field."""
    if edition.risk is None:
        return
    sheet = edition.risk
    fields = (("subject", sheet.subject), ("in_passing", sheet.in_passing), ("foremost", sheet.foremost))
    for field, patterns in fields:
        for n, pattern in enumerate(patterns):
            yield "", f"{field}.{n}", pattern
    for axis in edition.risk.axes:
        for value in axis.values:
            for n, pattern in enumerate(value.patterns):
                yield axis.id, f"{value.id}.patterns.{n}", pattern


def _unknown_concepts(pattern: Pattern, edition: Edition) -> str | None:
    terms = [term for group in (*pattern.all, *pattern.context, pattern.unless) for term in group]
    return next((term for term in terms if term.startswith("$") and term[1:] not in edition.lexicon), None)


def _mapping(file: Path) -> dict[str, Any]:
    data = _yaml(file)
    if not isinstance(data, dict):
        raise ChecklistError(file, "must be a mapping")
    return data


def _yaml(file: Path) -> object:
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ChecklistError(file, "the file is missing") from error
    except UnicodeDecodeError as error:
        raise ChecklistError(file, f"is not UTF-8: {error.reason} at byte {error.start}") from error
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders
    except yaml.YAMLError as error:
        raise ChecklistError(file, f"is not YAML: {error}") from error


def _file_of(root: Path, error: ValidationError) -> Path:
    location = error.errors()[0]["loc"]
    name = str(location[0]) if location else "edition"
    return root / f"{name if name in ('lexicon', 'risk', 'consistency') else 'edition'}.yaml"


def _explained(error: ValidationError, file: Path, item: str = "") -> ChecklistError:
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"])
    return ChecklistError(file, first["msg"], item=item, field=field)
