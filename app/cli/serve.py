"""`morenashi serve`: the web page and the REST API."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.console import fail_for_blobs, load_settings


def serve(
    host: Annotated[str | None, typer.Option(help="待ち受けるアドレス。")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="待ち受けるポート。")] = None,
    no_worker: Annotated[
        bool, typer.Option("--no-worker", help="点検は処理しません（別に`morenashi worker`を動かします）。")
    ] = False,
) -> None:
    """Serve until stopped."""
    # Imported at use: the other commands need no web server.
    import uvicorn

    from app.main import create_app
    from app.storage.blobs import BlobError

    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = load_settings().model_copy(update=given)
    try:
        application = create_app(settings, with_worker=not no_worker)
    except BlobError as error:
        fail_for_blobs(error)
    uvicorn.run(
        application,
        host=settings.host,
        port=settings.port,
        server_header=False,
        timeout_graceful_shutdown=settings.shutdown_seconds,  # streams of events end by nothing else
    )
