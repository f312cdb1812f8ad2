"""The ASGI application of a table of routes: what is served, and how what no row answers is said."""

from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as Mounted

from sync.server.http import json_face, page_face
from sync.server.http.calls import Route
from sync.server.http.dispatch import Dispatch
from sync.server.http.headers import Headers
from sync.server.http.refusals import Refusal, not_found
from sync.server.service import Server

Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


def application_of(server: Server, rows: Iterable[Route], lifespan: Lifespan, *, frame: str = "") -> Starlette:
    """Serves these rows and nothing else. ``frame`` is the template around refusals where only people ask."""
    dispatch = Dispatch(server)
    app = Starlette(
        routes=[Mounted(row.path, dispatch.endpoint(row), methods=[row.method]) for row in rows],
        lifespan=lifespan,
        middleware=[Middleware(Headers)],
        exception_handlers={404: _unknown, 405: _unknown},
    )
    app.router.redirect_slashes = False  # such an answer would lead to whatever host the request names
    app.state.server = server
    app.state.frame = frame
    return app


async def _unknown(request: Request, error: Exception) -> Response:
    """What no row of the table answers, in words as everything else."""
    refusal = not_found()
    if isinstance(error, HTTPException) and error.status_code == 405:
        refusal = Refusal(405, "not_allowed", "This can not be done here.", headers=dict(error.headers or {}))
    answer = (page_face if request.app.state.frame else json_face).refused(refusal, request, "")
    return Response(answer.body, answer.status, dict(answer.headers), answer.media_type)
