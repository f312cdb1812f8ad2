"""Runs a route: may this address ask so often, who calls, body, who calls again, handler, answer."""

import logging
import secrets
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response

from sync.server.accounts.doorkeeper import Admission, Demand, admit
from sync.server.ground.denials import Denial
from sync.server.http import json_face, page_face
from sync.server.http.answers import Answer, compressed
from sync.server.http.bodies import Room, collect, decompress
from sync.server.http.calls import LARGE, Call, Entry, Route
from sync.server.http.forgery import FORGED, is_own
from sync.server.http.rates import Buckets, subject_of
from sync.server.http.refusals import Refusal, invalid, refusal_of, too_large
from sync.server.service import Server

log = logging.getLogger("okrskar.server")
_FORBIDDEN = "\x00"
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " ")
"""Between a street and its number, where an address is taken over from a page or a letter."""


class Dispatch:
    """Turns rows of the table into what Starlette runs; one for each process."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._buckets = Buckets(monotonic)
        self._room = Room()

    def endpoint(self, route: Route) -> Callable[[Request], Awaitable[Response]]:
        """The ASGI side of a route. Every failure leaves as the face of the route says it."""
        face = page_face if route.page else json_face

        async def run(request: Request) -> Response:
            request_id = secrets.token_hex(6)
            try:
                answer = await self._answer(route, request, request_id)
            except Denial as denial:
                answer = face.refused(_noted(refusal_of(denial), route, request_id), request, request_id)
            except Refusal as refusal:
                answer = face.refused(_noted(refusal, route, request_id), request, request_id)
            except ClientDisconnect:
                answer = face.refused(invalid("The request broke off."), request, request_id)
            except Exception as error:  # noqa: BLE001 - the last line: nothing of an error leaves but its number
                log.critical("failed %s %s %s", request_id, route.path, _where(error))
                answer = face.refused(_internal(), request, request_id)
            answer = compressed(answer, request.headers.get("accept-encoding", ""))
            if answer.file is not None:
                return FileResponse(answer.file, answer.status, dict(answer.headers), answer.media_type)
            response = Response(answer.body, answer.status, dict(answer.headers), answer.media_type)
            for cookie in answer.cookies:
                response.headers.append("set-cookie", cookie)
            return response

        return run

    async def _answer(self, route: Route, request: Request, request_id: str) -> Answer:
        address = request.client.host if request.client else ""
        self._buckets.take(route.rate, address)
        declared = request.headers.get("content-length", "0")
        if declared.isascii() and declared.isdigit() and int(declared) > route.limit:
            raise too_large(f"The request is larger than {route.limit} bytes.")
        path = {name: _plain(str(value)) for name, value in request.path_params.items()}
        query = {_plain(name): _plain(value.translate(_SPACES)) for name, value in request.query_params.items()}
        admission = await self._admitted(route, request, address)
        with self._room_for(route, address) as came:
            sent = await collect(request.stream(), route.limit, came)
            body = decompress(sent, request.headers.get("content-encoding", ""), route.limit)
            call = Call(
                server=admission.server if admission else self._server,
                known=admission.caller if admission else None,
                path=path,
                query=query,
                headers=dict(request.headers),
                body=body,
                address=address,
                request_id=request_id,
            )
            if admission is None and route.entry is not Entry.ANYONE and route.again is not None:
                return await run_in_threadpool(route.again, call)
            return await run_in_threadpool(_handle, route, call, admission)

    async def _admitted(self, route: Route, request: Request, address: str) -> Admission | None:
        """Who is let in; None for anyone, and for who is no longer signed in where the route shows what they typed."""
        if route.entry is Entry.ANYONE:
            return None
        demand = Demand(route.roles, route.entry is Entry.DEVICE, route.scopes, route.path)
        try:
            secret = (page_face if route.entry is Entry.SESSION else json_face).secret_of(request, route)
            return await run_in_threadpool(admit, self._server, secret, address, demand)
        except (Denial, Refusal) as denial:
            refusal = refusal_of(denial) if isinstance(denial, Denial) else denial
            if route.again is None or refusal.status != 401 or not is_own(request.headers):
                raise
            return None

    @contextmanager
    def _room_for(self, route: Route, address: str) -> Iterator[Callable[[int], None]]:
        """While the body of a request is here: what hears of each piece. Small ones, and who is known, need no room."""
        taken, subject = [0], subject_of(address)

        def came(size: int) -> None:
            self._room.take(subject, size)
            taken[0] += size

        if route.entry is not Entry.ANYONE or route.limit <= LARGE:
            yield lambda _size: None
            return
        try:
            yield came
        finally:
            self._room.leave(subject, taken[0])


def _handle(route: Route, call: Call, admission: Admission | None) -> Answer:
    try:
        (page_face if route.page else json_face).check(call, route)
    except Refusal as refusal:
        if route.again is None or refusal.code != FORGED:
            raise
        return route.again(call)
    answer = route.handler(call)
    if admission is not None:
        admission.settle()
    return answer


def _plain(value: str) -> str:
    """A value of the address. Refused where no database could look for it."""
    if _FORBIDDEN in value or not value.isprintable():
        raise invalid("The address of the request holds a character that can not be in it.")
    return value


def _noted(refusal: Refusal, route: Route, request_id: str) -> Refusal:
    log.info("refused %s %s %s %s", request_id, route.path, refusal.status, refusal.code)
    return refusal


def _internal() -> Refusal:
    message = "Something went wrong at the server. Try again: nothing is lost and nothing doubles."
    return Refusal(500, "internal", message)


def _where(error: BaseException) -> str:
    """Type and place of an error, without its text: the text may quote what people wrote."""
    trace = error.__traceback__
    place = ""
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"
