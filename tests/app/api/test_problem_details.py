"""All errors of all routes have one shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from app_fakes import CONFIDENTIAL, fake_checker
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.api.middleware import SECURITY_HEADERS
from app.api.problem_details import MEDIA_TYPE
from app.main import create_app
from app.problems import PROBLEM_TYPES
from app.settings import Settings

MEMBERS = {"type", "title", "title_en", "status", "detail", "detail_en", "action", "action_en"}
SHAPE = MEMBERS | {"file", "problems", "errors"}
METHODS = ("get", "post", "put", "patch", "delete")


def application() -> FastAPI:
    app = create_app(Settings(), fake_checker())

    @app.get("/api/v1/broken", include_in_schema=False)
    def broken() -> None:
        raise RuntimeError(CONFIDENTIAL)

    return app


OPENAPI: dict[str, Any] = application().openapi()
ROUTES = [(path, method) for path, operations in OPENAPI["paths"].items() for method in operations]


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(application()) as client:
        yield client


def assert_problem(answer: Any, status: int) -> None:
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == MEDIA_TYPE
    body = answer.json()
    assert set(body) == SHAPE
    assert all(body[member] for member in MEMBERS)
    assert body["status"] == status
    assert PROBLEM_TYPES[body["type"].removeprefix("/problems/")].status == status
    assert all(answer.headers[name] for name in SECURITY_HEADERS)


@pytest.mark.parametrize(("path", "method"), ROUTES)
def test_routes_refuse_what_is_wrong(client: TestClient, path: str, method: str) -> None:
    wrong = re.sub(r"\{[^}]*\}", "none", path)
    answer = client.request(method, wrong)
    if "{" in path or method == "post":
        assert_problem(answer, 422 if path.endswith("/sheet") else 404 if "{" in path else 422)  # what a form lacks is said first
    else:
        assert answer.status_code == 200
    for other in METHODS:
        if other not in OPENAPI["paths"][path]:
            refused = client.request(other, wrong)
            assert_problem(refused, 405)
            assert refused.headers["Allow"]


@pytest.mark.parametrize("path", ["/api/v1/none", "/api/none", "/none", "/static/none.css", "/problems/none"])
def test_unknown_paths(client: TestClient, path: str) -> None:
    assert_problem(client.get(path), 404)


def test_bugs_are_told_and_logged_without_their_text(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    answer = client.get("/api/v1/broken")
    assert_problem(answer, 500)
    assert CONFIDENTIAL not in answer.text
    assert "RuntimeError" in caplog.text
    assert "in broken" in caplog.text
    assert CONFIDENTIAL not in caplog.text


def test_wrong_fields_are_named_without_their_value(client: TestClient) -> None:
    answer = client.post("/api/v1/analyses", data={"files": CONFIDENTIAL})
    assert_problem(answer, 422)
    assert answer.json()["errors"][0]["field"].startswith("body.files")
    assert CONFIDENTIAL not in answer.text
    wrong_format = client.get("/api/v1/analyses/x/report", params={"format": CONFIDENTIAL})
    assert_problem(wrong_format, 422)
    assert wrong_format.json()["errors"][0]["field"] == "query.format"
    assert CONFIDENTIAL not in wrong_format.text


def test_pages_of_other_sites_cannot_act(client: TestClient) -> None:
    files = {"files": ("a.pdf", b"a")}
    for path in ("/analyses", "/api/v1/analyses"):
        assert_problem(client.post(path, files=files, headers={"Sec-Fetch-Site": "cross-site"}), 403)
        sent = client.post(path, files=files, headers={"Sec-Fetch-Site": "same-origin"}, follow_redirects=False)
        assert sent.status_code in (202, 303)


@pytest.mark.parametrize(("path", "method"), ROUTES)
def test_every_error_of_a_route_is_documented_as_a_problem(path: str, method: str) -> None:
    operation = OPENAPI["paths"][path][method]
    assert re.search("[ぁ-ん]", operation["summary"])
    assert re.search("[ぁ-ん]", operation["description"])
    errors = {status: answer for status, answer in operation["responses"].items() if int(status) >= 400}
    if path.startswith("/api/"):
        assert {"403", "405", "500"} <= set(errors)
    for status, answer in errors.items():
        assert list(answer["content"]) == [MEDIA_TYPE], status
        assert answer["content"][MEDIA_TYPE]["schema"] == {"$ref": "#/components/schemas/ProblemBody"}
        for code in re.findall(r"`/problems/(\w+)`", answer["description"]):
            assert PROBLEM_TYPES[code].status == int(status)
    assert "ProblemBody" in OPENAPI["components"]["schemas"]


def test_codes_are_their_own_keys_and_say_what_to_do() -> None:
    for code, kind in PROBLEM_TYPES.items():
        assert kind.code == code
        assert all(kind.wording)
        assert 400 <= kind.status < 600
