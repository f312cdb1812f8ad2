"""Builds the ASGI application from the table of routes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sync.server.http.answers import problem_answer
from sync.server.http.dispatch import Dispatch
from sync.server.http.headers import Headers
from sync.server.http.refusals import Refusal, not_found
from sync.server.jobs.background import Background
from sync.server.kinds import KINDS
from sync.server.routes import ROUTES
from sync.server.service import Server
from sync.server.settings import Settings


def create_app(settings: Settings) -> Starlette:
    """The server as an ASGI application. The database has to be initialised already."""
    server = Server(settings)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        jobs = Background(server, KINDS)
        jobs.start()
        yield
        jobs.stop()
        server.close()

    dispatch = Dispatch(server)
    routes = [Route(row.path, dispatch.endpoint(row), methods=[row.method]) for row in ROUTES]
    app = Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[Middleware(Headers)],
        exception_handlers={404: _unknown, 405: _unknown},
    )
    app.router.redirect_slashes = False  # such an answer would lead to whatever host the request names
    app.state.server = server
    return app


async def _unknown(_request: Request, error: Exception) -> Response:
    """What no row of the table answers, in words as everything else."""
    refusal = not_found()
    if isinstance(error, HTTPException) and error.status_code == 405:
        refusal = Refusal(405, "not_allowed", "This can not be done here.", headers=dict(error.headers or {}))
    answer = problem_answer(refusal, "")
    return Response(answer.body, answer.status, dict(answer.headers), answer.media_type)
