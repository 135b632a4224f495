from __future__ import annotations

import threading

import pytest

from app.analyses.jobs import QueueFullError, ThreadJobRunner


def test_jobs_run_in_another_thread_and_in_order() -> None:
    runner = ThreadJobRunner(workers=1, queue_length=5)
    done: list[tuple[int, bool]] = []
    main = threading.get_ident()
    for n in range(3):
        runner.submit(lambda n=n: done.append((n, threading.get_ident() == main)))  # type: ignore[misc]
    last = threading.Event()
    runner.submit(last.set)
    assert last.wait(20)
    assert done == [(0, False), (1, False), (2, False)]
    runner.shutdown()


def test_the_queue_is_bounded_and_frees_itself() -> None:
    runner = ThreadJobRunner(workers=1, queue_length=1)
    gate, started = threading.Event(), threading.Event()

    def blocked() -> None:
        started.set()
        gate.wait()

    runner.submit(blocked)
    assert started.wait(20)
    waited = threading.Event()
    runner.submit(waited.set)
    with pytest.raises(QueueFullError):
        runner.submit(lambda: None)
    gate.set()
    assert waited.wait(20)
    runner.shutdown()


def test_a_job_that_fails_gives_its_place_back() -> None:
    runner = ThreadJobRunner(workers=1, queue_length=1)
    for _ in range(5):
        ran = threading.Event()

        def fails(ran: threading.Event = ran) -> None:
            ran.set()
            raise RuntimeError

        while True:
            try:
                runner.submit(fails)
            except QueueFullError:
                continue
            break
        assert ran.wait(20)
    runner.shutdown()


def test_nothing_is_taken_after_the_end() -> None:
    runner = ThreadJobRunner(workers=1, queue_length=1)
    runner.shutdown()
    for _ in range(5):
        with pytest.raises(QueueFullError):
            runner.submit(lambda: None)
