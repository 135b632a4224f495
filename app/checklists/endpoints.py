"""REST: `/api/v1/checklists`."""

from __future__ import annotations

from fastapi import APIRouter

from app.api.dependencies import Provided
from app.api.problem_details import documented
from app.checking import find_edition
from app.checklists.schemas import EditionBody, EditionSummary, edition_body, edition_summary
from app.problems import INVALID_REQUEST, UNKNOWN_EDITION
from checklist_data import editions

router = APIRouter(prefix="/checklists", tags=["checklists"])


@router.get("", summary="チェックリストの版の一覧", description="点検に使えるチェックリストの版を返す。")
def list_checklists(parts: Provided) -> list[EditionSummary]:
    """All editions."""
    return [edition_summary(find_edition(edition), parts.settings.edition) for edition in editions()]


@router.get(
    "/{edition}",
    summary="チェックリストの内容",
    description="項目、観点及び記載例を返す。項目名の別（公表されたもの、当サービスによるもの）を示す。",
    responses=documented(UNKNOWN_EDITION, INVALID_REQUEST),
)
def get_checklist(parts: Provided, edition: str) -> EditionBody:
    """One edition and its check sheets."""
    return edition_body(find_edition(edition), parts.settings.edition)
