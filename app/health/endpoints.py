"""`/livez` and `/readyz`."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError

from app.api.dependencies import Provided
from app.api.problem_details import documented
from app.problems import NOT_READY, WORKER_DOWN, ServiceProblem
from app.storage.blobs import BlobError, check
from app.version import product_version
from checklist_data import ChecklistError, UnknownEditionError, load

router = APIRouter(tags=["health"])


class HealthBody(BaseModel):
    """The service works."""

    status: Literal["ok"] = "ok"
    version: str


@router.get(
    "/livez",
    summary="プロセスが動いているか",
    description="動いていれば200。点検を処理するプロセスも動かす設定なら、それも動いていること。",
    responses=documented(WORKER_DOWN),
)
async def livez(parts: Provided) -> HealthBody:
    """The process answers, and its workers work."""
    if parts.worker is not None and not parts.worker.alive:
        raise ServiceProblem(WORKER_DOWN)
    return HealthBody(version=product_version())


@router.get(
    "/readyz",
    summary="点検を受け付けられるか",
    description="既定のチェックリストを読み込め、データベースとファイルの保存先を使えれば200。",
    responses=documented(NOT_READY),
)
def readyz(parts: Provided) -> HealthBody:
    """The default edition can be loaded, and what is accepted can be kept."""
    try:
        load(parts.settings.edition)
        parts.database.check()
        check(parts.blobs)
    except (UnknownEditionError, ChecklistError, BlobError) as error:
        raise ServiceProblem(NOT_READY, detail_en=str(error)) from error
    except SQLAlchemyError as error:  # its message could hold the address of the database
        raise ServiceProblem(NOT_READY, detail_en="the database does not answer") from error
    return HealthBody(version=product_version())
