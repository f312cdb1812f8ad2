"""The face for programs: a token in the head of a request, and every refusal as a ``Problem``."""

from starlette.requests import Request

from sync.server.accounts.callers import PAGE
from sync.server.http.answers import Answer, problem_answer
from sync.server.http.calls import Call, Route
from sync.server.http.refusals import Refusal, unauthorized

_BEARER = "bearer "


def secret_of(request: Request, _route: Route) -> str:
    """The token that is shown. Refused where there is none, or where it is one of a page's session."""
    authorization = request.headers.get("authorization", "")
    secret = authorization[len(_BEARER) :]
    if not authorization.lower().startswith(_BEARER) or secret.startswith(PAGE):
        raise unauthorized()
    return secret


def check(_call: Call, _route: Route) -> None:
    """A program that shows its token means what it sends: no browser adds a token by itself."""


def refused(refusal: Refusal, _request: Request, request_id: str) -> Answer:
    """A refusal as a program reads it."""
    return problem_answer(refusal, request_id)
