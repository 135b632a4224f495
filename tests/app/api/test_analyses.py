from __future__ import annotations

import io
import json
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from app_fakes import CONFIDENTIAL, GatedChecker, fake_checker
from docx import Document
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from app.exports.registry import FORMATS
from app.main import create_app
from app.settings import Settings
from checklist_data import load
from matchers.report import Report

API = "/api/v1/analyses"
TITLES = [item.title.text for item in load().items]
LIMITS = Settings(upload_files=3, upload_bytes=20_000, file_bytes=5_000)
WAIT = {"Prefer": "wait=60"}


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(create_app(LIMITS, fake_checker())) as client:
        yield client


@pytest.fixture
def gated() -> Iterator[tuple[TestClient, GatedChecker]]:
    checker = GatedChecker()
    with TestClient(create_app(Settings(queue_length=1), checker)) as client:
        yield client, checker
        checker.gate.set()


def package(*texts: str) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", (f"仕様書{n}.pdf", text.encode())) for n, text in enumerate(texts)]


def submit(client: TestClient, *texts: str, **form: str | list[str]) -> str:
    answer = client.post(API, files=package(*texts), data=form, headers=WAIT)
    assert answer.status_code == 201, answer.text
    return str(answer.headers["Location"])


def test_from_files_to_report(gated: tuple[TestClient, GatedChecker]) -> None:
    client, checker = gated
    answer = client.post(API, files=package(TITLES[0]))
    assert answer.status_code == 202
    location = answer.headers["Location"]
    assert answer.json()["status"] in ("queued", "running")
    assert checker.started.wait(60)
    running = client.get(location).json()
    assert (running["status"], running["step"], running["percent"]) == ("running", "extract", 0)
    early = client.get(f"{location}/report")
    assert early.status_code == 409
    assert early.json()["type"] == "/problems/analysis_not_finished"
    assert early.headers["Retry-After"] == "1"
    checker.gate.set()
    while (done := client.get(location).json())["status"] == "running":
        pass
    assert (done["status"], done["percent"], done["problems"]) == ("succeeded", 100, [])
    assert done["files"] == ["仕様書0.pdf"]
    report = Report.model_validate(client.get(done["report"]).json())
    assert report.items[0].evidence[0].text == TITLES[0]


def test_prefer_wait_answers_with_the_finished_analysis(client: TestClient) -> None:
    answer = client.post(API, files=package(TITLES[0]), headers={"Prefer": "respond-async, wait=60"})
    assert answer.status_code == 201
    assert answer.headers["Preference-Applied"] == "wait=60"
    assert answer.json()["status"] == "succeeded"


def test_prefer_wait_ends_in_time(gated: tuple[TestClient, GatedChecker]) -> None:
    client, _ = gated
    answer = client.post(API, files=package("あ"), headers={"Prefer": "wait=1"})
    assert answer.status_code == 202
    assert answer.json()["report"] is None


def test_kinds_and_edition_are_used(client: TestClient) -> None:
    location = submit(client, "あ", "い", kinds=["spec", "contract"], edition=load().id)
    report = client.get(f"{location}/report").json()
    assert [document["kind"] for document in report["documents"]] == ["spec", "contract"]
    assert report["edition"] == load().id


@pytest.mark.parametrize("format_id", FORMATS)
def test_every_format_by_parameter_and_by_accept(client: TestClient, format_id: str) -> None:
    location = submit(client, TITLES[0])
    by_parameter = client.get(f"{location}/report", params={"format": format_id}, headers={"Accept": "text/nothing"})
    media_type = FORMATS[format_id].media_type.split(";")[0]
    by_accept = client.get(f"{location}/report", headers={"Accept": f"application/nothing, {media_type}"})
    for answer in (by_parameter, by_accept):
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].split(";")[0] == media_type
        disposition = answer.headers["Content-Disposition"]
        assert disposition.startswith(f'attachment; filename="report.{format_id}"; filename*=UTF-8\'\'')
        assert unquote(disposition).endswith(f"点検結果_仕様書0.{format_id}")
    if format_id == "xlsx":
        assert "根拠" in load_workbook(io.BytesIO(by_accept.content)).sheetnames
    elif format_id == "docx":
        assert any(TITLES[0] in paragraph.text for paragraph in Document(io.BytesIO(by_accept.content)).paragraphs)
    else:
        assert TITLES[0] in by_accept.content.decode("utf-8-sig")


def test_unreadable_members_fail_the_package_and_are_all_named(client: TestClient) -> None:
    answer = client.post(
        API, files=package(CONFIDENTIAL, "PROBLEM encrypted", "PROBLEM ichitaro"), headers=WAIT
    )
    analysis = answer.json()
    assert answer.status_code == 201
    assert analysis["status"] == "failed"
    assert [(one["type"], one["file"]) for one in analysis["problems"]] == [
        ("/problems/encrypted", "仕様書1.pdf"),
        ("/problems/ichitaro", "仕様書2.pdf"),
    ]
    assert "パスワードを解除" in analysis["problems"][0]["action"]
    report = client.get(f"{answer.headers['Location']}/report")
    assert report.status_code == 409
    assert report.json()["type"] == "/problems/analysis_failed"
    assert report.json()["problems"] == analysis["problems"]
    assert CONFIDENTIAL not in answer.text + report.text


def test_unreadable_quality_is_a_report_not_a_failure(client: TestClient) -> None:
    report = client.get(f"{submit(client, 'BLANK')}/report").json()
    assert {item["verdict"] for item in report["items"]} == {"unverifiable"}
    assert report["documents"][0]["quality"] == {"state": "unreadable", "reasons": ["文字がありません"]}


def test_a_bug_fails_the_analysis_without_telling_its_text(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.post(API, files=package("CRASH"), headers=WAIT)
    assert answer.json()["status"] == "failed"
    assert [one["type"] for one in answer.json()["problems"]] == ["/problems/internal"]
    assert "in fake_judge" in caplog.text
    assert CONFIDENTIAL not in caplog.text
    assert CONFIDENTIAL not in answer.text


def test_deleted_analyses_are_gone(client: TestClient) -> None:
    location = submit(client, "あ")
    assert client.delete(location).status_code == 204
    for path in (location, f"{location}/report"):
        assert client.get(path).json()["type"] == "/problems/analysis_not_found"
    assert client.delete(location).status_code == 404


def test_deleting_an_analysis_stops_its_reading(gated: tuple[TestClient, GatedChecker]) -> None:
    client, checker = gated
    location = client.post(API, files=package("あ")).headers["Location"]
    assert checker.started.wait(60)
    assert client.delete(location).status_code == 204
    assert checker.stopped.wait(60)
    assert client.get(location).status_code == 404


def test_the_end_of_the_service_stops_what_is_being_read() -> None:
    settings, checker = Settings(shutdown_seconds=0), GatedChecker()
    with TestClient(create_app(settings, checker)) as client:
        location = client.post(API, files=package("あ")).headers["Location"]
        assert checker.started.wait(60)
    assert checker.stopped.wait(60)
    with TestClient(create_app(settings, fake_checker(), with_worker=False)) as client:
        assert client.get(location).json()["status"] == "running"


def test_a_full_queue_refuses(gated: tuple[TestClient, GatedChecker]) -> None:
    client, checker = gated
    assert client.post(API, files=package("あ")).status_code == 202
    assert checker.started.wait(60)
    assert client.post(API, files=package("い")).status_code == 202
    refused = client.post(API, files=package("う"))
    assert refused.status_code == 503
    assert refused.json()["type"] == "/problems/busy"
    assert int(refused.headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("texts", "form", "status", "kind"),
    [
        ([], {}, 422, "invalid_request"),
        (["あ"] * 4, {}, 422, "too_many_files"),
        (["あ"], {"kinds": ["novel"]}, 422, "unknown_kind"),
        (["あ"], {"kinds": ["spec", "spec"]}, 422, "kinds_mismatch"),
        (["あ"], {"edition": "none"}, 404, "unknown_edition"),
        (["あ" * 9000], {}, 413, "request_too_large"),
    ],
)
def test_wrong_requests(
    client: TestClient, texts: list[str], form: dict[str, str | list[str]], status: int, kind: str
) -> None:
    answer = client.post(API, files=package(*texts), data=form)
    assert answer.status_code == status
    assert answer.json()["type"] == f"/problems/{kind}"
    assert client.put(API).status_code == 405


def test_a_nameless_empty_file_is_no_file(client: TestClient) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="files"; filename=""\r\n\r\n\r\n--x--\r\n'
    answer = client.post(API, content=body, headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert answer.status_code == 422
    assert answer.json()["type"] in ("/problems/no_files", "/problems/invalid_request")


def test_a_body_without_length_is_cut_off_while_it_streams(client: TestClient) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n'
        while sent < 100:
            sent += 1
            yield b"a" * 1000

    answer = client.post(API, content=endless(), headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert answer.status_code == 413
    assert answer.json()["type"] == "/problems/request_too_large"
    assert "20000 bytes" in answer.json()["detail_en"]


def test_a_broken_multipart_body_is_a_bad_request(client: TestClient) -> None:
    answer = client.post(API, content=b"--y", headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert answer.status_code in (400, 422)
    assert json.loads(answer.text)["type"] in ("/problems/bad_request", "/problems/invalid_request")


def test_folders_and_controls_of_a_file_name_are_dropped(client: TestClient) -> None:
    files = [("files", ("C:\\秘\\..\\仕様\x1b書.pdf", "あ".encode()))]
    assert client.post(API, files=files, headers=WAIT).json()["files"] == ["仕様書.pdf"]
