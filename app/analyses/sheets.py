"""REST: `/api/v1/analyses/{id}/sheet`."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated
from urllib.parse import quote

from anyio import to_thread
from fastapi import APIRouter, File, Form, UploadFile
from fastapi.responses import JSONResponse
from pydantic import TypeAdapter
from starlette.responses import Response

from app.api.dependencies import Provided
from app.api.problem_details import documented
from app.checking import file_name, find_edition
from app.exports.own_sheet import Columns, Filled, FillResult, fill
from app.exports.registry import XLSX_TYPE
from app.problems import (
    ANALYSIS_FAILED,
    ANALYSIS_NOT_FOUND,
    BAD_REQUEST,
    DOCUMENT_TYPES,
    INVALID_REQUEST,
    NOT_FINISHED,
    REQUEST_TOO_LARGE,
    SHEET_BAD_COLUMN,
    SHEET_NOT_WORKBOOK,
    SHEET_WITHOUT_COLUMNS,
    SHEET_WITHOUT_ITEMS,
    document_problem,
)
from extractors.problems import DocumentProblem, ProblemCode

router = APIRouter(prefix="/analyses", tags=["analyses"])
_MACROS = ".xlsm"
_XLSM_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.12"
_FILE_PROBLEMS = (ProblemCode.EMPTY, ProblemCode.ENCRYPTED, ProblemCode.DAMAGED, ProblemCode.TOO_LARGE,
                  ProblemCode.TOO_COMPLEX)  # fmt: skip
_RESULT = TypeAdapter(FillResult)
_FILL = """送られたExcelブックから項目の行（番号、項目名又はID）と回答の列（判定、該当箇所、備考など）を探し、その欄だけに
点検結果を書いて返す。ほかの部分は変えない。すでに記入のある欄は、overwriteを指定しない限り変えない。

`result=true` とすると、ファイルの代わりに、書いた欄、そのままにした欄とその理由、見つからない項目を返す。"""
Letters = Annotated[str | None, Form(description="回答の列の文字（例：D）。1つでも指定すると、指定した列だけに書く。")]


@router.post(
    "/{analysis_id}/sheet",
    response_class=Response,
    summary="自組織のチェックシートに記入する",
    description=_FILL,
    responses={
        200: {
            "model": FillResult,
            "description": "記入したブック。`Fill-Written`、`Fill-Skipped`、`Fill-Not-Found` に件数を示す。",
            "content": {XLSX_TYPE: {}, _XLSM_TYPE: {}},
        },
        **documented(BAD_REQUEST, ANALYSIS_NOT_FOUND, NOT_FINISHED, ANALYSIS_FAILED, REQUEST_TOO_LARGE, INVALID_REQUEST,
                     SHEET_NOT_WORKBOOK, SHEET_WITHOUT_ITEMS, SHEET_WITHOUT_COLUMNS, SHEET_BAD_COLUMN,
                     *(DOCUMENT_TYPES[code] for code in _FILE_PROBLEMS)),
    },
)  # fmt: skip
async def fill_sheet(
    parts: Provided,
    analysis_id: str,
    sheet: Annotated[UploadFile, File(description="自組織のチェックシート（.xlsx、.xlsm）。")],
    verdict: Letters = None,
    place: Letters = None,
    remark: Letters = None,
    overwrite: Annotated[bool, Form(description="すでに記入のある欄も書き換えるか。")] = False,
    result: Annotated[bool, Form(description="ファイルの代わりに、欄ごとの結果を返すか。")] = False,
) -> Response:
    """Fill in the office's own sheet; nothing of it is kept."""
    columns = Columns(verdict, place, remark)
    name = file_name(sheet.filename)
    data = await sheet.read(parts.settings.file_bytes + 1)

    def filled() -> Filled:
        analysis = parts.analyses.get(analysis_id)
        report, edition = parts.analyses.report(analysis), find_edition(analysis.edition)
        return fill(data, report, edition, columns if columns.letters else None, overwrite, parts.settings.limits)

    try:
        done = await to_thread.run_sync(filled, limiter=parts.extractions)
    except DocumentProblem as error:
        raise document_problem(name, error) from error
    if result:
        return JSONResponse(_RESULT.dump_python(done.result, mode="json"))
    return Response(done.data, headers=_headers(name, done.result),
                    media_type=_XLSM_TYPE if name.lower().endswith(_MACROS) else XLSX_TYPE)  # fmt: skip


def _headers(name: str, result: FillResult) -> dict[str, str]:
    saved = f"{PurePath(name).stem}_記入済{PurePath(name).suffix}"
    return {
        "Content-Disposition": f"attachment; filename=\"sheet.xlsx\"; filename*=UTF-8''{quote(saved, safe='')}",
        "Fill-Written": str(len(result.written)),
        "Fill-Skipped": str(len(result.skipped)),
        "Fill-Not-Found": str(len(result.not_found)),
    }
