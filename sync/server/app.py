"""Builds the ASGI application from the table of routes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette

from sync.server.http.application import application_of
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

    return application_of(server, ROUTES, lifespan)
