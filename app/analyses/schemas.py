"""Analyses as the API shows them."""

from __future__ import annotations

import datetime

from pydantic import BaseModel, ConfigDict, Field

from app.analyses.model import Analysis, Status
from app.api.problem_details import ProblemBody, problem_body
from app.checking import Step


class AnalysisBody(BaseModel):
    """An analysis and how far it is."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": "q0cZ2mHk8YtXw1sV5uJ9bA7e",
                "status": "running",
                "step": "match",
                "percent": 60,
                "edition": "ds920-2025-05",
                "files": ["調達仕様書.pdf", "契約書案.docx"],
                "created": "2026-04-01T09:00:00Z",
                "finished": None,
                "problems": [],
                "report": None,
            }
        }
    )

    id: str
    status: Status = Field(description="queued 受付済み／running 点検中／succeeded 完了／failed 点検できず")
    step: Step | None = Field(description="extract 読み取り／match 照合／report 結果の作成")
    percent: int = Field(ge=0, le=100)
    edition: str = Field(description="チェックリストの版。")
    files: list[str] = Field(description="ファイル名（送った順）。")
    created: datetime.datetime
    finished: datetime.datetime | None
    problems: list[ProblemBody] = Field(description="点検できなかった理由（ファイルごと）。")
    report: str | None = Field(description="結果のURL。完了したときだけ。")


def analysis_body(analysis: Analysis, report_url: str) -> AnalysisBody:
    """An analysis as the API shows it; `report_url` is where its report is or will be."""
    return AnalysisBody(
        id=analysis.id,
        status=analysis.status,
        step=analysis.step,
        percent=analysis.percent,
        edition=analysis.edition,
        files=list(analysis.files),
        created=analysis.created,
        finished=analysis.finished,
        problems=[problem_body(problem) for problem in analysis.problems],
        report=report_url if analysis.report is not None else None,
    )
