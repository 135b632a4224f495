"""A private PostgreSQL server in a temporary folder, for the tests that run on both databases."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
_USER = "postgres"
"""Whom the server runs as when the tests run as root, which PostgreSQL refuses."""


def missing() -> str:
    """Why there can be no server here; empty if there can."""
    if not (PROGRAMS / "initdb").exists():
        return f"no PostgreSQL 15 in {PROGRAMS}"
    if os.geteuid() == 0 and shutil.which("runuser") is None:
        return "PostgreSQL does not run as root, and there is no runuser"
    return ""


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A running server; the URL of its maintenance database without the database's name."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        shutil.chown(folder, _USER)
    data = folder / "data"
    _run("initdb", "-D", data, "-U", _USER, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c fsync=off"
    _run("pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start")
    try:
        yield f"postgresql://{_USER}@127.0.0.1:{port}"
    finally:
        _run("pg_ctl", "-D", data, "-m", "immediate", "stop")


@contextmanager
def database(base: str) -> Iterator[str]:
    """A new, empty database of a server; its URL."""
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield f"{base}/{name}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _run(program: str, *arguments: str | Path) -> None:
    command = [str(PROGRAMS / program), *map(str, arguments)]
    if os.geteuid() == 0:
        command = ["runuser", "-u", _USER, "--", *command]
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)
