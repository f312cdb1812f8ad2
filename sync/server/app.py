"""Builds the ASGI application from the table of routes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from sync.server.http.dispatch import endpoint
from sync.server.routes import ROUTES
from sync.server.service import Server
from sync.server.settings import Settings
from sync.server.upkeep import Upkeep


def create_app(settings: Settings) -> FastAPI:
    """The server as an ASGI application. The database has to be initialised already."""
    server = Server(settings)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        upkeep = Upkeep(server)
        upkeep.start()
        yield
        upkeep.stop()
        server.close()

    app = FastAPI(title="Okrskář", openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.server = server
    for route in ROUTES:
        app.add_route(route.path, endpoint(server, route), methods=[route.method], include_in_schema=False)
    return app
