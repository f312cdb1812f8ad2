"""What every answer says of itself, whoever made it: kept by nobody, and nothing else than it says."""

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_KEEP: Final = b"cache-control"
ALWAYS: Final = ((_KEEP, b"no-store"), (b"x-content-type-options", b"nosniff"))
"""Added where the answer does not say it itself; only a public file that never changes may be kept."""


class Headers:
    """Wraps the application, so that answers of the framework (404, 405) say it as well."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = list(message.get("headers", ()))
                known = {name.lower() for name, _ in said}
                message = {**message, "headers": [*said, *(one for one in ALWAYS if one[0] not in known)]}
            await send(message)

        await self._app(scope, receive, named if scope["type"] == "http" else send)
