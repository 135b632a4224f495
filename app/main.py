"""The web service: `create_app` makes the ASGI application, as in `uvicorn --factory app.main:create_app`."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import CapacityLimiter
from fastapi import APIRouter, FastAPI
from starlette.staticfiles import StaticFiles

from app.analyses import endpoints as analyses
from app.analyses.jobs import ThreadJobRunner
from app.analyses.repository import InMemoryAnalysisRepository
from app.analyses.service import AnalysisService
from app.api.dependencies import Parts
from app.api.middleware import BodyLimit, SameSite, Unexpected
from app.api.problem_details import documented, install
from app.checking import Checker
from app.checklists import endpoints as checklists
from app.extractions import endpoints as extractions
from app.health import endpoints as health
from app.problems import CROSS_SITE, INTERNAL, METHOD_NOT_ALLOWED
from app.settings import Settings
from app.version import product_version
from app.web import endpoints as web
from app.web.pages import STATIC

_DESCRIPTION = """生成AIの調達文書（調達仕様書・契約書・利活用ルール）を政府のチェックシートと照合し、
書かれていること・足りないこと・反対の定めを条項とともに返します。

結果は記載の有無を示すものです。要件を満たすかどうかは、担当者が判断してください。
誤りはすべて `application/problem+json`（RFC 9457）で返し、`type` は変わりません。"""


def create_app(settings: Settings | None = None, checker: Checker | None = None) -> FastAPI:
    """Make the application.

    Args:
        settings: None takes them from the environment.
        checker: None makes the product's own.
    """
    settings = settings or Settings()
    checker = checker or _checker(settings)
    runner = ThreadJobRunner(settings.workers, settings.queue_length)
    repository = InMemoryAnalysisRepository(
        settings.kept_analyses, datetime.timedelta(seconds=settings.retention_seconds), _now
    )

    service = AnalysisService(repository, runner, checker, _now)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        service.shutdown()

    app = FastAPI(
        title="Morenashi",
        version=product_version(),
        description=_DESCRIPTION,
        openapi_url="/api/v1/openapi.json",
        # Their pages load script from another site.
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.parts = Parts(settings, checker, service, CapacityLimiter(settings.workers))
    api = APIRouter(prefix="/api/v1", responses=documented(CROSS_SITE, METHOD_NOT_ALLOWED, INTERNAL))
    for module in (analyses, extractions, checklists):
        api.include_router(module.router)
    app.include_router(api)
    app.include_router(health.router)
    app.include_router(web.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    install(app)
    app.add_middleware(BodyLimit, limit=settings.upload_bytes)
    app.add_middleware(Unexpected)
    app.add_middleware(SameSite)
    return app


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _checker(settings: Settings) -> Checker:
    # Imported at use: an application given its checker needs no matcher.
    from app.engine import build_checker

    return build_checker(settings)
