"""Problems as `application/problem+json` (RFC 9457), in Japanese and English, or as a page for a browser."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.logs import where
from app.problems import (
    BAD_REQUEST,
    INTERNAL,
    INVALID_REQUEST,
    METHOD_NOT_ALLOWED,
    NOT_FOUND,
    UNAVAILABLE,
    FieldError,
    ProblemType,
    ServiceProblem,
)
from app.storage.blobs import BlobsUnavailableError
from app.web.pages import render

_LOG = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
_BY_STATUS = {404: NOT_FOUND, 405: METHOD_NOT_ALLOWED}


class FieldErrorBody(BaseModel):
    """A field that is missing or wrong. Its value is not repeated."""

    field: str
    message: str


class ProblemBody(BaseModel):
    """Problem details (RFC 9457). `type` is stable; the other texts may be reworded."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": "/problems/encrypted",
                "title": "パスワードで保護されているため開けません。",
                "title_en": "The file is protected by a password.",
                "status": 422,
                "detail": "「仕様書.pdf」：パスワードで保護されているため開けません。",
                "detail_en": "仕様書.pdf: The file is protected by a password.",
                "action": "パスワードを解除したファイルを選んでください。",
                "action_en": "Remove the password and send the file again.",
                "file": "仕様書.pdf",
                "problems": [],
                "errors": [],
            }
        }
    )

    type: str = Field(description="問題の種類。変わりません。")
    title: str = Field(description="何が起きたか（日本語）。")
    title_en: str
    status: int
    detail: str = Field(description="この件の事実。文書の本文は含みません。")
    detail_en: str
    action: str = Field(description="どうすればよいか（日本語）。")
    action_en: str
    file: str | None = Field(default=None, description="問題のあるファイルの名前。")
    problems: list[ProblemBody] = Field(default=[], description="ファイルごとの問題。")
    errors: list[FieldErrorBody] = Field(default=[], description="誤りのある項目。")


def problem_body(problem: ServiceProblem) -> ProblemBody:
    """A problem as it is told."""
    kind, wording = problem.kind, problem.kind.wording
    return ProblemBody(
        type=kind.uri,
        title=wording.title_ja,
        title_en=wording.title_en,
        status=kind.status,
        detail=problem.detail_ja or wording.title_ja,
        detail_en=problem.detail_en or wording.title_en,
        action=wording.action_ja,
        action_en=wording.action_en,
        file=problem.file,
        problems=[problem_body(one) for one in problem.problems],
        errors=[FieldErrorBody(field=one.field, message=one.message) for one in problem.errors],
    )


def problem_response(problem: ServiceProblem, request: Request) -> Response:
    """The response that tells a problem: a page to a browser that is not calling the API, else JSON."""
    body = problem_body(problem)
    status, headers = problem.kind.status, problem.headers
    if not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", ""):
        page = render("problem.html", problem=body, heading="処理できませんでした")
        return HTMLResponse(page, status, headers)
    return Response(body.model_dump_json(), status, headers, MEDIA_TYPE)


def documented(*kinds: ProblemType) -> dict[int | str, dict[str, Any]]:
    """OpenAPI responses for the types of problem that an endpoint can answer with."""
    by_status: dict[int | str, list[ProblemType]] = {}
    for kind in kinds:
        by_status.setdefault(kind.status, []).append(kind)
    return {
        status: {
            "description": "\n".join(f"- `{kind.uri}`：{kind.wording.title_ja}" for kind in some),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemBody"}}},
        }
        for status, some in by_status.items()
    }


def install(app: FastAPI) -> None:
    """Have every refusal of the application and its framework told as a problem."""

    async def service_problem(request: Request, error: Exception) -> Response:
        if not isinstance(error, ServiceProblem):
            raise TypeError(error)
        return problem_response(error, request)

    async def invalid_request(request: Request, error: Exception) -> Response:
        if not isinstance(error, RequestValidationError):
            raise TypeError(error)
        fields = [FieldError(".".join(map(str, one["loc"])), one["msg"]) for one in error.errors()]
        return problem_response(ServiceProblem(INVALID_REQUEST, errors=fields), request)

    async def http_error(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise TypeError(error)
        return problem_response(_from_status(error.status_code, error.headers), request)

    async def unavailable(request: Request, error: Exception) -> Response:
        _LOG.error("database or blobs are unavailable: %s", where(error))
        return problem_response(ServiceProblem(UNAVAILABLE), request)

    app.add_exception_handler(ServiceProblem, service_problem)
    for kind in (OperationalError, PoolTimeoutError, BlobsUnavailableError):
        app.add_exception_handler(kind, unavailable)
    app.add_exception_handler(RequestValidationError, invalid_request)
    app.add_exception_handler(HTTPException, http_error)


def _from_status(status: int, headers: Mapping[str, str] | None) -> ServiceProblem:
    """The problem for a bare HTTP error of the framework."""
    kind = _BY_STATUS.get(status, BAD_REQUEST if status < HTTPStatus.INTERNAL_SERVER_ERROR else INTERNAL)
    return ServiceProblem(kind, headers=headers)
