"""The web pages: choose files, see the progress, read the report."""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, File, Form, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.analyses.model import Status
from app.api.dependencies import Provided
from app.api.problem_details import problem_body
from app.api.uploads import received
from app.checking import STEP_WORDS, find_edition
from app.exports.registry import FORMATS
from app.exports.view import build_view
from app.exports.wording import VERDICTS
from app.problems import ANALYSIS_CANCELLED, ANALYSIS_FAILED, NOT_FOUND, PROBLEM_TYPES, ServiceProblem
from app.web.pages import render
from checklist_data import editions
from matchers.report import Verdict

router = APIRouter(include_in_schema=False)
SEE_OTHER = 303
_QUEUED = "順番を待っています"
_MEANINGS = {
    Verdict.COVERED: "必須の観点がすべて、求める形で書かれています。",
    Verdict.PARTIAL: "一部の観点だけが書かれているか、努力義務などの弱い書き方です。",
    Verdict.CONTRARY: "求めることと反対の定めがあります。",
    Verdict.MISSING: "該当する条項が見つかりませんでした。",
    Verdict.UNVERIFIABLE: "文書を十分に読み取れず、判定できません。",
}


@router.get("/")
def home(parts: Provided) -> HTMLResponse:
    """Choose files."""
    settings = parts.settings
    page = render(
        "home.html",
        edition=find_edition(settings.edition),
        editions=[find_edition(edition) for edition in editions()],
        max_files=settings.upload_files,
        max_mebibytes=f"{settings.upload_bytes / (1 << 20):g}",
        verdicts=[(verdict, word, _MEANINGS[verdict]) for verdict, word in VERDICTS.items()],
    )
    return HTMLResponse(page)


@router.post("/analyses")
async def submit(
    parts: Provided,
    files: Annotated[list[UploadFile] | None, File()] = None,
    kinds: Annotated[list[str] | None, Form()] = None,
    edition: Annotated[str | None, Form()] = None,
) -> Response:
    """Take the form."""
    chosen = find_edition(edition or parts.settings.edition)
    sources = await received(files or [], kinds or [], chosen, parts.settings)
    analysis = await to_thread.run_sync(parts.analyses.submit, sources, chosen)
    return RedirectResponse(f"/analyses/{analysis.id}", SEE_OTHER)


@router.get("/analyses/{analysis_id}")
def show(parts: Provided, analysis_id: str) -> HTMLResponse:
    """The progress, the report, or why there is none."""
    analysis = parts.analyses.get(analysis_id)
    if analysis.status is Status.FAILED:
        problem = problem_body(ServiceProblem(ANALYSIS_FAILED, problems=analysis.problems))
        return HTMLResponse(render("problem.html", problem=problem, heading="点検できませんでした"))
    if analysis.status is Status.CANCELLED:
        problem = problem_body(ServiceProblem(ANALYSIS_CANCELLED))
        return HTMLResponse(render("problem.html", problem=problem, heading="点検は取り消されました"))
    if analysis.report is None:
        return HTMLResponse(render("progress.html", analysis=analysis, steps=STEP_WORDS, queued=_QUEUED))
    page = render(
        "report_page.html",
        view=build_view(parts.analyses.report(analysis), find_edition(analysis.edition)),
        analysis=analysis,
        formats=FORMATS.values(),
        retention=_duration(parts.settings.retention_seconds),
    )
    return HTMLResponse(page)


@router.post("/analyses/{analysis_id}/delete")
def delete(parts: Provided, analysis_id: str) -> Response:
    """Forget an analysis."""
    parts.analyses.remove(analysis_id)
    return RedirectResponse("/", SEE_OTHER)


@router.get("/problems/{code}")
def problem_type(code: str) -> HTMLResponse:
    """What a type of problem means: the page that its `type` resolves to."""
    if code not in PROBLEM_TYPES:
        raise ServiceProblem(NOT_FOUND)
    return HTMLResponse(render("problem_type.html", kind=PROBLEM_TYPES[code]))


def _duration(seconds: int) -> str:
    """Rounded down to the largest unit that it fills."""
    for unit, length in (("日間", 86_400), ("時間", 3600), ("分間", 60)):
        if seconds >= length:
            return f"{seconds // length}{unit}"
    return f"{seconds}秒間"
