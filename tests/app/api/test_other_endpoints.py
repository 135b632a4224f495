from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from app_fakes import CONFIDENTIAL, fake_checker
from fastapi.testclient import TestClient

from app.main import create_app
from app.problems import DOCUMENT_TYPES
from app.settings import Settings
from app.storage.database import Database
from checklist_data import editions, load
from extractors.problems import ProblemCode


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(create_app(Settings(), fake_checker())) as client:
        yield client


def test_extraction(client: TestClient) -> None:
    answer = client.post("/api/v1/extractions", files={"file": ("a.pdf", "一\n二".encode())})
    assert answer.status_code == 200
    assert [clause["text"] for clause in answer.json()["clauses"]] == ["一", "二"]


@pytest.mark.parametrize("code", list(ProblemCode))
def test_every_problem_of_a_file(client: TestClient, code: ProblemCode) -> None:
    files = {"file": ("a.pdf", f"PROBLEM {code.value}\n{CONFIDENTIAL}".encode())}
    answer = client.post("/api/v1/extractions", files=files)
    assert answer.status_code == DOCUMENT_TYPES[code].status
    assert answer.json()["type"] == f"/problems/{code.value}"
    assert answer.json()["file"] == "a.pdf"
    assert "found 3, limit 2" in answer.json()["detail_en"]
    assert CONFIDENTIAL not in answer.text


def test_checklists(client: TestClient) -> None:
    listed = client.get("/api/v1/checklists").json()
    assert [one["id"] for one in listed] == list(editions())
    assert [one["id"] for one in listed if one["default"]] == [load().id]


def test_a_checklist(client: TestClient) -> None:
    edition = client.get(f"/api/v1/checklists/{load().id}").json()
    shown = [item["title"] for checklist in edition["checklists"] for item in checklist["items"]]
    assert shown == [item.title.text for item in load().items]
    assert edition["interpretation_note"] == load().interpretation_note
    assert client.get("/api/v1/checklists/none").json()["type"] == "/problems/unknown_edition"


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_health(client: TestClient, path: str) -> None:
    assert client.get(path).json()["status"] == "ok"


def test_not_live_without_its_worker() -> None:
    class DeadWorker:
        alive = False

        def start(self) -> None: ...

        def stop(self) -> None: ...

    app = create_app(Settings(), fake_checker(), with_worker=False)
    with TestClient(app) as client:
        assert client.get("/livez").status_code == 200
        app.state.parts = replace(app.state.parts, worker=DeadWorker())
        answer = client.get("/livez")
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/worker_down")


def test_not_ready_without_its_blobs(data_folder: Path) -> None:
    with TestClient(create_app(Settings(), fake_checker())) as client:
        (data_folder / "blobs").touch()
        answer = client.get("/readyz")
        refused = client.post("/api/v1/analyses", files={"files": ("a.pdf", b"a")})
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/not_ready")
    assert (refused.status_code, refused.json()["type"]) == (503, "/problems/unavailable")


def test_not_ready_without_its_database(data_folder: Path) -> None:
    app = create_app(Settings(), fake_checker())
    with TestClient(app) as client:
        (data_folder / "file").touch()
        away = Database(f"sqlite:///{data_folder}/file/test.db")
        app.state.parts = replace(app.state.parts, database=away)
        answer = client.get("/readyz")
        away.close()
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/not_ready")
    assert str(data_folder) not in answer.text


def test_not_ready_without_its_edition() -> None:
    with TestClient(create_app(Settings(edition="none"), fake_checker())) as client:
        assert client.get("/livez").status_code == 200
        assert client.get("/readyz").json()["type"] == "/problems/not_ready"
        assert client.get("/readyz").status_code == 503
