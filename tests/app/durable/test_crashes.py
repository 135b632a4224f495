"""Whatever is killed, every accepted analysis comes to its end, once, with the report it would have had anyway."""

from __future__ import annotations

import io
import json
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import docx
from app_fakes import fake_judge
from installation import CHEAP, REAL, Installation, installation
from sqlalchemy import text

from app.checking import Checker, SourceFile
from app.engine import build_checker
from app.settings import Settings
from app.storage.database import Database
from app.storage.folder_blobs import FolderBlobs
from app.workers.workflow import WorkflowQueue, prepare
from checklist_data import load
from extractors import extract

KILLS = 20


def document(number: int) -> bytes:
    made = docx.Document()
    made.add_heading(f"生成AI業務その{number}　調達仕様書", 0)
    made.add_heading("第1　要件", 1)
    titles = [item.title.text for item in load().items]
    made.add_paragraph(f"受託者は、{titles[number % len(titles)]}について定めること（{number}）。")
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def undisturbed(checker: Checker, name: str, data: bytes) -> dict[str, object]:
    report = checker.check([SourceFile(name, data)], load(), lambda step, percent: None)
    body: dict[str, object] = json.loads(report.model_dump_json())
    return body


def count_endings(database: Database) -> None:
    """Have the database itself note every change of an analysis to an end."""
    ended = "NEW.status IN ('succeeded', 'failed', 'cancelled')"
    statements = ["CREATE TABLE endings (id TEXT)"]
    if database.engine.dialect.name == "sqlite":
        statements.append(
            f"CREATE TRIGGER ending AFTER UPDATE OF status ON analyses WHEN {ended} "
            "BEGIN INSERT INTO endings VALUES (NEW.id); END"
        )
    else:
        statements += [
            "CREATE FUNCTION ending() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN INSERT INTO endings VALUES (NEW.id); RETURN NULL; END $$",
            "CREATE TRIGGER ending AFTER UPDATE OF status ON analyses FOR EACH ROW "
            f"WHEN ({ended}) EXECUTE FUNCTION ending()",
        ]
    with database.writing() as session:
        for statement in statements:
            session.execute(text(statement))


def disturb(running: Installation, kills: int, seconds: tuple[float, float], done: Callable[[], bool]) -> int:
    """Kill processes at random moments; how many were killed while there was work."""
    chance = random.Random(7)
    killed = 0
    while killed < kills and not done():
        time.sleep(chance.uniform(*seconds))
        running.kill(chance.randrange(len(running.processes)))
        killed += 1
    return killed


def check_crashes(
    settings: Settings, workers: int, worker: tuple[str, ...], checker: Checker, number: int, kills: int,
    seconds: tuple[float, float],
) -> None:  # fmt: skip
    database = Database(settings.database)
    prepare(database)
    count_endings(database)
    documents = {f"仕様書{n}.docx": document(n) for n in range(number)}
    with installation(settings, workers, worker) as running, ThreadPoolExecutor(3) as pool:
        paths = pool.map(lambda item: running.submit(f"key-{item[0].encode().hex()}", *item), documents.items())
        accepted: list[str] = []
        collector = threading.Thread(target=lambda: accepted.extend(paths))
        collector.start()

        def done() -> bool:
            with database.reading() as session:
                return (session.scalar(text("SELECT count(*) FROM endings")) or 0) >= number

        assert disturb(running, kills, seconds, done) == kills, "all was done before all were killed"
        collector.join()
        assert len(set(accepted)) == number
        for path, (name, data) in zip(accepted, documents.items(), strict=True):
            analysis = running.finished(path)
            assert (analysis["status"], analysis["files"]) == ("succeeded", [name]), analysis
            assert running.ask("GET", f"{path}/report").json() == undisturbed(checker, name, data)
        assert len(running.ask("GET", "/api/v1/analyses?limit=200").json()["analyses"]) == number
    with database.reading() as session:
        endings = session.execute(text("SELECT id, count(*) FROM endings GROUP BY id")).all()
    assert sorted(tuple(row) for row in endings) == sorted((path.rsplit("/", 1)[1], 1) for path in accepted)
    queue = WorkflowQueue(database)
    known = queue.known()
    queue.close()
    assert len(known) == number
    assert not any(known.values())
    blobs = FolderBlobs(settings.blob_folder)
    assert {owner.id for owner in blobs.owners()} >= set(known)
    database.close()


def settings_for(url: str, folder: Path) -> Settings:
    return Settings(
        data_folder=folder, database_url=url, lease_seconds=3, attempts=100, queue_length=300, wait_seconds=10
    )


def test_two_hundred_analyses(database_url: str, tmp_path: Path) -> None:
    settings = settings_for(database_url, tmp_path)
    checker = Checker(partial(extract, limits=settings.limits), fake_judge)
    workers = 1 if database_url.startswith("sqlite") else 3
    check_crashes(settings, workers, CHEAP, checker, number=200, kills=KILLS, seconds=(0.5, 2.0))


def test_the_whole_product(tmp_path: Path) -> None:
    settings = settings_for(f"sqlite:///{tmp_path / 'test.db'}", tmp_path)
    check_crashes(settings, 2, REAL, build_checker(settings), number=20, kills=3, seconds=(2.0, 8.0))
