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
                "started": "2026-04-01T09:00:01Z",
                "finished": None,
                "problems": [],
                "report": None,
            }
        }
    )

    id: str
    status: Status = Field(description="queued 受付済み／running 点検中／succeeded 完了／failed 点検できず／cancelled 取消し")
    step: Step | None = Field(description="extract 読み取り／match 照合／report 結果の作成")
    percent: int = Field(ge=0, le=100)
    edition: str = Field(description="チェックリストの版。")
    files: list[str] = Field(description="ファイル名（送った順）。")
    created: datetime.datetime
    started: datetime.datetime | None
    finished: datetime.datetime | None
    problems: list[ProblemBody] = Field(description="点検できなかった理由（ファイルごと）。")
    report: str | None = Field(description="結果のURL。完了したときだけ。")


class AnalysisPage(BaseModel):
    """Some analyses, newest first."""

    analyses: list[AnalysisBody]
    next: str | None = Field(description="続きを取得するときの`cursor`。続きがなければnull。")


def analysis_body(analysis: Analysis, report_url: str) -> AnalysisBody:
    """An analysis as the API shows it; `report_url` is where its report is or will be."""
    return AnalysisBody(
        id=analysis.id,
        status=analysis.status,
        step=analysis.step,
        percent=analysis.percent,
        edition=analysis.edition,
        files=[file.name for file in analysis.files],
        created=analysis.created,
        started=analysis.started,
        finished=analysis.finished,
        problems=[problem_body(problem) for problem in analysis.problems],
        report=report_url if analysis.report is not None else None,
    )
