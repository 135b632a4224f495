"""REST: `/api/v1/analyses`."""

from __future__ import annotations

import re
from collections.abc import AsyncIterable
from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, File, Form, Header, Query, Request, UploadFile
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import AwareDatetime
from starlette.responses import JSONResponse, Response

from app.analyses.cursor import from_cursor, to_cursor
from app.analyses.events import follow
from app.analyses.model import Analysis, Status
from app.analyses.repository import Filter, Position
from app.analyses.schemas import AnalysisBody, AnalysisPage, analysis_body
from app.analyses.service import report_of
from app.api.conditional import entity_tag, unchanged
from app.api.dependencies import Parts, Provided
from app.api.negotiation import ReportFormat, attachment, chosen_format
from app.api.problem_details import documented
from app.api.uploads import received
from app.checking import find_edition
from app.exports.registry import FORMATS, export
from app.problems import (
    ANALYSIS_CANCELLED,
    ANALYSIS_FAILED,
    ANALYSIS_FINISHED,
    ANALYSIS_NOT_FOUND,
    BAD_REQUEST,
    BUSY,
    IDEMPOTENCY_KEY_REUSED,
    INVALID_REQUEST,
    KINDS_MISMATCH,
    NO_FILES,
    NOT_ACCEPTABLE,
    NOT_FINISHED,
    REQUEST_TOO_LARGE,
    TOO_MANY_FILES,
    UNAVAILABLE,
    UNKNOWN_EDITION,
    UNKNOWN_KIND,
)
from app.version import product_version
from matchers.report import Report

router = APIRouter(prefix="/analyses", tags=["analyses"])
_CREATE = """1件以上のファイルを1組の調達文書として点検する。応答した要求は、サービスが途中で止まっても必ず1回だけ点検される。

読み取れないファイル（暗号化、破損、対象外の形式など）が1つでもあれば、組全体を点検しない（`failed`）。
一部を欠いたまま点検すると、実際にはない漏れを示してしまうため。どのファイルをどう直せばよいかを `problems` に示す。"""
_EVENTS = """状態が変わるたびに`status`イベントで点検を送り、終わると閉じる。データは`GET /analyses/{analysis_id}`の応答と同じ。
途中で削除されると`deleted`イベントを送って閉じる。"""
_WAIT = re.compile(r"(?:^|[,;\s])wait=(\d{1,6})(?=$|[,;\s])")
_NOT_MODIFIED = {"description": "If-None-Matchに示す版から変わっていない。"}

Prefer = Annotated[str | None, Header(description="`wait=N`：終わるまで最大N秒待って答える（RFC 7240）。")]
IfNoneMatch = Annotated[str | None, Header(description="前の応答のETag。変わっていなければ304を返す。")]


def _body(request: Request, analysis: Analysis) -> AnalysisBody:
    return analysis_body(analysis, request.url_for("get_report", analysis_id=analysis.id).path)


def _tagged(request: Request, analysis: Analysis) -> tuple[str, str]:
    """An analysis as JSON, and the entity tag of that."""
    content = _body(request, analysis).model_dump_json()
    return content, entity_tag(content)


def _wait(prefer: str | None, parts: Parts) -> int:
    """Seconds to wait that a `Prefer` header asks for, within the bound."""
    match = _WAIT.search(prefer or "")
    return min(int(match[1]), parts.settings.wait_seconds) if match else 0


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
                     KINDS_MISMATCH, UNKNOWN_KIND, IDEMPOTENCY_KEY_REUSED, BUSY, UNAVAILABLE),
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
    prefer: Prefer = None,
    idempotency_key: Annotated[
        str | None,
        Header(
            min_length=1,
            max_length=255,
            pattern=r"^[\x21-\x7e]+$",
            description="送り直しても1回だけ点検されるようにするキー。同じキーと同じ内容には、先に受け付けた点検を返す。",
        ),
    ] = None,
) -> Response:
    """Take a package of files."""
    chosen = find_edition(edition or parts.settings.edition)
    sources = await received(files, kinds or [], chosen, parts.settings)
    analysis = await to_thread.run_sync(parts.analyses.submit, sources, chosen, idempotency_key)
    headers = {"Location": request.url_for("get_analysis", analysis_id=analysis.id).path}
    if seconds := _wait(prefer, parts):
        analysis = await parts.analyses.wait(analysis.id, seconds)
        headers["Preference-Applied"] = f"wait={seconds}"
    status = 201 if analysis.done else 202
    return JSONResponse(_body(request, analysis).model_dump(mode="json"), status, headers)


@router.get(
    "",
    response_model=AnalysisPage,
    summary="点検の一覧を取得する",
    description="新しい順に返す。続きは`next`を`cursor`に指定して取得する。",
    responses=documented(INVALID_REQUEST, UNAVAILABLE),
)
def list_analyses(
    request: Request,
    parts: Provided,
    status: Annotated[list[Status] | None, Query(description="状態。複数指定できる。")] = None,
    created_from: Annotated[AwareDatetime | None, Query(description="この日時以後に受け付けたもの。")] = None,
    created_before: Annotated[AwareDatetime | None, Query(description="この日時より前に受け付けたもの。")] = None,
    name: Annotated[str, Query(max_length=255, description="ファイル名の一部。")] = "",
    limit: Annotated[int, Query(ge=1, le=200, description="最大の件数。")] = 50,
    cursor: Annotated[str | None, Query(max_length=200, description="前の応答の`next`。")] = None,
) -> AnalysisPage:
    """Analyses, newest first."""
    wanted = Filter(status or (), created_from, created_before, name)
    after = from_cursor(cursor) if cursor else None
    found = parts.analyses.page(wanted, after, limit + 1)
    shown = found[:limit]
    more = to_cursor(Position(shown[-1].created, shown[-1].id)) if len(found) > limit else None
    return AnalysisPage(analyses=[_body(request, analysis) for analysis in shown], next=more)


@router.get(
    "/{analysis_id}",
    response_model=AnalysisBody,
    summary="点検の状態を取得する",
    description="状態（queued、running、succeeded、failed、cancelled）、段階及び進み具合を返す。"
    "`Prefer: wait=N`があれば終わるまで、`If-None-Match`もあれば変わるまで、最大N秒待って答える。",
    responses={304: _NOT_MODIFIED, **documented(ANALYSIS_NOT_FOUND, INVALID_REQUEST, UNAVAILABLE)},
)
async def get_analysis(
    request: Request, parts: Provided, analysis_id: str, prefer: Prefer = None, if_none_match: IfNoneMatch = None
) -> Response:
    """How far an analysis is."""

    def new(analysis: Analysis) -> bool:
        return analysis.done if if_none_match is None else not unchanged(if_none_match, _tagged(request, analysis)[1])

    analysis = await parts.analyses.changed(analysis_id, new, seconds := _wait(prefer, parts))
    content, tag = _tagged(request, analysis)
    headers = {"ETag": tag} | ({"Preference-Applied": f"wait={seconds}"} if seconds else {})
    if unchanged(if_none_match, tag):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type="application/json")


async def _existing(parts: Provided, analysis_id: str) -> Analysis:
    """The analysis of the path: a stream can no longer answer with 404 once it has begun."""
    return await to_thread.run_sync(parts.analyses.get, analysis_id)


@router.get(
    "/{analysis_id}/events",
    response_class=EventSourceResponse,
    summary="点検の進み具合を受け取る",
    description=_EVENTS,
    responses={
        200: {"description": "Server-Sent Events。"},
        **documented(ANALYSIS_NOT_FOUND, INVALID_REQUEST, UNAVAILABLE),
    },
)
async def stream_events(
    request: Request, parts: Provided, analysis: Annotated[Analysis, Depends(_existing)]
) -> AsyncIterable[ServerSentEvent]:
    """The analysis at every change, until its end."""
    async for event in follow(parts.analyses, analysis, partial(_body, request)):
        yield event


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
        304: _NOT_MODIFIED,
        **documented(ANALYSIS_NOT_FOUND, NOT_ACCEPTABLE, NOT_FINISHED, ANALYSIS_FAILED, ANALYSIS_CANCELLED,
                     INVALID_REQUEST, UNAVAILABLE),
    },
)  # fmt: skip
def get_report(
    parts: Provided,
    analysis_id: str,
    report_format: Annotated[
        ReportFormat | None, Query(alias="format", description="形式。Acceptより優先する。")
    ] = None,
    accept: Annotated[str | None, Header(description="形式の指定（formatがないとき）。")] = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """The report in the format asked for."""
    chosen = FORMATS[report_format.value] if report_format else chosen_format(accept)
    analysis = parts.analyses.get(analysis_id)
    # The version, because it also depends on the product how a report is shown.
    headers = {"ETag": entity_tag(report_of(analysis), chosen.id, product_version()), "Vary": "Accept"}
    if unchanged(if_none_match, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    report = parts.analyses.report(analysis)
    headers["Content-Disposition"] = attachment(report, chosen.id)
    if chosen.id == "html":
        # A file to keep: opened from here it runs nothing; its own policy holds where it is saved.
        headers["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    content = export(report, find_edition(analysis.edition), chosen.id)
    return Response(content, headers=headers, media_type=chosen.media_type)


@router.post(
    "/{analysis_id}/cancel",
    response_model=AnalysisBody,
    summary="点検を取り消す",
    description="順番を待っている点検も、実行中の点検も取り消せる。ファイルと読み取った内容は消える。",
    responses=documented(ANALYSIS_NOT_FOUND, ANALYSIS_FINISHED, INVALID_REQUEST, UNAVAILABLE),
)
def cancel_analysis(request: Request, parts: Provided, analysis_id: str) -> AnalysisBody:
    """End an analysis before it comes to its end."""
    return _body(request, parts.analyses.cancel(analysis_id))


@router.delete(
    "/{analysis_id}",
    status_code=204,
    summary="点検を削除する",
    description="点検、ファイル、読み取った内容及び結果を消す。実行中なら取り消す。",
    responses=documented(ANALYSIS_NOT_FOUND, INVALID_REQUEST, UNAVAILABLE),
)
def delete_analysis(parts: Provided, analysis_id: str) -> None:
    """Forget an analysis and erase all that was kept for it."""
    parts.analyses.remove(analysis_id)
