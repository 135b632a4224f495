"""Analyses listed, followed, asked for again, cancelled: what goes beyond one file and one answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from app_fakes import GatedChecker, fake_checker
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings

API = "/api/v1/analyses"
WAIT = {"Prefer": "wait=60"}


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(create_app(Settings(), fake_checker())) as client:
        yield client


@pytest.fixture
def gated() -> Iterator[tuple[TestClient, GatedChecker]]:
    checker = GatedChecker()
    with TestClient(create_app(Settings(), checker)) as client:
        yield client, checker
        checker.gate.set()


def submit(client: TestClient, text: str = "あ", name: str = "仕様書.pdf", **headers: str) -> Any:
    return client.post(API, files={"files": (name, text.encode())}, headers=headers)


def finished(client: TestClient, text: str = "あ", name: str = "仕様書.pdf") -> str:
    answer = submit(client, text, name, **WAIT)
    assert answer.status_code == 201, answer.text
    return str(answer.headers["Location"])


def listed(client: TestClient, **query: Any) -> list[str]:
    answer = client.get(API, params=query)
    assert answer.status_code == 200, answer.text
    return [analysis["id"] for analysis in answer.json()["analyses"]]


def events(text: str) -> list[tuple[str, Any]]:
    """Events of a stream, each with its data."""
    found = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            found.append((fields["event"], json.loads(fields["data"]) if "data" in fields else None))
    return found


def test_a_request_that_comes_again_is_answered_alike(client: TestClient) -> None:
    first = submit(client, **{"Idempotency-Key": "one"})
    again = submit(client, **{"Idempotency-Key": "one"}, **WAIT)
    assert first.status_code == 202
    assert again.status_code == 201
    assert first.headers["Location"] == again.headers["Location"]
    other = submit(client, "い", **{"Idempotency-Key": "one"})
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency_key_reused")
    assert submit(client, name="別名.pdf", **{"Idempotency-Key": "one"}).status_code == 422


@pytest.mark.parametrize("key", ["", "with space", "x" * 256, "\u00e9"])
def test_wrong_keys(client: TestClient, key: str) -> None:
    answer = client.post(API, files={"files": ("a.pdf", b"a")}, headers=[(b"Idempotency-Key", key.encode("latin-1"))])
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "header.idempotency-key"


def test_the_list_is_had_page_by_page(client: TestClient) -> None:
    made = [finished(client, name=f"仕様書{number}.pdf").rsplit("/", 1)[1] for number in range(3)]
    first = client.get(API, params={"limit": 2}).json()
    second = client.get(API, params={"limit": 2, "cursor": first["next"]}).json()
    ids = [analysis["id"] for page in (first, second) for analysis in page["analyses"]]
    assert ids == list(reversed(made))
    assert second["next"] is None
    assert first["analyses"][0] == client.get(f"{API}/{made[-1]}").json()


def test_the_list_is_filtered(client: TestClient) -> None:
    good = finished(client, name="一覧_良.pdf").rsplit("/", 1)[1]
    bad = finished(client, "PROBLEM damaged", "一覧_否.pdf").rsplit("/", 1)[1]
    assert listed(client, name="一覧_") == [bad, good]
    assert listed(client, name="一覧_", status="failed") == [bad]
    assert listed(client, name="一覧_", status=["failed", "succeeded"]) == [bad, good]
    created = client.get(f"{API}/{bad}").json()["created"]
    assert listed(client, name="一覧_", created_from=created) == [bad]
    assert listed(client, name="一覧_", created_before=created) == [good]


@pytest.mark.parametrize(
    ("query", "field"),
    [({"status": "novel"}, "query.status.0"), ({"limit": "0"}, "query.limit"), ({"cursor": "!"}, "query.cursor"),
     ({"created_from": "2026-01-01T00:00:00"}, "query.created_from"), ({"name": "x" * 256}, "query.name")],
)  # fmt: skip
def test_wrong_queries(client: TestClient, query: dict[str, str], field: str) -> None:
    answer = client.get(API, params=query)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_events_tell_every_step_until_the_end(gated: tuple[TestClient, GatedChecker]) -> None:
    client, checker = gated
    location = submit(client).headers["Location"]
    assert checker.started.wait(60)
    opened = False
    text = ""
    with client.stream("GET", f"{location}/events") as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        for piece in stream.iter_text():
            text += piece
            if not opened:
                checker.gate.set()
                opened = True
    told = events(text)
    assert {event for event, _ in told} == {"status"}
    assert told[0][1]["status"] == "running"
    assert told[0][1]["step"] == "extract"
    assert told[-1][1] == client.get(location).json()
    percents = [data["percent"] for _, data in told]
    assert percents == sorted(percents)
    assert percents[-1] == 100


def test_events_of_what_is_over(client: TestClient) -> None:
    location = finished(client, "PROBLEM damaged")
    told = events(client.get(f"{location}/events").text)
    assert [(event, data["status"]) for event, data in told] == [("status", "failed")]
    unknown = client.get(f"{API}/none/events")
    assert (unknown.status_code, unknown.json()["type"]) == (404, "/problems/analysis_not_found")


def test_an_unchanged_state_is_not_sent_again(client: TestClient) -> None:
    location = finished(client)
    first = client.get(location)
    same = client.get(location, headers={"If-None-Match": f'"other", W/{first.headers["ETag"]}'})
    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert client.get(location, headers={"If-None-Match": '"other"'}).json() == first.json()


def test_waiting_for_a_change(gated: tuple[TestClient, GatedChecker]) -> None:
    client, checker = gated
    location = submit(client).headers["Location"]
    assert checker.started.wait(60)
    before = client.get(location)
    unchanged = client.get(location, headers={"If-None-Match": before.headers["ETag"], "Prefer": "wait=1"})
    assert unchanged.status_code == 304
    assert unchanged.headers["Preference-Applied"] == "wait=1"
    checker.gate.set()
    changed = client.get(location, headers={"If-None-Match": before.headers["ETag"], **WAIT})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != before.headers["ETag"]
    assert client.get(location, headers=WAIT).json()["status"] == "succeeded"


def test_an_unchanged_report_is_not_sent_again(client: TestClient) -> None:
    report = f"{finished(client)}/report"
    tags = {one: client.get(report, params={"format": one}).headers["ETag"] for one in ("json", "xlsx")}
    assert len(set(tags.values())) == 2
    for one, tag in tags.items():
        same = client.get(report, params={"format": one}, headers={"If-None-Match": tag})
        assert (same.status_code, same.content) == (304, b"")
    assert client.get(report, headers={"If-None-Match": tags["xlsx"]}).status_code == 200
    other = client.get(f"{finished(client, 'い')}/report", headers={"If-None-Match": tags["json"]})
    assert other.status_code == 200


def test_cancelling(gated: tuple[TestClient, GatedChecker]) -> None:
    client, checker = gated
    running = submit(client).headers["Location"]
    assert checker.started.wait(60)
    waiting = submit(client, "い").headers["Location"]
    for location in (waiting, running):
        assert client.post(f"{location}/cancel").json()["status"] == "cancelled"
        assert client.post(f"{location}/cancel").status_code == 200
        report = client.get(f"{location}/report")
        assert (report.status_code, report.json()["type"]) == (409, "/problems/analysis_cancelled")
        assert "取り消されました" in client.get(location.removeprefix("/api/v1"), headers={"Accept": "text/html"}).text
    checker.gate.set()
    after = finished(client, "う")
    refused = client.post(f"{after}/cancel")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/analysis_finished")
    assert client.post(f"{API}/none/cancel").status_code == 404


def test_what_was_accepted_is_there_after_a_restart() -> None:
    settings = Settings()
    with TestClient(create_app(settings, fake_checker(), with_worker=False)) as client:
        location = submit(client).headers["Location"]
        assert client.get(location).json()["status"] == "queued"
    with TestClient(create_app(settings, fake_checker())) as client:
        assert client.get(location, headers=WAIT).json()["status"] == "succeeded"
        report = client.get(f"{location}/report").json()
    with TestClient(create_app(settings, fake_checker(), with_worker=False)) as client:
        assert client.get(f"{location}/report").json() == report
