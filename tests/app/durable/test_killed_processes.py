"""Whatever is killed, every accepted analysis comes to its end, once, with the report it would have had anyway."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from app_fakes import fake_judge
from documents import document
from endings import count_endings, endings
from installation import CHEAP, REAL, Installation, installation

from app.checking import Checker, SourceFile
from app.engine import build_checker
from app.reading import build_extractor
from app.settings import Settings
from app.storage.database import Database
from app.storage.folder_blobs import FolderBlobs
from app.workers.workflow import WorkflowQueue, prepare
from checklist_data import load

KILLS = 20


def undisturbed(checker: Checker, name: str, data: bytes) -> dict[str, object]:
    report = checker.check([SourceFile(name, data)], load(), lambda step, percent: None)
    body: dict[str, object] = json.loads(report.model_dump_json())
    return body


def disturb(running: Installation, kills: int, seconds: tuple[float, float], done: Callable[[], bool]) -> int:
    """Kill processes at random moments; how many were killed while there was work."""
    chance = random.Random(7)  # noqa: S311 - the same kills each time
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

        killed = disturb(running, kills, seconds, lambda: len(endings(database)) == number)
        assert killed == kills, "all was done before all were killed"
        collector.join()
        assert len(set(accepted)) == number
        for path, (name, data) in zip(accepted, documents.items(), strict=True):
            analysis = running.finished(path)
            assert (analysis["status"], analysis["files"]) == ("succeeded", [name]), analysis
            assert running.ask("GET", f"{path}/report").json() == undisturbed(checker, name, data)
        assert len(running.ask("GET", "/api/v1/analyses?limit=200").json()["analyses"]) == number
    assert sorted(endings(database)) == sorted(path.rsplit("/", 1)[1] for path in accepted)
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
    checker = Checker(build_extractor(settings), fake_judge)
    workers = 1 if database_url.startswith("sqlite") else 3
    check_crashes(settings, workers, CHEAP, checker, number=200, kills=KILLS, seconds=(0.5, 2.0))


def test_the_whole_product(tmp_path: Path) -> None:
    settings = settings_for(f"sqlite:///{tmp_path / 'test.db'}", tmp_path)
    check_crashes(settings, 2, REAL, build_checker(settings), number=20, kills=3, seconds=(2.0, 8.0))
