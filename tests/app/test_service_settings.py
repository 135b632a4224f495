from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.settings import Settings
from extractors.ocr.options import RecognitionMode, RecognitionOptions


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MORENASHI_PORT", "9999")
    monkeypatch.setenv("MORENASHI_FILE_BYTES", "1000")
    settings = Settings()
    assert settings.port == 9999
    assert settings.limits.file_bytes == 1000


def test_recognition_follows_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().limits.recognition == RecognitionOptions()
    monkeypatch.setenv("MORENASHI_OCR", "off")
    monkeypatch.setenv("MORENASHI_OCR_PROCESSES", "3")
    monkeypatch.setenv("MORENASHI_OCR_NDLOCR_COMMAND", "ndlocr-lite --device cpu")
    recognition = Settings().limits.recognition
    assert (recognition.mode, recognition.processes) == (RecognitionMode.OFF, 3)
    assert recognition.ndlocr_command == "ndlocr-lite --device cpu"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OCR", "perhaps"),
        ("OCR_DPI", "72"),
        ("PORT", "70000"),
        ("WORKERS", "0"),
        ("UPLOAD_FILES", "many"),
        ("RETENTION_SECONDS", "-1"),
    ],
)
def test_wrong_values_are_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"MORENASHI_{name}", value)
    with pytest.raises(ValidationError):
        Settings()


def test_only_this_machine_can_reach_the_service_by_default() -> None:
    assert Settings().host == "127.0.0.1"


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings().port = 1


def test_a_child_process_has_the_same_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MORENASHI_WORKERS", "7")
    settings = Settings(database_url="postgresql://user@host/name", lease_seconds=2.5, embedding_offline=False)
    monkeypatch.setattr("os.environ", settings.environment())
    assert Settings() == settings
    assert Settings().workers == 7


def test_a_database_that_is_not_supported_is_refused() -> None:
    with pytest.raises(ValidationError, match="use sqlite:///FILE"):
        Settings(database_url="mysql://host/name")
