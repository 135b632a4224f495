"""Analyses and their files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "analyses",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(200), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("step", sa.String(20), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("started", moment, nullable=True),
        sa.Column("finished", moment, nullable=True),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("report", sa.String(64), nullable=True),
        sa.Column("idempotency_key", sa.String(255), nullable=True),
        sa.Column("content", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_analyses"),
        sa.UniqueConstraint("idempotency_key", name="uq_analyses_idempotency_key"),
    )
    op.create_index("ix_analyses_created_id", "analyses", ["created", "id"])
    op.create_index("ix_analyses_status_finished", "analyses", ["status", "finished"])
    op.create_table(
        "files",
        sa.Column("analysis_id", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(1000), nullable=False),
        sa.Column("kind", sa.String(200), nullable=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.String(64), nullable=True),
        sa.Column("problem", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("analysis_id", "position", name="pk_files"),
        sa.ForeignKeyConstraint(
            ["analysis_id"], ["analyses.id"], name="fk_files_analysis_id", ondelete="CASCADE"
        ),
    )
