"""Guards around every request: its size, its origin, unexpected errors, and what a browser may do with the answer."""

from __future__ import annotations

import logging

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.problem_details import problem_response
from app.logs import where
from app.problems import CROSS_SITE, INTERNAL, REQUEST_TOO_LARGE, ServiceProblem

_LOG = logging.getLogger(__name__)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SECURITY_HEADERS = {
    # Nothing from anywhere else, no inline code, no framing.
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # A report stays in no cache: neither the browser's nor a proxy's.
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class _TooLargeError(Exception):
    """The body went over the limit."""


class BodyLimit:
    """Refuses request bodies over a number of bytes, by their declared length or while they stream in."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app, self._limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared) > self._limit:
            await self._refuse(scope, receive, send)
            return
        received, exceeded, started = 0, False, False

        async def counted() -> Message:
            nonlocal received, exceeded
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._limit:
                exceeded = True
                raise _TooLargeError
            return message

        async def guarded(message: Message) -> None:
            nonlocal started
            if exceeded and not started:
                return  # whatever the application makes of the broken body: the caller is told the reason instead
            started = True
            await send(message)

        try:
            await self._app(scope, counted, guarded)
        except _TooLargeError:
            if started:
                raise
        if exceeded and not started:
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        mebibytes = f"{self._limit / (1 << 20):g}"
        problem = ServiceProblem(
            REQUEST_TOO_LARGE,
            f"上限：{mebibytes}MB",
            f"limit: {self._limit} bytes",
            # The rest of the body is not read.
            headers={"Connection": "close"},
        )
        await problem_response(problem, Request(scope))(scope, receive, send)


class SameSite:
    """Refuses requests that a page of another site makes a browser send, and sets the security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        site = Headers(scope=scope).get("sec-fetch-site", "")
        if scope["method"] not in SAFE_METHODS and site in ("cross-site", "same-site"):
            await problem_response(ServiceProblem(CROSS_SITE), Request(scope))(scope, receive, with_headers)
            return
        await self._app(scope, receive, with_headers)


class Unexpected:
    """Tells the caller of a bug that there is one, and the log where, neither with any text of a document."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        started = False

        async def noticed(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, noticed)
        except Exception as error:
            if started or scope["type"] != "http":
                raise
            _LOG.error("unexpected error at %s %s: %s", scope["method"], scope["path"], where(error))
            await problem_response(ServiceProblem(INTERNAL), Request(scope))(scope, receive, send)
