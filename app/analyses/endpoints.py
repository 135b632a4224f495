"""REST: `/api/v1/analyses`."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, File, Form, Header, Query, Request, UploadFile
from starlette.responses import JSONResponse, Response

from app.analyses.model import Analysis
from app.analyses.schemas import AnalysisBody, analysis_body
from app.api.dependencies import Parts, Provided
from app.api.negotiation import ReportFormat, attachment, chosen_format
from app.api.problem_details import documented
from app.api.uploads import received
from app.checking import find_edition
from app.exports.registry import FORMATS, export
from app.problems import (
    ANALYSIS_FAILED,
    ANALYSIS_NOT_FOUND,
    BAD_REQUEST,
    BUSY,
    INVALID_REQUEST,
    KINDS_MISMATCH,
    NO_FILES,
    NOT_ACCEPTABLE,
    NOT_FINISHED,
    REQUEST_TOO_LARGE,
    TOO_MANY_FILES,
    UNKNOWN_EDITION,
    UNKNOWN_KIND,
)
from matchers.report import Report

router = APIRouter(prefix="/analyses", tags=["analyses"])
_CREATE = """1件以上のファイルを1組の調達文書として点検する。

読み取れないファイル（暗号化、破損、対象外の形式など）が1つでもあれば、組全体を点検しない（`failed`）。
一部を欠いたまま点検すると、実際にはない漏れを示してしまうため。どのファイルをどう直せばよいかを `problems` に示す。"""
_WAIT = re.compile(r"(?:^|[,;\s])wait=(\d{1,6})(?=$|[,;\s])")


def _body(analysis: Analysis, request: Request) -> AnalysisBody:
    url = request.url_for("get_report", analysis_id=analysis.id).path
    return analysis_body(analysis, url)


@router.post(
    "",
    status_code=202,
    response_model=AnalysisBody,
    summary="文書を点検に出す",
    description=_CREATE,
    responses={
        201: {"model": AnalysisBody, "description": "Prefer: wait=N の時間内に終わった。"},
        202: {"description": "受け付けた。Locationで状態を取得できる。"},
        **documented(BAD_REQUEST, UNKNOWN_EDITION, REQUEST_TOO_LARGE, INVALID_REQUEST, NO_FILES, TOO_MANY_FILES,
                     KINDS_MISMATCH, UNKNOWN_KIND, BUSY),
    },
)  # fmt: skip
async def create_analysis(
    request: Request,
    parts: Provided,
    files: Annotated[list[UploadFile], File(description="PDF又はWord文書（.docx）。1つの調達の文書をまとめて送る。")],
    kinds: Annotated[
        list[str] | None,
        Form(description="文書の種類（spec｜contract｜rules｜auto）。省略、1つ（全ファイルに共通）又はファイルと同じ数。"),
    ] = None,
    edition: Annotated[str | None, Form(description="チェックリストの版。省略すると既定の版。")] = None,
    prefer: Annotated[str | None, Header(description="`wait=N`：終わるまで最大N秒待って答える（RFC 7240）。")] = None,
) -> Response:
    """Take a package of files."""
    chosen = find_edition(edition or parts.settings.edition)
    sources = await received(files, kinds or [], chosen, parts.settings)
    analysis = parts.analyses.submit(sources, chosen)
    headers = {"Location": request.url_for("get_analysis", analysis_id=analysis.id).path}
    if seconds := _wait(prefer, parts):
        analysis = await parts.analyses.wait(analysis.id, seconds)
        headers["Preference-Applied"] = f"wait={seconds}"
    status = 201 if analysis.done else 202
    return JSONResponse(_body(analysis, request).model_dump(mode="json"), status, headers)


@router.get(
    "/{analysis_id}",
    response_model=AnalysisBody,
    summary="点検の状態を取得する",
    description="状態（queued、running、succeeded、failed）、段階及び進み具合を返す。",
    responses=documented(ANALYSIS_NOT_FOUND, INVALID_REQUEST),
)
async def get_analysis(request: Request, parts: Provided, analysis_id: str) -> AnalysisBody:
    """How far an analysis is."""
    return _body(parts.analyses.get(analysis_id), request)


@router.get(
    "/{analysis_id}/report",
    response_class=Response,
    summary="点検結果を取得する",
    description="点検結果をJSON、HTML、Excel、CSV又はMarkdownで返す。",
    responses={
        200: {
            "model": Report,
            "description": "点検結果。JSON以外の形式も同じ内容を示す。",
            "content": {one.media_type.split(";")[0]: {} for one in FORMATS.values()},
        },
        **documented(ANALYSIS_NOT_FOUND, NOT_ACCEPTABLE, NOT_FINISHED, ANALYSIS_FAILED, INVALID_REQUEST),
    },
)
def get_report(
    parts: Provided,
    analysis_id: str,
    report_format: Annotated[
        ReportFormat | None, Query(alias="format", description="形式。Acceptより優先する。")
    ] = None,
    accept: Annotated[str | None, Header(description="形式の指定（formatがないとき）。")] = None,
) -> Response:
    """The report in the format asked for."""
    chosen = FORMATS[report_format.value] if report_format else chosen_format(accept)
    report, edition = parts.analyses.report(analysis_id)
    headers = {"Content-Disposition": attachment(report, chosen.id), "Vary": "Accept"}
    if chosen.id == "html":
        # A file to keep: opened from here it runs nothing; its own policy holds where it is saved.
        headers["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return Response(export(report, edition, chosen.id), headers=headers, media_type=chosen.media_type)


@router.delete(
    "/{analysis_id}",
    status_code=204,
    summary="点検を削除する",
    description="点検と結果を消す。実行中なら、終わっても結果は残らない。",
    responses=documented(ANALYSIS_NOT_FOUND, INVALID_REQUEST),
)
async def delete_analysis(parts: Provided, analysis_id: str) -> None:
    """Forget an analysis."""
    parts.analyses.remove(analysis_id)


def _wait(prefer: str | None, parts: Parts) -> int:
    """Seconds to wait that a `Prefer` header asks for, within the bound."""
    match = _WAIT.search(prefer or "")
    return min(int(match[1]), parts.settings.wait_seconds) if match else 0
