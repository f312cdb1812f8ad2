"""Runs a route: who calls, may they, body, handler, answer. Every failure leaves as a ``Problem``."""

import logging
import secrets
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response

from sync.server.accounts.callers import Caller, Stranger, caller_of
from sync.server.accounts.keys import spend
from sync.server.audit import service as audit
from sync.server.http.answers import Answer, compressed, problem_answer
from sync.server.http.bodies import collect, decompress
from sync.server.http.calls import Call, Entry, Route
from sync.server.http.refusals import (
    Refusal,
    forbidden,
    invalid,
    out_of_scope,
    revoked,
    too_large,
    unauthorized,
    used_up,
)
from sync.server.service import Server

log = logging.getLogger("okrskar.server")
_BEARER = "bearer "


def endpoint(server: Server, route: Route) -> Callable[[Request], Awaitable[Response]]:
    """The ASGI side of a route."""

    async def run(request: Request) -> Response:
        request_id = secrets.token_hex(6)
        try:
            answer = await _answer(server, route, request, request_id)
        except Refusal as refusal:
            log.info("refused %s %s %s %s", request_id, route.path, refusal.status, refusal.code)
            answer = problem_answer(refusal, request_id)
        except ClientDisconnect:
            answer = problem_answer(invalid("The request broke off."), request_id)
        except Exception as error:  # noqa: BLE001 - the last line: nothing of an error leaves but its number
            log.critical("failed %s %s %s", request_id, route.path, _where(error))
            answer = problem_answer(
                Refusal(
                    500,
                    "internal",
                    "Something went wrong at the server. Try again: nothing is lost and nothing doubles.",
                ),
                request_id,
            )
        answer = compressed(answer, request.headers.get("accept-encoding", ""))
        if answer.file is not None:
            return FileResponse(answer.file, answer.status, dict(answer.headers), answer.media_type)
        return Response(answer.body, answer.status, dict(answer.headers), answer.media_type)

    return run


async def _answer(server: Server, route: Route, request: Request, request_id: str) -> Answer:
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > route.limit:
        raise too_large(f"The request is larger than {route.limit} bytes.")
    address = request.client.host if request.client else ""
    known = None
    if route.entry is not Entry.ANYONE:
        known = await run_in_threadpool(admit, server, route, request.headers.get("authorization", ""), address)
    body = await collect(request.stream(), route.limit)
    call = Call(
        server=server,
        known=known,
        path={name: str(value) for name, value in request.path_params.items()},
        query=dict(request.query_params),
        headers=dict(request.headers),
        body=decompress(body, request.headers.get("content-encoding", ""), route.limit),
        address=address,
        request_id=request_id,
    )
    return await run_in_threadpool(route.handler, call)


def admit(server: Server, route: Route, authorization: str, address: str) -> Caller:
    """The caller, if the route is for them; else a refusal."""
    if not authorization.lower().startswith(_BEARER):
        raise unauthorized()
    now = server.now()
    with server.database.read() as connection:
        caller = caller_of(connection, authorization[len(_BEARER) :], now, address)
    match caller:
        case Stranger.REVOKED:
            raise revoked()
        case Stranger.UNKNOWN:
            raise unauthorized()
        case Caller():
            _refuse_closed(server, route, caller, now)
            return caller


def _refuse_closed(server: Server, route: Route, caller: Caller, now: str) -> None:
    """Refuse a caller whom the route is not for, and a program that has called as often as it may."""
    key = caller.key
    if key is not None and (spent := server.database.durably(lambda c: spend(c, key, now))) is not None:
        if spent.first:
            server.database.durably(lambda c: audit.record(c, now, caller, "key.spent", key.id, period=spent.period))
        raise used_up(spent.calls, spent.period, spent.wait)
    is_open = caller.role in route.roles and (route.entry is not Entry.DEVICE or caller.device_id is not None)
    if not is_open or (key is not None and not key.scopes & route.scopes):
        server.database.durably(lambda c: audit.record(c, now, caller, "denied", route.path))
        raise forbidden() if key is None or not is_open else out_of_scope(route.scopes)


def _where(error: BaseException) -> str:
    """Type and place of an error, without its text: the text may quote what people wrote."""
    trace = error.__traceback__
    place = ""
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"
