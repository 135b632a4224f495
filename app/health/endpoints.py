"""`/livez` and `/readyz`."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from app.api.dependencies import Provided
from app.api.problem_details import documented
from app.problems import NOT_READY, ServiceProblem
from app.version import product_version
from checklist_data import ChecklistError, UnknownEditionError, load

router = APIRouter(tags=["health"])


class HealthBody(BaseModel):
    """The service works."""

    status: Literal["ok"] = "ok"
    version: str


@router.get("/livez", summary="プロセスが動いているか", description="動いていれば200。")
async def livez() -> HealthBody:
    """The process answers."""
    return HealthBody(version=product_version())


@router.get(
    "/readyz",
    summary="点検を受け付けられるか",
    description="既定のチェックリストを読み込めれば200。",
    responses=documented(NOT_READY),
)
def readyz(parts: Provided) -> HealthBody:
    """The default edition can be loaded."""
    try:
        load(parts.settings.edition)
    except (UnknownEditionError, ChecklistError) as error:
        raise ServiceProblem(NOT_READY, detail_en=str(error)) from error
    return HealthBody(version=product_version())
