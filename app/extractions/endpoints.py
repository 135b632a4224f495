"""REST: `/api/v1/extractions`."""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, File, UploadFile

from app.api.dependencies import Provided
from app.api.problem_details import documented
from app.checking import file_name
from app.problems import BAD_REQUEST, DOCUMENT_TYPES, INVALID_REQUEST, REQUEST_TOO_LARGE, document_problem
from extractors.document import Document
from extractors.problems import DocumentProblem

router = APIRouter(prefix="/extractions", tags=["extractions"])


@router.post(
    "",
    response_model=Document,
    summary="文書から条項を読み取る",
    description="見出し、条項、頁、位置を読み取って返す（照合はしない。何も保存しない）。",
    responses=documented(BAD_REQUEST, REQUEST_TOO_LARGE, INVALID_REQUEST, *DOCUMENT_TYPES.values()),
)
async def create_extraction(
    parts: Provided, file: Annotated[UploadFile, File(description="PDF又はWord文書（.docx）。")]
) -> Document:
    """Read one file."""
    name = file_name(file.filename)
    data = await file.read(parts.settings.file_bytes + 1)
    try:
        return await to_thread.run_sync(parts.checker.extract, data, name, limiter=parts.extractions)
    except DocumentProblem as error:
        raise document_problem(name, error) from error
