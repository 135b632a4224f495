"""Check sheets as data: editions in YAML and their typed loader."""

from checklist_data.loader import DEFAULT_EDITION, ChecklistError, UnknownEditionError, editions, load
from checklist_data.models import Aspect, Checklist, Edition, Example, Item, Pattern, Stance

__all__ = [
    "DEFAULT_EDITION",
    "Aspect",
    "Checklist",
    "ChecklistError",
    "Edition",
    "Example",
    "Item",
    "Pattern",
    "Stance",
    "UnknownEditionError",
    "editions",
    "load",
]
