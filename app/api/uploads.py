"""Uploaded files as the house takes them."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import UploadFile

from app.checking import SourceFile, assign_kinds, file_name
from app.problems import NO_FILES, TOO_MANY_FILES, ServiceProblem
from app.settings import Settings
from checklist_data import Edition


async def received(
    files: Sequence[UploadFile], kinds: Sequence[str], edition: Edition, settings: Settings
) -> list[SourceFile]:
    """The bytes, names and kinds of the uploaded files of a package.

    A file over the limit is cut just after it: the reader refuses it by its size without all of it in memory.

    Raises:
        ServiceProblem: there is no file, there are too many, or the kinds do not fit.
    """
    # A form sent by a browser without a choice has one nameless, empty file.
    files = [file for file in files if file.filename or file.size]
    if not files:
        raise ServiceProblem(NO_FILES)
    if len(files) > settings.upload_files:
        limit = settings.upload_files
        sent = len(files)
        raise ServiceProblem(TOO_MANY_FILES, f"上限：{limit}件、送信：{sent}件", f"limit: {limit}, sent: {sent}")
    assigned = assign_kinds(kinds, len(files), edition)
    return [
        SourceFile(file_name(file.filename), await file.read(settings.file_bytes + 1), kind)
        for file, kind in zip(files, assigned, strict=True)
    ]
