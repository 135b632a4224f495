"""Tables of analyses and their files."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.storage.base import Base, UtcDateTime


class AnalysisRow(Base):
    """One analysis."""

    __tablename__ = "analyses"
    __table_args__ = (Index(None, "created", "id"), Index(None, "status", "finished"))

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    edition: Mapped[str] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(20))
    step: Mapped[str | None] = mapped_column(String(20))
    percent: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    """How often a worker has begun it."""
    created: Mapped[datetime.datetime] = mapped_column(UtcDateTime)
    started: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    finished: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    problems: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    report: Mapped[str | None] = mapped_column(String(64))
    idempotency_key: Mapped[str | None] = mapped_column(String(255), unique=True)
    content: Mapped[str] = mapped_column(String(64))
    """Digest of everything that was asked for, by which a repeated request is recognised."""
    files: Mapped[list[FileRow]] = relationship(
        order_by="FileRow.position", lazy="selectin", cascade="all, delete-orphan", passive_deletes=True
    )


class FileRow(Base):
    """One file of an analysis."""

    __tablename__ = "files"

    analysis_id: Mapped[str] = mapped_column(ForeignKey("analyses.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(1000))
    kind: Mapped[str | None] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)
    document: Mapped[str | None] = mapped_column(String(64))
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
