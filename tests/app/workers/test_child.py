from __future__ import annotations

import itertools
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from app.settings import Settings
from app.workers import child


@pytest.fixture
def code(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the next child runs in the place of a worker."""
    code = ["import sys; sys.stdin.read()"]
    start = subprocess.Popen

    def popen(_: list[str], **options: object) -> subprocess.Popen[bytes]:
        return start([sys.executable, "-c", code[0]], **options)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr("app.workers.child.subprocess", SimpleNamespace(
        Popen=popen, PIPE=subprocess.PIPE, TimeoutExpired=subprocess.TimeoutExpired
    ))  # fmt: skip
    monkeypatch.setattr(child, "_WATCH_SECONDS", 0.05)
    return code


def test_children_end_with_their_input(code: list[str]) -> None:
    workers = child.WorkerProcesses(Settings(workers=3))
    workers.start()
    assert workers.alive
    children = [one.process for one in workers._children]
    workers.stop()
    assert [process.returncode for process in children] == [0, 0, 0]
    assert not workers.alive


def test_a_child_that_does_not_end_is_killed(code: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    code[0] = "import time; time.sleep(600)"
    monkeypatch.setattr(child, "_PATIENCE_SECONDS", 0.1)
    workers = child.WorkerProcesses(Settings(shutdown_seconds=0))
    workers.start()
    (process,) = (one.process for one in workers._children)
    workers.stop()
    assert process.returncode == -9


def test_a_dead_child_is_replaced(code: list[str], caplog: pytest.LogCaptureFixture) -> None:
    workers = child.WorkerProcesses(Settings())
    workers.start()
    (process,) = (one.process for one in workers._children)
    process.kill()
    deadline = time.monotonic() + 60
    while (one := workers._children[0].process) is process:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert workers.alive
    workers.stop()
    assert one.returncode == 0
    assert "ended with -9" in caplog.text


def test_children_that_die_young_are_replaced_less_and_less_often(
    code: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code[0] = "raise SystemExit(3)"
    clock = [1000.0]
    monkeypatch.setattr("app.workers.child.time", SimpleNamespace(monotonic=lambda: clock[0]))
    current, starts = child.WorkerProcess(Settings()), list[float]()
    current.process.wait()
    while len(starts) < 12:
        if (after := current.replaced()) is not current:
            starts.append(clock[0])
            current = after
            current.process.wait()
        clock[0] += 0.05
    pauses = [round(later - earlier, 1) for earlier, later in itertools.pairwise(starts)]
    assert pauses == sorted(pauses)
    assert pauses[0] < 0.3
    assert pauses[-1] >= 20
    clock[0] += 3600
    last = current.replaced()
    assert last is not current
    last.process.wait()
    last.close()
