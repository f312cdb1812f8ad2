"""The table of routes: every path, who may call it, and what answers. Nothing else is served."""

from app.accounts.domain import Role
from app.tips.operations import FILERS
from sync.protocol.paths import CHALLENGE, ENROL, PULL, PUSH, SEARCH, TIPS, TOKEN
from sync.server.accounts import router as accounts
from sync.server.basemap import router as basemap
from sync.server.feed import router as pull
from sync.server.health import router as health
from sync.server.http.calls import Entry, Route
from sync.server.photos import router as photos
from sync.server.push import router as push
from sync.server.tips import router as tips

EVERYONE = frozenset(Role)
ADMINS = frozenset({Role.ADMIN})
_SMALL = 16 * 1024
_FORM = 64 * 1024

ROUTES: tuple[Route, ...] = (
    Route("GET", "/healthz", health.healthz, Entry.ANYONE, limit=_SMALL),
    Route("POST", ENROL, accounts.enrol, Entry.ANYONE, limit=_SMALL),
    Route("POST", CHALLENGE, accounts.challenge, Entry.ANYONE, limit=_SMALL),
    Route("POST", TOKEN, accounts.token, Entry.ANYONE, limit=_SMALL),
    Route("POST", "/api/v1/login", accounts.login, Entry.ANYONE, limit=_SMALL),
    Route("POST", PUSH, push.push, Entry.DEVICE, EVERYONE),
    Route("POST", PULL, pull.pull, Entry.DEVICE, EVERYONE, limit=1024 * 1024),
    *photos.ROUTES,
    *basemap.ROUTES,
    Route("POST", SEARCH, tips.search, Entry.TOKEN, FILERS, limit=_SMALL),
    Route("POST", TIPS, tips.file_tip, Entry.TOKEN, FILERS, limit=_FORM),
    Route("GET", TIPS + "/{tip_id}/story", tips.story, Entry.TOKEN, FILERS, limit=_SMALL),
    Route("POST", "/api/v1/devices/{device_id}/revoke", accounts.revoke_device, Entry.TOKEN, ADMINS, limit=_SMALL),
)
