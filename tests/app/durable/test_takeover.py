"""Workers that die, pause, or are told to stop while an analysis runs."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from documents import document
from endings import count_endings, endings
from installation import CHEAP, PATIENCE, Installation, installation

from app.settings import Settings
from app.storage.database import Database
from app.storage.leases import Leases
from app.workers.housekeeping import WORKER_LEASES
from app.workers.workflow import WorkflowQueue, prepare


def until(look: Callable[[], bool]) -> None:
    """Wait for something that must happen."""
    deadline = time.monotonic() + PATIENCE
    while not look():
        assert time.monotonic() < deadline
        time.sleep(0.05)


class Watch:
    """What the database tells of workers."""

    def __init__(self, database: Database) -> None:
        self.database, self.queue = database, WorkflowQueue(database)

    def alive(self) -> set[str]:
        """Names of the workers that hold a lease."""
        with self.database.reading() as session:
            return set(Leases(session).holders(WORKER_LEASES))

    def holder(self, path: str) -> str | None:
        """Name of the worker that has an analysis."""
        return self.queue.claimed().get(path.rsplit("/", 1)[1])


@pytest.fixture
def watch(empty_database: Database) -> Iterator[Watch]:
    prepare(empty_database)
    count_endings(empty_database)
    watch = Watch(empty_database)
    yield watch
    watch.queue.close()


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    """The judge waits until this file exists."""
    return tmp_path / "gate"


def settings_for(watch: Watch, folder: Path, lease: float) -> Settings:
    return Settings(
        data_folder=folder, database_url=watch.database.url, lease_seconds=lease, shutdown_seconds=0, attempts=100
    )


def process_of(worker: str) -> int:
    return int(worker.rsplit("-", 2)[1])


def position_of(running: Installation, worker: str) -> int:
    return [process.pid for process in running.processes].index(process_of(worker))


def begun(running: Installation, watch: Watch, gate: Path) -> tuple[str, str]:
    """An analysis that waits at the gate, and the worker that has it."""
    until(lambda: len(watch.alive()) == len(running.processes) - 1)
    path = running.submit("key", "仕様書.docx", document(1))
    until(gate.with_suffix(".log").exists)
    holder = watch.holder(path)
    assert holder in watch.alive()
    return path, holder


def test_a_paused_worker_that_comes_back_makes_no_second_report(watch: Watch, tmp_path: Path, gate: Path) -> None:
    settings = settings_for(watch, tmp_path / "data", lease=2)
    with installation(settings, 2, (*CHEAP, str(gate))) as running:
        path, paused = begun(running, watch, gate)
        os.kill(process_of(paused), signal.SIGSTOP)
        until(lambda: watch.holder(path) not in (paused, None))
        other = watch.holder(path)
        assert other
        gate.touch()
        assert running.finished(path)["status"] == "succeeded"
        report = running.ask("GET", f"{path}/report").json()
        os.kill(process_of(paused), signal.SIGCONT)
        until(lambda: paused in watch.alive())
        # It has come to its senses once it can do another analysis, and it is alone with that.
        second = other_one(running, position_of(running, other))
        assert running.finished(second)["status"] == "succeeded"
        assert running.ask("GET", f"{path}/report").json() == report
    assert sorted(endings(watch.database)) == sorted(one.rsplit("/", 1)[1] for one in (path, second))
    assert gate.with_suffix(".log").read_text().count("judging") == 3


def other_one(running: Installation, without: int) -> str:
    """Another analysis, after a worker has gone for good."""
    running.processes[without].kill()
    running.processes[without].wait()
    return running.submit("another-key", "別の仕様書.docx", document(2))


def test_a_worker_that_is_told_to_stop_leaves_its_analysis_to_another(
    watch: Watch, tmp_path: Path, gate: Path
) -> None:
    settings = settings_for(watch, tmp_path / "data", lease=8)
    with installation(settings, 2, (*CHEAP, str(gate))) as running:
        path, stopped = begun(running, watch, gate)
        process = running.processes[position_of(running, stopped)]
        process.terminate()
        assert process.wait(PATIENCE) == 0
        assert stopped not in watch.alive()
        until(lambda: watch.holder(path) not in (stopped, None))
        gate.touch()
        assert running.finished(path)["status"] == "succeeded"
    assert endings(watch.database) == [path.rsplit("/", 1)[1]]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_service_with_its_own_worker(watch: Watch, tmp_path: Path) -> None:
    settings = settings_for(watch, tmp_path / "data", lease=2)
    with installation(settings, 0, with_worker=True) as running:
        until(lambda: len(watch.alive()) == 1)
        (first,) = watch.alive()
        assert running.finished(running.submit("key", "仕様書.docx", document(1)))["status"] == "succeeded"
        os.kill(process_of(first), signal.SIGKILL)
        until(lambda: running.ask("GET", "/livez").status_code == 503)
        until(lambda: running.ask("GET", "/livez").status_code == 200)
        assert running.finished(running.submit("key-2", "仕様書.docx", document(2)))["status"] == "succeeded"
        second = next(iter(watch.alive() - {first}))
        running.kill(0)
        until(lambda: not is_running(process_of(second)))
        running.processes[0].send_signal(signal.SIGTERM)
        assert running.processes[0].wait(PATIENCE) in (0, -signal.SIGTERM)


def is_running(process: int) -> bool:
    """Whether a process runs, and is not only kept because nobody asked for its exit code."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
