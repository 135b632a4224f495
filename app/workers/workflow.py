"""The durable queue of analyses, kept by DBOS in tables of its own in the same database.

An analysis is one workflow of the same id. DBOS keeps its id, the names of its steps and digests of blobs: no text and
no file. `docs/decisions/0010-durable-analyses.md` says what is DBOS's part and what is ours.
"""

from __future__ import annotations

from collections.abc import Sequence

from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer, WorkflowSerializationFormat, WorkflowStatus
from dbos import error as dbos_error
from sqlalchemy.orm import Session

from app.storage.database import Database
from app.storage.migrate import migrate

QUEUE = "analyses"
WORKFLOW = "analysis"
VERSION = "1"
"""Of the steps of the workflow; another one has to be given when they change: begun workflows go on in the old order."""
_APPLICATION = "morenashi"
_POLL_SECONDS = 0.2
"""How often an idle worker looks for work."""


def prepare(database: Database) -> None:
    """Make or alter all tables; several processes may do so at once."""
    migrate(database)
    DBOS.migrate(database.url)


def worker_config(database: Database, executor: str) -> DBOSConfig:
    """How a worker runs DBOS.

    Args:
        database: where the queue is.
        executor: name of the worker, used by no other and never again.
    """
    return DBOSConfig(
        name=_APPLICATION,
        system_database_url=database.url,
        application_version=VERSION,
        executor_id=executor,
        serializer=DBOSPortableJSONSerializer(),
        run_migrations=False,  # `prepare` has run
        log_level="WARNING",
        # Nothing here is notified, so looking costs nothing; but a worker that stops waits for the next look.
        notification_listener_polling_interval_sec=_POLL_SECONDS,
    )


class WorkflowQueue:
    """The queue, seen from outside a worker; safe to use from several threads. The tables must have been prepared."""

    def __init__(self, database: Database) -> None:
        self._client = DBOSClient(
            system_database_url=database.url,
            serializer=DBOSPortableJSONSerializer(),
            application_name=_APPLICATION,
            retry_connection_errors=False,
        )
        # One at a time: matching is bound by the one core that the interpreter lock lets a process use.
        self._client.register_queue(
            QUEUE, worker_concurrency=1, polling_interval_sec=_POLL_SECONDS, on_conflict="always_update"
        )

    def close(self) -> None:
        """Close its connections."""
        self._client.destroy()

    def add(self, session: Session, analysis_id: str) -> None:
        """Have an analysis run once the session's transaction is committed, and never if it is not."""
        self._client.enqueue_in_transaction(
            session,
            {
                "workflow_name": WORKFLOW,
                "queue_name": QUEUE,
                "workflow_id": analysis_id,
                "app_version": VERSION,
                "serialization_type": WorkflowSerializationFormat.PORTABLE,
            },
            analysis_id,
        )

    def stop(self, analysis_id: str) -> None:
        """Have a waiting analysis never run, and a running one end before its next step."""
        self._client.cancel_workflow(analysis_id)

    def forget(self, analysis_id: str) -> None:
        """Stop an analysis and remove everything DBOS keeps of it."""
        self._client.delete_workflow(analysis_id)

    def claimed(self) -> dict[str, str]:
        """Analyses that a worker has taken, each with that worker's name."""
        return {one.workflow_id: one.executor_id or "" for one in self._list("PENDING")}

    def give_again(self, analysis_id: str) -> None:
        """Have another worker take an analysis; the one that has it now can keep no further step of it."""
        try:
            self._client.resume_workflow(analysis_id, queue_name=QUEUE)
        except dbos_error.DBOSNonExistentWorkflowError:
            return  # deleted meanwhile

    def known(self) -> dict[str, bool]:
        """All analyses that the queue knows, and whether each waits or runs."""
        return {one.workflow_id: one.status in ("ENQUEUED", "PENDING") for one in self._list()}

    def _list(self, status: str | None = None) -> Sequence[WorkflowStatus]:
        return self._client.list_workflows(name=WORKFLOW, status=status, load_input=False, load_output=False)
