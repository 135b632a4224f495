"""The web service: `create_app` makes the ASGI application, as in `uvicorn --factory app.main:create_app`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, FastAPI
from starlette.staticfiles import StaticFiles

from app.analyses import endpoints as analyses
from app.analyses import sheets
from app.analyses.requests import Analyses
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
from app.storage.blobs import Blobs, open_blobs
from app.storage.database import Database
from app.version import product_version
from app.web import endpoints as web
from app.web.pages import STATIC
from app.workers.child import WorkerProcesses
from app.workers.worker import BackgroundWorker, Worker
from app.workers.workflow import WorkflowQueue, prepare

_DESCRIPTION = """生成AIの調達文書（調達仕様書・契約書・利活用ルール）を政府のチェックシートと照合し、
書かれていること・足りないこと・反対の定めを条項とともに返します。

結果は記載の有無を示すものです。要件を満たすかどうかは、担当者が判断してください。
誤りはすべて `application/problem+json`（RFC 9457）で返し、`type` は変わりません。"""


def create_app(
    settings: Settings | None = None, checker: Checker | None = None, *, with_worker: bool = True
) -> FastAPI:
    """Make the application.

    Args:
        settings: None takes them from the environment.
        checker: None makes the product's own, and analyses run in child processes; one that is given is used in this
            process.
        with_worker: whether analyses run here at all, or only in workers that are started by themselves.
    """
    settings = settings or Settings()
    database = Database(settings.database)
    blobs = open_blobs(settings.blob_url, settings.blob_folder)
    worker = _worker(settings, database, blobs, checker) if with_worker else None

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await to_thread.run_sync(prepare, database)
        queue = await to_thread.run_sync(WorkflowQueue, database)
        service = AnalysisService(queue, settings.queue_length)
        app.state.parts = Parts(
            settings,
            checker or _checker(settings),
            database,
            blobs,
            worker,
            Analyses(database, blobs, queue, service),
            CapacityLimiter(settings.workers),
        )
        if worker:
            await to_thread.run_sync(worker.start)
        yield
        if worker:
            await to_thread.run_sync(worker.stop)
        queue.close()
        database.close()

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
    api = APIRouter(prefix="/api/v1", responses=documented(CROSS_SITE, METHOD_NOT_ALLOWED, INTERNAL))
    for module in (analyses, sheets, extractions, checklists):
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


def _worker(settings: Settings, database: Database, blobs: Blobs, checker: Checker | None) -> BackgroundWorker:
    return WorkerProcesses(settings) if checker is None else Worker(settings, database, blobs, checker)


def _checker(settings: Settings) -> Checker:
    # Imported at use: an application given its checker needs no matcher.
    from app.engine import build_checker

    return build_checker(settings)
