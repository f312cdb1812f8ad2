"""The application of the residents' process. It does no jobs: what is sent here is decided by the main server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette

from sync.server.http.application import application_of
from sync.server.residents.pages import FRAME
from sync.server.residents.routes import ROUTES
from sync.server.service import Server
from sync.server.settings import Settings


def create_app(settings: Settings) -> Starlette:
    """The residents' pages as an ASGI application."""
    server = Server(settings)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        server.close()

    return application_of(server, ROUTES, lifespan, frame=FRAME)
