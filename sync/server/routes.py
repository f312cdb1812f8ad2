"""The table of routes: every path, who may call it, and what answers. Nothing else is served."""

from app.accounts.domain import Role
from sync.server.accounts import router as accounts
from sync.server.health import router as health
from sync.server.http.calls import Entry, Route
from sync.server.pull import router as pull
from sync.server.push import router as push

EVERYONE = frozenset(Role)
_SMALL = 16 * 1024

ROUTES: tuple[Route, ...] = (
    Route("GET", "/healthz", health.healthz, Entry.ANYONE, limit=_SMALL),
    Route("POST", "/api/v1/enrol", accounts.enrol, Entry.ANYONE, limit=_SMALL),
    Route("POST", "/api/v1/challenge", accounts.challenge, Entry.ANYONE, limit=_SMALL),
    Route("POST", "/api/v1/token", accounts.token, Entry.ANYONE, limit=_SMALL),
    Route("POST", "/api/v1/push", push.push, Entry.DEVICE, EVERYONE),
    Route("POST", "/api/v1/pull", pull.pull, Entry.DEVICE, EVERYONE),
)
