"""Every way in which a reading can end, and that nothing of it is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from faulty_extractor import MARK

from extractors.document import Document
from extractors.isolation.extractor import IsolatedExtractor, IsolationUnavailableError
from extractors.isolation.limits import IsolationLimits
from extractors.isolation.outcomes import PROBLEMS, Ending
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Limits

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks for what is left in /proc")
TARGET = f"faulty_extractor:extract_{os.getpid()}"
LIMITS = IsolationLimits(memory_bytes=512 << 20)
PATIENCE = 20.0
"""Seconds after which something that must be gone counts as left over."""


@pytest.fixture(scope="module")
def extractor() -> Iterator[IsolatedExtractor]:
    extractor = IsolatedExtractor(isolation=LIMITS, extractor=TARGET)
    yield extractor
    extractor.close()


@pytest.fixture(autouse=True)
def _nothing_is_left(extractor: IsolatedExtractor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    said(extractor, "warm")
    descriptors = open_descriptors()
    yield
    assert said(extractor, "next") == "next"
    end = time.monotonic() + PATIENCE
    while (left := len(servers_and_forks()) - 1) and time.monotonic() < end:
        time.sleep(0.02)
    assert left == 0
    assert list(tmp_path.iterdir()) == []
    assert open_descriptors() == descriptors


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def servers_and_forks() -> list[int]:
    """The fork server and all that descends from it: they share its command line."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = file.read_bytes()
            state = (file.parent / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if TARGET.encode() in command.split(b"\0") and state != "Z":
            found.append(int(file.parent.name))
    return found


def limited(extractor: IsolatedExtractor, **changes: float) -> IsolatedExtractor:
    """The same fork server under other limits."""
    other = IsolatedExtractor(isolation=replace(LIMITS, **changes), extractor=TARGET)  # type: ignore[arg-type]
    other._server = extractor._server
    return other


def said(extractor: IsolatedExtractor, order: str) -> str:
    return extractor(order.encode(), "a.pdf").blocks[0].text


def problem(extractor: IsolatedExtractor, order: str) -> DocumentProblem:
    with pytest.raises(DocumentProblem) as caught:
        extractor(order.encode(), "a.pdf")
    return caught.value


ENDINGS: list[tuple[str, dict[str, float], Ending]] = [
    ("hang", {"silence_seconds": 0.5}, Ending.SILENCE),
    ("deaf", {"silence_seconds": 0.5}, Ending.SILENCE),
    ("repeat", {"silence_seconds": 0.5}, Ending.SILENCE),
    ("chatter", {"seconds": 1.0}, Ending.TIME),
    ("hang", {"seconds": 0.5}, Ending.TIME),
    ("spin", {"cpu_seconds": 1}, Ending.CPU),
    ("spin_on", {"cpu_seconds": 1}, Ending.CPU),
    ("allocate", {}, Ending.MEMORY),
    ("map", {}, Ending.MEMORY),
    ("die SIGKILL", {}, Ending.KILLED),
    ("large 4000000", {"output_bytes": 1 << 20}, Ending.OUTPUT),
    ("inject flood", {"output_bytes": 1 << 20}, Ending.OUTPUT),
    ("inject length", {}, Ending.EXIT),
    ("write one", {"temp_bytes": 1 << 20}, Ending.TEMP),
    ("write many", {"temp_bytes": 1 << 20}, Ending.TEMP),
    ("fork 12", {"processes": 10}, Ending.PROCESSES),
    ("die SIGSEGV", {}, Ending.SIGNAL),
    ("die SIGABRT", {}, Ending.SIGNAL),
    ("die SIGTERM", {}, Ending.SIGNAL),
    ("die 45", {}, Ending.SIGNAL),
    ("leave 0", {}, Ending.EXIT),
    ("leave 3", {}, Ending.EXIT),
    ("exit", {}, Ending.EXIT),
    ("raise", {}, Ending.EXCEPTION),
    ("surrogate", {}, Ending.EXCEPTION),
    ("inject noise", {}, Ending.GARBLED),
    ("inject pickle", {}, Ending.GARBLED),
    ("inject pages", {}, Ending.GARBLED),
    ("inject problem", {}, Ending.GARBLED),
    ("inject progress", {}, Ending.GARBLED),
]


@pytest.mark.parametrize(("order", "changes", "ending"), ENDINGS, ids=[order for order, _, _ in ENDINGS])
def test_every_ending_is_one_problem(
    extractor: IsolatedExtractor, order: str, changes: dict[str, float], ending: Ending
) -> None:
    found = problem(limited(extractor, **changes), order)
    assert found.detail.partition(":")[0] == ending
    assert found.code is PROBLEMS[ending]


def test_every_ending_is_tried() -> None:
    elsewhere = {Ending.CANCELLED, Ending.UNAVAILABLE}
    assert {ending for _, _, ending in ENDINGS} | elsewhere == set(Ending) == set(PROBLEMS)


def test_a_document_comes_back_as_it_was(extractor: IsolatedExtractor) -> None:
    document = extractor("条項".encode(), "仕様書.pdf")
    assert (document.name, document.pages, document.blocks[0].text) == ("仕様書.pdf", Limits().pages, "条項")


def test_the_readers_own_problem_comes_back(extractor: IsolatedExtractor) -> None:
    found = problem(extractor, "refuse encrypted")
    assert (found.code, found.detail) == (ProblemCode.ENCRYPTED, "the detail?")


def test_nesting_too_deep_for_the_interpreter(extractor: IsolatedExtractor) -> None:
    assert problem(extractor, "recurse").code is ProblemCode.TOO_COMPLEX


def test_a_file_above_the_limit_starts_no_process() -> None:
    with pytest.raises(DocumentProblem) as caught:
        IsolatedExtractor(Limits(file_bytes=3), extractor="no.such:module")(b"1234", "a.pdf")
    assert caught.value.code is ProblemCode.TOO_LARGE


def test_an_exception_tells_its_place_but_not_the_documents_words(extractor: IsolatedExtractor) -> None:
    found = problem(extractor, "raise secret")
    assert "ValueError in faulty_extractor.py" in found.detail
    assert "secret" not in str(found)


def test_a_pickle_in_the_result_is_not_run(extractor: IsolatedExtractor, tmp_path: Path) -> None:
    problem(extractor, "inject pickle")
    assert not Path(str(tmp_path) + MARK).exists()


def test_cancelling_stops_at_once(extractor: IsolatedExtractor) -> None:
    started = threading.Event()
    with pytest.raises(DocumentProblem) as caught:
        extractor(b"hang", "a.pdf", lambda done, total: started.set(), started.is_set)
    assert caught.value.code is ProblemCode.CANCELLED


def test_an_error_of_the_listener_ends_the_reading(extractor: IsolatedExtractor) -> None:
    def listen(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extractor(b"hang", "a.pdf", listen)


def test_progress_only_goes_on(extractor: IsolatedExtractor) -> None:
    told: list[int] = []
    with pytest.raises(DocumentProblem):
        limited(extractor, seconds=1.0)(b"chatter", "a.pdf", lambda done, total: told.append(done))
    assert len(told) > 1
    assert told == sorted(set(told))


def test_files_left_behind_are_removed(extractor: IsolatedExtractor, tmp_path: Path) -> None:
    assert said(extractor, "litter").startswith(f"{tmp_path}/morenashi-")


def test_processes_that_got_away_are_ended(extractor: IsolatedExtractor) -> None:
    assert said(extractor, "orphan") == "left"


def test_what_a_reader_prints_goes_nowhere(extractor: IsolatedExtractor, capfd: pytest.CaptureFixture[str]) -> None:
    assert said(extractor, "print") == "printed"
    assert capfd.readouterr() == ("", "")


def test_no_secret_of_the_environment_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MORENASHI_TEST_SECRET", "x")
    extractor = IsolatedExtractor(isolation=LIMITS, extractor=TARGET)
    names = said(extractor, "environment").split()
    extractor.close()
    assert "TMPDIR" in names
    assert set(names) <= {
        "HOME", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "PATH", "TESSDATA_PREFIX", "TMPDIR",
    }  # fmt: skip


def test_no_descriptor_is_handed_on_beyond_the_channel(extractor: IsolatedExtractor) -> None:
    assert sorted(said(extractor, "descriptors").split()) == ["null"] * 4 + ["socket"]


def test_the_reading_process_loads_no_matcher(extractor: IsolatedExtractor) -> None:
    loaded = set(said(extractor, "modules").split())
    assert "faulty_extractor" in loaded
    assert not loaded & {"torch", "sudachipy", "sentence_transformers", "fastapi", "app", "matchers"}


def test_each_document_has_a_process_of_its_own(extractor: IsolatedExtractor) -> None:
    assert len({said(extractor, "process") for _ in range(4)}) == 4


def test_readings_side_by_side_do_not_meet(extractor: IsolatedExtractor) -> None:
    orders = [f"text{number}" if number % 3 else "die SIGSEGV" for number in range(12)]

    def outcome(order: str) -> str:
        try:
            return said(extractor, order)
        except DocumentProblem:
            return "problem"

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(outcome, orders))
    assert outcomes == ["problem" if order.startswith("die") else order for order in orders]


def test_a_fork_server_that_died_is_replaced(extractor: IsolatedExtractor) -> None:
    (server,) = servers_and_forks()
    os.kill(server, signal.SIGKILL)
    end = time.monotonic() + PATIENCE
    while servers_and_forks() and time.monotonic() < end:
        time.sleep(0.02)
    assert said(extractor, "again") == "again"
    assert servers_and_forks() != [server]


def test_an_order_that_a_dying_fork_server_took_is_carried_out_by_the_next(extractor: IsolatedExtractor) -> None:
    assert said(extractor, "first") == "first"
    (server,) = servers_and_forks()
    os.kill(server, signal.SIGSTOP)
    threading.Timer(0.5, os.kill, (server, signal.SIGKILL)).start()
    assert said(extractor, "again") == "again"
    assert servers_and_forks() != [server]


def test_readers_that_cannot_be_loaded(capfd: pytest.CaptureFixture[str]) -> None:
    extractor = IsolatedExtractor(isolation=LIMITS, extractor="no_such_module:extract")
    found = problem(extractor, "anything")
    extractor.close()
    assert found.code is ProblemCode.READER_UNAVAILABLE
    assert "no_such_module" in capfd.readouterr().err


def test_nothing_outlives_a_service_that_is_killed(tmp_path: Path) -> None:
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from extractors.isolation.extractor import IsolatedExtractor\n"
        f"IsolatedExtractor(extractor={TARGET!r})(b'hang', 'a.pdf', lambda done, total: print('reading', flush=True))"
    )
    folders = [str(Path(__file__).parent), str(Path(__file__).parents[3])]
    before = set(servers_and_forks())
    command = [sys.executable, "-c", program, *folders]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={"TMPDIR": str(tmp_path)}) as service:
        assert service.stdout is not None
        assert service.stdout.readline() == b"reading\n"
        assert len(set(servers_and_forks()) - before) == 3
        assert len(list(tmp_path.iterdir())) == 1
        service.kill()
    end = time.monotonic() + PATIENCE
    while (left := set(servers_and_forks()) - before or list(tmp_path.iterdir())) and time.monotonic() < end:
        time.sleep(0.02)
    assert not left


def test_systems_without_limits_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.isolation.extractor.find_spec", lambda name: None)
    with pytest.raises(IsolationUnavailableError, match="POSIX"):
        IsolatedExtractor()


def test_the_products_reader_gives_the_same_in_a_process_of_its_own() -> None:
    from extractors import extract

    data = (Path(__file__).parents[3] / "samples" / "sample-contract.pdf").read_bytes()
    told: list[tuple[int, int]] = []
    extractor = IsolatedExtractor()
    document: Document = extractor(data, "契約書.pdf", lambda done, total: told.append((done, total)))
    extractor.close()
    assert document == extract(data, "契約書.pdf")
    assert told[-1] == (document.pages, document.pages)
