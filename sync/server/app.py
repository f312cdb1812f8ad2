"""Builds the ASGI application from the table of routes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import Route

from sync.server.http.dispatch import endpoint
from sync.server.routes import ROUTES
from sync.server.service import Server
from sync.server.settings import Settings
from sync.server.upkeep import Upkeep


def create_app(settings: Settings) -> Starlette:
    """The server as an ASGI application. The database has to be initialised already."""
    server = Server(settings)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        upkeep = Upkeep(server)
        upkeep.start()
        yield
        upkeep.stop()
        server.close()

    routes = [Route(row.path, endpoint(server, row), methods=[row.method]) for row in ROUTES]
    app = Starlette(routes=routes, lifespan=lifespan)
    app.state.server = server
    return app
