"""The office's own check sheet filled in: only the answer cells of an uploaded workbook are written."""

from app.exports.own_sheet.fill import fill
from app.exports.own_sheet.model import Absence, Columns, Filled, FillResult, NotFound, Reason, Role, Skipped, Written

__all__ = [
    "Absence",
    "Columns",
    "FillResult",
    "Filled",
    "NotFound",
    "Reason",
    "Role",
    "Skipped",
    "Written",
    "fill",
]
