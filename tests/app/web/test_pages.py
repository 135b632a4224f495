from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from app_fakes import GatedChecker, fake_checker
from fastapi.testclient import TestClient

from app.exports.registry import FORMATS
from app.main import create_app
from app.problems import PROBLEM_TYPES
from app.settings import Settings
from app.web.pages import FOLDER, STATIC
from checklist_data import load

BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
TITLES = [item.title.text for item in load().items]


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(create_app(Settings(), fake_checker()), headers=BROWSER) as client:
        yield client


def finished(client: TestClient, text: str) -> str:
    """Sends the form and follows it until the progress page gives way."""
    sent = client.post("/analyses", files={"files": ("仕様書.pdf", text.encode())}, data={"kinds": "auto"})
    assert sent.status_code == 200
    address = str(sent.url.path)
    while 'id="progress"' in (page := client.get(address).text):
        pass
    assert page
    return address


def test_the_form_works_without_script(client: TestClient) -> None:
    page = client.get("/").text
    assert '<form id="upload" class="panel" action="/analyses" method="post" enctype="multipart/form-data">' in page
    assert re.search(r'<input type="file" id="files" name="files" multiple required', page)
    for kind in load().kinds:
        assert f'<option value="{kind.id}">{kind.label}</option>' in page
    assert '<option value="auto" selected>' in page
    assert load().interpretation_note in page


def test_from_form_to_report(client: TestClient) -> None:
    address = finished(client, TITLES[0])
    page = client.get(address).text
    assert f"<mark>{TITLES[0]}</mark>" in page
    assert load().interpretation_note in page
    for item in load().checklists[0].items:
        assert f'href="#{item.id}"' in page
        assert f'id="{item.id}"' in page
    for format_id in FORMATS:
        download = re.search(rf'href="(/api/v1/analyses/[^"]+/report\?format={format_id})"', page)
        assert download
        assert client.get(download[1]).status_code == 200


def test_the_progress_page_renews_itself_without_script() -> None:
    checker = GatedChecker()
    with TestClient(create_app(Settings(), checker), headers=BROWSER) as client:
        page = client.post("/analyses", files={"files": ("a<b>.pdf", b"a")}).text
        checker.gate.set()
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert "a&lt;b&gt;.pdf" in page


def test_a_failed_analysis_says_which_file_and_what_to_do(client: TestClient) -> None:
    page = client.get(finished(client, "PROBLEM encrypted")).text
    assert "点検できませんでした" in page
    assert "仕様書.pdf" in page
    assert "パスワードを解除" in page


def test_deleting(client: TestClient) -> None:
    address = finished(client, "あ")
    assert client.post(f"{address}/delete", follow_redirects=False).headers["Location"] == "/"
    gone = client.get(address)
    assert gone.status_code == 404
    assert "保存期間が過ぎたか、削除" in gone.text


@pytest.mark.parametrize("form", [{"kinds": "novel"}, {"edition": "none"}])
def test_errors_are_pages_for_a_browser(client: TestClient, form: dict[str, str]) -> None:
    answer = client.post("/analyses", files={"files": ("a.pdf", b"a")}, data=form)
    assert answer.status_code in (404, 422)
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "どうすればよいか" in answer.text


def test_a_form_without_a_file_says_so(client: TestClient) -> None:
    answer = client.post("/analyses", data={"kinds": "auto"})
    assert answer.status_code == 422
    assert "ファイルが選ばれていません" in answer.text


def test_every_problem_type_resolves_to_a_page(client: TestClient) -> None:
    for kind in PROBLEM_TYPES.values():
        page = client.get(kind.uri)
        assert page.status_code == 200
        assert kind.wording.action_ja in page.text


def test_nothing_comes_from_elsewhere(client: TestClient) -> None:
    pages = [client.get(path) for path in ("/", finished(client, TITLES[0]), "/problems/encrypted", "/none")]
    for page in pages:
        policy = page.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert not re.search(r'(?:src|href|action)="(?:[a-z]+:)?//', page.text)
        assert not re.search(r"<style|style=|<script(?! src=)|\son\w+=", page.text)
        for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text):
            assert client.get(path).status_code == 200


def test_our_own_words_never_claim_conformity() -> None:
    for file in (*FOLDER.rglob("*.html"), *FOLDER.rglob("*.js")):
        assert "適合" not in file.read_text(encoding="utf-8"), file.name


def test_static_files_ask_nobody_else() -> None:
    for file in STATIC.iterdir():
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|//\w+\.\w+/|@import|url\(", text), file.name
