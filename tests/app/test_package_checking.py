from __future__ import annotations

import pytest
from app_fakes import fake_checker, small_edition

from app.checking import SourceFile, Step, UnreadableFilesError, assign_kinds, file_name
from app.problems import KINDS_MISMATCH, UNKNOWN_KIND, ProblemType, ServiceProblem

EDITION = small_edition()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("仕様書.pdf", "仕様書.pdf"),
        ("/etc/秘/a.pdf", "a.pdf"),
        ("C:\\a\\b.docx", "b.docx"),
        ("a\x00\x1b\u202eb.pdf", "ab.pdf"),
        ("", "無題"),
        (None, "無題"),
        ("../", "無題"),
    ],
)
def test_file_name(name: str | None, expected: str) -> None:
    assert file_name(name) == expected


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([], (None, None)),
        (["auto"], (None, None)),
        (["spec"], ("spec", "spec")),
        (["contract", "auto"], ("contract", None)),
    ],
)
def test_assign_kinds(kinds: list[str], expected: tuple[str | None, ...]) -> None:
    assert assign_kinds(kinds, 2, EDITION) == expected


@pytest.mark.parametrize(
    ("kinds", "kind"), [(["spec"] * 3, KINDS_MISMATCH), (["novel"], UNKNOWN_KIND), (["Spec"], UNKNOWN_KIND)]
)
def test_kinds_that_do_not_fit(kinds: list[str], kind: ProblemType) -> None:
    with pytest.raises(ServiceProblem) as caught:
        assign_kinds(kinds, 2, EDITION)
    assert caught.value.kind is kind


def test_progress_goes_up_through_all_steps() -> None:
    told: list[tuple[Step, int]] = []
    files = [SourceFile(f"{n}.pdf", "あ".encode()) for n in range(3)]
    report = fake_checker().check(files, EDITION, lambda step, percent: told.append((step, percent)))
    assert [document.name for document in report.documents] == ["0.pdf", "1.pdf", "2.pdf"]
    assert told == [
        (Step.EXTRACT, 0), (Step.EXTRACT, 20), (Step.EXTRACT, 40), (Step.EXTRACT, 60), (Step.MATCH, 60),
        (Step.REPORT, 99),
    ]  # fmt: skip


def test_a_package_with_unreadable_files_is_not_judged() -> None:
    files = [SourceFile("a.pdf", b"PROBLEM damaged"), SourceFile("b.pdf", b"b"), SourceFile("c.pdf", b"PROBLEM image")]
    with pytest.raises(UnreadableFilesError) as caught:
        fake_checker().check(files, EDITION, lambda step, percent: None)
    assert [problem.file for problem in caught.value.problems] == ["a.pdf", "c.pdf"]
