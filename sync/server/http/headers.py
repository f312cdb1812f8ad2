"""What every answer says of itself, whoever made it: kept by nobody, and nothing else than it says."""

from typing import Final

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.server.http.answers import problem_answer
from sync.server.http.refusals import invalid

_KEEP: Final = b"cache-control"
ALWAYS: Final = ((_KEEP, b"no-store"), (b"x-content-type-options", b"nosniff"))
"""Added where the answer does not say it itself; only a public file that never changes may be kept."""

_LENGTHS: Final = frozenset({b"content-length", b"transfer-encoding"})


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

        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif {name for name, _ in scope["headers"]} >= _LENGTHS:
            await _two_lengths()(scope, receive, named)
        else:
            await self._app(scope, receive, named)


def _two_lengths() -> Response:
    """A body whose end is said twice may end elsewhere for what stands before this server: nothing after it is read."""
    answer = problem_answer(invalid("The request says in two ways how long it is."), "")
    return Response(answer.body, answer.status, {"connection": "close"}, answer.media_type)
